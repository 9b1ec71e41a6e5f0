"""The record's answers in, the typed objects that REST and the assistants' protocol give out."""
