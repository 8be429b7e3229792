"""What a product is made of is announced when it changes; what else stands on a label is not."""

import pytest

from catalogue_ext.particulars.operations import NotEditable, state_particulars
from tests.factories.situations import make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.mark.parametrize("name", ["ingredients", "ingredients_en"])
def test_a_composition_is_announced_once(cast, now, heard, name):
    honey = make_product(producer=cast.producers[0])
    heard.changes()

    for _ in range(2):
        state_particulars(product=honey, by=None, at=now, storage="Chỗ mát", **{name: "mật ong 100 %"})
    assert heard.changes() == [("product.changed", [honey.pk], now)]

    state_particulars(product=honey, by=None, at=now, storage="Chỗ khô", net_quantity=500, net_unit="ml")
    with pytest.raises(NotEditable):
        state_particulars(product=honey, by=None, at=now, ingredients="đường", title="x")
    assert heard.changes() == []
