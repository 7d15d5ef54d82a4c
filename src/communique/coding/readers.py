"""Who reads: the rules, a learned reader, or both."""

READERS = ("rules",)
"""What ``--reader`` takes."""
DEFAULT_READER = "rules"
"""The one that measures best and needs no network (docs/accuracy.md)."""
