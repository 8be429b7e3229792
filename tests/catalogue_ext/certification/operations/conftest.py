"""The product these acts are about."""

from __future__ import annotations

import pytest

from tests.factories.situations import make_product


@pytest.fixture
def product(cast):
    return make_product(producer=cast.producers[0], title="Dầu lạc Hải Yến")
