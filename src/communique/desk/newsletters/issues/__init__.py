"""Issues of a list: looked at, approved, sent when they are due, and read afterwards in the archive."""
