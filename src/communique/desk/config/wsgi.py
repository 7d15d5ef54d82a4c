"""The WSGI application that gunicorn serves."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "communique.desk.config.settings")
application = get_wsgi_application()


def _warm() -> None:
    """Read the columns of all incidents once, before gunicorn makes its processes of this one, which then share them."""
    from django.db import DatabaseError, connections

    from communique.desk.archive.models import Composition
    from communique.desk.public.columns import columns

    try:
        for basis in Composition.Basis.values:
            columns(basis)
    except DatabaseError:
        logging.getLogger(__name__).exception("the incidents could not be read yet; the first view reads them")
    finally:
        connections.close_all()


_warm()
