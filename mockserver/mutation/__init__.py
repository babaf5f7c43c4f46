"""A vendor that changed: each provider's table of operations, altered in one place at a time.

`catalogue` derives mutants from a provider and from what a run was seen to do (`witness`);
`tamper` makes the provider of a mutant; `strength` runs the tests that can notice it. Nothing of
this is imported by a server that serves.
"""
