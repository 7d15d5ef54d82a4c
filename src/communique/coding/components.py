"""Registers every coding component with spaCy, so that a pipeline can be built by name."""

from communique.coding import actors, attribution, base, events, happenings, numbers, places, times

__all__ = ["actors", "attribution", "base", "events", "happenings", "numbers", "places", "times"]
