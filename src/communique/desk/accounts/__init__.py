"""Accounts: who may what."""
