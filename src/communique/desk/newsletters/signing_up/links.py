"""The link of a confirmation mail: signed, it expires with its sign-up."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from communique.desk.newsletters.models import SignUp
from communique.desk.newsletters.tokens import TokenRefused

SALT = "newsletters.confirm"


def link(sign_up: SignUp) -> str:
    """The whole address."""
    where: str = settings.BASE_URL + reverse("newsletters:confirm", args=[Signer(salt=SALT).sign(str(sign_up.pk))])
    return where


def sign_up_of(token: str) -> SignUp:
    """The sign-up that a link is of, confirmed or not. Raises ``TokenRefused``."""
    try:
        return SignUp.objects.select_related("moves", "notice").get(pk=int(Signer(salt=SALT).unsign(token)))
    except (BadSignature, ValueError, SignUp.DoesNotExist) as error:
        raise TokenRefused("this link was cut on its way, or its sign-up is gone") from error
