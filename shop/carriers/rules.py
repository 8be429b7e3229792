"""How far a journey is, what it costs, and which ways are left for goods that spoil."""

from __future__ import annotations

from enum import StrEnum


class Zone(StrEnum):
    """How far a parcel travels. Each zone holds the nearer ones."""

    COMMUNE = "COMMUNE"
    PROVINCE = "PROVINCE"
    REGION = "REGION"
    COUNTRY = "COUNTRY"


class Region(StrEnum):
    """Six regions of the country. Source: data/README.md."""

    NORTHERN_UPLANDS = "NORTHERN_UPLANDS"
    RED_RIVER = "RED_RIVER"
    NORTH_CENTRAL = "NORTH_CENTRAL"
    SOUTH_CENTRAL = "SOUTH_CENTRAL"
    SOUTHEAST = "SOUTHEAST"
    MEKONG = "MEKONG"
