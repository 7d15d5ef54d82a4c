"""Settings of the desk: read from the environment, checked before anything starts."""
