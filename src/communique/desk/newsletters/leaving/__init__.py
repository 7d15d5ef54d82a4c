"""Leaving a list, or all, by the link in a mail: without a login, for ever, and never by looking alone."""
