"""Products that know who made them and where; the ones the world may see are certified."""

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.abstract_models import AbstractProduct, AbstractProductImage

from shop.forks.catalogue.managers import ProductQuerySet
from shop.outbox.announcing import announce
from shop.primitives.codes import crockford
from shop.primitives.vi_text import fold, slug, sort_key

# What no search looks at. A field that is not named here is taken for one that it does.
UNSEARCHED = frozenset(
    "slug upc code check_code title_fold title_sort meta_title meta_description priority rating is_discountable "
    "product_class date_created date_updated".split()
)


class Product(AbstractProduct):
    """A listing: one certified product, or one of its pack sizes (child). Stars are never a number typed here."""

    producer = models.ForeignKey(
        "producers.Producer", null=True, blank=True, on_delete=models.PROTECT, related_name="products"
    )
    origin_commune = models.ForeignKey(
        "places.Commune", null=True, blank=True, on_delete=models.PROTECT, related_name="products"
    )
    criteria_set = models.PositiveSmallIntegerField(_("criteria set"), null=True, blank=True, db_index=True)
    title_en = models.CharField(_("name in English"), max_length=255, blank=True)
    # Permanent, opaque: printed in QR codes, never reused, never changed.
    check_code = models.CharField(max_length=10, unique=True, editable=False)
    title_fold = models.CharField(max_length=255, editable=False, db_index=True)
    title_sort = models.CharField(max_length=1100, editable=False, db_index=True)
    pack_size = models.CharField(_("pack size"), max_length=60, blank=True, help_text=_("e.g. gói 500 g"))
    # Criteria set 18 holds food supplements and medicines; medicines are not sold on a general shop, so a person says
    # which it is before it is sold.
    herbal_kind = models.CharField(
        _("kind of herbal product"),
        max_length=10,
        blank=True,
        choices=[("SUPPLEMENT", _("food supplement")), ("MEDICINE", _("medicine"))],
    )
    is_illustration = models.BooleanField(default=False, help_text=_("shown with the word “minh hoạ”"))
    # The lowest price of it or of its pack sizes at the producer's store: lists lay out and narrow by it. Written by
    # `shop.stock.operations` and by nothing else; empty for a pack size.
    lowest_price_vnd = models.BigIntegerField(null=True, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta(AbstractProduct.Meta):
        abstract = False
        indexes = [
            # What lists do not show is little: pack sizes and hidden products.
            models.Index(
                fields=["id"],
                condition=Q(is_public=False) | Q(parent__isnull=False),
                name="catalogue_product_hidden",
            ),
            # What a listing asks of each product to know whether it is for sale: a deep page asks it of all.
            models.Index(
                fields=["id"],
                include=["criteria_set", "herbal_kind", "structure"],
                condition=Q(lowest_price_vnd__isnull=False),
                name="catalogue_product_priced",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(structure="child") | Q(producer__isnull=False, origin_commune__isnull=False),
                name="catalogue_product_has_origin",
                violation_error_message=_("A product has a producer and a commune."),
            ),
            models.CheckConstraint(
                condition=Q(criteria_set__isnull=True) | Q(criteria_set__gte=1, criteria_set__lte=26),
                name="catalogue_product_set",
                violation_error_message=_("Criteria sets are numbered 1 to 26."),
            ),
        ]

    def save(self, *args, **kwargs):
        """This will keep the derived keys true to the title, give a new product its check code, and announce it.

        A product read before its price changed does not write the old lowest price back.
        """
        self.check_code = self.check_code or crockford(10)
        self.title_fold = fold(self.title or "")
        self.title_sort = sort_key(self.title or "")
        if not self._state.adding:
            loaded = {field.attname for field in self._meta.concrete_fields} - self.get_deferred_fields()
            kwargs.setdefault("update_fields", loaded - {"id", "lowest_price_vnd"})
        written = kwargs.get("update_fields")
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            if written is None or not UNSEARCHED.issuperset(written):
                announce(kind="product.changed", keys=[self.pk], at=timezone.now())

    def delete(self, *args, **kwargs):
        """This will delete it and announce it; of a pack size also the product whose it was."""
        keys = [key for key in (self.pk, self.parent_id) if key is not None]
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            announce(kind="product.changed", keys=keys, at=timezone.now())
        return deleted

    def get_absolute_url(self):
        """This will return the product page's address; a pack size lives on its product's page."""
        product = self.parent if self.is_child else self
        return reverse("storefront:product", kwargs={"slug": slug(product.title), "pk": product.pk})

    @property
    def name(self):
        """This will return the name in the reader's language, Vietnamese where no English one exists."""
        return self.title_en if self.name_language == "en" else self.title

    @property
    def name_language(self):
        """This will return the language that `name` is in: "vi" or "en"."""
        return "en" if get_language() == "en" and self.title_en else "vi"


class ProductImage(AbstractProductImage):
    """A picture of a listing. Its renditions lie beside it, found by name (`shop.listings.renditions`)."""

    # Set when the renditions stand, so that a page opens no file to lay them out. Units: px.
    width = models.PositiveSmallIntegerField(null=True, editable=False)
    height = models.PositiveSmallIntegerField(null=True, editable=False)

    class Meta(AbstractProductImage.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                # A null compared is no "no" to a database: both are asked for.
                condition=Q(width__isnull=True, height__isnull=True)
                | Q(width__isnull=False, height__isnull=False, width__gte=1, height__gte=1),
                name="catalogue_productimage_size",
                violation_error_message=_("A picture has both measures or none."),
            )
        ]


from oscar.apps.catalogue.models import *  # noqa: E402, F403
