"""Every notice in both languages, whole, bare and with the worst facts that people can type."""

from __future__ import annotations

import re
from collections.abc import Iterator

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template import engines

from shop.notices import parts
from shop.notices.events import EVENTS
from shop.notices.frame import frame
from shop.notices.gsm import segments
from shop.notices.writing import write
from tests.factories.notices import HOSTILE, LINES, facts_of, hostile_of

TEMPLATES = settings.BASE_DIR / "templates" / "notices"
HOLE = "‽"
HOSTILE_NAME = "<b>Bà & Cháu</b> \r\n<img src=x>"
CASES = [(event, language) for event in EVENTS for language in ("vi", "en")]
each = pytest.mark.parametrize(("event", "language"), CASES)
FIGURES = re.compile(r"\d[\d.]*\u00a0₫")
# Letters that only Vietnamese has, and words that only English has.
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]|\b[a-z]*[àáãèéìíòóõùúý][a-z]*\b")
ENGLISH = re.compile(
    r"\b(the|your|you|order|parcel|of|and|we|it|is|was|are|on|for|to|by|this|see|maker|day|reason|paid|pay|from|"
    r"delivery|open|code|address|ticket|hello|until|message|total|with|been|ask|data|answer)\b",
    re.IGNORECASE,
)


@pytest.fixture(autouse=True)
def _operator(settings):
    settings.SITE_URL = "https://xanha.example"
    settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS = "XN 68", "1, A-B"
    settings.SUPPORT_PHONE, settings.SUPPORT_EMAIL = "0203 000 0000", "hotro@xanha.example"


@pytest.fixture
def holes(monkeypatch):
    """A variable that does not exist leaves a mark."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", HOLE + "%s")


def written(event: str, language: str, facts: dict, name: str = "Lan") -> dict[str, str]:
    """All parts of a message, as they are sent."""
    sheet = write(event=event, language=language, facts=facts)
    around = frame(why=EVENTS[event].why, name=name, language=language)
    return {
        "subject": sheet.subject,
        "plain": parts.plain(sheet=sheet, frame=around),
        "html": parts.html(sheet=sheet, frame=around),
        "sms": parts.sms(sheet=sheet, language=language),
    }


def read(html: str) -> str:
    """What a person reads of an HTML mail."""
    page = BeautifulSoup(html, "html.parser")
    for node in page.select("style, title, [style*='display:none']"):
        node.decompose()
    return " ".join(re.split(r"[ \n]+", page.get_text(" ")))


def asked_for(event: str, language: str) -> Iterator[str]:
    """The names that a template looks up, read from its source."""
    source = (TEMPLATES / event / f"{language}.txt").read_text(encoding="utf-8")
    for inside in re.findall(
        r"\{\{(.*?)\}\}|\{% (?:if|elif|fact|quote|sum|total|code|link|also|goods) (.*?)%\}", source
    ):
        words = re.sub(r'"[^"]*"', " ", "".join(inside))
        yield from re.findall(r"(?<![|\w:.=])([a-z_]+)\b(?!=)", words)


def test_no_event_and_no_language_is_without_its_text():
    files = {(path.parent.name, path.stem) for path in TEMPLATES.glob("*/*.txt")}

    assert files == set(CASES)
    assert len(EVENTS) == 37


@each
def test_every_fact_that_is_told_is_declared_and_every_declared_one_is_told(event, language):
    # The order's number is told, or finds the message again; the shop's name is always there.
    assert {"number", "shop_name", *asked_for(event, language)} == {"number", "shop_name"} | EVENTS[event].known


@each
@pytest.mark.parametrize("bare", [False, True], ids=["whole", "bare"])
@pytest.mark.usefixtures("holes")
def test_nothing_is_missing_or_half_said(event, language, bare):
    message = written(event, language, facts_of(event, language=language, bare=bare))

    for part, text in message.items():
        assert text.strip(), part
        for trace in (HOLE, "None", "{{", "{%", "False", "[{", "  ", " .", " ,", "..", "()", "datetime"):
            assert trace not in (read(text) if part == "html" else text), (part, trace)
    assert "\n" not in message["subject"]
    assert len(message["subject"]) <= 100


@each
def test_plain_text_and_html_tell_the_same(event, language):
    message = written(event, language, facts_of(event, language=language))

    seen = read(message["html"])
    assert FIGURES.findall(message["plain"]) == FIGURES.findall(seen.split("Lan,", 1)[1])
    links = [a["href"] for a in BeautifulSoup(message["html"], "html.parser").select("a[href]")]
    assert sorted(set(links)) == sorted(set(re.findall(r"https://\S+", message["plain"])))
    for line in message["plain"].split("-- ")[0].splitlines():
        for said in line.removeprefix("> ").removeprefix("- ").split(": "):
            assert said.startswith("https://") or said.removesuffix(":") in seen


@each
@pytest.mark.parametrize("bare", [False, True], ids=["whole", "bare"])
def test_links_are_whole_and_lead_into_the_readers_language(event, language, bare):
    message = written(event, language, facts_of(event, language=language, bare=bare))

    page = BeautifulSoup(message["html"], "html.parser")
    links = [a["href"] for a in page.select("a[href]")]
    # Whose shop it is, and back to it.
    assert links[0] == "https://xanha.example" + ("/en/" if language == "en" else "/")
    for link in links + re.findall(r"https?://\S+", message["plain"] + " " + message["sms"]):
        assert link.startswith("https://xanha.example/")
        assert link.startswith("https://xanha.example/en/") == (language == "en")
    assert page.select("img, link, script, iframe, object, form, [src], [background]") == []
    assert "url(" not in message["html"]
    assert page.html["lang"] == language


@each
def test_the_foot_says_who_and_why(event, language):
    message = written(event, language, facts_of(event, language=language))
    why = {"vi": "Bạn nhận tin này vì", "en": "You get this message because"}[language]

    for text in (message["plain"], read(message["html"])):
        assert why in text
        assert "XN 68 · 1, A-B" in text
        assert ("hotro@xanha.example" in text) == (not event.startswith("support_"))


def own_words(event: str, language: str) -> str:
    """A message without what its facts bring."""
    plain_facts = facts_of(event, language=language)
    for name, value in plain_facts.items():
        if isinstance(value, str) and not name.endswith(("url", "_by", "_until")):
            plain_facts[name] = "42"
    line = {"name": "42", "quantity": 1, "total_vnd": 1}
    plain_facts |= {"line": line, "lines": [line]}
    message = written(event, language, plain_facts, name="42")
    text = " ".join([message["subject"], message["plain"], read(message["html"])])
    return re.sub(r"https://\S+|Xã Nhà|hotro@\S+|\d+ (?:Dec|Nov) \d+", " ", text)


@each
def test_each_language_is_whole(event, language):
    wrong = (ENGLISH if language == "vi" else VIETNAMESE).findall(own_words(event, language))

    assert wrong == []


@each
def test_an_sms_is_short_and_every_telephone_reads_it(event, language, settings):
    settings.SITE_URL = "https://www.a-shop-with-a-long-name.example.vn"
    for facts in (facts_of(event, language=language), hostile_of(event, language=language)):
        text = written(event, language, facts)["sms"]

        assert segments(text) <= 2, (len(text), text)
        assert text.startswith("Xa Nha: ")
        assert all(char.isascii() for char in text)


@each
def test_an_sms_tells_nobody_more_than_it_must(event, language):
    facts = facts_of(event, language=language)
    text = written(event, language, facts | {"phone": "0203 382 5001"})["sms"]

    assert "Lan" not in text
    private = {"address", "reason", "answer", "text", "lines", "line", "hours"}
    for name in private & facts.keys():
        said = facts[name] if isinstance(facts[name], str) else LINES[0]["name"]
        assert parts.without_marks(text=said.splitlines()[0], language=language) not in text, name


@each
@pytest.mark.parametrize("name", ["Lan", HOSTILE_NAME], ids=["person", "hostile"])
def test_html_is_well_formed_and_nothing_that_was_typed_becomes_markup(event, language, name):
    message = written(event, language, hostile_of(event, language=language), name=name)

    parser = html5lib.HTMLParser(strict=False)
    parser.parse(message["html"])
    assert parser.errors == []
    page = BeautifulSoup(message["html"], "html.parser")
    assert page.select("b, img, script, svg") == []
    assert "\n" not in message["subject"]
    assert "\r" not in message["subject"]
    assert len(message["subject"]) <= 120
    # Turns the words after it around.
    assert "\u202e" not in message["subject"] + message["plain"] + message["html"]
    if HOSTILE in hostile_of(event, language=language).values():
        assert "<b>Bà & Cháu</b> {{ number }} Bcc:" in message["plain"].replace("\n> ", " ")
        assert "&lt;b&gt;Bà &amp; Cháu&lt;/b&gt;" in message["html"]


def test_the_person_is_greeted_by_name_or_not_at_all():
    facts = facts_of("data_deleted", language="vi")

    assert written("data_deleted", "vi", facts, name="Bà & Cháu")["plain"].startswith("Chào Bà & Cháu,\n\n")
    assert written("data_deleted", "vi", facts, name=" ")["plain"].startswith("Chào bạn,\n\n")
    assert written("data_deleted", "en", facts, name="")["plain"].startswith("Hello,\n\n")


def test_what_the_operator_has_not_stated_is_left_out(settings):
    settings.OPERATOR_NAME = settings.OPERATOR_ADDRESS = settings.SUPPORT_PHONE = settings.SUPPORT_EMAIL = ""
    settings.SITE_URL = "https://xanha.example"

    assert written("data_deleted", "en", {})["plain"].endswith(
        "\n\n-- \nXã Nhà · https://xanha.example/en/\n"
        "You get this message because you are known at Xã Nhà by this address."
    )


def test_the_lead_stands_beside_the_subject_in_a_list_of_mails():
    page = BeautifulSoup(written("part_ready", "vi", facts_of("part_ready", language="vi"))["html"], "html.parser")

    first = page.body.find("div")
    assert "display:none" in first["style"]
    assert first.get_text() == "Kiện 7KQ2M9XHVD-1 đã tới Trung tâm Xúc tiến Quảng Ninh, mời bạn ghé lấy."


@pytest.mark.parametrize(
    ("event", "facts", "said", "unsaid"),
    [
        ("part_handed_over", {"payable_vnd": 0}, "Kiện này đã trả đủ", "₫"),
        ("part_handed_over", {"payable_vnd": 285_000}, "Trả khi nhận hàng: 285.000\u00a0₫", "đã trả đủ"),
        ("part_handed_over", {"tracking_number": ""}, "Cách giao: Giao Hàng Nhanh", "Mã vận đơn"),
        ("line_cancelled", {"payable_vnd": 0}, "Còn trả cho kiện này: 0\u00a0₫", "None"),
        ("part_refused", {"reason": ""}, "không nhận được kiện", "Lời của người làm"),
        ("order_placed", {"discount_vnd": 0, "cod_fee_vnd": 0}, "Phí giao hàng: 45.000\u00a0₫", "Giảm giá"),
        ("order_placed", {}, "Giảm giá: −25.000\u00a0₫", "None"),
        ("part_delivered", {"return_until": ""}, "đã được giao", "trả hàng đến"),
        ("part_delivered", {}, "Có thể xin trả hàng đến: 10:05, 01/12/2026", "T10"),
        ("ticket_opened", {"number": "", "look_up_url": ""}, "KN-4TQ8XW", "Đơn hàng"),
    ],
)
def test_what_is_empty_is_not_mentioned(event, facts, said, unsaid):
    text = written(event, "vi", facts_of(event, language="vi") | facts)["plain"]

    assert said in text
    assert unsaid not in text


def test_english_counts_days():
    facts = facts_of("part_accepted", language="en")

    assert "within 1 day." in written("part_accepted", "en", facts | {"days": 1})["plain"]
    assert "within 2 days." in written("part_accepted", "en", facts)["plain"]
