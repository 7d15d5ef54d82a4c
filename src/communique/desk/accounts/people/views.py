"""The pages where administrators look after people."""

from collections.abc import Callable
from typing import cast

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Case, CharField, Exists, OuterRef, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from communique.desk.accounts.guards import needs
from communique.desk.accounts.links import waiting
from communique.desk.accounts.models import Link, User
from communique.desk.accounts.people import changing
from communique.desk.accounts.people.forms import InviteForm, RoleForm, WhyForm
from communique.desk.accounts.people.mailing import can_mail, mail_invitation
from communique.desk.accounts.roles import ORDER, Role
from communique.desk.archive.changing import ChangeRefused
from communique.desk.archive.models import Change

SHOWN = 200
"""Changes that the page of a person shows."""
FACTORED = Exists(Authenticator.objects.filter(user=OuterRef("pk")))
RANK = Case(*(When(role=role, then=Value(str(n))) for n, role in enumerate(ORDER)), output_field=CharField())


@needs(Role.ADMINISTRATOR)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everyone with an account, and the invitations that wait."""
    return _people(request, InviteForm())


@needs(Role.ADMINISTRATOR)
@require_POST
@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """Make an invitation: mailed where that can be, else its link is shown, this once."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _people(request, form)
    try:
        link, address = changing.invite(Role(form.cleaned_data["role"]), form.cleaned_data["email"], _who(request))
    except ChangeRefused as refused:
        form.add_error("email", str(refused))
        return _people(request, form)
    trouble = mail_invitation(link, address) if link.email and can_mail() else None
    if trouble == "":
        messages.success(request, f"The invitation was mailed to {link.email}.")
        return redirect("accounts:people")
    return render(request, "accounts/link_made.html", {"link": link, "address": address, "trouble": trouble})


@needs(Role.ADMINISTRATOR)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make a link useless that was not used yet."""
    link = get_object_or_404(Link, pk=pk)
    try:
        changing.take_back(link, _who(request))
        messages.success(request, "The link does not work any more.")
    except ChangeRefused as refused:
        messages.error(request, str(refused))
    return redirect("accounts:people")


@needs(Role.ADMINISTRATOR)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: role, second factors, what can be done, and the history of their account."""
    found = get_object_or_404(User, pk=pk)
    history = Change.objects.filter(subject=Change.Subject.USER, subject_id=found.username).select_related("who")
    return render(
        request,
        "accounts/person.html",
        {
            "person": found,
            "factors": Authenticator.objects.filter(user=found).order_by("pk"),
            "form": RoleForm(initial={"role": found.role}, auto_id="role_%s"),
            "why": WhyForm(),
            "history": history.order_by("-pk")[:SHOWN],
        },
    )


@needs(Role.ADMINISTRATOR)
@require_POST
def role(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give somebody another role."""
    found, form = get_object_or_404(User, pk=pk), RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose one of the roles.")
        return redirect("accounts:person", pk)
    given = Role(form.cleaned_data["role"])
    return _done(
        request,
        found,
        lambda: changing.change_role(found, given, _who(request), form.cleaned_data["why"]),
        f"{found.username} is {given.label.lower()} now.",
    )


DOING: dict[str, tuple[Callable[[User, User, str], None], str]] = {
    "deactivate": (changing.deactivate, "{} cannot come in any more."),
    "activate": (changing.activate, "{} can come in again."),
    "sign-out": (changing.sign_out, "Every session of {} was ended."),
    "reset-factors": (changing.reset_factors, "{} has no second factor any more."),
}
"""What can be done to an account by one press, and what is said then."""


@needs(Role.ADMINISTRATOR)
@require_POST
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponseBase:
    """Do one of ``DOING``."""
    found = get_object_or_404(User, pk=pk)
    change, said = DOING[deed]
    return _done(request, found, lambda: change(found, _who(request), _why(request)), said.format(found.username))


@needs(Role.ADMINISTRATOR)
@require_POST
@never_cache
def password_link(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make a link by which somebody sets a new password, shown this once."""
    found = get_object_or_404(User, pk=pk)
    try:
        address = changing.password_link(found, _who(request), _why(request))
    except ChangeRefused as refused:
        messages.error(request, str(refused))
        return redirect("accounts:person", pk)
    return render(request, "accounts/link_made.html", {"person": found, "address": address})


def _people(request: HttpRequest, form: InviteForm) -> HttpResponse:
    found = User.objects.annotate(factored=FACTORED, rank=RANK).order_by("-is_active", "-rank", "username")
    links = waiting().filter(kind__in=[Link.Kind.INVITATION, Link.Kind.PASSWORD]).select_related("made_by", "person")
    words = {"people": found, "links": links.order_by("pk"), "form": form, "can_mail": can_mail()}
    return render(request, "accounts/people.html", words, status=400 if form.errors else 200)


def _done(request: HttpRequest, found: User, change: Callable[[], None], said: str) -> HttpResponseBase:
    try:
        change()
        messages.success(request, said)
    except ChangeRefused as refused:
        messages.error(request, str(refused))
    return redirect("accounts:person", found.pk)


def _who(request: HttpRequest) -> User:
    return cast(User, request.user)


def _why(request: HttpRequest) -> str:
    form = WhyForm(request.POST)
    return str(form.cleaned_data["why"]) if form.is_valid() else ""
