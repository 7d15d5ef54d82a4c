"""Signing up: a form, a mail with a link, and a button behind it."""
