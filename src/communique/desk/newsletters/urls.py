"""Addresses of newsletters: a part a line."""

from django.urls import URLPattern, URLResolver

from communique.desk.newsletters.issues import urls as issues
from communique.desk.newsletters.issues.archive import urls as archive
from communique.desk.newsletters.leaving import urls as leaving
from communique.desk.newsletters.lists import urls as lists
from communique.desk.newsletters.mailchimp import urls as mailchimp
from communique.desk.newsletters.preferring import urls as preferring
from communique.desk.newsletters.returns import urls as returns
from communique.desk.newsletters.signing_up import urls as signing_up

app_name = "newsletters"
urlpatterns: list[URLPattern | URLResolver] = [
    *signing_up.urlpatterns,
    *leaving.urlpatterns,
    *preferring.urlpatterns,
    *lists.urlpatterns,
    *mailchimp.urlpatterns,
    *returns.urlpatterns,
    *issues.urlpatterns,
    *archive.urlpatterns,  # last, as its addresses begin with the slug of a list
]
