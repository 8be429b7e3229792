"""The door for gunicorn: `gunicorn shop.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.production")
application = get_wsgi_application()

from catalogue_ext.certification.checks import refuse_demo_rows  # noqa: E402  models exist only now

refuse_demo_rows()
