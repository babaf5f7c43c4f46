"""What clients may rely on of Feedback House."""
