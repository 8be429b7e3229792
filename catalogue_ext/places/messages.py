"""The sentences for people, one for each refusal of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shop.primitives.refusal import Refusal

# Code, or code.part where the sentence depends on it. In the sentences: facts of the refusal, units by their names.
SENTENCES = {
    "unknown_place": _("We do not know the place “%(text)s” yet. Which commune is it today?"),
    "unknown_place.province": _("We do not know a province called “%(text)s”."),
    "unknown_place.code": _("No commune or province of today has the code %(text)s."),
    "ambiguous_place": _("Several places are called “%(text)s”: %(candidates)s. Which one?"),
    "split_place": _("“%(text)s” was divided; its parts now belong to %(candidates)s. Which one?"),
    "known_place_name": _("“%(text)s” is in the register already, so it cannot stand for another place."),
    "alias_taken": _("“%(text)s” already stands for %(commune)s."),
    "place_ended": _("%(commune)s is a unit of before 07/2025. Choose the commune of today."),
    "places_data_broken": _("The places data do not add up: %(what)s should be %(expected)s and is %(found)s."),
}
_SHOWN = 6


def sentence(refusal: Refusal) -> str:
    """This will say the refusal in the reader's language; at most six candidates are named, then an ellipsis."""
    part = f"{refusal.code}.{refusal.facts.get('part')}"
    template = SENTENCES.get(part) or SENTENCES[refusal.code]
    return str(template) % {name: _shown(value) for name, value in refusal.facts.items()}


def _shown(value: object) -> str:
    if isinstance(value, list):
        named = "; ".join(_shown(unit) for unit in value[:_SHOWN])
        return f"{named}; …" if len(value) > _SHOWN else named
    if hasattr(value, "label") and hasattr(value, "province"):
        return f"{value.label}, {value.province.label}"
    return str(value)
