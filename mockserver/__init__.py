"""A local, stateful, offline sandbox of five B2B provider APIs."""

__version__ = "0.1.0"
