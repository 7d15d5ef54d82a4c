"""What a link brings about: an account, or a new password. Each in one transaction with the use of the link."""

from allauth.account.models import EmailAddress
from django.db import transaction

from communique.desk.accounts.entering.forms import AccountForm, PasswordForm
from communique.desk.accounts.first import has_administrator
from communique.desk.accounts.links import Kind, LinkRefused, use_up
from communique.desk.accounts.models import Link, User
from communique.desk.archive.changing import note
from communique.desk.archive.models import Change


def open_account(link: Link, form: AccountForm) -> User:
    """The account that a valid form asks for. Raises ``LinkRefused``."""
    with transaction.atomic():
        if link.kind == Kind.FIRST and has_administrator():
            raise LinkRefused("This desk has an administrator already. Ask them for an invitation.")
        person: User = form.save(commit=False)
        person.role = link.role
        person.save()
        use_up(link, person)
        if person.email:
            proven = link.mailed and person.email == link.email.lower()
            EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=proven)
        note(
            link.made_by,
            Change.Subject.USER,
            person.username,
            "role",
            None,
            person.role,
            f"came by a link ({link.kind})",
        )
    return person


def set_password(link: Link, form: PasswordForm) -> User:
    """The person with the password of a valid form; every session of theirs ends. Raises ``LinkRefused``."""
    with transaction.atomic():
        person: User = form.save()
        use_up(link, person)
        note(person, Change.Subject.USER, person.username, "password", None, None, "set by a link of an administrator")
    return person
