"""Every setting of the shop, with its value for a machine that sets nothing. Read `django.conf.settings`, not this."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from shop.settings import env
from shop.settings.env import ROOT
from shop.settings.oscar import *  # noqa: F403
from shop.settings.oscar import APPS

BASE_DIR = ROOT
VAR_DIR = ROOT / "var"

DEMO = env.flag("DEMO")
DEBUG = False
# The components on one page, for who builds them: /mau/.
GALLERY = env.flag("GALLERY")
SECRET_KEY = env.secret_key(required=False)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = env.site_url(required=False)
SITE_ID = 1

INSTALLED_APPS = APPS
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page shrinks to a fifth for a phone on a slow line; Django pads each answer, so its length betrays no secret.
    "django.middleware.gzip.GZipMiddleware",
    "shop.storefront.middleware.security_headers",
    "shop.storefront.middleware.refuse_nul",
    "shop.storefront.middleware.sql_count",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shop.forks.basket.middleware.BasketMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shop.storefront.context.shop",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

DATABASES = {"default": env.database(f"sqlite:///{VAR_DIR / 'shop.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache()}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "shop.accounts.backends.EmailOrPhoneBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
# A link for a forgotten password works for an hour.
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "storefront:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS: list[str] = []
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = VAR_DIR / "static"
# Without collectstatic (demo, development) the files are found where they lie.
WHITENOISE_USE_FINDERS = True
MEDIA_URL = "/media/"
MEDIA_ROOT = env.text("MEDIA_ROOT") or str(VAR_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

for _name, _value in env.mail().items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Xã Nhà <shop@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Seconds. A mail server that hangs must not hold a request or a worker for ever.
EMAIL_TIMEOUT = 20
# Ways to a telephone (shop/notices/doors/base.py). Both of ours write to the log; empty = this way is not used.
SMS_BACKEND = env.text("SMS_BACKEND", "shop.notices.doors.log.LogSms")
ZALO_BACKEND = env.text("ZALO_BACKEND", "shop.notices.doors.log.LogZalo" if DEMO else "")

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False

# Lock-out after wrong passwords (django-axes), by account and address together.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# How our log-in names the account to `authenticate`; by the default (USERNAME_FIELD) all would count as nobody.
AXES_USERNAME_FORM_FIELD = "username"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "shop.storefront.account_views.locked_out"
AXES_CLIENT_IP_CALLABLE = "shop.accounts.client.client_address"
AXES_VERBOSE = False
OTP_TOTP_ISSUER = OSCAR_SHOP_NAME  # noqa: F405

# How many proxies of our own stand before the application: the client's address is that many from the right
# in X-Forwarded-For. 0 = the peer's address, the header is not believed.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)

# What happens after commit runs in the same process (embedded) or is left to `manage.py worker`.
OUTBOX_EMBEDDED = env.flag("OUTBOX_EMBEDDED", True)
# And what is looked at again and again (shop/outbox/rounds.py) as well, after such a commit.
OUTBOX_ROUNDS = True
# Delivery, whole dong, per producer order, until the fee tables exist.
DELIVERY_FLAT_VND = env.number("DELIVERY_FLAT_VND", 30_000)
# Days a maker packs for at most, then days a parcel travels. 0 = nobody has said, and no page promises anything; the
# demo's are illustrations like its prices.
DELIVERY_PACKING_DAYS = env.number("DELIVERY_PACKING_DAYS", 2 if DEMO else 0)
DELIVERY_DAYS_LEAST = env.number("DELIVERY_DAYS_LEAST", 2 if DEMO else 0)
DELIVERY_DAYS_MOST = env.number("DELIVERY_DAYS_MOST", 5 if DEMO else 0)
# Days in which received goods can be given back; 0 = only as the page on returns says, without a form.
RETURN_DAYS = env.number("RETURN_DAYS", 7)
# Days a producer has to answer a return before support sees it, and searches for buyers one person makes in an hour.
RETURN_ANSWER_DAYS = env.number("RETURN_ANSWER_DAYS", 3)
SUPPORT_SEARCHES_AN_HOUR = env.number("SUPPORT_SEARCHES_AN_HOUR", 200, at_least=1)
# Days after a parcel's end in which its producer still sees the buyer's name, phone and address; then they are hidden.
BUYER_VISIBLE_DAYS = env.number("BUYER_VISIBLE_DAYS", 30, at_least=1)
# Days after a parcel was received on which its buyer is asked for an opinion, who agreed to that.
OPINION_DAYS = env.number("OPINION_DAYS", 3, at_least=1)
# What a parcel weighs: what a piece is taken to weigh whose label does not say it, and what packing adds.
PIECE_WEIGHT_G = env.number("PIECE_WEIGHT_G", 500, at_least=1)
PACKING_PERCENT = env.number("PACKING_PERCENT", 15)
# Hours a producer has to answer: then support is told; then the order is refused by itself.
ANSWER_HOURS = env.number("ANSWER_HOURS", 48, at_least=1)
ANSWER_HOURS_MOST = env.number("ANSWER_HOURS_MOST", 72, at_least=ANSWER_HOURS)
# Cash at the door, whole dong. The fee is per parcel; 0 elsewhere = no limit.
CASH_FEE_VND = env.number("CASH_FEE_VND", 0)
CASH_MOST_VND = env.number("CASH_MOST_VND", 20_000_000)
# Open cash orders of one phone, and parcels refused at the door within those days, before no more are taken.
CASH_MOST_OPEN = env.number("CASH_MOST_OPEN", 3)
CASH_MOST_REFUSALS = env.number("CASH_MOST_REFUSALS", 3)
CASH_REFUSALS_DAYS = env.number("CASH_REFUSALS_DAYS", 365)
# From this total on the buyer confirms by a code or to support's call before the producer may accept.
CASH_CONFIRM_FROM_VND = env.number("CASH_CONFIRM_FROM_VND", 2_000_000)
# Carriers asked for their price at checkout, by code: none unless set, e.g. ghn. Their secrets stand here only.
CARRIERS = env.words("CARRIERS")
# Seconds a carrier has to answer while a buyer waits.
CARRIER_SECONDS = env.number("CARRIER_SECONDS", 3, at_least=1)
GHN_URL = env.text("GHN_URL", "https://online-gateway.ghn.vn")
GHN_TOKEN = env.text("GHN_TOKEN")
GHN_SHOP_ID = env.text("GHN_SHOP_ID")
# Who runs the shop (NĐ 248/2026/NĐ-CP Điều 4). Empty = the pages show a blank that says so, never a made-up name.
OPERATOR_NAME = env.text("OPERATOR_NAME")
OPERATOR_ADDRESS = env.text("OPERATOR_ADDRESS")
OPERATOR_REPRESENTATIVE = env.text("OPERATOR_REPRESENTATIVE")
OPERATOR_CODE = env.text("OPERATOR_CODE")
OPERATOR_CODE_ISSUED = env.text("OPERATOR_CODE_ISSUED")
SUPPORT_PHONE = env.text("SUPPORT_PHONE")
SUPPORT_EMAIL = env.text("SUPPORT_EMAIL")
# Working days after the day on which a ticket was opened: the first answer, the settling. 0 = not promised.
TICKET_FIRST_ANSWER_DAYS = env.number("TICKET_FIRST_ANSWER_DAYS", 3)
TICKET_RESOLVE_DAYS = env.number("TICKET_RESOLVE_DAYS", 7)
# Tickets that are opened in an hour, per client address and per phone, before 429.
TICKETS_AN_HOUR = env.number("TICKETS_AN_HOUR", 5)
# Telling when a product can be bought again: for how long somebody waits, how long a guest may take to confirm the
# address, how often it is asked for in an hour per client address before 429.
WAIT_DAYS = env.number("WAIT_DAYS", 180, at_least=1)
WAIT_CONFIRM_HOURS = env.number("WAIT_CONFIRM_HOURS", 48, at_least=1)
WAITS_AN_HOUR = env.number("WAITS_AN_HOUR", 10, at_least=1)
# Where searches that found nothing are noted until the worker counts them; days they are kept, counted.
SEARCH_SPOOL = env.text("SEARCH_SPOOL") or str(VAR_DIR / "missed")
SEARCH_MISSED_DAYS = env.number("SEARCH_MISSED_DAYS", 90, at_least=1)
# Failed look-ups of an order in an hour, per client address and per order number, before 429.
LOOKUP_TRIES_AN_HOUR = 10
# Voucher codes in an hour that are none, per client address, before 429.
VOUCHER_TRIES_AN_HOUR = 10
# The search engine of a cluster; empty = the database answers. Several nodes by comma. Its secrets stand here only.
ELASTICSEARCH_URL = env.services("ELASTICSEARCH_URL")
ELASTICSEARCH_API_KEY = env.text("ELASTICSEARCH_API_KEY")
# A file with the authorities that signed its certificate; empty = those that the whole web trusts.
ELASTICSEARCH_CA_CERTS = env.text("ELASTICSEARCH_CA_CERTS")
# The name that is searched; what really holds the documents is named after it and the time it was built.
ELASTICSEARCH_INDEX = env.text("ELASTICSEARCH_INDEX", "ocop-products")
ELASTICSEARCH_SHARDS = env.number("ELASTICSEARCH_SHARDS", 1, at_least=1)
ELASTICSEARCH_REPLICAS = env.number("ELASTICSEARCH_REPLICAS", 0)
# Milliseconds it has to answer while a visitor waits; then the database does.
ELASTICSEARCH_MS = env.number("ELASTICSEARCH_MS", 500, at_least=1)
# Answers `X-Bench-Sql: 1` with X-Sql-Count; only ever on for benchmarks and tests.
BENCH = env.flag("BENCH")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "shop": {"level": "INFO"},
        "catalogue_ext": {"level": "INFO"},
        # Its client says of each node that it does not answer what we say once of all.
        "elastic_transport": {"level": "ERROR"},
    },
}
