"""Through a real TLS terminator that asks for an API key: with our authority and key it answers, else the database."""

from __future__ import annotations

import ssl

import pytest

from shop.discovery import engines
from shop.discovery.elastic.status import status
from tests.shop.discovery.elastic.gate import authority, gate
from tests.shop.discovery.elastic.server import searching, shop_with_index

pytestmark = [pytest.mark.django_db, pytest.mark.elastic]

KEY = "VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw=="


@pytest.fixture(scope="module")
def authorities(tmp_path_factory):
    """Ours, and one that we do not trust."""
    folder = tmp_path_factory.mktemp("authorities")
    return authority(folder, "ours"), authority(folder, "other")


def context(made) -> ssl.SSLContext:
    _, certificate, key = made
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.load_cert_chain(certificate, key)
    return found


@pytest.fixture
def secured(elasticsearch, authorities):
    """A terminator that takes our key and no other."""

    def guard(passing) -> bool:
        if passing.headers.get("Authorization") == f"ApiKey {KEY}":
            return False
        return passing.say(401, {"error": {"type": "security_exception"}, "status": 401})

    with shop_with_index(elasticsearch), gate(elasticsearch, context(authorities[0])) as made:
        made.act = guard
        yield made


@pytest.fixture
def trusted(secured, authorities):
    with searching(
        secured.url,
        ELASTICSEARCH_API_KEY=KEY,
        ELASTICSEARCH_CA_CERTS=str(authorities[0][0]),
    ):
        yield secured


def test_with_authority_and_key_it_answers(trusted, build, honey, ask):
    assert trusted.url.startswith("https://")
    build()
    hits, engine = engines.find(ask("mat ong"))

    assert (hits.ids, engine) == ([honey.pk], "elastic")
    assert trusted.searches() == 1


@pytest.mark.parametrize("key", ["", "wrong"])
def test_with_another_key_the_database_answers(trusted, build, honey, ask, settings, key, caplog):
    build()
    settings.ELASTICSEARCH_API_KEY = key
    hits, engine = engines.find(ask("mat ong"))

    assert (hits.ids, engine) == ([honey.pk], "embedded")
    assert len(caplog.messages) == 1
    assert KEY not in caplog.text


def test_an_authority_that_is_not_ours_is_not_believed(trusted, build, honey, ask, settings, authorities, caplog):
    build()
    asked = trusted.searches()
    settings.ELASTICSEARCH_CA_CERTS = str(authorities[1][0])
    hits, engine = engines.find(ask("mat ong"))

    assert (hits.ids, engine) == ([honey.pk], "embedded")
    assert trusted.searches() == asked, "not one question, and no key, went out"
    assert "certificate" in caplog.messages[0].lower()


def test_the_authorities_of_the_web_do_not_vouch_for_it(trusted, build, honey, ask, settings):
    build()
    settings.ELASTICSEARCH_CA_CERTS = ""

    assert engines.find(ask("mat ong"))[1] == "embedded"


def test_how_it_stands_is_told_without_secrets(trusted, build, settings):
    build()
    settings.ELASTICSEARCH_URL = trusted.url
    lines = "\n".join(status())

    assert "1 documents" in lines
    assert "version 8.19" in lines
    assert KEY not in lines


def test_a_password_in_an_address_is_not_told(settings):
    settings.ELASTICSEARCH_URL = "https://elastic:geheim@127.0.0.1:1"
    settings.ELASTICSEARCH_API_KEY = ""
    lines = "\n".join(status())

    assert "https://127.0.0.1:1" in lines
    assert "does not answer" in lines
    assert "geheim" not in lines
