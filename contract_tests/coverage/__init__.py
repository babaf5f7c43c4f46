"""What the tests exercise of an API, and what of its answers they look at."""
