"""The documents that the embedded engine searches, the words it knows, and what was looked for in vain.

Whether a product is certified stands in no document: every question asks the register itself (`Standing`), so nothing
that lapsed or was revoked is found, to the second. What is hidden is asked of the listing for the same reason.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListingKey(models.OneToOneField):
    """The listing's key as a table's own key. For SQLite an integer by that name: only then is it the row's number,
    which the full text index points at and which is found in one step."""

    def db_type(self, connection):
        """This will return the column's type."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Document(models.Model):
    """What of a listing is counted and narrowed by. A narrow row: a question without words reads all of them.

    Written by `operations.refresh` in the transaction that changed the listing. Units: ₫, degrees.
    """

    product = ListingKey(
        "catalogue.Product", primary_key=True, on_delete=models.CASCADE, related_name="search_document"
    )
    producer_id = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    set_no = models.PositiveSmallIntegerField(null=True)
    commune_code = models.CharField(max_length=5)
    province_code = models.CharField(max_length=2)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    # The lowest price shown; empty where none is, or where it is that of pack sizes.
    price_vnd = models.PositiveBigIntegerField(null=True)
    # A piece is free at the producer's store.
    is_free = models.BooleanField()
    # Price and stock are those of the pack sizes that are covered at the instant.
    has_packs = models.BooleanField()
    # Grows with every change: a later document is never overwritten by an earlier one in another engine.
    version = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")

    def __str__(self) -> str:
        return f"{self.product_id} v{self.version}"


class DocumentWords(models.Model):
    """What of a listing is searched for words. Folded, each text with a space before and after every word."""

    product = ListingKey("catalogue.Product", primary_key=True, on_delete=models.CASCADE, related_name="search_words")
    # Names in both languages and as certified.
    names = models.TextField()
    # The same with marks.
    names_marked = models.TextField()
    # Producer, group, set, commune and province of today and every former name and alias.
    who_and_where = models.TextField()
    # Composition, description, the producer's story.
    story = models.TextField()
    # For the order by name.
    name_sort = models.CharField(max_length=1100, db_index=True)

    class Meta:
        verbose_name = _("words of a search document")
        verbose_name_plural = _("words of search documents")

    def __str__(self) -> str:
        return self.names.strip()


class KnownWord(models.Model):
    """A folded word, or two that stand side by side in a name, that some document holds or held.

    Only added to, so that writers never wait for each other; a rebuild drops what is gone. What is proposed from it is
    looked for before it is shown.
    """

    text = models.CharField(max_length=90, primary_key=True)

    class Meta:
        verbose_name = _("known word")
        verbose_name_plural = _("known words")

    def __str__(self) -> str:
        return self.text


class Missed(models.Model):
    """What was looked for in vain on a day, and how often. Says nothing of who looked.

    What may be personal is not kept in words: it is counted in the row of `missed.OTHER`.
    """

    text_fold = models.CharField(max_length=120)
    # As it was typed the first time that day.
    shown = models.CharField(max_length=60)
    day = models.DateField(help_text=_("in Vietnam"))
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("search in vain")
        verbose_name_plural = _("searches in vain")
        constraints = [models.UniqueConstraint(fields=["day", "text_fold"], name="discovery_missed_once_a_day")]

    def __str__(self) -> str:
        return f"{self.text_fold} {self.day} × {self.count}"


class CountedFile(models.Model):
    """A file of noted searches that has been counted.

    Written in the transaction that counts it: a worker killed before it could delete the file does not count it twice.
    """

    name = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("counted file of searches")
        verbose_name_plural = _("counted files of searches")

    def __str__(self) -> str:
        return self.name
