"""One module a page: what `queries` found in, the typed view that page and twin show out."""
