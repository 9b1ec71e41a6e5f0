"""The record in; papers, charts and files in the formats of other tools out."""
