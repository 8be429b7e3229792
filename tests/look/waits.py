"""Somebody who waits for a product of the demo, and what others looked for in vain."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.models import AnonymousUser
from django.test.utils import override_settings
from oscar.core.loading import get_model

from shop.discovery.missed import OTHER, words
from shop.discovery.models import Missed
from shop.primitives.period import local_day
from shop.waits.links import token_of
from shop.waits.operations import ask, confirm

SOUGHT = (
    "mắc ca Bình Liêu",
    "nuoc mam phu quoc",
    "sầu riêng sấy lạnh không đường của hợp tác xã vùng cao",
    "cà phê chồn",
    "bún bò Huế",
    OTHER,
    *(f"trà số {number}" for number in range(1, 40)),
)


# The mail to be confirmed would be written where the answer of this process goes.
@override_settings(OUTBOX_EMBEDDED=False)
def stand(*, at: datetime, paths: dict[str, str]) -> dict[str, str]:
    """This will put the rows there and return name -> path of the two links of a mail."""
    links = {}
    for name, example in (("wait asked", "offer sold_out"), ("wait kept", "certificate lapsed")):
        product = get_model("catalogue", "Product").objects.get(pk=int(paths[example].strip("/").rpartition("_")[2]))
        wait = ask(
            product=product,
            user=AnonymousUser(),
            email="hoa.nguyen@example.vn",
            language="vi",
            client_address="203.0.113.9",
            at=at,
        )
        assert wait is not None
        links[name] = f"/bao-khi-co-lai/{token_of(wait=wait)}/"
        if name == "wait kept":
            confirm(wait=wait, at=at)
    draw = Random(1)
    for text in SOUGHT:
        fold = " ".join(words(text)) or OTHER
        day = local_day(at) - timedelta(days=draw.randrange(20))
        Missed.objects.get_or_create(text_fold=fold, day=day, defaults={"shown": text, "count": draw.randrange(1, 30)})
    return links
