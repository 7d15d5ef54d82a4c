"""Reports to events: a spaCy pipeline of registered components."""
