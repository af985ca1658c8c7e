"""One settings file for development, tests and production.

Everything that differs between machines comes from the environment. With none set, the system
runs in development mode on SQLite under ``var/`` with secrets made there on first use.
With ``FENGXIAN_ENV=production`` it refuses to start without its own secrets, hosts and database.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from fengxian.secrets import development_secret

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(environ.Env().str("FENGXIAN_VAR", str(BASE_DIR / "var")))

env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

PRODUCTION = env.str("FENGXIAN_ENV", "development") == "production"
DEBUG = False if PRODUCTION else env.bool("DEBUG", False)


def _secret(name):
    """A secret from the environment; made once under var/ in development, demanded in production."""
    value = env.str(name, "")
    if value:
        if PRODUCTION and len(value) < 32:
            raise ImproperlyConfigured(f"{name} 太短：生产环境的密钥至少 32 个字符。")
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"生产环境必须设置 {name}。")
    return development_secret(VAR, name)


SECRET_KEY = _secret("SECRET_KEY")
# Key ring of field encryption: "id:base64key,id:base64key"; the first one encrypts, all decrypt.
FIELD_KEYS = _secret("FIELD_KEYS")
# Keys of the searchable hash of identity numbers and of the audit chain; never rotated together with SECRET_KEY.
HASH_KEY = _secret("HASH_KEY")
AUDIT_KEY = _secret("AUDIT_KEY")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "testserver"])
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("生产环境必须用 ALLOWED_HOSTS 写明域名，不能用 *。")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "fengxian.web",
    "fengxian.regions",
    "fengxian.accounts",
    "fengxian.audit",
    "fengxian.ledgers",
    "households",
    "visits",
    "relief.subsidies",
    "relief.condolences",
    "relief.patrols",
    "fengxian.reporting",
    "fengxian.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fengxian.accounts.middleware.AddressOfRequest",
    "fengxian.accounts.middleware.SessionLimits",
    "fengxian.accounts.middleware.PasswordMustChange",
    "fengxian.accounts.middleware.NoStore",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "fengxian.urls"
WSGI_APPLICATION = "fengxian.wsgi.application"

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
                "fengxian.web.shell.shell",
                "fengxian.audit.demo.demo_notice",
            ],
        },
    }
]

if PRODUCTION and not env.str("DATABASE_URL", ""):
    raise ImproperlyConfigured("生产环境必须设置 DATABASE_URL（PostgreSQL）。")
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'fengxian.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    if PRODUCTION:
        raise ImproperlyConfigured("生产环境用 PostgreSQL，不用 SQLite。")
    VAR.mkdir(parents=True, exist_ok=True)
    # Measured: without IMMEDIATE and WAL, 20 writers lose most of their transactions to "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-32000;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", env.int("CONN_MAX_AGE", 60))
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", default=f"filecache://{VAR / 'cache'}")}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "fengxian.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "fengxian.accounts.passwords.NotCommon"},
    {"NAME": "fengxian.accounts.passwords.NotLikeOneself",
     "OPTIONS": {"user_attributes": ("username", "name")}},
    {"NAME": "fengxian.accounts.passwords.ThreeKindsValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:login"

# 等保 GB/T 22239-2019 8.1.4.1 b)：登录失败处理与超时退出。
AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURE_LIMIT", 5)
AXES_COOLOFF_TIME = env.float("LOGIN_LOCK_HOURS", 0.5)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "fengxian.accounts.views.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_IPWARE_PROXY_COUNT = env.int("PROXY_COUNT", 0)
AXES_CLIENT_IP_CALLABLE = "fengxian.accounts.middleware.client_address"
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", 30 * 60)
SESSION_ABSOLUTE_SECONDS = env.int("SESSION_ABSOLUTE_SECONDS", 12 * 3600)
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "fengxian_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "fengxian.web.views.csrf_failed"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR / "static"
PLAIN_STATIC = env.bool("PLAIN_STATIC", False)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PLAIN_STATIC
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = PLAIN_STATIC
# Uploads lie outside the static files and are served only through a view that checks the scope.
MEDIA_ROOT = env.str("MEDIA_ROOT", str(VAR / "media"))
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 40 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

TASKS = {"default": {"BACKEND": env.str("TASKS_BACKEND", "django_tasks_db.DatabaseBackend")}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31536000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The first screen says so when the records are made up; load_demo writes under this name only.
BUREAU_NAME = env.str("BUREAU_NAME", "凤县民政局")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_personal_data": {"()": "fengxian.logs.MaskLongDigits"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_personal_data"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
