"""One settings file. Every difference between installations is an environment variable, listed in README.md.

Without DATABASE_URL and REDIS_URL the portal talks to the embedded pair in DATA_DIR (config/embedded.py).
"""

import sys
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from environs import Env

from config import addresses

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()


def flag(name: str, *, default: bool = False) -> bool:
    """A variable set to nothing, as compose files pass it on, counts as not set."""
    return env.bool(name) if env.str(name, default="") else default


def text(name: str, default: str = "") -> str:
    return env.str(name, default="") or default


def words(name: str, default: str = "") -> list[str]:
    return text(name, default).replace(",", " ").split()


DEBUG = flag("DEBUG")
TESTING = "pytest" in sys.modules
DEMO = flag("DEMO")
DEMO_PASSWORD = text("DEMO_PASSWORD", "auf-augenhoehe")
DATA_DIR = Path(text("DATA_DIR", str(BASE_DIR / ".data"))).resolve()
DEFAULT_SECRET_KEY = "only-for-demo-and-tests-" + "0" * 40
SECRET_KEY = text("SECRET_KEY", DEFAULT_SECRET_KEY)
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1] testserver" if DEBUG or DEMO else "")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
BASE_URL = text("BASE_URL", "http://localhost:8000")
HTTPS = flag("HTTPS", default=not (DEBUG or DEMO or TESTING))

INSTALLED_APPS = [
    "partnerships",
    "neighbourhoods",
    "projects",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "template_partials",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "partnerships.base.middleware.SecurityHeadersMiddleware",
    "partnerships.base.middleware.MethodMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "partnerships.base.uploads.UploadMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "partnerships.base.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "partnerships.access.middleware.SessionLimitMiddleware",
    "partnerships.base.middleware.StashMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "partnerships.organisation.middleware.StandingMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "partnerships.register.origin.OriginMiddleware",
    "partnerships.base.middleware.RefusedMiddleware",
]

ROOT_URLCONF = "config.urls"
if DEMO and flag("BENCH"):
    MIDDLEWARE.insert(0, "projects.bench.middleware.CostMiddleware")
    ROOT_URLCONF = "projects.bench.bare"
WSGI_APPLICATION = "config.wsgi.application"

_files = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [("partnerships.base.loader.Loader", _files)])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partnerships.base.context.portal",
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "partnerships.base.templatetags.portal",
                "partnerships.base.templatetags.written",
            ],
            "libraries": {
                "face": "partnerships.base.templatetags.face",
                "i18n": "partnerships.base.templatetags.words",
                "portal": "partnerships.base.templatetags.portal",
            },
        },
    }
]
FORM_RENDERER = "partnerships.base.renderer.Renderer"

_embedded_database, _embedded_redis = addresses.urls(DATA_DIR)
DATABASE_URL = text("DATABASE_URL", _embedded_database)
REDIS_URL = text("REDIS_URL", _embedded_redis)
DATABASES = {"default": addresses.database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "config.cache.PatientCache",
        "LOCATION": addresses.cache(REDIS_URL),
        "KEY_PREFIX": "ah",
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

AUTH_USER_MODEL = "partnerships.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "partnerships.access.adapter.PortalAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_RATE_LIMITS = {"verify_paper": "20/m/ip"}  # beside those of the sign-in
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Augenhöhe"
MFA_FORMS = {"add_webauthn": "partnerships.base.passkey.PasskeyForm"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO or TESTING
USERSESSIONS_TRACK_ACTIVITY = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(text("TRUSTED_PROXY_COUNT", "0"))

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "config.formats"
FILTERS_EMPTY_CHOICE_LABEL = _("All")

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(text("STATIC_ROOT", str(DATA_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or TESTING  # looked for when asked, not all of them by each client of a test
MEDIA_ROOT = Path(text("MEDIA_ROOT", str(DATA_DIR / "media")))
UPLOAD_BYTES = int(text("UPLOAD_MB", "15")) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 5
CLAMAV_URL = text("CLAMAV_URL")
SEAL_PKCS12 = text("SEAL_PKCS12")
SEAL_PASSWORD = text("SEAL_PASSWORD")
EXPORT_DIR = DATA_DIR / "exports"
EXPORT_SILENT_SECONDS = int(text("EXPORT_SILENT_SECONDS", "60"))

EMAIL_URL = text("EMAIL_URL")
_mail = env.dj_email_url("EMAIL_URL", default="smtp://") if EMAIL_URL else {}
EMAIL_BACKEND = _mail.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = _mail.get("EMAIL_FILE_PATH") or str(DATA_DIR / "mail")
EMAIL_HOST = _mail.get("EMAIL_HOST", "")
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "Augenhöhe <portal@example.org>")

SESSION_IDLE_HOURS = int(text("SESSION_IDLE_HOURS", "12"))
SESSION_DAYS = int(text("SESSION_DAYS", "7"))
SESSION_COOKIE_AGE = SESSION_DAYS * 86400
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_FAILURE_VIEW = "partnerships.base.views.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS and flag("SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS and flag("HSTS_SUBDOMAINS")
# Other hosts under the same name may still speak plain HTTP: to bind them, too, is for those who run them to decide.
# i18n is meant to be ours, see base/templatetags/words.py
SILENCED_SYSTEM_CHECKS = ["templates.W003", *([] if SECURE_HSTS_INCLUDE_SUBDOMAINS else ["security.W005", "security.W021"])]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

PGHISTORY_APPEND_ONLY = True

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "health_check_interval": 25,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 570
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Europe/Berlin"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "partnerships.sweep", "schedule": 15.0, "options": {"expires": 14}},
    "daily": {"task": "partnerships.daily", "schedule": 600.0, "options": {"expires": 590}},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": text("LOG_LEVEL", "INFO")},
}
