"""Which certificate counts when: tables without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from catalogue_ext.certification.rules import (
    CertificateFact,
    GraceFact,
    History,
    RevocationFact,
    StandingPeriod,
    State,
    certified_at,
    covered,
    days_left,
    elapsed_share,
    end_of,
    standings,
    state_at,
    verification_obstacle,
)
from shop.primitives.period import day_after, day_start

TICK = timedelta(microseconds=1)


def day(number: int) -> datetime:
    """Day 0 is 01/01/2026 in Vietnam."""
    return day_start(date(2026, 1, 1)) + timedelta(days=number)


def certificate(
    key: int, begin: int, end: int, *, stars: int = 3, decided: int | None = None, **facts
) -> CertificateFact:
    decided_on = date(2026, 1, 1) + timedelta(days=begin if decided is None else decided)
    return CertificateFact(key, stars, day(begin), day(end), decided_on, **{"entered_at": day(begin), **facts})


def periods(history: History) -> list[tuple[int, int, int, int]]:
    """Certificate, stars, first day, day after the last."""
    return [
        (p.certificate, p.stars, (p.valid_from - day(0)).days, (p.valid_to - day(0)).days)
        for p in standings(history=history)
    ]


def revocation(effective: int, recorded: int) -> RevocationFact:
    return RevocationFact(day(effective), day(recorded))


@pytest.mark.parametrize(
    ("certificates", "revocations", "expected"),
    [
        pytest.param([], [], [], id="nothing known"),
        pytest.param([certificate(1, 0, 10)], [], [(1, 3, 0, 10)], id="one"),
        pytest.param(
            [certificate(1, 0, 10), certificate(2, 5, 20, stars=4)],
            [],
            [(1, 3, 0, 5), (2, 4, 5, 20)],
            id="upgrade before the end",
        ),
        pytest.param(
            [certificate(1, 0, 10, stars=4), certificate(2, 5, 20, stars=3)],
            [],
            [(1, 4, 0, 5), (2, 3, 5, 20)],
            id="a renewal that falls in stars lowers them at once",
        ),
        pytest.param(
            [certificate(1, 0, 30), certificate(2, 10, 20, stars=4)],
            [],
            [(1, 3, 0, 10), (2, 4, 10, 20), (1, 3, 20, 30)],
            id="the older counts again when the newer ends first",
        ),
        pytest.param(
            [certificate(1, 0, 10, decided=0), certificate(2, 0, 10, stars=5, decided=-1)],
            [],
            [(1, 3, 0, 10)],
            id="tie: the later decision",
        ),
        pytest.param(
            [certificate(1, 0, 10, entered_at=day(2)), certificate(2, 0, 10, stars=5, entered_at=day(1))],
            [],
            [(1, 3, 0, 10)],
            id="tie of decision days: the later entry",
        ),
        pytest.param(
            [certificate(1, 0, 10), certificate(2, 0, 10, stars=5)], [], [(2, 5, 0, 10)], id="full tie: the later row"
        ),
        pytest.param([certificate(1, 0, 10), certificate(2, 12, 20)], [], [(1, 3, 0, 10), (2, 3, 12, 20)], id="a gap"),
        pytest.param([certificate(1, 0, 10)], [revocation(4, 4)], [(1, 3, 0, 4)], id="revoked"),
        pytest.param(
            [certificate(1, 0, 10)], [revocation(2, 6)], [(1, 3, 0, 6)], id="learned late: sales stop when learned"
        ),
        pytest.param(
            [certificate(1, 0, 10)], [revocation(6, 2)], [(1, 3, 0, 6)], id="announced: sales stop when it takes effect"
        ),
        pytest.param(
            [certificate(1, 0, 30), certificate(2, 5, 10, stars=4)],
            [revocation(7, 7)],
            [(1, 3, 0, 5), (2, 4, 5, 7)],
            id="a revocation ends both, the older one does not revive",
        ),
        pytest.param(
            [certificate(1, 0, 10), certificate(2, 8, 20)],
            [revocation(5, 5)],
            [(1, 3, 0, 5), (2, 3, 8, 20)],
            id="a later grant counts",
        ),
        pytest.param(
            [certificate(1, 0, 10), certificate(2, 5, 20)],
            [revocation(5, 5)],
            [(1, 3, 0, 5)],
            id="one that begins at that very instant is in force then",
        ),
        pytest.param([certificate(1, 0, 10)], [revocation(10, 10)], [(1, 3, 0, 10)], id="revoked after its end"),
        pytest.param([certificate(1, 0, 10)], [revocation(0, 0)], [], id="revoked at its first instant"),
        pytest.param([certificate(1, 0, 10)], [revocation(7, 7), revocation(3, 3)], [(1, 3, 0, 3)], id="revoked twice"),
        pytest.param(
            [certificate(1, 0, 30), certificate(2, 10, 20, withdrawn_at=day(15))],
            [],
            [(1, 3, 0, 10), (2, 3, 10, 15), (1, 3, 15, 30)],
            id="a withdrawn entry counts until it was withdrawn",
        ),
        pytest.param([certificate(1, 5, 10, withdrawn_at=day(2))], [], [], id="withdrawn before it began"),
        pytest.param(
            [certificate(1, 0, 10), certificate(2, 5, 20, stars=5, is_demo=True)],
            [],
            [(1, 3, 0, 10), (2, 5, 10, 20)],
            id="an illustration never hides a real one",
        ),
    ],
)
def test_standings(certificates, revocations, expected):
    history = History(tuple(certificates), tuple(revocations))

    assert periods(history) == expected


def test_grace_is_a_period_of_its_own():
    history = History((certificate(1, 0, 10),), (), (GraceFact(1, day(15)),))

    assert standings(history=history) == [
        StandingPeriod(1, 3, day(0), day(10), is_grace=False, is_demo=False),
        StandingPeriod(1, 3, day(10), day(15), is_grace=True, is_demo=False),
    ]


def test_a_renewal_ends_the_grace_of_the_old_one():
    history = History((certificate(1, 0, 10), certificate(2, 12, 30, stars=4)), (), (GraceFact(1, day(15)),))

    assert periods(history) == [(1, 3, 0, 10), (1, 3, 10, 12), (2, 4, 12, 30)]


def test_a_revocation_ends_a_grace():
    history = History((certificate(1, 0, 10),), (revocation(12, 12),), (GraceFact(1, day(15)),))

    assert periods(history) == [(1, 3, 0, 10), (1, 3, 10, 12)]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (day(0) - TICK, None),
        (day(0), 3),
        (day(5) - TICK, 3),
        (day(5), 4),
        (day(8) - TICK, 4),
        (day(8), None),
        (day(30), None),
    ],
)
def test_edge_instants(at, expected):
    history = History((certificate(1, 0, 10), certificate(2, 5, 20, stars=4)), (revocation(8, 8),))

    assert certified_at(history=history, at=at) == expected


def test_illustrations_count_only_in_demo_mode():
    history = History((certificate(1, 0, 10, stars=5, is_demo=True),))

    assert certified_at(history=history, at=day(3)) == 5
    assert certified_at(history=history, at=day(3), demo_counts=False) is None


def test_a_pack_size_stands_only_where_its_certificate_counts():
    history = History((certificate(1, 0, 30), certificate(2, 10, 20, stars=4)))

    kept = covered(periods=standings(history=history), certificates={1})

    assert [(p.valid_from, p.valid_to) for p in kept] == [(day(0), day(10)), (day(20), day(30))]


LONG = certificate(1, 0, 1096)


@pytest.mark.parametrize(
    ("history", "at", "expected"),
    [
        (History(), day(0), State.NEVER),
        (History((LONG,)), day(0) - TICK, State.NOT_YET),
        (History((LONG,)), day(0), State.IN_FORCE),
        # The last day in force is day 1095; on day 975 there are 120 days left.
        (History((LONG,)), day(975) - TICK, State.IN_FORCE),
        (History((LONG,)), day(975), State.ENDING),
        (History((LONG,)), day(1096) - TICK, State.ENDING),
        (History((LONG,)), day(1096), State.LAPSED),
        (History((LONG,), (), (GraceFact(1, day(1200)),)), day(1096), State.GRACE),
        (History((LONG,), (), (GraceFact(1, day(1200)),)), day(1200), State.LAPSED),
        (History((LONG,), (revocation(50, 50),)), day(50) - TICK, State.IN_FORCE),
        (History((LONG,), (revocation(50, 50),)), day(50), State.REVOKED),
        (History((LONG,), (revocation(50, 50),)), day(5000), State.REVOKED),
        (History((LONG, certificate(2, 2000, 3000)), (revocation(50, 50),)), day(60), State.REVOKED),
        (History((LONG, certificate(2, 1200, 3000))), day(1100), State.LAPSED),
        (History((certificate(1, 0, 10, withdrawn_at=day(5)),)), day(6), State.NEVER),
    ],
)
def test_state(history, at, expected):
    assert state_at(history=history, at=at, ending_days=120) is expected


def test_days_left_counts_local_days_to_the_last_day_in_force():
    valid_to = day_after(date(2028, 6, 19))

    assert days_left(valid_to=valid_to, at=datetime(2028, 6, 19, 16, 59, 59, tzinfo=UTC)) == 0
    assert days_left(valid_to=valid_to, at=datetime(2028, 6, 18, 16, 59, 59, tzinfo=UTC)) == 1
    assert days_left(valid_to=valid_to, at=datetime(2028, 6, 19, 17, tzinfo=UTC)) == -1


@pytest.mark.parametrize(("at", "share"), [(-5, 0.0), (0, 0.0), (25, 0.25), (100, 1.0), (200, 1.0)])
def test_elapsed_share(at, share):
    assert elapsed_share(valid_from=day(0), valid_to=day(100), at=day(at)) == share


def test_end_of_a_revoked_certificate_is_when_it_was_revoked():
    history = History((LONG,), (revocation(50, 60),))

    assert end_of(fact=LONG, history=history) == day(60)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"evidence_level": "DEMO", "number": "DEMO-1"}, None),
        ({"evidence_level": "DEMO", "number": "DEMO-1", "demo_allowed": False}, "demo_not_allowed"),
        ({"evidence_level": "B1"}, "evidence_too_weak"),
        ({"evidence_level": "B2"}, "evidence_too_weak"),
        ({"evidence_level": "C"}, "evidence_too_weak"),
        ({"number": ""}, "no_number"),
        ({"verifier": 1}, "same_person"),
        ({"entered_by": [3, 2]}, "same_person"),
    ],
)
def test_what_forbids_verifying(facts, expected):
    standard = {"evidence_level": "A", "number": "1/QĐ", "entered_by": [1], "verifier": 2, "demo_allowed": True}

    assert verification_obstacle(**{**standard, **facts}) == expected
