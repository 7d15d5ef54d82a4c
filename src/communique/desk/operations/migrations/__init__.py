"""Migrations of ``operations``."""
