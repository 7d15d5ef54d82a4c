"""Newsletters: what is due of them, by steps that the settings name, since the worker stands below them."""

from functools import partial

from django.conf import settings
from django.utils.module_loading import import_string

from communique.desk.ingest.working.holding import Work, now
from communique.desk.ingest.working.troubles import guarded


def mail_newsletters(work: Work) -> int:
    """Each step once; how much was done."""
    done = 0
    for path in settings.NEWSLETTER_STEPS:
        if work.stopping.is_set():
            break
        done += guarded(path, partial(import_string(path), now(), work.name, work.stopping))
    return done
