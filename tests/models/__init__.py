"""Random histories of every provider, each beside a small model of it that knows only the facts."""
