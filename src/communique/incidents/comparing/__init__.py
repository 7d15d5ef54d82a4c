"""The comparisons: each a small object that puts a pair of tellings on one of its levels, and says why.

Levels are found for many pairs at once, over columns; what a level weighs is data (``data/weights.yaml``), not here.
"""
