"""A wrong address stops the start with a sentence, not a visitor's search."""

from __future__ import annotations

import pytest

from shop.settings import env


@pytest.mark.parametrize(
    "value", ["", "http://127.0.0.1:9200", "https://one.example.vn:9200, https://two.example.vn:9200", "https://a"]
)
def test_addresses_of_one_service(monkeypatch, value):
    monkeypatch.setenv("ELASTICSEARCH_URL", value)

    assert env.services("ELASTICSEARCH_URL") == value


@pytest.mark.parametrize("value", ["127.0.0.1:9200", "ftp://host", "https://", "http://host?x=1", "https://a, b"])
def test_what_is_no_address_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("ELASTICSEARCH_URL", value)
    with pytest.raises(env.WrongSetting, match="ELASTICSEARCH_URL"):
        env.services("ELASTICSEARCH_URL")
