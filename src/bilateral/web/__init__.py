"""The record in; pages, and the same as JSON, out. `create_app` in `app` makes the server."""
