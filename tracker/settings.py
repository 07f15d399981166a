"""The settings of the tracker, read from the environment; docs/reference/settings.md says what each variable does.

With none set, this is a small server for one machine: the embedded PostgreSQL in var/, a secret key kept there, answers
to localhost only. A public server names DATABASE_URL, SECRET_KEY and TRACKER_HOSTS, and sets TRACKER_HTTPS=1.
"""

import contextlib
import os
import re
import secrets
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import csp.constants
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import lazy
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str) -> bool:
    """A yes-or-no variable: 1, true, yes or on; 0, false, no, off or nothing."""
    value = os.environ.get(name, "").strip().lower()
    if value not in {"", "0", "false", "no", "off", "1", "true", "yes", "on"}:
        raise ImproperlyConfigured(f"{name} is “{value}”: set it to 1 or 0.")
    return value in {"1", "true", "yes", "on"}


def whole_number(name: str, default: int) -> int:
    """A variable that counts something, from 0."""
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} is “{value}”: set it to a whole number.")
    return int(value)


class Limit(NamedTuple):
    """So many requests in so many seconds."""

    requests: int
    seconds: int


def rate_limit(name: str, default: str) -> Limit | None:
    """A variable such as 6000/minute; None for off."""
    value = os.environ.get(name, "").strip().lower() or default
    if value == "off":
        return None
    units = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
    found = re.fullmatch("([1-9][0-9]{0,8})/(second|minute|hour|day)", value)
    if found is None:
        raise ImproperlyConfigured(f"{name} is “{value}”: set it to a rate such as 6000/minute, or to off.")
    return Limit(int(found[1]), units[found[2]])


DATA_DIR = Path(os.environ.get("TRACKER_DATA_DIR") or BASE_DIR / "var").expanduser().resolve()
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DEBUG = flag("TRACKER_DEBUG")
HTTPS = flag("TRACKER_HTTPS")

# A demonstration login is made only on the embedded database, unless asked for by name.
DEMONSTRATION = flag("TRACKER_DEMO") or not DATABASE_URL


def database() -> dict[str, Any]:
    """Django's database settings: the server that DATABASE_URL names, else the embedded one in the data directory."""
    common = {
        "ENGINE": "tracker.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
    if not DATABASE_URL:
        return common | {"NAME": "tracker", "EMBEDDED": str(DATA_DIR)}
    try:
        options = conninfo_to_dict(DATABASE_URL)
    except ProgrammingError as error:
        raise ImproperlyConfigured(
            "DATABASE_URL is not a PostgreSQL address such as postgresql://user:password@host:5432/name."
        ) from error
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    named = {ours: str(options.pop(theirs)) for theirs, ours in names.items() if theirs in options}
    # Server-side cursors need one session; behind PgBouncer in transaction mode there is none to rely on.
    return common | named | {"OPTIONS": options, "DISABLE_SERVER_SIDE_CURSORS": flag("TRACKER_PGBOUNCER")}


def secret_key() -> str:
    """SECRET_KEY, else one made on the first start and kept in the data directory, readable by its owner only.

    Where that directory cannot be written, the key lasts as long as the process: enough for a command that needs none.
    """
    if given := os.environ.get("SECRET_KEY"):
        return given
    path = DATA_DIR / "secret_key"
    try:
        if not path.exists():
            DATA_DIR.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"secret_key.{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)  # Atomic: of several processes starting at once, all read the first one's key.
            draft.unlink()
        return path.read_text(encoding="ascii")
    except OSError:
        return secrets.token_urlsafe(64)


# Read when it is first needed: a command that signs nothing leaves no trace on the disk.
SECRET_KEY = lazy(cache(secret_key), str)()
DATABASES = {"default": database()}
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("TRACKER_HOSTS", "").split(",") if host.strip()] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
]

# How often one address may ask the REST interface. A program that reads at the pace of this limit, a hundred answers a
# second, leaves room for others; on a machine of one's own there are none.
RATE_LIMIT = rate_limit("TRACKER_RATE_LIMIT", "6000/minute" if os.environ.get("TRACKER_HOSTS") else "1000000/minute")

INSTALLED_APPS = [
    "commitments",  # First: its templates go before those of the admin.
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "corsheaders",
    "csp",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",  # First: whoever is redirected or refused may read that too.
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "commitments.analysis.freshness.FreshnessMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Languages: of the pages, and of titles and labels. Language codes are Django's; texts carry their own BCP 47 tag.
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("ar", "العربية"),
    ("zh-hans", "简体中文"),
    ("ru", "Русский"),
    ("es", "Español"),
]
CONTENT_LANGUAGES = dict(LANGUAGES)
LOCALE_PATHS = [BASE_DIR / "commitments" / "locale"]
FORMAT_MODULE_PATH = "tracker.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Reading changes nothing, and must not touch the session.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Safety. Behind a proxy that ends TLS, TRACKER_HTTPS=1 turns on all that a public server needs.
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.constants.SELF],
        "img-src": [csp.constants.SELF, "data:"],
        "object-src": [csp.constants.NONE],
        "base-uri": [csp.constants.NONE],
        "frame-ancestors": [csp.constants.NONE],
        "form-action": [csp.constants.SELF],
    },
}

# What exports, citations and releases say: under which licence the curated data may be used, and where they are from.
DATA_LICENCE = {
    "name": "CC BY 4.0",
    "spdx": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
}

# Where `make_release` writes dated releases of the register, which the site then lists.
RELEASES_DIR = Path(os.environ.get("TRACKER_RELEASES_DIR") or DATA_DIR / "releases").expanduser().resolve()
# The site's own address, for files that are written while nobody asks for a page.
SITE = (os.environ.get("TRACKER_SITE") or f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}").rstrip("/")

# Caches of answers. Seconds that one is kept without asking again.
CACHE_SECONDS = whole_number("TRACKER_CACHE_SECONDS", 60)

# The second is of what must not push out the first.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "limits": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "limits",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

# Programs on any site's pages may read the interface. There is nothing to log in to, so no credentials.
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS")
CORS_ALLOW_HEADERS = ("accept", "accept-language", "content-type", "if-modified-since", "if-none-match")
CORS_EXPOSE_HEADERS = (
    "Content-Disposition",
    "Content-Language",
    "ETag",
    "Last-Modified",
    "Link",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    # What an export says of itself, as Origin.headers() has it.
    "X-How-To-Cite",
    "X-Licence",
    "X-Register-Sequence",
    "X-Retrieved-At",
    "X-Source-Address",
)

# The largest source file that is taken in, in bytes.
IMPORT_MAX_BYTES = 50 * 1024 * 1024
# An import's preview without JavaScript sends two fields for each clause; a text may be pasted.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 25_000_000

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["commitments.api.rendering.StoredJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_PAGINATION_CLASS": "commitments.api.pagination.RegisterPagination",
    "PAGE_SIZE": 50,
    "DEFAULT_SCHEMA_CLASS": "commitments.api.schema.RegisterSchema",
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "commitments.api.problems.answer_problem",
    "DEFAULT_THROTTLE_CLASSES": ["commitments.api.limits.AddressLimit"],
    # How many proxies before us add to X-Forwarded-For; without one, the header is what a visitor made up.
    "NUM_PROXIES": whole_number("TRACKER_PROXIES", 1 if HTTPS else 0),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Commitment tracker",
    "DESCRIPTION": "What states and organisations have promised, clause by clause, quoted from the source and linked.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "TextDirection": [("ltr", "ltr"), ("rtl", "rtl")],
        "LinkDirection": [("outgoing", "outgoing"), ("incoming", "incoming")],
        "CommitmentKind": "commitments.models.choices.CommitmentKind",
        "DocumentKind": "commitments.models.choices.DocumentKind",
        "ActorRole": "commitments.models.choices.ActorRole",
        "DocumentRole": "commitments.models.choices.DocumentRole",
        "RegionKind": [("m49", "m49"), ("grouping", "grouping")],
        "MatrixDimension": [
            (name, name) for name in ("theme", "region", "actor", "document", "kind", "language", "year")
        ],
    },
    "TAGS": [
        {"name": "about", "description": "Where everything is."},
        {"name": "commitments", "description": "What was promised, clause by clause, in all its wordings."},
        {"name": "documents", "description": "The documents, their texts and their clauses."},
        {"name": "links", "description": "How commitments relate to each other."},
        {"name": "vocabularies", "description": "Themes, regions and actors."},
        {"name": "search", "description": "Words and meaning, in any of the languages."},
        {"name": "citing", "description": "How to cite a commitment, a document, a link or a list."},
        {"name": "analysis", "description": "What commitments say together."},
        {"name": "register", "description": "Everything that was ever published or withdrawn, in a chain of hashes."},
    ],
    "SERVERS": [{"url": "/", "description": "This site."}],
    "LICENSE": {"name": "Curated data: CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
