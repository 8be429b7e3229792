"""The shop as it is served, with query counts on request and the yardsticks beside it."""

from shop.settings.base import *  # noqa: F403

DEMO = True
BENCH = True
ROOT_URLCONF = "tests.benchmarks.urls"
# The yardsticks render the shop's own templates; nothing else differs from what a machine without settings runs.
LOGGING["root"]["level"] = "ERROR"  # noqa: F405
