"""The demo with style sheets and scripts as production sends them: collected, hashed, compressed."""

import os

from shop.settings.dev import *  # noqa: F403

STATIC_ROOT = os.environ["LOOK_STATIC"]
WHITENOISE_USE_FINDERS = False
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
