"""What an administrator or officer reads when a room refuses. Rooms with sentences of their own are asked first."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from catalogue_ext.certification import messages as certification
from catalogue_ext.labels import messages as labels
from catalogue_ext.particulars import messages as particulars
from catalogue_ext.places import messages as places
from catalogue_ext.producers import messages as producers
from shop.carriers import messages as carriers
from shop.policies import messages as policies
from shop.primitives.refusal import Refusal

SENTENCES = {
    "name_taken": _("Another account has this e-mail address or phone number."),
    "no_login_name": _("Give an e-mail address or a phone number."),
    "bad_phone": _("This is not a Vietnamese phone number. Example: 091 234 5678."),
    "may_not_grant": _("You may not grant this role."),
    "role_follows_from_membership": _("This role follows from a membership."),
    "role_already_granted": _("The person holds this role already."),
    "role_not_granted": _("The person does not hold this role."),
    "last_administrator": _("Somebody must stay administrator."),
    "centre_name_missing": _("A centre has a name."),
    "centre_code_taken": _("Another centre has the code %(taken)s."),
    "centre_commune_elsewhere": _("%(commune)s is not a commune of today in this centre's province."),
    "centre_not_editable": _("These particulars are not changed here."),
    "already_staff": _("The person works for this centre already."),
    "not_staff": _("The person works for this centre no more."),
    "outbox_not_dead": _("Only a message that was given up can be tried again."),
    "stock_gone": _("Less is free than was asked for."),
    "stock_promised": _("%(promised)s pieces are promised to buyers; fewer cannot lie on the shelf."),
    "quantity_refused": _("A quantity is a whole number above zero."),
    "price_refused": _("A price is above zero."),
    "fraction_of_a_dong": _("A price is a whole number of dong."),
    "picture_refused.bytes": _("The file is too large; 12 MB at most."),
    "picture_refused.format": _("This is no picture we can read. Send JPEG, PNG or WebP."),
    "picture_refused.pixels": _("The picture is too large; 50 million pixels at most."),
    "picture_refused.small": _("The picture is too small; 400 pixels at least on each side."),
    "picture_refused.broken": _("The file is damaged. Send it again."),
    "listing_not_editable": _("These particulars are not changed here."),
}
_ROOMS = {
    "catalogue_ext.certification": certification.sentence,
    "catalogue_ext.labels": labels.sentence,
    "catalogue_ext.particulars": particulars.sentence,
    "catalogue_ext.places": places.sentence,
    "catalogue_ext.producers": producers.sentence,
    "shop.carriers": carriers.sentence,
    "shop.policies": policies.sentence,
}


def say(refusal: Refusal) -> str:
    """This will return the sentence for a refusal. A code that nobody wrote a sentence for is a mistake: KeyError."""
    room = ".".join(type(refusal).__module__.split(".")[:2])
    if room in _ROOMS:
        return _ROOMS[room](refusal)
    part = f"{refusal.code}.{refusal.facts.get('reason')}"
    template = SENTENCES.get(part) or SENTENCES[refusal.code]
    return str(template) % refusal.facts
