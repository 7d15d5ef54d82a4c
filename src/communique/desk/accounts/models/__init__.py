"""People, their organisation, and the links by which they come in."""

from communique.desk.accounts.models.links import Link
from communique.desk.accounts.models.organisation import Organisation, Visibility
from communique.desk.accounts.models.people import User

__all__ = ["Link", "Organisation", "User", "Visibility"]
