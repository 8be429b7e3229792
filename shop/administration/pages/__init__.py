"""The admin pages, one module per kind of thing. Importing this package registers them."""

from shop.administration.pages import (
    centres,
    delivery,
    labels,
    machinery,
    particulars,
    people,
    places,
    register,
    selling,
    support,
)

__all__ = [
    "centres",
    "delivery",
    "labels",
    "machinery",
    "particulars",
    "people",
    "places",
    "register",
    "selling",
    "support",
]
