"""The incident of an event, and others that may be the same."""
