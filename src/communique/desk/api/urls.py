"""Addresses of ``api``."""

from django.urls import URLPattern, path, re_path

from communique.desk.api import finishing
from communique.desk.api.describing import views as describing
from communique.desk.api.service import service
from communique.desk.api.tokens import views as tokens
from communique.desk.api.webhooks import views as webhooks

app_name = "api"
OPERATIONS = [
    path(f"v1/{each.pattern}", finishing.finished(each.callback), name=each.name)
    for each in service().urls[0]
    if isinstance(each, URLPattern) and each.name != "api-root"
]
urlpatterns = [
    path("tokens/", tokens.index, name="tokens"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="token-revoke"),
    path("webhooks/", webhooks.index, name="webhooks"),
    path("webhooks/<int:pk>/", webhooks.endpoint, name="webhook"),
    path("webhooks/<int:pk>/<slug:action>/", webhooks.act, name="webhook-act"),
    path("v1/openapi.json", finishing.finished(describing.openapi), name="openapi"),
    path("v1/docs", finishing.finished(describing.docs), name="docs"),
    *OPERATIONS,
    re_path(r"^v1(?:/.*)?$", finishing.finished(finishing.unknown), name="unknown"),
]
