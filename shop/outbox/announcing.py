"""What a room must do in the same transaction in which a lower room changed something it keeps a copy of.

A lower room never knows a later one: it says what it changed, by name, and whoever keeps something in step registered
for that name when its application was ready. One follower a kind, called at once, in the caller's transaction; what may
happen later is an outbox message instead. Not a signal: nothing is sent by a save that did not ask for it.

An act made of several says everything at its end and once (`together`): what is said twice costs twice, and a follower
that locks its copy in between would wait for a row that somebody else holds while he waits for the copy.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


class Follower(Protocol):
    """Keeps a copy in step. What it raises ends the transaction of whoever announced."""

    def __call__(self, *, keys: Collection[int], at: datetime) -> None: ...


_followers: dict[str, Follower] = {}


def follows(kind: str) -> Callable[[Follower], Follower]:
    """This will register the decorated function for a kind of change; a kind has one follower."""

    def register(follower: Follower) -> Follower:
        known = _followers.setdefault(kind, follower)
        if known is not follower:
            raise ValueError(f"“{kind}” already has a follower: {known}")
        return follower

    return register


# What the act that runs has said so far, by kind; None while each announcement is passed on at once.
_held: ContextVar[dict[str, set[int]] | None] = ContextVar("announced", default=None)


def announce(*, kind: str, keys: Collection[int], at: datetime) -> None:
    """This will tell the follower of a kind which rows changed. Costs: what the follower costs; nothing without one."""
    held = _held.get()
    if held is not None:
        held.setdefault(kind, set()).update(keys)
        return
    follower = _followers.get(kind)
    if follower is not None and keys:
        follower(keys=keys, at=at)


@contextmanager
def together(*, at: datetime) -> Iterator[None]:
    """This will hold what is announced within, and say it at the end: each kind once, at the instant of the act.

    Inside another one it is a part of that. Must stand inside the transaction: what is refused is not announced.
    """
    if _held.get() is not None:
        yield
        return
    held: dict[str, set[int]] = {}
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
    for kind, keys in held.items():
        announce(kind=kind, keys=sorted(keys), at=at)


def announces_once(operation: Callable[P, R]) -> Callable[P, R]:
    """This will run the decorated operation, which has an `at`, with its announcements `together`."""

    @wraps(operation)
    def act(*args: P.args, **kwargs: P.kwargs) -> R:
        with together(at=cast(datetime, kwargs["at"])):
            return operation(*args, **kwargs)

    return act
