"""The desk's settings for tests: a data folder of their own, and fast passwords."""

import os
import tempfile

os.environ["COMMUNIQUE_DATA"] = tempfile.mkdtemp(prefix="communique-tests-")

from communique.desk.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405  whitenoise warns of a folder that is not there
