"""Coming in by a link that is used once: the first administrator, the invited, and who forgot a password."""
