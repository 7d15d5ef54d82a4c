"""Migrations of ``api``."""
