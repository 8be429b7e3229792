"""The admin pages, one module per kind of thing. Importing this package registers them."""

from shop.administration.pages import labels, machinery, people, places, register, selling

__all__ = ["labels", "machinery", "people", "places", "register", "selling"]
