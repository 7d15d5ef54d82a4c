"""What every page knows: the organisation and what the one who looks may do."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from communique.desk.accounts.models import Organisation
from communique.desk.accounts.roles import Role, has_role


def desk(request: HttpRequest) -> dict[str, Any]:
    """``organisation``, ``may_read``, ``may_review``, ``may_edit``, ``may_administer``, ``can_mail`` (a mail server is set)."""
    user = request.user
    return {
        "organisation": Organisation.current(),
        "may_read": has_role(user, Role.READER),
        "may_review": has_role(user, Role.ANALYST),
        "may_edit": has_role(user, Role.EDITOR),
        "may_administer": has_role(user, Role.ADMINISTRATOR),
        "can_mail": bool(settings.EMAIL_HOST),
    }
