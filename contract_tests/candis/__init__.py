"""What clients may rely on of Candis."""
