"""Lists of values: scopes, problems, parameters."""
