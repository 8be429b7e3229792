"""What buyers said, on the product's page and on a page of its own; nothing looks like the State's stars."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from oscar.core.loading import get_model

from shop.opinions.operations import judge, reply
from tests.factories.situations import on_sale, revoke
from tests.pages.conftest import words_of
from tests.shop.opinions.conftest import given, settled

pytestmark = pytest.mark.django_db

ProductReview = get_model("reviews", "ProductReview")


def say(product: Any, cast: Any, places: Any, at: Any, **words: Any) -> Any:
    """Hoa buys one, gets it and says something, which an officer lets stand."""
    line = settled(product, places=places, at=at, language="vi")
    return judge(review=given(line, at, **words), is_approved=True, by=cast.officer, at=at)


@pytest.fixture
def said(oil, cast, places, now) -> Any:
    """A jar of oil of which four opinions are on show; the last has a title and a reply."""
    for n, score in enumerate((5, 5, 4)):
        say(oil, cast, places, now - timedelta(days=9 - n), score=score, body=f"Ý kiến số {n}", shown_as="")
    last = say(
        oil, cast, places, now, score=4, title="Thơm & bùi", body="Dầu thơm.\n\nChai kín & chắc.", shown_as="Hoa"
    )
    reply(review=last, text="Cảm ơn bạn.", by=cast.producer, at=now)
    return oil


def test_without_opinions_the_page_says_nothing_of_them(page, oil, places, now):
    given(settled(oil, places=places, at=now), now)

    product = page(oil.get_absolute_url())

    assert product.select_one("#y-kien") is None
    assert "opinion" not in str(product)
    data = json.loads(product.select_one('script[type="application/ld+json"]').string)
    assert not {"aggregateRating", "review"} & data.keys()


def test_the_newest_three_stand_below_the_label(page, said):
    part = page(said.get_absolute_url()).select_one("#y-kien")

    assert words_of(part.h2) == "Ý kiến người mua"
    assert words_of(part.select_one(".opinion")) == "4,5/5 · 4 ý kiến của người đã nhận hàng"
    assert "Không liên quan đến hạng sao" in words_of(part)
    voices = part.select(".voice")
    assert len(voices) == 3
    assert words_of(voices[0].select_one(".voice__title")) == "Thơm & bùi"
    assert [words_of(p) for p in voices[0].select(".voice__words p")] == ["Dầu thơm.", "Chai kín & chắc."]
    assert words_of(voices[0].footer) == "Hoa · chai 500 ml · 24/11/2026"
    assert words_of(voices[0].select_one(".voice__reply")) == (
        "HTX Nông nghiệp Hải Yến trả lời · 24/11/2026 Cảm ơn bạn."
    )
    assert words_of(voices[1].footer).startswith("Người mua · ")
    assert [len(voice.select(".dots .on")) for voice in voices] == [4, 4, 5]
    # Round dots, never a star in them.
    assert part.select(".star-seal, [data-stars]") == []
    assert "★" not in str(part)
    assert part.select_one(".section-head a")["href"] == f"{said.get_absolute_url()}y-kien/"


def test_in_english_the_words_keep_their_language(page, said):
    part = page(f"/en{said.get_absolute_url()}").select_one("#y-kien")

    assert words_of(part.select_one(".opinion")) == "4.5/5 · 4 opinions of buyers who received it"
    voice = part.select_one(".voice")
    assert voice.select_one(".voice__words")["lang"] == "vi"
    assert voice.select_one(".voice__reply div")["lang"] == "vi"
    assert words_of(voice.select_one(".voice__reply p")) == "HTX Nông nghiệp Hải Yến replied · 24 Nov 2026"


def test_search_engines_read_what_stands_on_the_page(page, said):
    data = json.loads(page(said.get_absolute_url()).select_one('script[type="application/ld+json"]').string)

    assert data["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": 4.5,
        "bestRating": 5,
        "worstRating": 1,
        "reviewCount": 4,
    }
    assert data["review"][0] == {
        "@type": "Review",
        "reviewRating": {"@type": "Rating", "ratingValue": 4.0, "bestRating": 5, "worstRating": 1},
        "author": {"@type": "Person", "name": "Hoa"},
        "datePublished": "2026-11-24",
        "reviewBody": "Dầu thơm.\n\nChai kín & chắc.",
        "name": "Thơm & bùi",
    }
    assert [row["author"]["name"] for row in data["review"]] == ["Hoa", "Người mua", "Người mua"]
    # The State's stars stay a certification.
    assert data["hasCertification"]["certificationRating"]["ratingValue"] == 4


def test_opinions_cost_a_page_one_query_and_no_page_without_them(queries, oil, cast, places, now, client):
    client.get(oil.get_absolute_url())
    before = queries(oil.get_absolute_url())
    for _ in range(4):
        say(oil, cast, places, now)

    assert queries(oil.get_absolute_url()) == before + 1


def test_cards_in_lists_show_no_rating(page, said):
    assert "4,5" not in words_of(page("/san-pham/"))


# ---------------------------------------------------------------- the page of all


def test_all_of_them_ten_a_page(page, client, oil, cast, places, now):
    oil.stockrecords.update(num_in_stock=99)
    for n in range(11):
        say(oil, cast, places, now - timedelta(days=20 - n), body=f"Ý kiến số {n}")
    address = f"{oil.get_absolute_url()}y-kien/"

    first, second = page(address), page(address, trang=2)

    assert words_of(first.h1) == "Người mua nói gì về Dầu lạc Hải Yến"
    assert words_of(first.select_one(".opinion")) == "4,0/5 · 11 ý kiến của người đã nhận hàng"
    assert [len(one.select(".voice")) for one in (first, second)] == [10, 1]
    assert words_of(second.select_one(".voice__words")) == "Ý kiến số 0"
    assert first.select_one("meta[name=robots]")["content"] == "noindex"
    assert client.get(address, {"trang": 3}).url == oil.get_absolute_url()


def test_it_costs_three_queries(queries, said, client):
    address = f"{said.get_absolute_url()}y-kien/"
    client.get(address)

    assert queries(address) == 3


def test_a_wrong_word_in_the_address_leads_to_the_right_one(client, said):
    answer = client.get(f"/san-pham/khac_{said.pk}/y-kien/")

    assert (answer.status_code, answer.url) == (301, f"{said.get_absolute_url()}y-kien/")


def test_where_none_is_the_products_own_page_answers(client, cast, now):
    product = on_sale(cast, at=now)

    answer = client.get(f"{product.get_absolute_url()}y-kien/", follow=True)

    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, product.get_absolute_url())


def test_what_is_hidden_has_no_opinions_either(client, said):
    type(said).objects.filter(pk=said.pk).update(is_public=False)

    assert client.get(f"{said.get_absolute_url()}y-kien/", follow=True).status_code == 404


def test_a_revoked_product_keeps_what_was_said_of_it(page, said, cast, now):
    revoke(said, cast, at=now)

    assert len(page(said.get_absolute_url()).select("#y-kien .voice")) == 3
    assert len(page(f"{said.get_absolute_url()}y-kien/").select(".voice")) == 4
