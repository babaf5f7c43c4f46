"""Double entry: what a business does, as records of all kinds that agree with each other."""
