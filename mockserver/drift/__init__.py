"""Comparing two recordings of the contract suite: what differs, and who is to blame."""
