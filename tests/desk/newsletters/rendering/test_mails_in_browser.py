"""Mails as people see them, in each language, on a desktop and on a phone.

With ``COMMUNIQUE_PICTURES=1`` the pictures of the docs are made anew (docs/newsletters/pictures).
"""

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from desk.browsing import DESKTOP, PHONE
from desk.newsletters.issues.an_issue import BOMB, BRIEFING, RAID, an_issue
from desk.newsletters.people import a_list
from msgspec.structs import replace

from communique.desk.newsletters.briefings.content import Figure, Said, Section, Step
from communique.desk.newsletters.issues.bodies import with_pictures
from communique.desk.newsletters.rendering import render, subject_of

pytestmark = pytest.mark.django_db
PICTURES = Path(__file__).parents[4] / "docs" / "newsletters" / "pictures"
NAMES = {"en": "Sahel weekly", "fr": "Sahel, chaque semaine", "ar": "أخبار الساحل"}
LOOKS = {"": {**DESKTOP, "viewport": {"width": 1000, "height": 900}}, "-phone": PHONE}
BRIEF = replace(
    BRIEFING,
    sections=[
        Section("ML", [replace(BOMB, latitude=16.27, longitude=-0.04, denied_by=["the governor (Coast News)"])]),
        Section(
            "NE",
            [
                replace(
                    RAID,
                    latitude=14.0,
                    longitude=0.75,
                    steps=[
                        Step("toll", {"measure": "killed", "before": Figure(12, 12, 12), "after": Figure(16, 20, 20)})
                    ],
                    said=[Said("Tera Post", "a mayor"), Said("Sahel Daily", None)],
                )
            ],
        ),
    ],
    by_day=[(date(2024, 5, 1) + timedelta(days=n), n % 3) for n in range(8)],
)


@pytest.mark.parametrize("look", LOOKS, ids=("desktop", "phone"))
@pytest.mark.parametrize("language", NAMES)
def test_a_mail_is_read_without_scrolling_sideways(browser: Any, language: str, look: str) -> None:
    mailing_list = a_list("sahel", name=NAMES[language], language=language, postal_address="12 Quay Street, Bamako")
    made = render(an_issue(mailing_list, BRIEF, subject=subject_of(BRIEF, mailing_list)), place="mail")
    context = browser.new_context(**LOOKS[look])
    page = context.new_page()
    page.set_content(with_pictures(made.html, made.images))
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert page.evaluate("[...document.images].every(each => each.naturalWidth > 0 && each.alt)")
    assert page.evaluate("getComputedStyle(document.querySelector('p')).direction") == (
        "rtl" if language == "ar" else "ltr"
    )
    if (
        os.environ.get("COMMUNIQUE_PICTURES") and language != "en"
    ):  # the English ones are of the walk, from a real server
        page.screenshot(path=PICTURES / f"mail-{language}{look}.png", full_page=True)
    context.close()
