"""The settings under test: those of a deployment, on this machine and without HTTPS.

Nothing is taken from the environment, so that a test run cannot reach anyone's database.
"""

import os
from pathlib import Path

for _name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"):
    os.environ.pop(_name, None)
for _name in ("SUGGESTIONS_URL", "SUGGESTIONS_KEY", "SUGGESTIONS_MODEL"):
    os.environ.pop(_name, None)
os.environ |= {
    "ENV_FILE": os.devnull,
    "DEBUG": "0",
    "HTTPS": "0",
    "SECRET_KEY": "known to everyone and good for tests only: 8c1f0e6b27",
    "VAR_DIR": str(Path(__file__).resolve().parent.parent / "var" / "test"),
}

from evlearn.settings import *

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]

# A file, not memory: the server under the browser tests has threads with connections of
# their own, as in real life. Nothing needs to outlive a power cut.
VAR_DIR.mkdir(parents=True, exist_ok=True)
DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

# Static files straight from their folders, so that nothing has to be collected first.
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# Slow on purpose elsewhere; here thousands of accounts are made.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A worker that has had a browser keeps the variable that lets it use the database beside it.
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "async.E001"]
