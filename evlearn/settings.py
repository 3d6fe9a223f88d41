"""All settings, read from the environment. Safe by default.

`docs/settings.md` lists the variables. With DEBUG off nothing starts without a SECRET_KEY.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
# What the environment does not say may stand in a file; the environment wins.
env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
"""What the running program writes: database file, collected static files, local secret."""

DEBUG = env.bool("DEBUG", default=False)


def make_folder(path: Path) -> None:
    """Make a folder that is written to, with those above it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"The folder {path} cannot be made: {error.strerror}") from None


def local_secret() -> str:
    """A secret for this machine's demo, made once and readable by its owner only."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        make_folder(VAR_DIR)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or (local_secret() if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set it to 50 or more random characters, or set DEBUG=1 on your"
        " own machine."
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# A school without a certificate on its local network sets HTTPS=0, knowingly.
HTTPS = env.bool("HTTPS", default=not DEBUG)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "quizzes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "quizzes.views.learner.GuestMiddleware",
    "quizzes.views.zone.ZoneMiddleware",
]

ROOT_URLCONF = "evlearn.urls"
WSGI_APPLICATION = "evlearn.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def database() -> dict[str, Any]:
    """The database of DATABASE_URL, tuned for its engine; an SQLite file where none is given."""
    url = env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'evlearn.sqlite3'}"
    config = env.db_url_config(url)
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"].endswith("sqlite3"):
        make_folder(Path(config["NAME"]).parent)
        config["CONN_MAX_AGE"] = None
        # IMMEDIATE takes the write lock when a transaction begins: it can wait for it then,
        # where a later upgrade from a read lock would fail at once.
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            " PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;",
        }
    elif config["ENGINE"].endswith("postgresql"):
        # As many as a process may have threads at work; idle ones are given back.
        options["pool"] = {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=16)}
    return config


DATABASES = {"default": database()}

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
        }
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    # Each process has a memory of its own: good for limits and hints, not for sessions,
    # where a sign-out in one process must hold in all.
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    SESSION_ENGINE = "evlearn.sessions"

# People and sign-in
AUTH_USER_MODEL = "quizzes.User"
AUTHENTICATION_BACKENDS = ["quizzes.views.learner.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "quizzes.forms.account.SignupForm"
ACCOUNT_FORMS = {
    "signup": "quizzes.forms.sign_in.SignUpForm",
    "login": "quizzes.forms.sign_in.LoginForm",
    "reauthenticate": "quizzes.forms.sign_in.ReauthenticateForm",
    "add_email": "quizzes.forms.sign_in.AddEmailForm",
    "change_password": "quizzes.forms.sign_in.ChangePasswordForm",
    "set_password": "quizzes.forms.sign_in.SetPasswordForm",
    "reset_password": "quizzes.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "quizzes.forms.sign_in.ResetPasswordKeyForm",
}
ACCOUNT_ADAPTER = "quizzes.views.account.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = env.str("EMAIL_VERIFICATION", default="optional")
ACCOUNT_SESSION_REMEMBER = True
# A class behind one school address must not lock itself out: failed sign-ins are counted
# per account, and what remains per address is wide enough for a school.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "5/5m/key",
    "signup": "300/m/ip",
    "reset_password": "300/m/ip,5/m/key",
    "confirm_email": "1/3m/key",
}

# Mail
EMAIL_CONFIG = env.email_url_config(env.str("EMAIL_URL", default="") or "consolemail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(EMAIL_CONFIG.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(EMAIL_CONFIG.get("EMAIL_USE_SSL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="evlearn@localhost")
SITE_NAME = env.str("SITE_NAME", default="evlearn")
"""What the site is called in mail."""
# Where nobody asks, as in a job, no request tells the address.
LOCAL_URL = f"http://127.0.0.1:{env.str('PORT', default='') or 8000}"
SITE_URL = (env.str("SITE_URL", default="") or LOCAL_URL).rstrip("/")
if not SITE_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured("SITE_URL must begin with https:// or http://.")
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "

# Work behind the pages: rows in the database, done by manage.py work
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Drafts of questions from an OpenAI-compatible endpoint; without address and model it is off
SUGGESTIONS_URL = env.str("SUGGESTIONS_URL", default="")
SUGGESTIONS_KEY = env.str("SUGGESTIONS_KEY", default="")
SUGGESTIONS_MODEL = env.str("SUGGESTIONS_MODEL", default="")
if SUGGESTIONS_URL and not SUGGESTIONS_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured("SUGGESTIONS_URL must begin with https:// or http://.")

# Language and time
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "quizzes" / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
FORMAT_MODULE_PATH = "evlearn.formats"
USE_I18N = True
USE_TZ = True

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# A quiz is one form with some fields for each question, and may have hundreds of those.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Pictures of an imported article stay where the article has them; Pico's icons are data.
        "img-src": [SELF, "https:", "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        # The learner's card beside the author's form.
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "quizzes.views.errors.csrf_failure"
# Binding the whole domain and its subdomains to HTTPS is for who owns the domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if not HTTPS:
    # Whoever turns HTTPS off knows it: HSTS, the redirect, and cookies over HTTPS only.
    SILENCED_SYSTEM_CHECKS += [f"security.W{number}" for number in ("004", "008", "012", "016")]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
