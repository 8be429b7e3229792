"""Random lives of orders: buyers, producers, support, clock and register act as they like; the sums always agree."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    run_state_machine_as_test,
)

from shop.fulfilment.operations import moving
from shop.fulfilment.states import State
from tests.shop.fulfilment.life import RETURN_DAYS, Life

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def live(cast, places, now, examples):
    Life.cast, Life.buyer_place, Life.begin = cast, places.truong_xuan, now
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            # A failing life is printed as it was lived: to shrink one against a database takes minutes.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture(autouse=True)
def _terms(settings):
    settings.RETURN_DAYS = RETURN_DAYS
    settings.CASH_MOST_OPEN = 4


def test_whatever_happens_stock_money_and_parcels_agree(cast, places, now):
    Life.seen.clear()
    live(cast, places, now, examples=50)

    assert {*State, "uncertified"} <= Life.seen.keys(), Life.seen


def test_the_machine_would_notice(cast, places, now, monkeypatch):
    """The same lives find a shop that forgets to free the goods of a part that was called off."""
    monkeypatch.setattr(moving, "free", lambda **facts: None)

    with pytest.raises(AssertionError):
        live(cast, places, now, examples=50)
