"""Every write of this room, by verb."""

from catalogue_ext.certification.operations.correcting import (
    AffectedInterval,
    Correction,
    correct_certificate,
    withdraw_import,
)
from catalogue_ext.certification.operations.covering import mark_covered, unmark_covered
from catalogue_ext.certification.operations.entering import (
    Verification,
    change_unverified_certificate,
    enter_certificate,
    enter_decision,
    verify_decision,
)
from catalogue_ext.certification.operations.importing import import_decision
from catalogue_ext.certification.operations.products import (
    classify_product,
    open_categories,
    product_class,
    register_product,
    set_listed,
)
from catalogue_ext.certification.operations.revoking import (
    Revoked,
    RevokingDecision,
    record_grace,
    record_revocation,
)
from catalogue_ext.certification.operations.standing import restate
from catalogue_ext.certification.printed import Printed

__all__ = [
    "AffectedInterval",
    "Correction",
    "Printed",
    "Revoked",
    "RevokingDecision",
    "Verification",
    "change_unverified_certificate",
    "classify_product",
    "correct_certificate",
    "enter_certificate",
    "enter_decision",
    "import_decision",
    "mark_covered",
    "open_categories",
    "product_class",
    "record_grace",
    "record_revocation",
    "register_product",
    "restate",
    "set_listed",
    "unmark_covered",
    "verify_decision",
    "withdraw_import",
]
