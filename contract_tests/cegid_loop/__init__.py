"""What clients may rely on of Cegid Loop."""
