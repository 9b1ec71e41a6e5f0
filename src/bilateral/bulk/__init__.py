"""Archives in (WARC, Parquet, JSON Lines, folders; local or S3), a data set of what they say out.

An input is cut into units, a unit is read as records, records are understood in batches by a pure
step, and what is kept is written in chunks that a journal counts, so that a run can be killed at
any moment and goes on where it stood.
"""
