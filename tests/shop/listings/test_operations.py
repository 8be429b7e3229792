import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from shop.audit.models import Entry
from shop.listings.operations import (
    NotEditable,
    add_picture,
    clean_html,
    describe,
    hang_picture,
    remove_picture,
    render_missing,
)
from shop.listings.pictures import PictureRefused, prepare
from shop.listings.renditions import is_permanent, rendition_name, rendition_names
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


def files_of(image):
    """The picture's own file and its renditions."""
    return [image.original.name, *rendition_names(name=image.original.name, width=image.width)]


def there(names):
    return {default_storage.exists(name) for name in names}


def test_pictures_hang_in_their_order_and_can_be_taken_down(cast, now, django_capture_on_commit_callbacks):
    product = make_product(producer=cast.producers[0])

    first = add_picture(product=product, file=picture(), caption=" Vườn ", by=cast.administrator, at=now)
    second = add_picture(product=product, file=picture(), caption="", by=cast.administrator, at=now)

    assert [first.display_order, second.display_order] == [0, 1]
    assert first.caption == "Vườn"
    assert first.original.name.endswith(".webp")
    assert is_permanent(name=first.original.name)
    assert product.check_code in first.original.name
    assert (first.width, first.height) == (800, 600)
    # 320, 480, 640, 800, each as AVIF and WebP, and the picture itself.
    assert len(files_of(first)) == 9
    assert there(files_of(first)) == {True}

    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(picture=first, by=cast.administrator, at=now)

    assert there(files_of(first)) == {False}
    assert there(files_of(second)) == {True}
    assert list(product.images.all()) == [second]
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "listing.picture_added",
        "listing.picture_added",
        "listing.picture_removed",
    ]


def test_a_removal_that_is_rolled_back_loses_no_file(cast, now, django_capture_on_commit_callbacks):
    hung = add_picture(product=make_product(producer=cast.producers[0]), file=picture(), caption="", by=None, at=now)

    with django_capture_on_commit_callbacks(execute=False):
        remove_picture(picture=hung, by=cast.administrator, at=now)

    assert there(files_of(hung)) == {True}


def test_a_file_that_another_product_shows_stays(cast, now, django_capture_on_commit_callbacks):
    hung = add_picture(product=make_product(producer=cast.producers[0]), file=picture(), caption="", by=None, at=now)
    other = make_product(producer=cast.producers[0])
    other.images.create(original=hung.original.name, width=hung.width, height=hung.height)

    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(picture=hung, by=cast.administrator, at=now)

    assert there(files_of(other.images.get())) == {True}


def test_a_picture_prepared_once_hangs_on_several_products(cast, now):
    prepared = prepare(file=picture())
    products = [make_product(producer=cast.producers[0]) for _ in range(2)]

    hung = [hang_picture(product=product, prepared=prepared, caption="", by=None, at=now) for product in products]

    assert hung[0].original.name != hung[1].original.name
    assert there([*files_of(hung[0]), *files_of(hung[1])]) == {True}


def test_what_is_missing_is_made_and_a_second_run_makes_nothing(cast, now):
    product = make_product(producer=cast.producers[0])
    old = product.images.create(original=ContentFile(picture(size=(500, 400)).getvalue(), name="old.jpg"))
    whole = add_picture(product=product, file=picture(), caption="", by=None, at=now)
    default_storage.delete(rendition_name(name=whole.original.name, width=480, kind="avif"))
    steps = []

    failed = render_missing(progress=lambda done, total: steps.append((done, total)))

    old.refresh_from_db()
    assert failed == {}
    assert (old.width, old.height) == (500, 400)
    assert there([*files_of(old), *files_of(whole)]) == {True}
    assert steps == [(1, 2), (2, 2)]

    untouched = default_storage.get_modified_time(files_of(old)[1])
    assert render_missing(progress=lambda done, total: None) == {}
    assert default_storage.get_modified_time(files_of(old)[1]) == untouched


def test_the_command_names_what_cannot_be_made(cast, capsys):
    product = make_product(producer=cast.producers[0])
    product.images.create(original="gone/away.webp")
    product.images.create(original=ContentFile(b"no picture", name="broken.webp"))

    with pytest.raises(CommandError, match="2 pictures"):
        call_command("render_pictures")

    said = capsys.readouterr().err
    assert "gone/away.webp: missing" in said
    assert "broken" in said
    assert ": format" in said


def test_a_picture_has_both_measures_or_none(cast):
    images = make_product(producer=cast.producers[0]).images

    with pytest.raises(IntegrityError), transaction.atomic():
        images.create(original="a.webp", width=640)
    with pytest.raises(IntegrityError), transaction.atomic():
        images.create(original="a.webp", width=640, height=0)


def test_a_refused_picture_leaves_nothing(cast, now):
    product = make_product(producer=cast.producers[0])

    with pytest.raises(PictureRefused):
        add_picture(product=product, file=picture(size=(10, 10)), caption="", by=cast.administrator, at=now)

    assert not product.images.exists()
    assert not Entry.objects.exists()
