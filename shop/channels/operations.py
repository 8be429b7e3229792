"""Opening channels."""

from __future__ import annotations

from typing import Any

from shop.channels.models import NATIONAL, Channel, ChannelKind


def open_national_channel(*, name: str) -> Channel:
    """This will return the national channel, made when it is new."""
    channel, _ = Channel.objects.get_or_create(code=NATIONAL, defaults={"name": name, "kind": ChannelKind.NATIONAL})
    return channel


def open_centre_channel(*, centre: Any) -> Channel:
    """This will return the centre's channel, made when it is new."""
    channel, _ = Channel.objects.get_or_create(
        code=f"centre.{centre.code}", defaults={"name": centre.name, "kind": ChannelKind.CENTRE, "centre": centre}
    )
    return channel
