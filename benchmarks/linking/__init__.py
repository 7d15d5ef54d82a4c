"""Events with known incidents, and how fast and how well they are linked."""
