"""Pictures and papers that people uploaded. In production a proxy may answer for /media/ before us."""

from __future__ import annotations

import mimetypes
import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from shop.listings.renditions import is_permanent

DAY, YEAR = 86_400, 31_536_000
# What buyers show of damaged goods lies here; desks and the buyer's own pages hand it out, this address never.
PRIVATE = "private"

# The system's own list may be older than AVIF.
mimetypes.add_type("image/avif", ".avif")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One uploaded file, as a dead thing: whatever it is, nothing in it runs. A picture's name is kept for a year."""
    # `serve` reads the path like this too: "./private" and "x/../private" are the same folder.
    if posixpath.normpath(path).lstrip("/").split("/")[0].casefold() == PRIVATE:
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    kept = {"max_age": YEAR, "immutable": True} if is_permanent(name=path) else {"max_age": DAY}
    patch_cache_control(response, public=True, **kept)
    return response
