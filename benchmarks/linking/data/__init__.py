"""What the generator tells of: types, names and sentences."""
