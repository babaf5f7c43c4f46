"""What clients may rely on of Codat."""
