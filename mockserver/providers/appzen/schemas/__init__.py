"""Shapes on the wire: records, search requests, answers, and the fields they are made of."""
