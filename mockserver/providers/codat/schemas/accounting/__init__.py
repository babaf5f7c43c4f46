"""Shapes of accounting records, by family.

Source: the Accounting API specification 3.0.0 and the newest official definitions in the Lending
and Bill Pay specifications.
"""
