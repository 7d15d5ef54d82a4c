"""Who reads: the rules, a learned reader, or both."""

READERS = ("rules", "learned", "both")
"""What ``--reader`` takes."""
DEFAULT_READER = "both"
"""The one that measures best and needs no network (docs/accuracy.md)."""
