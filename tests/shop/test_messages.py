"""The message tool: what it finds in source, what it calls wrong, and what it writes."""

from __future__ import annotations

from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from shop import messages


def _catalog(*entries: tuple) -> Catalog:
    catalog = Catalog(locale="vi", charset="utf-8")
    for original, vietnamese in entries:
        catalog.add(original, vietnamese)
    return catalog


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A small project: one room, one storefront, templates."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "STOREFRONT", tmp_path / "shop" / "storefront")
    for room in ("shop/storefront", "shop/stock", "shop/primitives", "catalogue_ext/places"):
        (tmp_path / room).mkdir(parents=True)
    for room in ("shop/storefront", "shop/stock", "catalogue_ext/places"):
        (tmp_path / room / "apps.py").touch()
    (tmp_path / "templates").mkdir()
    return tmp_path


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_python_messages_are_found_in_every_form(house):
    _write(
        house / "shop/stock/rules.py",
        "a = _('One')\nb = gettext_lazy('Two ' 'words')\nc = ngettext('%(n)s jar', '%(n)s jars', n)\n"
        "d = pgettext('a month', 'May')\ne = _(variable)\n",
    )

    found = [(used.key, used.plural, used.line) for used in messages.all_used()]

    assert found == [
        ((None, "One"), None, 1),
        ((None, "Two words"), None, 2),
        ((None, "%(n)s jar"), "%(n)s jars", 3),
        (("a month", "May"), None, 4),
    ]


def test_template_messages_are_found_in_every_form(house):
    _write(
        house / "templates/page.html",
        "{% load i18n %}<p>{% translate \"Don't wait\" %}</p>\n{% translate 'May' context 'a month' %}"
        "{% include 'x.html' with label=_('Label') %}\n"
        "{% blocktranslate trimmed with name=p.name %}\n  Hello\n  {{ name }}, 50%\n{% endblocktranslate %}"
        "{% blocktranslate count n=n %}{{ n }} jar{% plural %}{{ n }} jars{% endblocktranslate %}"
        "{# _('not this') #}{% comment %}{% translate 'nor this' %}{% endcomment %}",
    )

    found = {(used.key, used.plural) for used in messages.all_used()}

    assert found == {
        ((None, "Don't wait"), None),
        (("a month", "May"), None),
        ((None, "Label"), None),
        ((None, "Hello %(name)s, 50%%"), None),
        ((None, "%(n)s jar"), "%(n)s jars"),
    }


def test_a_message_belongs_to_its_room_and_the_rest_to_the_storefront(house):
    end = "locale/vi/LC_MESSAGES/django.po"

    assert messages.owner(house / "shop/stock/operations.py") == house / "shop/stock" / end
    assert messages.owner(house / "catalogue_ext/places/queries/today.py") == house / "catalogue_ext/places" / end
    assert messages.owner(house / "shop/primitives/period.py") == house / "shop/storefront" / end
    assert messages.owner(house / "templates/layouts/base.html") == house / "shop/storefront" / end


@pytest.mark.parametrize(
    ("original", "vietnamese", "wrong"),
    [
        ("Jar", "Lọ", []),
        ("Jar", "", ["no Vietnamese for “Jar”"]),
        ("%(n)s of %(m)s", "%(m)s có %(n)s", []),
        ("100%% of %(n)s", "100%% của %(n)s", []),
        ("Hello %(name)s", "Chào %(ten)s", ["“Hello %(name)s” and its Vietnamese leave different places open"]),
        ("Hello {name}", "Chào", ["“Hello {name}” and its Vietnamese leave different places open"]),
        (("One jar", "%(n)s jars"), ("%(n)s lọ",), []),
    ],
)
def test_empty_entries_and_lost_places_are_wrong(original, vietnamese, wrong):
    found = list(messages.wrong_in(_catalog((original, vietnamese))))

    assert [sentence.split(": “Chào")[0] for sentence in found] == wrong


def test_a_fuzzy_entry_is_wrong():
    catalog = _catalog()
    catalog.add("Jar", "Lọ", flags={"fuzzy"})

    assert list(messages.wrong_in(catalog)) == ["marked fuzzy: “Jar”"]


def test_two_catalogues_that_disagree_are_told(house):
    one, other = house / "shop/stock/x.po", house / "shop/storefront/x.po"

    found = list(messages.contradictions([(one, _catalog(("Jar", "Lọ"))), (other, _catalog(("Jar", "Hũ")))]))

    assert found == ["“Jar” says one thing in shop/stock/x.po and another in shop/storefront/x.po"]


def test_from_missing_to_in_order(house):
    _write(house / "shop/stock/rules.py", "a = _('No jar is left on the shelf')\nb = _('Save')\n")
    assert messages.check() == [
        "shop/stock/rules.py:1: no Vietnamese for “No jar is left on the shelf” in any catalogue"
    ]

    po = house / "shop/stock/locale/vi/LC_MESSAGES/django.po"
    assert messages.add_missing() == {po: 1}
    assert messages.add_missing() == {}
    _write(po, po.read_text(encoding="utf-8").replace('msgstr ""\n\n', 'msgstr ""\n\n').rstrip())
    text = po.read_text(encoding="utf-8")
    assert text.endswith('msgid "No jar is left on the shelf"\nmsgstr ""')
    _write(po, text[: -len('""')] + '"Trên kệ không còn lọ nào"\n')
    assert messages.check() == [
        "shop/stock/locale/vi/LC_MESSAGES/django.mo is not what django.po says: run python -m shop.messages"
    ]

    assert messages.write_compiled() == [po.with_suffix(".mo")]
    assert messages.write_compiled() == []
    assert messages.check() == []
    compiled = read_mo(BytesIO(po.with_suffix(".mo").read_bytes()))
    assert compiled["No jar is left on the shelf"].string == "Trên kệ không còn lọ nào"
