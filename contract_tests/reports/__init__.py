"""What became of a run, for people and for machines: a page, a badge, dates of verification."""
