"""Models of ``public``, gathered for Django."""

from communique.desk.public.search.models import Found

__all__ = ["Found"]
