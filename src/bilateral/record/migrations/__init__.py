"""The steps from an older record to this one, run by alembic."""
