"""The index is what we say it is: it cuts at spaces, leaves words alone, and takes no field that it does not know."""

from __future__ import annotations

import pytest
from django.test import override_settings
from elasticsearch import BadRequestError, NotFoundError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shop.discovery.elastic import index
from shop.discovery.elastic.client import alias, client
from shop.discovery.elastic.filing import file
from shop.discovery.elastic.mapping import mapping
from shop.discovery.elastic.refusals import NoIndex
from shop.discovery.text import LONGEST_WORD, words
from tests.shop.discovery.elastic.server import indices, quiet

pytestmark = [pytest.mark.elastic, pytest.mark.usefixtures("engine")]

TEXTS = ("names", "names_marked", "who_and_where", "story")


def cut(field: str, text: str) -> list[str]:
    return [token["token"] for token in client().indices.analyze(index=alias(), field=field, text=text)["tokens"]]


@pytest.mark.parametrize("field", TEXTS)
def test_words_are_cut_at_spaces_and_left_alone(field):
    assert cut(field, "nước mắm cái rồng 20 độ") == ["nước", "mắm", "cái", "rồng", "20", "độ"]
    assert cut(field, "The AND ß ﬁ") == ["The", "AND", "ß", "ﬁ"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_our_words_of_any_text_are_the_servers(text):
    """Should the server cut our words differently, what one engine finds the other would not."""
    ours = words(text)
    assert cut("names", " ".join(ours)) == ours


def test_the_longest_word_is_one():
    assert cut("story", "x" * LONGEST_WORD) == ["x" * LONGEST_WORD]


def test_the_server_holds_the_mapping_that_we_gave():
    (held,) = client().indices.get_mapping(index=alias()).body.values()

    assert held["mappings"]["dynamic"] == "strict"
    assert set(held["mappings"]["properties"]) == set(mapping()["properties"])
    assert {held["mappings"]["properties"][name]["analyzer"] for name in TEXTS} == {"whitespace"}


@pytest.mark.parametrize(
    "source",
    [{"flavour": "sweet"}, {"when": {"revoked": {"gte": 1, "lt": 2}}}, {"spans": [{"colour": 1}]}],
    ids=["a field", "in an object", "in a nested one"],
)
def test_what_is_not_in_the_mapping_is_refused(source):
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping_exception"):
        client().index(index=alias(), id="1", document={"product": 1, **source})


@pytest.mark.django_db
def test_every_field_of_a_document_is_in_the_mapping(honey):
    (filed,) = file(product_ids=[honey.pk])
    known = mapping()["properties"]

    assert set(filed.source) <= set(known)
    assert set(filed.source["when"]) <= set(known["when"]["properties"])
    assert set(filed.source["spans"][0]) <= set(known["spans"]["properties"])


@pytest.mark.django_db
def test_shards_and_replicas_are_those_of_the_settings(honey):
    with override_settings(ELASTICSEARCH_SHARDS=3, ELASTICSEARCH_REPLICAS=1):
        index.rebuild(quiet)
    (name,) = indices()
    laid_out = client().indices.get_settings(index=name)[name]["settings"]["index"]

    assert (laid_out["number_of_shards"], laid_out["number_of_replicas"]) == ("3", "1")
    assert laid_out["refresh_interval"] == "1s"


@pytest.mark.django_db
def test_sending_makes_no_index_by_itself(honey):
    """A typing mistake in a name would be an index without our mapping."""
    with pytest.raises(NoIndex):
        index.send(client(), "test-nobody", file(product_ids=[honey.pk]))
    with pytest.raises(NotFoundError):
        client().indices.get(index="test-nobody")
