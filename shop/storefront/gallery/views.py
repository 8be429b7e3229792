"""The gallery."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue_ext.certification.rules import State
from catalogue_ext.labels.words import SealState
from catalogue_ext.places.maps import country_sheet
from catalogue_ext.producers.models import ProducerKind
from shop.storefront.forms import VoucherForm
from shop.storefront.gallery import samples
from shop.storefront.opinion_forms import OpinionForm
from shop.storefront.queries.waits import TellMe
from shop.waits.wordings import ASKED

# Never certified has no panel.
PANELS = (State.IN_FORCE, State.ENDING, State.GRACE, State.LAPSED, State.REVOKED, State.NOT_YET)
NOTICES = ("", "good", "warn", "danger")
STATUSES = ("", "good", "warn", "danger")
LANDS = ("nui", "bien", "cao-nguyen", "dong-bang", "song-nuoc", "thanh-thi")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state. The browser's own setting chooses day or night."""
    context = {
        "seals": [
            samples.seal(stars=stars, state=state, days_left=66 if state is SealState.ENDING else 572)
            for state in SealState
            for stars in (3, 4, 5)
        ],
        "cards": samples.cards(),
        "panels": [samples.panel(state) for state in PANELS],
        "picture": samples.picture(),
        "commune": samples.COMMUNE,
        "producers": [samples.producer(kind) for kind in ProducerKind.values],
        "centre": samples.centre(),
        "basket": samples.basket(),
        "parcels": samples.parcels(),
        "vouchers": [(row, VoucherForm(auto_id=f"voucher_{n}_%s")) for n, row in enumerate(samples.vouchers())],
        "order_parts": [
            samples.order_part(words="Chờ nhận đơn", kind="warn"),
            samples.order_part(words="Đã giao", kind="good"),
            samples.order_part(words="Đã huỷ", kind="danger"),
        ],
        "tickets": samples.tickets(),
        "opinion_form": OpinionForm(auto_id="opinion_%s"),
        "maps": [samples.province_map(), samples.province_map(here="00003")],
        "country": country_sheet(names={"68": "Lâm Đồng", "22": "Quảng Ninh"}),
        "shelves": samples.shelves(),
        "place_form": samples.PlaceForm(initial={"place": "Tuy Đức"}),
        "form": samples.SampleForm(),
        "wrong_form": samples.SampleForm({}, auto_id="wrong_%s"),
        "notices": NOTICES,
        "statuses": STATUSES,
        "lands": LANDS,
        "listing": samples.listing(),
        "proposals": samples.proposals(),
        "tell_me": TellMe(url="#", wording=ASKED, to="kh***@demo.test", stop_url=""),
        "opinions": samples.opinions(),
    }
    return render(request, "gallery/gallery.html", context)
