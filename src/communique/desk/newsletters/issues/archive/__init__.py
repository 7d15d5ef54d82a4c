"""Issues that were sent, for whoever may look at the desk: a page and an Atom feed a list, and the web version of each mail."""
