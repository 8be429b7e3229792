"""The sentences for people, one for each refusal of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shop.primitives.refusal import Refusal

# Code, or code.why where the sentence depends on it.
SENTENCES = {
    "bad_tax_code": _("A tax code has 10 digits, 10 and 3 for a branch, or 12. Example: 0100109106."),
    "bad_tax_code.check_digit": _("The tax code %(text)s has a mistyped digit: its last one does not fit the others."),
    "bad_tax_code.branch": _("Branches are numbered from 001."),
    "bad_zalo": _("A Zalo account is a phone number or 8 to 20 digits. Example: 0912345678."),
    "unknown_kind": _("The name “%(name)s” does not say what kind of producer it is. Begin it with HTX, Công ty, …"),
    "producer_name_missing": _("A producer has a name."),
    "producer_kind_not_legal": _("“%(kind)s” is not a legal kind of OCOP producer."),
    "producer_commune_past": _("%(commune)s is a unit of before 07/2025. Choose the commune of today."),
    "producer_tax_code_taken": _("%(producer)s has this tax code already."),
    "producer_not_editable": _("These facts are not changed here: %(names)s."),
    "producer_may_not_grant": _("You may not change who works for this producer."),
    "producer_may_not_verify": _("Only a programme officer verifies a producer."),
    "producer_already_verified": _("This producer has been verified already."),
    "producer_already_member": _("This person works for the producer already."),
    "producer_not_a_member": _("This person does not work for the producer any more."),
    "producer_last_owner": _(
        "A producer keeps one owner while others work for it. Make somebody else the owner first."
    ),
    "producer_person_name_missing": _("A person has a name."),
    "producer_person_work_missing": _("Say in a few words what this person does."),
    "producer_person_twice": _("This person is named already."),
    "producer_person_invented": _("An invented person belongs to an invented producer."),
    "unknown_producer": _("There is no such producer."),
}


def sentence(refusal: Refusal) -> str:
    """This will say the refusal in the reader's language."""
    template = SENTENCES.get(f"{refusal.code}.{refusal.facts.get('why')}") or SENTENCES[refusal.code]
    return str(template) % {name: _shown(value) for name, value in refusal.facts.items()}


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(getattr(value, "name", value))
