"""A scripted campaign against a partner's integration: what goes wrong, and how it copes."""
