"""From incidents to the situation: who is said to hold a place since when, timelines, counts, what changed since a moment."""
