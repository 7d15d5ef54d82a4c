"""The queue: which events are shown, in which order, and which comes next."""
