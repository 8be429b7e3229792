"""Templates of Oscar that we shadow: when Oscar's own file changes, somebody looks at ours and notes the new hash."""

from hashlib import sha256
from pathlib import Path

import oscar
import pytest
from django.conf import settings

UPSTREAM = {
    "base.html": "90f9904e1e615da03b238246da8ebd684710acbf9c28ee70dbc95029fd7c46fc",
    "dashboard/layout.html": "e0e5baa56d3adb2ae5eca64acf901c3d317ff6ab3cdf0a1f32094b2a164b7929",
    "dashboard/offers/offer_list.html": "5f44dd799b1f6b93b817e0d8e3dac16541157fed9ac4752dfe0261534fcd258d",
    "dashboard/offers/offer_detail.html": "497d8385c533cdc7f6d9e3a0eedb75a87e90455f42ad0eaac935c47a187fe9c9",
    "dashboard/vouchers/voucher_detail.html": "7e2188186b50bde13adcfa8405c86263df7cc7d1c776ab73578c66995ab98e7b",
    "dashboard/ranges/range_list.html": "82ce12aac7a93c5e0c3cbde390e441d60d5553d58683bdeebc9fb55957c9a06a",
    "dashboard/ranges/range_product_list.html": "8f4ed2a3fd2b2433ca0335fd4ae4b00d5f463d5e4e6e25bf6751a9f871dc2238",
    "dashboard/reviews/review_list.html": "a0938d03d4872178bee320989698f1fa4d22765777ab454766d27e676b4e43a0",
    "dashboard/reviews/review_update.html": "ea4afca4822348838f8d71a07cd3bbde411d6e4fc618e52aca7dbcfcb82682b0",
    "dashboard/index.html": "acaafd14c13ca23159ce3896475b7ab1c3f3002bfdf8b511f727cdbdf19060f6",
}


def test_every_shadowed_template_is_noted():
    ours = Path(settings.BASE_DIR) / "templates" / "oscar"

    assert {path.relative_to(ours).as_posix() for path in ours.rglob("*.html")} == set(UPSTREAM)


@pytest.mark.parametrize(("name", "digest"), UPSTREAM.items())
def test_oscars_own_file_is_the_one_we_copied(name, digest):
    original = Path(oscar.__file__).parent / "templates" / "oscar" / name

    assert sha256(original.read_bytes()).hexdigest() == digest
