"""Addresses of what comes back."""

from django.urls import path

from communique.desk.newsletters.returns.webhooks import views

urlpatterns = [path("returns/<slug:provider>/<slug:secret>/", views.hook, name="returns-hook")]
