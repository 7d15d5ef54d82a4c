"""One module a format, each a documented projection of the record."""
