"""Accounting data: what the books behind a connection hold, and what Codat copied of it."""
