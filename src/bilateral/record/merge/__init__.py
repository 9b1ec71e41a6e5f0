"""Statements of many documents in, entries out: what tells the same thing stands together.

`copies` groups articles that are one text; `profiles` says what a statement is compared by,
`features` weighs two of them, `clusters` makes entries of the judgements, and `merging` keeps
all of it in the record, one document at a time. Nothing here depends on the order of adding.
"""
