"""A step of the worker: mail the confirmations that wait, each once."""

import logging
import smtplib
import threading
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from communique.desk.newsletters.models import SignUp
from communique.desk.newsletters.protecting import limits
from communique.desk.newsletters.rendering.words import Words
from communique.desk.newsletters.signing_up.links import link

LOG = logging.getLogger("communique.newsletters")
AT_ONCE = 50
FIRST_WAIT_S = 15
"""Before the second try; each later one waits twice as long, up to the limit."""


def mail_due(at: datetime, name: str, stopping: threading.Event) -> int:
    """Mail some; how many. After one that the server does not take now, the rest waits for the next pass."""
    del name
    waiting = SignUp.objects.filter(mailed_at=None, confirmed_at=None, due_at__lte=at, expires_at__gt=at)
    if not settings.EMAIL_HOST:
        return 0
    done = 0
    for sign_up in waiting.order_by("due_at").prefetch_related("lists")[:AT_ONCE]:
        if stopping.is_set():
            break
        if not SignUp.objects.filter(pk=sign_up.pk, mailed_at=None).update(mailed_at=at):
            continue  # another worker has it
        if not _mailed(sign_up):
            _try_later(sign_up, at)
            break
        done += 1
    return done


def _try_later(sign_up: SignUp, at: datetime) -> None:
    longest = timedelta(minutes=limits().try_again_minutes)
    due = at + min(timedelta(seconds=FIRST_WAIT_S) * 2 ** min(sign_up.tries, 16), longest)
    SignUp.objects.filter(pk=sign_up.pk).update(mailed_at=None, due_at=due, tries=F("tries") + 1)


def _mailed(sign_up: SignUp) -> bool:
    """Whether nothing more is to be done; a server that says "not now" is asked again."""
    try:
        message(sign_up).send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        LOG.info("an address was refused", extra={"sign_up": sign_up.pk, "codes": codes})  # its words have the address
        return all(code >= 500 for code in codes)
    except ValueError:  # letters that the server cannot take
        LOG.info("an address cannot be mailed", extra={"sign_up": sign_up.pk})
        return True
    except (OSError, smtplib.SMTPException):
        LOG.warning("a confirmation could not be mailed", exc_info=True, extra={"sign_up": sign_up.pk})
        return False
    return True


def message(sign_up: SignUp) -> EmailMessage:
    """The confirmation mail. Nothing that a visitor typed is in it."""
    words, kind = Words(sign_up.language), "move" if sign_up.moves_id else "confirm"
    values: dict[str, Any] = {"link": link(sign_up), "until": words.date(sign_up.expires_at.date())}
    if kind == "confirm":
        values["lists"] = words.joined([each.name for each in sign_up.lists.order_by("name")])
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": sign_up.language}
    text = words.say(f"mail.{kind}", **values)
    return EmailMessage(words.say(f"mail.{kind}-subject"), text, to=[sign_up.address], headers=headers)
