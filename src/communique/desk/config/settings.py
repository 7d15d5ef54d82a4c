"""Django's settings, made of the environment alone. Names in capitals are Django's or of the apps named beside them."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from communique.desk.config.database import database
from communique.desk.config.environment import read
from communique.desk.config.keys import secret_key

GIVEN = read(os.environ)
DATA = Path(GIVEN["COMMUNIQUE_DATA"] or platformdirs.user_data_dir("communique"))
DATA.mkdir(parents=True, exist_ok=True)
BASE_URL = GIVEN["COMMUNIQUE_URL"].rstrip("/")
SECURE = urlsplit(BASE_URL).scheme == "https"

SECRET_KEY = secret_key(GIVEN["COMMUNIQUE_SECRET_KEY"], DATA)
DEBUG = GIVEN["COMMUNIQUE_DEBUG"]
ALLOWED_HOSTS = list(GIVEN["COMMUNIQUE_HOSTS"] or {urlsplit(BASE_URL).hostname or "", "localhost", "127.0.0.1"})
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DATABASES = {"default": database(GIVEN["DATABASE_URL"], DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "communique.desk.config.urls"
WSGI_APPLICATION = "communique.desk.config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
LANGUAGE_CODE, TIME_ZONE, USE_TZ, USE_I18N = "en", "UTC", True, True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "ninja",
    "communique.desk.accounts",
    "communique.desk.archive",
    "communique.desk.ingest",
    "communique.desk.review",
    "communique.desk.public",
    "communique.desk.api",
    "communique.desk.operations",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "communique.desk.accounts.context.desk",
            ],
        },
    }
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
STATIC_URL, STATIC_ROOT = "static/", DATA / "static"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'self'"]}}

ALLOW_PRIVATE_HOSTS = GIVEN["COMMUNIQUE_ALLOW_PRIVATE_HOSTS"]
FETCH_DELAY_S = GIVEN["COMMUNIQUE_FETCH_DELAY"]
FOLDERS = tuple(Path(each).expanduser() for each in GIVEN["COMMUNIQUE_FOLDERS"] or (str(DATA / "inbox"),))
MAILBOXES = GIVEN["COMMUNIQUE_MAILBOXES"]
