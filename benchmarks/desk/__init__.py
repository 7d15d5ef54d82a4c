"""Measures of the desk: pages under load, review, the worker."""
