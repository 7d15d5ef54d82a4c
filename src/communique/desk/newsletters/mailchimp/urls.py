"""Addresses of this part."""

from django.urls import path

from communique.desk.newsletters.mailchimp.hooks import hook
from communique.desk.newsletters.mailchimp.pages import compare, page

urlpatterns = [
    path("desk/mailchimp/", page, name="mailchimp"),
    path("desk/mailchimp/compare/", compare, name="mailchimp-compare"),
    path("mailchimp/<slug:secret>/", hook, name="mailchimp-hook"),
]
