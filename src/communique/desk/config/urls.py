"""Every address of the desk, app by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("communique.desk.public.urls")),
    path("review/", include("communique.desk.review.urls")),
    path("sources/", include("communique.desk.ingest.urls")),
    path("accounts/", include("communique.desk.accounts.urls")),
    path("newsletters/", include("communique.desk.newsletters.urls")),
    path("api/", include("communique.desk.api.urls")),
    path("", include("communique.desk.operations.urls")),
]
