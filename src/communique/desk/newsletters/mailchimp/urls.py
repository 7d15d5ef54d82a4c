"""Addresses of this part."""

from django.urls import path

from communique.desk.newsletters.mailchimp.hooks import hook

urlpatterns = [
    path("mailchimp/<slug:secret>/", hook, name="mailchimp-hook"),
]
