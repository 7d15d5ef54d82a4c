"""Rendering: a briefing put into words, markup and pictures."""

from communique.desk.newsletters.rendering.rendering import Rendered, preheader, render, subject_of

__all__ = ["Rendered", "preheader", "render", "subject_of"]
