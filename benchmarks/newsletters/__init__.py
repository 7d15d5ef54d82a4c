"""How fast an issue is frozen and sent."""
