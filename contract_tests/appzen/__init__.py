"""What clients may rely on of AppZen."""
