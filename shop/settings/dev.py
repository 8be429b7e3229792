"""Development: errors on the page."""

from shop.settings import env
from shop.settings.base import *  # noqa: F403

DEBUG = env.flag("DEBUG", False)
GALLERY = env.flag("GALLERY", DEBUG)
# Nothing is collected here: static files are served from where they lie.
WHITENOISE_USE_FINDERS = True
