"""Take a submission, once however often it is sent."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction

from communique.desk.accounts.models import User
from communique.desk.api.models import Submission
from communique.desk.api.problems import Refused
from communique.desk.api.problems.problem import wrong
from communique.desk.archive.models import Source
from communique.desk.ingest.fetching import FetchError
from communique.desk.ingest.fetching.fetcher import split
from communique.desk.ingest.handing.hand_in import Given, HandInError, Outcome, hand_in_text


@dataclass(frozen=True, slots=True)
class Offer:
    """What is submitted; empty is not given. Without a text the address is fetched."""

    text: str
    url: str
    publisher: str
    published: date | None

    def fingerprint(self) -> str:
        """SHA-256 of all of it."""
        return _sha256(json.dumps(asdict(self), default=str, sort_keys=True))


def take(who: User, offer: Offer, key: str) -> Submission:
    """The submission; the one made before under the same key. Raises ``Refused`` where another was, or it cannot be taken."""
    known = _known(who, offer, key)
    if known is not None:
        return known
    _check(offer)
    try:
        with transaction.atomic():
            return _kept(who, offer, key)
    except IntegrityError:  # the same was sent twice at once, and the other came first
        known = _known(who, offer, key)
        if known is None:
            raise Refused(409, "The same report is being taken just now; send it again.") from None
        return known


def _known(who: User, offer: Offer, key: str) -> Submission | None:
    found = Submission.objects.filter(who=who, key=_sha256(key)).first() if key else None
    if found is not None and found.fingerprint != offer.fingerprint():
        raise wrong("Idempotency-Key", "was used for another report before; take another key for this one")
    return found


def _check(offer: Offer) -> None:
    try:
        if offer.url:
            split(offer.url)
    except FetchError as error:
        raise wrong("url", str(error)) from error


def _kept(who: User, offer: Offer, key: str) -> Submission:
    row = Submission.objects.create(
        who=who,
        key=_sha256(key) if key else "",
        fingerprint=offer.fingerprint(),
        url=offer.url,
        publisher=offer.publisher,
        published=offer.published,
    )
    if offer.text.strip():
        given = Given(who, offer.publisher, offer.published, offer.url)
        try:
            settle(row, hand_in_text(offer.text, given, Source.Kind.API))
        except HandInError as error:
            raise wrong("text", str(error)) from error
    return row


def settle(row: Submission, outcome: Outcome) -> None:
    """Write down what became of a submission."""
    reports = [*outcome.made, *outcome.known]
    row.state = Submission.State.TAKEN if reports else Submission.State.FAILED
    row.error = "" if reports else "\n".join(outcome.problems) or "No report was found in it."
    row.save(update_fields=["state", "error"])
    row.reports.set(reports)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
