"""The sentences for people, one for each refusal of this room and each error of an annex."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue_ext.certification.annex_table import AnnexError
from catalogue_ext.places.messages import SENTENCES as PLACES
from catalogue_ext.places.messages import sentence as place_sentence
from shop.primitives.period import LOCAL
from shop.primitives.refusal import Refusal

# Code, or code.why where the sentence depends on it.
SENTENCES = {
    "not_an_officer": _("%(user)s is not a programme officer."),
    "same_person": _("Whoever entered a decision does not verify it: a second officer must do so."),
    "evidence_too_weak": _("Only a signed decision counts; this one stands on evidence %(evidence_level)s."),
    "no_number": _("A signed decision has a number and a date."),
    "demo_not_allowed": _("Illustrations (DEMO) are allowed only while DEMO=1."),
    "wrong_demo_number": _("The number of an illustration begins with DEMO-, and no other does."),
    "stars_not_certified": _("Only 3, 4 and 5 stars come with a certificate."),
    "wrong_authority": _("%(stars)s stars on that day are a matter of %(allowed)s, not of %(level)s."),
    "wrong_period": _("From %(valid_from)s to %(last_day)s is no period after the decision of %(decided_on)s."),
    "verified_already": _("This certificate is verified: it is corrected, not edited."),
    "withdrawn": _("This entry was taken back before."),
    "nothing_to_withdraw": _("No entry of decision %(number)s stands."),
    "already_entered": _("%(product)s is in decision %(number)s already."),
    "decision_known": _(
        "A decision of this number, authority and date is in the register with another kind or content."
    ),
    "unknown_decision": _("No decision %(number)s is in the register."),
    "ambiguous_decision": _("Several decisions have the number %(number)s; say authority and date: %(choices)s."),
    "nothing_in_force": _("%(product)s has no certificate in force that could be revoked."),
    "revoked_already": _("Decision %(number)s has revoked %(product)s already."),
    "reason_missing": _("Say why."),
    "grace_not_possible.not_standing": _("Grace needs a verified certificate that was not taken back."),
    "grace_not_possible.granted_before": _("Grace was granted for this certificate before."),
    "grace_not_possible.revoked": _("This certificate was revoked."),
    "grace_not_possible.days": _("Grace ends after the printed end and on %(longest)s at the latest."),
    "not_a_pack_size": _("%(product)s is no pack size of the product this certificate is about."),
    "origin_missing": _("A product has a name, a producer and a commune."),
    "no_law_for_day": _("The law's data say nothing for %(on)s."),
    "unknown_criteria_set": _("Criteria sets are numbered 1 to 26."),
    "not_certified.never": _("This product has never been certified."),
    "not_certified.not_yet": _("The certificate of this product is not in force yet."),
    "not_certified.lapsed": _("The certificate of this product has ended."),
    "not_certified.revoked": _("The certificate of this product was revoked."),
    # An annex that cannot be read.
    "empty_file": _("The file is empty."),
    "no_rows": _("The file has a header and no rows."),
    "not_utf8": _("The file is not UTF-8. Save it as “CSV UTF-8”, or send the spreadsheet itself."),
    "not_a_table": _("The file is no table."),
    "not_a_workbook": _("The spreadsheet cannot be opened."),
    "too_many_rows": _("The file has more than %(most)s rows."),
    "column_missing": _("Columns are missing: %(columns)s."),
    "column_twice": _("Two columns mean the same."),
    "cell_count": _("The row has %(cells)s cells, the header %(expected)s."),
    "missing": _("This must not be empty."),
    "too_long": _("At most %(most)s characters."),
    "not_a_choice": _("Allowed are %(allowed)s."),
    "impossible_date": _("No such day. Write 2026-08-05 or 05/08/2026."),
    "out_of_range": _("A number from %(least)s to %(most)s."),
    "not_a_code": _("A commune code has five digits."),
    "not_an_address": _("No web address."),
    "not_a_sha256": _("No sha256: 64 hexadecimal digits."),
    "ends_before_decision": _("Ends before the decision of %(decided_on)s."),
    "begins_before_decision": _("Begins before the decision of %(decided_on)s."),
    "ends_before_it_begins": _("Ends before it begins on %(valid_from)s."),
    "differs_from_row": _("Row %(other_row)s of the same decision says “%(other)s”."),
    "row_twice": _("The same product of the same decision stands in row %(other_row)s."),
    "map_row": _("A row of --map is: row, producer or product, key."),
    # An annex that does not fit the register.
    "map_key": _("No %(kind)s has this key."),
    "near_match": _("Almost the same name is known: %(candidates)s. Say with --map whether it is the same or new."),
    "several_matches": _("Several have this name: %(candidates)s. Say with --map which."),
    "same_name_elsewhere": _("The same name is known in another province: %(candidates)s. Say with --map which."),
    "unknown_kind": _("The name does not say what kind of subject this is. Fill in subject_kind."),
    "association_without_tourism": _("Associations are subjects of tourism (criteria set 26) only."),
    "places_disagree": _("The columns name different places: %(one)s and %(other)s."),
    "changed_after_verification": _("Changed after it was verified: %(columns)s. Correct the certificate instead."),
}


def sentence(refusal: Refusal) -> str:
    """This will say a refusal of this room, or of the places it asks, in the reader's language."""
    return _say(refusal.code, refusal.facts)


def error_sentence(error: AnnexError) -> str:
    """This will say an error of an annex: column, value, reason. The row is named by the caller."""
    reason = _say(error.code, error.facts)
    if not error.column:
        return reason
    if not error.value:
        return gettext("column %(column)s: %(reason)s") % {"column": error.column, "reason": reason}
    return gettext("column %(column)s, value “%(value)s”: %(reason)s") % {
        "column": error.column,
        "value": error.value,
        "reason": reason,
    }


def _say(code: str, facts: dict[str, Any]) -> str:
    if code not in SENTENCES and code in PLACES:
        return place_sentence(Refusal(code, **facts))
    why = facts.get("why") or facts.get("reason")
    template = SENTENCES.get(f"{code}.{why}") or SENTENCES.get(code) or code
    return str(template) % {name: _shown(value) for name, value in facts.items()}


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.astimezone(LOCAL).date()
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, list | tuple | frozenset):
        return ", ".join(_shown(part) for part in value)
    return str(value)
