"""Everything that is kept: reports, events, incidents, and the history of every change."""
