"""Migrations of ``archive``."""
