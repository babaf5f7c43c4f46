"""HTTP that every provider shares. Knows no provider."""
