"""Decisions on plain values: requests, filters, charts of accounts."""
