"""Writing to the books behind a connection: what is taken, checked, booked and answered."""
