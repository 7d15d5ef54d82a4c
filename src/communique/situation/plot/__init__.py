"""The situation as a picture: incidents and losses by week, and a small map. Drawn with matplotlib, without its global state."""

SUFFIXES = (".png", ".svg")
"""What a picture may be written as."""
