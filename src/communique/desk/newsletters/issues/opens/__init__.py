"""Counting opens and followed links, where a list has that switched on: in all, of nobody in particular. Nothing else is kept."""
