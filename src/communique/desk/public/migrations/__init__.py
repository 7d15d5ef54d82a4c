"""Migrations of ``public``."""
