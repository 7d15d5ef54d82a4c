"""Addresses of ``review``."""

from django.urls import URLPattern, URLResolver, path

from communique.desk.review.views import correcting, event, grouping, items, queue, samples, together

app_name = "review"
EVENT = "<int:pk>/"
ITEM = "samples/<int:sample>/<int:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.queue, name="queue"),
    path("start/", queue.start, name="start"),
    path("undo/", event.undo, name="undo"),
    path("places/", correcting.places, name="places"),
    path("actors/", correcting.actors, name="actors"),
    path(EVENT, event.event, name="event"),
    path(f"{EVENT}accept/", event.accept, name="accept"),
    path(f"{EVENT}reject/", event.reject, name="reject"),
    path(f"{EVENT}withdraw/", event.withdraw, name="withdraw"),
    path(f"{EVENT}no-place/", event.no_place, name="no-place"),
    path(f"{EVENT}next/", event.step, {"way": "next"}, name="next"),
    path(f"{EVENT}previous/", event.step, {"way": "previous"}, name="previous"),
    path(f"{EVENT}edit/<slug:name>/", correcting.edit, name="edit"),
    path(f"{EVENT}correct/<slug:name>/", correcting.correct, name="correct"),
    path(f"{EVENT}missed/", correcting.missed, name="missed"),
    path(f"{EVENT}add/", correcting.add, name="add"),
    path(f"{EVENT}incident/", grouping.incident, name="incident"),
    path(f"{EVENT}merge/", grouping.merge, name="merge"),
    path(f"{EVENT}split/", grouping.split, name="split"),
    path(f"{EVENT}apart/", grouping.apart, name="apart"),
    path(f"{EVENT}renew/", together.renew, name="renew"),
    path(f"{EVENT}break/", together.break_lock, name="break"),
    path(f"{EVENT}assign/", together.assign, name="assign"),
    path(f"{EVENT}comment/", together.comment, name="comment"),
    path(f"{EVENT}history/", together.history, name="history"),
    path(f"{EVENT}revert/<int:change>/", together.revert, name="revert"),
    path("samples/", samples.samples, name="samples"),
    path("samples/new/", samples.new, name="sample-new"),
    path("samples/<int:pk>/", samples.sample, name="sample"),
    path("samples/<int:pk>/read/", items.read, name="sample-read"),
    path(ITEM, items.item, name="item"),
    path(f"{ITEM}edit/<slug:name>/", items.edit, name="item-edit"),
    path(f"{ITEM}correct/<slug:name>/", items.correct_item, name="item-correct"),
    path(f"{ITEM}no-place/", items.no_place, name="item-no-place"),
    path(f"{ITEM}accept/", items.judge, {"judgement": "accepted"}, name="item-accept"),
    path(f"{ITEM}reject/", items.judge, {"judgement": "rejected"}, name="item-reject"),
]
