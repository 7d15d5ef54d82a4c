"""Addresses of ``accounts``: our own, and those of allauth under the names that it gives them."""

from django.urls import include, path

from communique.desk.accounts.entering.views import enter
from communique.desk.accounts.organisation.views import organisation
from communique.desk.accounts.own.views import account
from communique.desk.accounts.people import views as people

OURS = [
    path("", account, name="own"),
    path("enter/<str:token>/", enter, name="enter"),
    path("organisation/", organisation, name="organisation"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/links/<int:pk>/take-back/", people.take_back, name="take-back"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/role/", people.role, name="role"),
    path("people/<int:pk>/password-link/", people.password_link, name="password-link"),
    *(path(f"people/<int:pk>/{deed}/", people.act, {"deed": deed}, name=deed) for deed in people.DOING),
]
urlpatterns = [
    path("", include((OURS, "accounts"))),
    path("", include("allauth.urls")),
]
