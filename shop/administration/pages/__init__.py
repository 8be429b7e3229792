"""The admin pages, one module per kind of thing. Importing this package registers them."""

from shop.administration.pages import machinery, people, places, register, selling

__all__ = ["machinery", "people", "places", "register", "selling"]
