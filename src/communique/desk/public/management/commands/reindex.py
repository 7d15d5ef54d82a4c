"""Build the search index anew, from reports and incidents as they are kept."""

from typing import Any

from django.core.management.base import BaseCommand

from communique.desk.public.search.rebuilding import rebuild


class Command(BaseCommand):
    """``reindex``: the search goes on meanwhile, with what was there."""

    help = "Build the search index anew, from reports and incidents as they are kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how much was put in."""
        done = rebuild()
        self.stdout.write(f"{done.reports:,} reports and {done.incidents:,} incidents are in the search index.")
