"""门户: the public door."""
