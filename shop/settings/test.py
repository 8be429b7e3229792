"""Tests: cheap passwords, mail in memory, demo evidence allowed unless a test says otherwise."""

import tempfile

from shop.settings.base import *  # noqa: F403

DEMO = True
BENCH = True
GALLERY = True
# What `.env` makes of the demo makes nothing of the tests.
DELIVERY_PACKING_DAYS = DELIVERY_DAYS_LEAST = DELIVERY_DAYS_MOST = RETURN_DAYS = 0
ZALO_BACKEND = ""
CARRIERS = []
# Tests that ask the engine of a cluster say so: tests/shop/discovery/elastic/.
ELASTICSEARCH_URL = ""
SECRET_KEY = "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
OUTBOX_ROUNDS = False
SEARCH_SPOOL = tempfile.mkdtemp(prefix="shop-test-missed-")
MEDIA_ROOT = tempfile.mkdtemp(prefix="shop-test-media-")
ALLOWED_HOSTS = ["*"]
# No collected files are needed, and none are missed.
WHITENOISE_AUTOREFRESH = True
AXES_ENABLED = False
LOGGING["root"]["level"] = "ERROR"  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in life: SQLite's shared memory has other locks, and races are tested here.
    DATABASES["default"]["TEST"] = {"NAME": tempfile.mkdtemp(prefix="shop-test-db-") + "/test.sqlite3"}  # noqa: F405
