"""Briefings: what a list's next issue tells, worked out of the archive."""
