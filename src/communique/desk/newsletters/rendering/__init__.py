"""Rendering: a briefing put into words, markup and pictures."""
