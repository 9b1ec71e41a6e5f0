"""Words in, the documents and statements that hold them out, the same from either store.

`tokens` makes the words that are looked for, `queries` understands what a person types,
`index` keeps the words of the record, `finding` answers.
"""
