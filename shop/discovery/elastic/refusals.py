"""What stops the engine of a cluster. Loads no client: who catches these may never need one."""

from __future__ import annotations


class Unavailable(Exception):
    """Elasticsearch is down, too slow, overloaded, locks us out or has no index; the database answers instead."""


class NoIndex(Unavailable):
    """The server answers and has no such index: it was started empty, or nothing was ever built."""


class NotWritten(Exception):
    """The server refuses a document for what it holds: our mapping and our documents disagree."""
