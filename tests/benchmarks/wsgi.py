"""gunicorn tests.benchmarks.wsgi"""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"

from shop.wsgi import application

__all__ = ["application"]
