"""Django's settings, made of the environment alone. Names in capitals are Django's or of the apps named beside them."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from communique.desk.config.database import database
from communique.desk.config.environment import read
from communique.desk.config.keys import secret_key
from communique.desk.config.logs import logs
from communique.desk.config.mail import mail

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
    "communique.desk.accounts",  # before allauth, whose templates it puts its own in place of
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
    "allauth.usersessions",
    "corsheaders",
    "csp",
    "ninja",
    "communique.desk.archive",
    "communique.desk.ingest",
    "communique.desk.review",
    "communique.desk.public",
    "communique.desk.newsletters",
    "communique.desk.api",
    "communique.desk.operations",
]
MIDDLEWARE = [
    "communique.desk.accounts.holding.holding",
    "communique.desk.accounts.headers.headers",
    "corsheaders.middleware.CorsMiddleware",
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
    "communique.desk.accounts.requiring.second_factor",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [DATA / "templates"],
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
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = logs(GIVEN["COMMUNIQUE_LOG_LEVEL"], GIVEN["COMMUNIQUE_LOG_FORMAT"])
METRICS_TOKEN = GIVEN["COMMUNIQUE_METRICS_TOKEN"]
THREADS, PROCESSES = max(1, GIVEN["COMMUNIQUE_THREADS"]), max(1, GIVEN["COMMUNIQUE_PROCESSES"])

# What guards: docs/desk/security.md tells of each.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "desk_cache"}}
"""In the database, for what is counted over all processes: tries to log in."""
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "/", "/"
ACCOUNT_ADAPTER, MFA_ADAPTER = "communique.desk.accounts.adapters.Accounts", "communique.desk.accounts.adapters.Factors"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(BASE_URL).scheme
ALLAUTH_TRUSTED_PROXY_COUNT = GIVEN["COMMUNIQUE_PROXIES"]
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
"""Nobody signs up with another's address here: accounts come by invitation."""
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
EMAIL_BACKEND, EMAIL_TIMEOUT = "django.core.mail.backends.smtp.EmailBackend", 20
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_USE_SSL = mail(
    GIVEN["COMMUNIQUE_MAIL"]
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = GIVEN["COMMUNIQUE_MAIL_FROM"] or f"communique@{urlsplit(BASE_URL).hostname}"

ALLOW_PRIVATE_HOSTS = GIVEN["COMMUNIQUE_ALLOW_PRIVATE_HOSTS"]
FETCH_DELAY_S = GIVEN["COMMUNIQUE_FETCH_DELAY"]
FOLDERS = tuple(Path(each).expanduser() for each in GIVEN["COMMUNIQUE_FOLDERS"] or (str(DATA / "inbox"),))
MAILBOXES = GIVEN["COMMUNIQUE_MAILBOXES"]
READER, CODEBOOK = GIVEN["COMMUNIQUE_READER"], GIVEN["COMMUNIQUE_CODEBOOK"]

WORKER_STEPS = {
    "fetch": "communique.desk.api.submitting.fetching.fetch_submitted",
    "make": "communique.desk.api.webhooks.making.make_due",
    "send": "communique.desk.api.webhooks.sending.send_due",
}
"""What the worker does for the API."""
NEWSLETTER_STEPS: tuple[str, ...] = (
    "communique.desk.newsletters.restoring.hold_due",
    "communique.desk.newsletters.signing_up.due.mail_due",
    "communique.desk.newsletters.signing_up.forgetting.forget_due",
    "communique.desk.newsletters.briefings.due.compose_due",
    "communique.desk.newsletters.issues.ending.end_due",
    "communique.desk.newsletters.returns.mailbox.read_due",
    "communique.desk.newsletters.sending.due.send_due",
    "communique.desk.newsletters.mailchimp.due.bring_due",
)
"""What the worker does for newsletters, in this order."""
PLATFORM = GIVEN["COMMUNIQUE_NEWSLETTERS_BY"]
"""Who sends newsletters: ``smtp`` or ``mailchimp``."""
SIGN_UP_WORK = GIVEN["COMMUNIQUE_SIGN_UP_WORK"]
MAIL_RATE, MAIL_CONNECTIONS = GIVEN["COMMUNIQUE_MAIL_RATE"], max(1, GIVEN["COMMUNIQUE_MAIL_CONNECTIONS"])
MAIL_PROVIDER_RATES = GIVEN["COMMUNIQUE_MAIL_PROVIDER_RATES"]
RETURNS_ADDRESS, RETURNS_MAILBOX = GIVEN["COMMUNIQUE_RETURNS_ADDRESS"], GIVEN["COMMUNIQUE_RETURNS_MAILBOX"]
DKIM_KEY, DKIM_SELECTOR, DKIM_DOMAIN = (GIVEN[f"COMMUNIQUE_DKIM_{name}"] for name in ("KEY", "SELECTOR", "DOMAIN"))
MAILCHIMP_KEY, MAILCHIMP_AUDIENCE = GIVEN["COMMUNIQUE_MAILCHIMP_KEY"], GIVEN["COMMUNIQUE_MAILCHIMP_AUDIENCE"]
MAILCHIMP_URL = GIVEN["COMMUNIQUE_MAILCHIMP_URL"] or ""
API_RATE, API_RATE_STRANGERS = max(1, GIVEN["COMMUNIQUE_API_RATE"]), max(1, GIVEN["COMMUNIQUE_API_RATE_STRANGERS"])
CORS_URLS_REGEX = r"^/api/v1/"
CORS_ALLOW_ALL_ORIGINS = "*" in GIVEN["COMMUNIQUE_API_ORIGINS"]
CORS_ALLOWED_ORIGINS = [origin for origin in GIVEN["COMMUNIQUE_API_ORIGINS"] if origin != "*"]
CORS_EXPOSE_HEADERS = ["Location", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Left-Out"]
