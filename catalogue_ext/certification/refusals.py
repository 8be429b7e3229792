"""What this room refuses. The sentences stand in messages.py."""

from __future__ import annotations

from shop.primitives.refusal import Refusal


class NotAnOfficer(Refusal):
    """Only a programme officer enters, verifies, corrects and revokes."""

    code = "not_an_officer"


class SamePerson(Refusal):
    """Who entered a row does not verify it."""

    code = "same_person"


class EvidenceTooWeak(Refusal):
    """Only a signed decision (A; DEMO while DEMO=1) is verified; press reports and lists never."""

    code = "evidence_too_weak"


class NoNumber(Refusal):
    """A decision without number or date is not verified."""

    code = "no_number"


class DemoNotAllowed(Refusal):
    """Illustrations exist only while DEMO=1."""

    code = "demo_not_allowed"


class WrongDemoNumber(Refusal):
    """The number of an illustration begins with DEMO-, and no other does."""

    code = "wrong_demo_number"


class StarsNotCertified(Refusal):
    """Only 3, 4 and 5 stars come with a certificate."""

    code = "stars_not_certified"


class WrongAuthority(Refusal):
    """This level may not certify, or revoke, so many stars on that day."""

    code = "wrong_authority"


class WrongPeriod(Refusal):
    """The dates of a certificate cannot be."""

    code = "wrong_period"


class VerifiedAlready(Refusal):
    """A verified row is not edited; it is corrected."""

    code = "verified_already"


class Withdrawn(Refusal):
    """The entry was taken back."""

    code = "withdrawn"


class NothingToWithdraw(Refusal):
    """No entry of this decision stands."""

    code = "nothing_to_withdraw"


class AlreadyEntered(Refusal):
    """This product is already in this decision."""

    code = "already_entered"


class DecisionKnown(Refusal):
    """A decision of this number, authority and date is in the register already, with other facts."""

    code = "decision_known"


class UnknownDecision(Refusal):
    """No decision fits."""

    code = "unknown_decision"


class AmbiguousDecision(Refusal):
    """Several decisions fit: authority or date must say which."""

    code = "ambiguous_decision"


class NothingInForce(Refusal):
    """At that instant the product has no certificate that could be revoked."""

    code = "nothing_in_force"


class RevokedAlready(Refusal):
    """This decision already revokes this product."""

    code = "revoked_already"


class ReasonMissing(Refusal):
    """An act of this weight states its reason."""

    code = "reason_missing"


class GraceNotPossible(Refusal):
    """Grace is for a verified certificate that is neither revoked nor withdrawn, once, within the law's days."""

    code = "grace_not_possible"


class NotAPackSize(Refusal):
    """Coverage is for a pack size of the very product that the certificate is about."""

    code = "not_a_pack_size"


class OriginMissing(Refusal):
    """A product has a name, a producer and a commune."""

    code = "origin_missing"


class NotCertified(Refusal):
    """The product is not certified at the instant; `reason` is never, not_yet, lapsed or revoked."""

    code = "not_certified"

    @property
    def reason(self) -> str:
        """This will return why: never, not_yet, lapsed or revoked."""
        return str(self.facts["reason"])
