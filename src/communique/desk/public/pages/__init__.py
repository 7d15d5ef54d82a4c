"""The pages of incidents, reports, actors, places and countries."""
