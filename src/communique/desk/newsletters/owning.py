"""Which rows of the proof are one person's, whose address may have changed."""

from django.db.models import Max, Q

from communique.desk.newsletters.consenting import Action, person_of
from communique.desk.newsletters.models import Consent, SignUp


def proof_of(address: str) -> Q:
    """Rows of ``Consent`` of who has a normal address now: of this one, and of each former one while it was theirs.

    An address is somebody else's after its owner moved away from it or was erased.
    """
    found, person, until = Q(), person_of(address), Q()
    while person:
        gone = Q(action=Action.MOVED, detail__from=person) | Q(action=Action.ERASED, person=person)
        last = Consent.objects.filter(gone & until).aggregate(pk=Max("pk"))["pk"]
        rows = Q(person=person, pk__gt=last or 0) & until
        found |= rows
        came = Consent.objects.filter(rows, action=Action.MOVED).order_by("-pk").first()
        person, until = (came.detail["from"], Q(pk__lt=came.pk)) if came and came.detail else ("", until)
    return found


def blank_proof(address: str, owned: Q) -> None:
    """Take a person's addresses out of the proof (``owned``, from ``proof_of``), and what was asked for under former ones."""
    proof = Consent.objects.filter(owned | Q(person=person_of(address)))
    for former in proof.exclude(address__in=("", address)).values("address").annotate(last=Max("at")):
        SignUp.objects.filter(address=former["address"], asked_at__lte=former["last"]).delete()
    for row in proof.filter(action=Action.STOPPED, detail__words__isnull=False):
        kept = {name: value for name, value in (row.detail or {}).items() if name != "words"}
        Consent.objects.filter(pk=row.pk).update(detail=kept)  # a server's words often name the address
    persons = list(proof.values_list("person", flat=True).distinct())
    # addresses that they asked to change to, and never confirmed
    Consent.objects.filter(action=Action.ASKED, detail__moves__in=persons).update(address="", network="")
    proof.update(address="", network="")
