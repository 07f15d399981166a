"""Layer 4, a door: the commands that operators type."""
