"""Quality by sample: draw, read a second time without knowing the first, compare."""
