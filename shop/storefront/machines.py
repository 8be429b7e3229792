"""What a page says to machines: its one address in each language, whether it belongs in an index, its facts as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

# Language of the page, its word for Open Graph; the first is the shop's own and stands at /.
LOCALES = {"vi": "vi_VN", "en": "en_US"}
# Where people only do things: nothing there is worth finding, and some of it is nobody else's.
PRIVATE = ("basket", "checkout", "account", "order_lookup", "ticket_lookup")
STAFF = ("/quan-tri/", "/lam-viec/")
ORDERS = "/don-hang/"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in a page's head for machines. A page without one is in no index."""

    # The Vietnamese address, with the words that make it another page.
    path: str
    is_indexable: bool = True
    description: str = ""
    image: str = ""
    # The image is a share card, 1200 x 630, that shows what the description says.
    is_card: bool = False
    kind: str = "website"
    data: dict[str, Any] | None = None

    @property
    def canonical(self) -> str:
        """This will return the one absolute address of this page in the reader's language."""
        return absolute(localised(self.path, get_language() or "vi"))

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """This will return (language, absolute address) of the page in every language, and where others begin."""
        return alternates(self.path)

    @property
    def picture(self) -> str:
        """This will return the absolute address of the picture shown beside a shared link."""
        return absolute(self.image or static("img/icon-512.png"))

    @property
    def locale(self) -> str:
        """This will return the page's language as Open Graph writes it."""
        return LOCALES[get_language() or "vi"]

    @property
    def other_locales(self) -> list[str]:
        """This will return the languages the page also has, as Open Graph writes them."""
        return [locale for locale in LOCALES.values() if locale != self.locale]


def absolute(address: str) -> str:
    """This will return an address of ours, or one that already names its host, in full."""
    return address if "://" in address else f"{settings.SITE_URL.rstrip('/')}{address}"


def localised(path: str, language: str) -> str:
    """This will return the path of the same page in that language; `path` is the Vietnamese one."""
    return path if language == "vi" else f"/{language}{path}"


def alternates(path: str) -> list[tuple[str, str]]:
    """This will return (language, absolute address) of a Vietnamese path in every language, and x-default."""
    found = [(language, absolute(localised(path, language))) for language in LOCALES]
    return [*found, ("x-default", found[0][1])]


def vietnamese(path: str) -> str:
    """This will return the Vietnamese path of a page that is asked for in any language."""
    return path.removeprefix("/en") if path.startswith("/en/") else path


def head(
    *,
    request: HttpRequest,
    path: str = "",
    words: Sequence[tuple[str, str]] = (),
    page: int = 1,
    is_indexable: bool = True,
    **facts: Any,
) -> Head:
    """This will return the head of the page asked for; words of the address that change nothing are left out."""
    words = [*words, ("trang", str(page))] if page > 1 else list(words)
    address = vietnamese(path or request.path) + ("?" + urlencode(words) if words else "")
    return Head(path=address, is_indexable=is_indexable, **facts)


def listing_head(*, request: HttpRequest, page: Any) -> Head:
    """This will return the head of a listing: one group, set or province is a page, any other choice is a view of it.

    Costs: none.
    """
    fixed, words = page.filters.fixed, page.filters.query_pairs
    pages = {"nhom": "storefront:group", "bo": "storefront:set"}
    if not fixed and len(words) == 1 and words[0][0] in pages:
        word, value = words.pop()
        return head(
            request=request, path=reverse(pages[word], args=[value]), page=page.page, is_indexable=page.count > 0
        )
    is_page = not words or (not fixed and [word for word, _ in words] == ["tinh"])
    return head(request=request, words=words, page=page.page, is_indexable=is_page and page.count > 0)


def robots_txt() -> str:
    """This will return robots.txt: every page may be read but those where people only do things; of a demo, none.

    Invented products with DEMO decisions must not stand in a search engine beside the State's.
    """
    if settings.DEMO:
        return "User-agent: *\nDisallow: /\n"
    private = [reverse(f"storefront:{name}") for name in PRIVATE]
    shut = sorted({ORDERS, reverse("storefront:place_suggest"), reverse("storefront:suggestions"), *STAFF, *private})
    lines = [f"Disallow: {localised(path, language)}" for path in shut for language in LOCALES]
    return "\n".join(["User-agent: *", *lines, "Allow: /", "", f"Sitemap: {absolute(reverse('sitemap'))}", ""])
