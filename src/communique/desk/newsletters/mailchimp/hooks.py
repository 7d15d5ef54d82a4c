"""What Mailchimp posts to us: leaving is believed at once, everything else is a hint to look the member up there.

So a webhook that comes twice, late, out of order or made up by somebody does no harm. Mailchimp waits 10 s for the answer and tries
for 75 minutes (https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/); nothing is asked of it in between.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from communique.desk.newsletters.changing import leave_all, stop
from communique.desk.newsletters.consenting import normal
from communique.desk.newsletters.mailchimp import tasks
from communique.desk.newsletters.mailchimp.keeping import Thing, kept
from communique.desk.newsletters.mailchimp.knowing import hint_move
from communique.desk.newsletters.mailchimp.setting_up import is_hook_secret
from communique.desk.newsletters.mailchimp.wanting import consented_at
from communique.desk.newsletters.models import Subscriber

State = Subscriber.State
FORM = "application/x-www-form-urlencoded"
"""Other forms may have files in them, which would be written down before anything is looked at."""
LONGEST_ADDRESS = 254
FIRED = "%Y-%m-%d %H:%M:%S"
"""Of ``fired_at``. Mailchimp does not say of which zone it is; UTC is meant, and where that is wrong the member is looked up."""


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def hook(request: HttpRequest, secret: str) -> HttpResponse:
    """A GET is Mailchimp trying the address, and is answered whatever it says; it changes nothing."""
    if request.method != "POST":
        return HttpResponse("This is for Mailchimp's webhooks.", content_type="text/plain")
    if not is_hook_secret(secret):
        return HttpResponse("Not ours.", status=403, content_type="text/plain")
    if request.content_type != FORM:
        return HttpResponse("Only forms are read.", status=415, content_type="text/plain")
    heard({name: value.replace("\0", "") for name, value in request.POST.items() if isinstance(value, str)})
    return HttpResponse(status=204)


def heard(form: Mapping[str, str]) -> None:
    """What follows from a form as it was posted. One of another audience, or of somebody who is unknown here, is left alone."""
    audience = kept(Thing.SETUP, "audience")
    if audience is None or form.get("data[list_id]", audience.theirs) != audience.theirs:
        return
    kind = form.get("type", "")
    subscriber = _whose(form.get("data[old_email]" if kind == "upemail" else "data[email]", ""))
    if subscriber is None or kept(Thing.SUBSCRIBER, str(subscriber.pk)) is None:
        return
    if kind in ("unsubscribe", "cleaned") and form.get("data[action]") != "delete" and not _late(form, subscriber):
        _left(subscriber, kind, form)
    if kind == "upemail":
        hint_move(subscriber, form.get("data[new_email]", "")[: LONGEST_ADDRESS + 1])
    tasks.ask(subscriber)


def _left(subscriber: Subscriber, kind: str, form: Mapping[str, str]) -> None:
    """They left; the reason ``abuse`` is a complaint."""
    reason = form.get("data[reason]", "")
    detail = {"webhook": kind, "reason": reason[:100], "fired_at": form.get("fired_at", "")[:40]}
    if kind == "cleaned":
        stop(subscriber, State.COMPLAINED if reason == "abuse" else State.BOUNCED, "mailchimp", detail=detail)
    elif reason == "abuse":
        stop(subscriber, State.COMPLAINED, "mailchimp", detail=detail)
    else:
        leave_all(subscriber, "mailchimp", detail=detail)


def _whose(address: str) -> Subscriber | None:
    try:
        return Subscriber.objects.filter(address=normal(address)).first()
    except ValueError:
        return None


def _late(form: Mapping[str, str], subscriber: Subscriber) -> bool:
    """Whether they asked for something after that."""
    asked = consented_at(subscriber)
    try:
        fired = datetime.strptime(form.get("fired_at", ""), FIRED).replace(tzinfo=UTC)
    except ValueError:
        return asked is not None
    return asked is not None and asked > fired.replace(microsecond=999_999)
