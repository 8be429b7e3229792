"""The call stack of a request lies in one piece, so that no depth of a template is slow by chance."""

from __future__ import annotations

import resource
import sys

from shop.wsgi import with_room

# As deep as a page with blocks and includes goes.
DEPTH = 400


def _at_the_edge(times: int) -> None:
    """At some depth of this one, each turn's call crosses the edge of a piece."""

    def leaf() -> None:
        return None

    def descend(left: int) -> None:
        for _ in range(times):
            leaf()
        if left:
            descend(left - 1)

    descend(DEPTH)


def _faults(call) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    call()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_no_depth_maps_memory_again_and_again():
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 2 * DEPTH))

    def application(environ, start_response):
        _at_the_edge(200)
        return []

    roomy = with_room(application)

    # Without the room it is more than 200, each of them a page of memory given back and taken again.
    assert _faults(lambda: roomy({}, None)) < 60


def test_the_answer_is_the_applications():
    seen = []

    def application(environ, start_response):
        seen.append((environ, start_response))
        return [b"ok"]

    assert with_room(application)({"PATH_INFO": "/"}, "start") == [b"ok"]
    assert seen == [({"PATH_INFO": "/"}, "start")]
