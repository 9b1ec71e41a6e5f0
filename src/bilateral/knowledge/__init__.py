"""What is known beforehand, as data files: one folder a topic, one folder a language in it.

A topic is a package: its loader in `__init__.py`, its tables (CSV) and rules (TOML) beside it,
and next to the rules the examples that they must and must not read.
"""
