"""Review: where people check and correct what was read."""
