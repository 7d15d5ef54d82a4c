"""Addresses of newsletters: a part a line."""

from django.urls import URLPattern, URLResolver

from communique.desk.newsletters.mailchimp import urls as mailchimp

app_name = "newsletters"
urlpatterns: list[URLPattern | URLResolver] = [
    *mailchimp.urlpatterns,
]
