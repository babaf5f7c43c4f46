"""Bill Pay without syncs: bills, their payments and suppliers, asked from the source at once."""
