"""``communique doctor mailchimp``: whether the account at Mailchimp is as the desk needs it."""

from communique.desk.operations.doctor.mailchimp.checks import examine_mailchimp

__all__ = ["examine_mailchimp"]
