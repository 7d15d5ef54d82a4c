"""Commands of ``public``."""
