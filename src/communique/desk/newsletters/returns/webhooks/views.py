"""The addresses that providers post to. Each has a secret in it, and nothing is done without a token of ours in the post."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from communique.desk.newsletters.returns.parsing import What
from communique.desk.newsletters.returns.taking import take_read
from communique.desk.newsletters.returns.webhooks.reading import READERS, Post, posts

LOG = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def hook(request: HttpRequest, provider: str, secret: str) -> HttpResponse:
    """Take what a provider tells. A post that cannot be read is refused, and all others are answered alike."""
    if provider not in READERS or not constant_time_compare(secret, secret_of(provider)):
        return HttpResponse("Not ours.", status=404, content_type="text/plain")
    try:
        told = posts(provider, request.body)
    except ValueError as error:
        LOG.warning("a post of %s cannot be read: %s", provider, error)
        return HttpResponse("This is not what is posted here.", status=400, content_type="text/plain")
    for post in told:
        _take(provider, post)
    return HttpResponse(status=204)


def _take(provider: str, post: Post) -> None:
    if post.asks:
        LOG.warning("%s wants to be confirmed before it posts: open %s", provider, post.asks)
    elif post.found.what != What.NOTHING:
        taken = take_read(post.found, post.digest)
        LOG.info("a post of %s: %s, %s", provider, taken.what, taken.words)


def secret_of(provider: str) -> str:
    """64 hexadecimal characters, made from the desk's secret key."""
    purpose = "newsletters.returns.hook"
    return salted_hmac(purpose, provider, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def address_of(provider: str) -> str:
    """The whole address to be given to a provider."""
    return f"{settings.BASE_URL}{reverse('newsletters:returns-hook', args=[provider, secret_of(provider)])}"
