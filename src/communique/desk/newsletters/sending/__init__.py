"""Sending an issue by the operator's own mail server: its audience written down once, and a ledger of who got what."""
