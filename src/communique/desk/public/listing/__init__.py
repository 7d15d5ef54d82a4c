"""The list of incidents that a selection lets through, and its downloads."""
