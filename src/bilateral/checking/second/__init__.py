"""The optional second reader: a model server proposes statements, what does not stand in the text
is refused, and where it differs from the first reader a person decides. Nothing needs it."""
