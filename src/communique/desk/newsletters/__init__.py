"""Newsletters: lists, people who asked for them, briefings of what is new, and their sending by the operator's server or Mailchimp."""
