"""Products by the thousand are found like any other."""

import pytest

from shop.demo.synthetic import load_synthetic
from shop.discovery.models import Document
from shop.discovery.operations import differences

pytestmark = [pytest.mark.django_db]


def test_rows_in_bulk_have_their_documents(cast, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    steps = []

    load_synthetic(
        products=5, seed=1, by=(cast.officer, cast.other_officer), at=now, progress=lambda *step: steps.append(step)
    )

    assert steps == [(5, 5)]
    assert Document.objects.filter(is_free=True, price_vnd__gte=10_000).count() == 5
    assert differences(progress=lambda done, total: None) == []
