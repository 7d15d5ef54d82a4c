"""Sources as people manage them: the list, a source's page, adding, changing, pausing, and OPML."""
