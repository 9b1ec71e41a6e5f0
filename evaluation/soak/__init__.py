"""Bad days on purpose, at full length: `make soak`. The tests hold a seeded sample of each.

Every part prints what it did and ends with an error when something was lost, doubled or grew.
"""
