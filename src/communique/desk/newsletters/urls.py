"""Addresses of newsletters: a part a line."""

from django.urls import URLPattern, URLResolver

from communique.desk.newsletters.issues import urls as issues
from communique.desk.newsletters.issues.archive import urls as archive
from communique.desk.newsletters.mailchimp import urls as mailchimp

app_name = "newsletters"
urlpatterns: list[URLPattern | URLResolver] = [
    *mailchimp.urlpatterns,
    *issues.urlpatterns,
    *archive.urlpatterns,  # last, as its addresses begin with the slug of a list
]
