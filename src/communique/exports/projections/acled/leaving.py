"""Leaving an incident out: ACLED has no row for it."""


class NoRowError(Exception):
    """The incident has no row; the message is the reason, in words."""
