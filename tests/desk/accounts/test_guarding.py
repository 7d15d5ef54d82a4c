"""Headers, cookies, throttled logging in, where one is led after it, and what one request asks of the database."""

import subprocess
import sys
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from desk.conftest import logged_in, person
from django.conf import settings as given
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.views.defaults import server_error
from pytest_django import Settings

from communique.desk.accounts.holding import holding
from communique.desk.accounts.models import Organisation, User
from communique.desk.accounts.policy import framed_by_anyone
from communique.desk.accounts.roles import Role
from communique.desk.config.environment import SettingsError
from communique.desk.config.mail import Mail, mail

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
RIGHT = {"login": "reader-one", "password": "long-enough-1"}


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()


def policy(client: Client, address: str = LOGIN) -> dict[str, str]:
    told = client.get(address)["Content-Security-Policy"]
    return {part.split()[0]: " ".join(part.split()[1:]) for part in told.split("; ")}


def test_every_page_forbids_inline_script_and_other_hosts_and_frames(client: Client) -> None:
    told = policy(client)
    assert told["default-src"] == "'self'"
    assert told["img-src"] == "'self' data: blob:"
    assert told["frame-ancestors"] == told["object-src"] == told["base-uri"] == "'none'"
    assert told["form-action"] == "'self'"
    assert not set(told) & {"script-src", "style-src", "worker-src"}, "these fall back to default-src"
    assert not any("unsafe" in value or "http" in value for value in told.values())


def test_a_page_that_is_not_there_is_guarded_too(client: Client) -> None:
    answer = client.get("/nowhere/at/all/")
    assert (answer.status_code, answer["X-Frame-Options"]) == (404, "DENY")
    assert policy(client, "/nowhere/at/all/")["default-src"] == "'self'"


def test_who_is_refused_is_told_in_words_and_shown_the_way(client: Client, reader: Client) -> None:
    missing, refused = client.get("/nowhere/"), reader.get("/accounts/people/")
    assert b'href="/accounts/login/?next=/nowhere/"' in missing.content
    assert b"takes another role" in refused.content
    strict = Client(enforce_csrf_checks=True).post(LOGIN, RIGHT)
    assert (strict.status_code, b"Nothing was changed" in strict.content) == (403, True)
    assert b"error of ours" in server_error(RequestFactory().get("/")).content


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    ],
)
def test_a_header_guards_every_page(client: Client, header: str, value: str) -> None:
    assert client.get(LOGIN)[header] == value


def test_pages_may_not_use_camera_or_place(client: Client) -> None:
    told = client.get(LOGIN)["Permissions-Policy"]
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(told.split(", "))


def test_a_page_that_others_may_frame_is_guarded_in_all_else() -> None:
    from csp.middleware import CSPMiddleware
    from django.http import HttpRequest, HttpResponse
    from django.middleware.clickjacking import XFrameOptionsMiddleware

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def told(guarded: object) -> tuple[str, str | None]:
        answer = XFrameOptionsMiddleware(CSPMiddleware(guarded))(RequestFactory().get("/"))  # type: ignore[arg-type]
        return answer.headers["Content-Security-Policy"], answer.headers.get("X-Frame-Options")

    assert told(view)[1] == "DENY"
    framed = told(framed_by_anyone(view))
    assert "frame-ancestors *" in framed[0]
    assert "default-src 'self'" in framed[0]
    assert framed[1] is None


def test_cookies_are_for_the_browser_alone_and_stay_at_home(client: Client) -> None:
    person(Role.READER)
    client.get(LOGIN)
    client.post(LOGIN, RIGHT)
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert session["max-age"] == 14 * 24 * 60 * 60
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


def test_with_https_cookies_are_secure_and_browsers_keep_to_it(tmp_path: Path) -> None:
    code = "from communique.desk.config import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN)"  # noqa: E501
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"COMMUNIQUE_URL": "https://desk.example", "COMMUNIQUE_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["True", "True", "31536000", "False"]


def test_logging_in_is_throttled_even_with_the_right_password(client: Client) -> None:
    person(Role.READER)
    for _ in range(5):
        answer = client.post(LOGIN, {**RIGHT, "password": "not-the-password"})
        assert answer.status_code == 200
    answer = Client().post(LOGIN, RIGHT)
    assert answer.status_code == 200
    assert b"Too many failed login attempts" in answer.content


def test_tries_are_counted_in_the_database_for_all_processes(client: Client) -> None:
    person(Role.READER)
    assert given.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    with CaptureQueriesContext(connection) as caught:
        client.post(LOGIN, {**RIGHT, "password": "not-the-password"})
    assert any("desk_cache" in query["sql"] and "INSERT" in query["sql"] for query in caught)


def test_who_tries_and_who_does_not_exist_are_answered_alike(client: Client) -> None:
    person(Role.READER)
    answers = [client.post(LOGIN, {"login": name, "password": "x"}).content for name in ("reader-one", "nobody-one")]
    told = [part[part.index(b"errorlist") :][:120] for part in answers]
    assert told[0] == told[1]


def test_a_wrong_second_factor_is_throttled(client: Client) -> None:
    Authenticator.objects.create(user=person(Role.READER), type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    client.post(LOGIN, RIGHT)
    assert "_auth_user_id" not in client.session
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert b"Too many failed login attempts" in client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/search/", "/search/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://127.0.0.1:8000.evil.example/", "/"),
    ],
)
def test_after_logging_in_one_is_led_within_the_desk_only(client: Client, asked: str, led: str) -> None:
    person(Role.READER)
    assert client.post(LOGIN, {**RIGHT, "next": asked})["Location"] == led


def test_a_stranger_is_led_back_to_what_was_asked(client: Client) -> None:
    assert client.get("/accounts/people/?a=b")["Location"] == "/accounts/login/?next=/accounts/people/%3Fa%3Db"


def test_nobody_signs_up(client: Client) -> None:
    html = client.get("/accounts/signup/").content
    assert b"by invitation" in html
    form = {
        "username": "x",
        "email": "x@desk.example",
        "password1": "seven-grey-herons",
        "password2": "seven-grey-herons",
    }
    client.post("/accounts/signup/", form)
    assert not User.objects.exists()


def test_without_a_mail_server_nobody_is_promised_mail(client: Client, reader: Client, settings: Settings) -> None:
    assert b"Ask an administrator for a link" in client.get("/accounts/password/reset/").content
    client.post("/accounts/password/reset/", {"email": "reader@desk.example"})
    reader.post("/accounts/email/", {"action_add": "", "email": "new@desk.example"})
    assert b"nothing was mailed" in reader.get("/accounts/email/").content
    settings.EMAIL_HOST = "mail.desk.example"
    assert b"Mail me a link" in client.get("/accounts/password/reset/").content


def test_looking_writes_nothing_and_reads_the_organisation_once(client: Client) -> None:
    Organisation.objects.all().delete()
    with CaptureQueriesContext(connection) as caught:
        client.get("/search/")
    asked = [query["sql"] for query in caught]
    assert sum("accounts_organisation" in sql for sql in asked) == 1
    assert not [sql for sql in asked if sql.split()[0] in {"INSERT", "UPDATE", "DELETE"}]


def test_a_request_does_not_see_what_another_held() -> None:
    seen: list[str] = []

    def view(_: object) -> object:
        seen.append(Organisation.current().name)
        Organisation.objects.update(name=f"{Organisation.current().name}!")
        seen.append(Organisation.current().name)
        return None

    handle = holding(view)  # type: ignore[arg-type]
    for _ in range(2):
        handle(RequestFactory().get("/"))
    assert seen == ["Communique", "Communique", "Communique!", "Communique!"]


@pytest.fixture
def required(db: None) -> None:
    Organisation.objects.filter(pk=1).update(require_mfa_from=Role.EDITOR)


@pytest.mark.parametrize("address", ["/review/", "/accounts/", "/sources/", "/search/"])
@pytest.mark.usefixtures("required")
def test_who_must_have_a_second_factor_is_led_to_set_one_up(editor: Client, address: str) -> None:
    assert editor.get(address)["Location"] == reverse("mfa_index")
    assert editor.get(address, headers={"HX-Request": "true"}).status_code == 403
    assert editor.post(address).status_code == 403


@pytest.mark.usefixtures("required")
def test_setting_up_and_logging_out_stay_open(editor: Client) -> None:
    assert editor.get("/accounts/2fa/").status_code == 200
    assert editor.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    assert editor.get("/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/").status_code == 200
    assert editor.post("/accounts/logout/")["Location"] == "/"


@pytest.mark.usefixtures("required")
def test_who_has_one_or_need_not_have_one_goes_on(editor: Client, analyst: Client, client: Client) -> None:
    assert analyst.get("/accounts/").status_code == 200
    assert client.get("/search/").status_code == 200
    Authenticator.objects.create(user=User.objects.get(username="editor-one"), type="totp", data={})
    assert editor.get("/accounts/").status_code == 200


def test_a_session_ends_when_the_password_changes(reader: Client) -> None:
    who = User.objects.get(username="reader-one")
    other = logged_in(who)
    who.set_password("seven-grey-herons")
    who.save()
    assert reader.get("/accounts/").status_code == other.get("/accounts/").status_code == 302


@pytest.mark.parametrize(
    ("address", "read"),
    [
        (None, Mail("", 25, "", "", False, False)),
        ("smtp://mail.example", Mail("mail.example", 25, "", "", False, False)),
        ("smtp://me:p%40ss@mail.example:587", Mail("mail.example", 587, "me", "p@ss", True, False)),
        ("smtps://me:x@mail.example", Mail("mail.example", 465, "me", "x", False, True)),
    ],
)
def test_a_mail_server_is_read(address: str | None, read: Mail) -> None:
    assert mail(address) == read


@pytest.mark.parametrize("address", ["http://mail.example", "mail.example", "smtp://", "smtp://mail.example:none"])
def test_an_address_that_is_no_mail_server_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="COMMUNIQUE_MAIL"):
        mail(address)
