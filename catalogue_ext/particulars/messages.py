"""The sentences for people, one for each refusal of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shop.primitives.refusal import Refusal

# Code, or code.why where the sentence depends on it.
SENTENCES = {
    "bad_gtin": _("A GTIN has 8, 12, 13 or 14 digits. Example: 9506000134352."),
    "bad_gtin.check_digit": _("The GTIN %(text)s has a mistyped digit: its last one does not fit the others."),
    "bad_net_quantity": _("A net quantity is a number above zero with its unit."),
    "bad_net_quantity.unit": _("A net quantity is measured in grams, millilitres or pieces."),
    "bad_net_quantity.range": _("A net quantity is between 1 and %(most)d."),
    "bad_trace_link": _("A trace link begins with https://."),
    "bad_trace_link.host": _("“%(text)s” is not the address of a page. Example: https://truyxuat.example.vn/abc."),
    "particulars_not_editable": _("These facts do not stand on a label: %(names)s."),
    "particulars_too_long": _("“%(name)s” is too long; %(limit)d letters at most."),
    "gtin_taken": _("%(product)s has this GTIN already."),
    "trace_provider_alone": _("Say who keeps the trace only beside a trace link."),
}


def sentence(refusal: Refusal) -> str:
    """This will say the refusal in the reader's language."""
    template = SENTENCES.get(f"{refusal.code}.{refusal.facts.get('why')}") or SENTENCES[refusal.code]
    return str(template) % {name: _shown(value) for name, value in refusal.facts.items()}


def _shown(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, int) else str(value)
