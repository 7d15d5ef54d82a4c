"""Migrations of ``review``."""
