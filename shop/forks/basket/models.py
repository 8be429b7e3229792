"""Basket lines know the channel they were found in, so one basket can hold goods of several."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.basket.abstract_models import AbstractLine


class Line(AbstractLine):
    """One product in a basket."""

    channel = models.ForeignKey(
        "channels.Channel", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("channel")
    )
    # First touch is kept when the same product is added again from elsewhere.
    first_touch_channel = models.ForeignKey("channels.Channel", null=True, on_delete=models.PROTECT, related_name="+")


from oscar.apps.basket.models import *  # noqa: E402, F403
