"""What a run asked and was answered, kept in a folder without anybody's data in it."""
