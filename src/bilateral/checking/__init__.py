"""The record and drafts in, what can be quoted and what cannot out."""
