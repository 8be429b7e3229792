"""Which trust pages there are: address, title, the article that asks for them. Their texts are wordings."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shop.primitives.refusal import Refusal

DATA = Path(__file__).parent / "data"
LANGUAGES = ("vi", "en")


class UnknownPage(Refusal):
    """No trust page has this address. Facts: `slug`."""

    code = "unknown_policy_page"


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `article` is the one of NĐ 248/2026/NĐ-CP that asks for it, "" where none does."""

    slug: str
    shelf: str
    article: str
    # Whether the article's content was at hand when our sample was written.
    is_read: bool
    titles: dict[str, str]
    leads: dict[str, str]

    def title(self, language: str) -> str:
        """This will return the title in a language of the shop."""
        return self.titles[language]

    def lead(self, language: str) -> str:
        """This will return the one sentence that says what the page is about."""
        return self.leads[language]

    def sample(self, language: str) -> str:
        """This will read our sample text, as it lies in the file."""
        return (DATA / "texts" / f"{self.slug}.{language}.html").read_text(encoding="utf-8")


@cache
def pages() -> dict[str, Page]:
    """This will return every page by its slug, in the order of the index. Source: data/pages.csv."""
    with (DATA / "pages.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["slug"]: Page(
                slug=row["slug"],
                shelf=row["shelf"],
                article=row["article"],
                is_read=row["is_read"] == "1",
                titles={language: row[f"title_{language}"] for language in LANGUAGES},
                leads={language: row[f"lead_{language}"] for language in LANGUAGES},
            )
            for row in csv.DictReader(file)
        }


def page(slug: str) -> Page:
    """This will return one page.

    Refuses: UnknownPage.
    """
    try:
        return pages()[slug]
    except KeyError:
        raise UnknownPage(slug=slug) from None
