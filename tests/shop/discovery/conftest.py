"""A real Elasticsearch, started once for all who ask."""

from __future__ import annotations

import pytest

from tests.shop.discovery.elastic.server import shared_node


@pytest.fixture(scope="session")
def elasticsearch(tmp_path_factory) -> str:
    """The address of the server: ELASTICSEARCH_URL, else one of our own; without any the test fails."""
    with shared_node(tmp_path_factory.getbasetemp().parent) as url:
        yield url
