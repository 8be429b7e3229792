"""Today's Vietnamese address: house and street, commune, province. The commune stands on both address models."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.address.abstract_models import AbstractUserAddress


class UserAddress(AbstractUserAddress):
    """An address a shopper keeps. `line1` is house and street; commune and province come from `commune`."""

    # Only fields of the same name are copied to a ShippingAddress, and the hash must tell two communes apart.
    commune = models.ForeignKey(
        "places.Commune", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("commune")
    )

    hash_fields = [*AbstractUserAddress.hash_fields, "commune"]
    base_fields = hash_fields

    def get_field_values(self, fields):
        """This will return the values to show and to hash; a commune speaks by its name and province."""
        return [
            (f"{self.commune.name}, {self.commune.province.name}" if self.commune_id else "")
            if field == "commune"
            else super(UserAddress, self).get_field_values([field])[0]
            for field in fields
        ]


from oscar.apps.address.models import *  # noqa: E402, F403
