import pytest
from django.core.files.storage import default_storage

from shop.audit.models import Entry
from shop.listings.operations import NotEditable, add_picture, clean_html, describe, remove_picture
from shop.listings.pictures import PictureRefused
from tests.factories.situations import make_product
from tests.shop.listings.test_pictures import picture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>Miến <strong>dong</strong></p>", "<p>Miến <strong>dong</strong></p>"),
        ("<script>alert(1)</script>Miến", "Miến"),
        ('<p onclick="x()" style="color:red" class="a">Miến</p>', "<p>Miến</p>"),
        ('<a href="javascript:alert(1)">Miến</a>', "Miến"),
        ('<img src="https://evil.example/x.png" onerror="x()">Miến', "Miến"),
        ("<iframe src=//evil.example></iframe>Miến", "Miến"),
        ("Bà & Cháu", "Bà &amp; Cháu"),
    ],
)
def test_only_words_and_their_order_stay(written, kept):
    assert clean_html(text=written) == kept


def test_texts_change_with_their_trace(cast, now):
    product = make_product(producer=cast.producers[0], title="Miến dong")

    describe(product=product, by=cast.administrator, at=now, title_en=" Arrowroot noodles ", description="<b>x</b>")

    product.refresh_from_db()
    assert (product.title, product.title_en, product.description) == ("Miến dong", "Arrowroot noodles", "<b>x</b>")
    entry = Entry.objects.get(action="listing.described")
    assert (entry.by, entry.record_key) == (cast.administrator, str(product.pk))
    assert entry.facts == {
        "from": {"title_en": "", "description": ""},
        "to": {"title_en": "Arrowroot noodles", "description": "<b>x</b>"},
    }


def test_nothing_changed_leaves_no_trace(cast, now):
    product = make_product(producer=cast.producers[0], title_en="Noodles")

    describe(product=product, by=cast.administrator, at=now, title_en="Noodles")

    assert not Entry.objects.filter(action="listing.described").exists()


def test_the_name_is_not_changed_here(cast, now):
    product = make_product(producer=cast.producers[0], title="Miến dong")

    with pytest.raises(NotEditable) as refusal:
        describe(product=product, by=cast.administrator, at=now, title="Khác")

    assert refusal.value.facts == {"names": ["title"]}


def test_pictures_hang_in_their_order_and_can_be_taken_down(cast, now, django_capture_on_commit_callbacks):
    product = make_product(producer=cast.producers[0])

    first = add_picture(product=product, file=picture(), caption=" Vườn ", by=cast.administrator, at=now)
    second = add_picture(product=product, file=picture(), caption="", by=cast.administrator, at=now)

    assert [first.display_order, second.display_order] == [0, 1]
    assert first.caption == "Vườn"
    assert first.original.name.endswith(".webp")
    assert product.check_code in first.original.name
    assert default_storage.exists(first.original.name)

    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(picture=first, by=cast.administrator, at=now)

    assert not default_storage.exists(first.original.name)
    assert default_storage.exists(second.original.name)
    assert list(product.images.all()) == [second]
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "listing.picture_added",
        "listing.picture_added",
        "listing.picture_removed",
    ]


def test_a_refused_picture_leaves_nothing(cast, now):
    product = make_product(producer=cast.producers[0])

    with pytest.raises(PictureRefused):
        add_picture(product=product, file=picture(size=(10, 10)), caption="", by=cast.administrator, at=now)

    assert not product.images.exists()
    assert not Entry.objects.exists()
