"""Newsletters: lists, people who asked for them, briefings of what is new, and their sending by own server or Mailchimp."""
