"""The page where administrators set what holds for the whole desk."""
