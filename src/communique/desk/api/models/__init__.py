"""Tokens, what was asked of late, what was submitted, and who is told of changes."""

from communique.desk.api.models.limits import Bucket
from communique.desk.api.models.submissions import Submission
from communique.desk.api.models.tokens import Token
from communique.desk.api.models.webhooks import Delivery, Endpoint, Told

__all__ = ["Bucket", "Delivery", "Endpoint", "Submission", "Token", "Told"]
