"""Load the example reports of the package: handed in as any other, so that the worker reads and codes them."""

from importlib import resources

from django.utils import timezone

from communique.desk.archive.models import Source
from communique.desk.ingest.hints import Hints
from communique.desk.ingest.intake import keep

MEDIA = {".html": "text/html", ".xml": "application/rss+xml", ".txt": "text/plain", ".jsonl": "application/x-ndjson"}


def load_examples() -> int:
    """Hand in the examples; how many are new. Twice is once."""
    source = Source.objects.get_or_create(kind=Source.Kind.EXAMPLES, name="Example reports")[0]
    now, new = timezone.now(), 0
    for file in sorted(resources.files("communique.desk.operations.examples").iterdir(), key=lambda each: each.name):
        suffix = file.name[file.name.rfind(".") :]
        if suffix in MEDIA:
            new += keep(source, file.name, file.read_bytes(), MEDIA[suffix], Hints(), now) is not None
    return new
