"""Contract tests: what clients may rely on, asked over HTTP of the mock or of the real API."""
