"""Why a place could not be said. `messages.py` has the sentences."""

from __future__ import annotations

from shop.primitives.refusal import Refusal


class UnknownPlace(Refusal):
    """No table knows the name. Facts: `text` as given, `part` = commune | province | code."""

    code = "unknown_place"


class AmbiguousPlace(Refusal):
    """Several units carry the name. Facts: `text`, `candidates` = today's communes to choose from."""

    code = "ambiguous_place"


class SplitPlace(Refusal):
    """The former unit went to several of today's. Facts: `text`, `former`, `candidates`, `default` (proposed only)."""

    code = "split_place"


class KnownPlaceName(Refusal):
    """The tables answer this name already, so it cannot be kept as an alias. Facts: `text`."""

    code = "known_place_name"


class AliasTaken(Refusal):
    """The alias stands for another commune. Facts: `text`, `commune`."""

    code = "alias_taken"


class PlaceEnded(Refusal):
    """The unit is one of before 07/2025; an alias points at one of today's. Facts: `commune`."""

    code = "place_ended"


class PlacesDataBroken(Refusal):
    """The files of `data/` do not add up. Facts: `what`, `expected`, `found`."""

    code = "places_data_broken"
