"""The map: incidents clustered on the server, so that any number of them can be shown, and who is said to hold what."""
