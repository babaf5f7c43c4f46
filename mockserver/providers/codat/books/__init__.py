"""Bookkeeping: the accounts, what documents post to them, and what the postings add up to.

Everything in here is a function of plain values: no world, no clock, no chance of its own.
"""
