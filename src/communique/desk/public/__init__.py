"""What readers see: map, timeline, incident pages, search."""
