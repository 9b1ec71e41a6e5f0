"""Text in; tidied text, sentences and typed spans (dates, amounts) out."""
