"""Addresses of the archive. They begin with the slug of a list, and so come last of all."""

from django.urls import path

from communique.desk.newsletters.issues.archive import feed, views
from communique.desk.newsletters.issues.opens import views as opens

ISSUE = "<slug:slug>/<int:number>/"
urlpatterns = [
    path("<slug:slug>/", views.archive, name="archive"),
    path("<slug:slug>/feed.atom", feed.feed, name="feed"),
    path(ISSUE, views.issue, name="issue"),
    path(f"{ISSUE}seen.gif", opens.seen, name="seen"),
    path(f"{ISSUE}to/<str:seal>/", opens.follow, name="follow"),
]
