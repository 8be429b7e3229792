"""Publishing: what a page says, from when, and what is never changed by it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from shop.audit.append_only import AppendOnly
from shop.audit.models import Entry
from shop.policies.models import Wording
from shop.policies.operations import NothingChanged, TextMissing, clean_text, load_samples, publish_wording
from shop.policies.pages import DATA, UnknownPage, pages
from shop.policies.queries import all_wordings, wordings
from shop.policies.rules import DayPassed, NoticeTooShort, first_day
from shop.primitives.period import day_start

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

TODAY = date(2026, 11, 24)


@pytest.fixture
def publish(cast, now):
    """Publishes as the officer."""

    def write(slug="giao-hang", at=now, **facts):
        asked = {"body_vi": "<p>Mới</p>", "body_en": "<p>New</p>", "valid_on": None, "changes_fees": False, **facts}
        return publish_wording(slug=slug, by=cast.officer, at=at, **asked)

    return write


# ---------------------------------------------------------------- when


@pytest.mark.parametrize(
    ("wanted", "notice_days", "expected"),
    [
        (None, 0, TODAY),
        (None, 20, date(2026, 12, 14)),
        (TODAY, 0, TODAY),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
        (date(2026, 12, 14), 20, date(2026, 12, 14)),
    ],
)
def test_the_first_day(wanted, notice_days, expected):
    assert first_day(wanted=wanted, today=TODAY, notice_days=notice_days) == expected


def test_a_wording_does_not_begin_in_the_past():
    with pytest.raises(DayPassed):
        first_day(wanted=date(2026, 11, 23), today=TODAY, notice_days=0)


def test_a_changed_fee_waits_twenty_days(publish):
    with pytest.raises(NoticeTooShort) as refused:
        publish("gia-va-phi", changes_fees=True, valid_on=date(2026, 12, 13))

    assert refused.value.facts == {"days": 20, "earliest": date(2026, 12, 14)}
    assert publish("gia-va-phi", changes_fees=True).valid_from == day_start(date(2026, 12, 14))
    assert Wording.objects.count() == 1


def test_a_wording_of_today_holds_at_once_and_one_of_a_later_day_from_midnight(publish, now):
    assert publish().valid_from == now
    assert publish(body_vi="<p>Mai</p>", valid_on=date(2026, 11, 25)).valid_from == day_start(date(2026, 11, 25))


# ---------------------------------------------------------------- what


def test_publishing_leaves_a_trace_and_the_former_text(publish, cast, now):
    load_samples(at=now - timedelta(days=3))
    before = wordings(slug="giao-hang", at=now).in_force

    wording = publish()

    told = wordings(slug="giao-hang", at=now)
    assert (told.in_force, told.former, told.coming) == (wording, (before,), ())
    assert told.until(before) == now
    assert told.until(wording) is None
    assert (before.is_sample, wording.is_sample) == (True, False)
    entry = Entry.objects.get(action="policy.published")
    assert (entry.by, entry.at, entry.record_key) == (cast.officer, now, str(wording.pk))
    assert entry.facts == {"slug": "giao-hang", "valid_from": now.isoformat(), "changes_fees": False}


def test_of_two_for_one_day_the_later_written_counts(publish, now):
    publish()
    publish(body_vi="<p>A</p>", valid_on=date(2026, 12, 1))
    second = publish(body_vi="<p>B</p>", valid_on=date(2026, 12, 1))

    assert wordings(slug="giao-hang", at=now).coming == (second,)
    assert wordings(slug="giao-hang", at=now + timedelta(days=10)).in_force == second


def test_the_same_text_again_is_refused(publish):
    publish()

    with pytest.raises(NothingChanged):
        publish()
    with pytest.raises(NothingChanged):
        publish(valid_on=date(2026, 12, 24))
    assert Wording.objects.count() == 1


@pytest.mark.parametrize("empty", ["", "  ", "<p></p>", "<p> </p><script>alert(1)</script>"])
@pytest.mark.parametrize("language", ["body_vi", "body_en"])
def test_a_page_is_written_in_both_languages(publish, empty, language):
    with pytest.raises(TextMissing):
        publish(**{language: empty})


def test_a_page_that_is_not_there_has_no_text(publish):
    with pytest.raises(UnknownPage):
        publish("hang-sao")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<h2>A</h2><p>b <strong>c</strong></p>", "<h2>A</h2><p>b <strong>c</strong></p>"),
        ('<h1>A</h1><p style="x" class="y" onclick="z">b</p>', "A<p>b</p>"),
        ("<p>a<script>alert(1)</script></p><style>p{}</style>", "<p>a</p>"),
        ('<a href="javascript:x()">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="/kiem-tra/">a</a>', '<a href="/kiem-tra/" rel="noopener noreferrer">a</a>'),
        ('<a href="http://x.vn">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<img src="https://x.vn/a.png"><iframe></iframe>', ""),
        ("<p><mark>[tên]</mark></p>", "<p><mark>[tên]</mark></p>"),
    ],
)
def test_a_text_is_cleaned(typed, kept):
    assert clean_text(text=typed) == kept


# ---------------------------------------------------------------- samples


def test_samples_are_loaded_once(now):
    first = load_samples(at=now)

    assert first == list(pages())
    assert len(first) == 14
    assert load_samples(at=now + timedelta(days=1)) == []
    assert Wording.objects.count() == 14
    assert all(told.in_force.is_sample for told in all_wordings(at=now).values())


def test_a_new_sample_reaches_only_pages_that_nobody_edited(publish, now, monkeypatch):
    load_samples(at=now - timedelta(days=9))
    edited = publish("giao-hang")
    monkeypatch.setattr("shop.policies.pages.Page.sample", lambda page, language: f"<p>{page.slug} {language}</p>")

    changed = load_samples(at=now + timedelta(days=1))

    assert changed == [slug for slug in pages() if slug != "giao-hang"]
    assert wordings(slug="giao-hang", at=now + timedelta(days=2)).in_force == edited
    assert wordings(slug="bao-mat", at=now + timedelta(days=2)).in_force.body("en") == "<p>bao-mat en</p>"


def test_every_sample_file_belongs_to_a_page_and_needs_no_cleaning():
    files = {path.name for path in (DATA / "texts").iterdir()}

    assert files == {f"{slug}.{language}.html" for slug in pages() for language in ("vi", "en")}
    for entry in pages().values():
        for language in ("vi", "en"):
            cleaned = clean_text(text=entry.sample(language)).replace(' rel="noopener noreferrer"', "")
            assert cleaned == entry.sample(language).strip(), (entry.slug, language)


def test_the_articles_four_to_sixteen_have_a_page_each():
    articles = [entry.article for entry in pages().values() if entry.article]

    assert sorted(articles, key=int) == [str(number) for number in range(4, 17)]
    assert {entry.article for entry in pages().values() if not entry.is_read} == {"6", "12", "14", "15", "16"}


# ---------------------------------------------------------------- what the database refuses


def test_a_published_wording_never_changes(publish):
    wording = publish()

    with pytest.raises(AppendOnly):
        wording.save()
    with pytest.raises(AppendOnly):
        Wording.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE policies_wording SET body_vi = 'x'")


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"valid_from": timedelta(seconds=-1)}, "policies_wording_not_backdated"),
        ({"body_en": ""}, "policies_wording_both_languages"),
    ],
)
def test_what_no_row_may_be(now, facts, name):
    asked = {"slug": "bao-mat", "body_vi": "a", "body_en": "b", "valid_from": timedelta(), "written_at": now, **facts}
    asked["valid_from"] += now

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Wording.objects.create(**asked)
