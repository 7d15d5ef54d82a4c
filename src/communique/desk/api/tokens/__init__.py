"""Tokens of programs: made, shown once, known again by their hash, revoked."""
