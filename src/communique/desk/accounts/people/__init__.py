"""What administrators do about people, and the pages where they do it."""
