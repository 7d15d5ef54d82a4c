"""Sources and the worker: what is fetched, read, coded and linked, and when."""
