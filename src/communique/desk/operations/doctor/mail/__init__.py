"""``communique doctor mail``: whether others will believe that newsletters come from who they say (SPF, DKIM, DMARC, names)."""

from communique.desk.operations.doctor.mail.checks import examine_mail

__all__ = ["examine_mail"]
