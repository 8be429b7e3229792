"""Every address of the shop, by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLResolver, get_resolver


def names(resolver: Any = None, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """This will name every route, with its namespaces."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        else:
            yield ":".join([*spaces, pattern.name or f"unnamed {pattern.pattern}"])


# A product can be seen for sale or bought through these; each is tried with every unsellable product below.
DOORS = {
    "sitemap",
    "sitemap_file",
    "storefront:home",
    "storefront:products",
    "storefront:group",
    "storefront:set",
    "storefront:product",
    "storefront:opinions",
    "storefront:producers",
    "storefront:producer",
    "storefront:province",
    "storefront:commune",
    "storefront:places",
    "storefront:centre",
    "storefront:badge",
    "storefront:share_card",
    "storefront:suggestions",
    "storefront:check",
    "storefront:basket",
    "storefront:basket_add",
    "storefront:basket_line",
    "storefront:checkout",
    "storefront:delivery",
    "storefront:order_again",
    "storefront:wishes",
    "storefront:wish_change",
}
# These show or sell no product: people's own pages, files, and what an order already is.
NOT_DOORS = {
    "favicon",
    "gallery",
    "manifest",
    "media",
    "robots",
    "storefront:account",
    "storefront:account_delete",
    "storefront:address_default",
    "storefront:address_delete",
    "storefront:address_edit",
    "storefront:address_new",
    "storefront:addresses",
    "storefront:backup_codes",
    "storefront:centres",
    "storefront:check_form",
    "storefront:confirmation",
    "storefront:contact",
    "storefront:data_purposes",
    "storefront:forgotten",
    "storefront:language",
    "storefront:line_cancel",
    "storefront:login",
    "storefront:logout",
    "storefront:my_consent",
    "storefront:my_data",
    "storefront:my_data_copy",
    "storefront:my_data_fetch",
    "storefront:my_order",
    "storefront:my_orders",
    "storefront:new_password",
    "storefront:order",
    "storefront:order_address",
    "storefront:order_cancel",
    "storefront:order_claim",
    "storefront:order_confirm",
    "storefront:order_consent",
    "storefront:order_contract",
    "storefront:order_data",
    "storefront:order_data_copy",
    "storefront:order_forget",
    "storefront:order_lookup",
    "storefront:order_opinion",
    "storefront:order_send_code",
    "storefront:part_cancel",
    "storefront:part_complaint",
    "storefront:part_receipt",
    "storefront:part_return",
    "storefront:password",
    "storefront:place_suggest",
    "storefront:policies",
    "storefront:policy",
    "storefront:profile",
    "storefront:register",
    "storefront:return_picture",
    "storefront:second_factor",
    "storefront:second_factor_begin",
    "storefront:second_factor_enrol",
    "storefront:stars",
    "storefront:ticket",
    "storefront:ticket_lookup",
    "storefront:ticket_picture",
    "storefront:ticket_settled",
    "storefront:voucher",
    "storefront:voucher_remove",
    # Its form is for what cannot be bought; what was never certified has none (tests/pages/test_waits.py).
    "storefront:wait",
    "storefront:wait_confirm",
    "storefront:wait_stop",
}
# Staff's back offices: Django's admin, the register's pages, texts of the trust pages, Oscar's pruned dashboard, the
# support desk, the producers' desk (each of its pages is tried in test_cooperative.py).
# Nothing is sold there.
STAFF_SPACES = ("admin:", "register:", "texts:", "dashboard:", "programme:", "cooperative:")
# Of these, what an officer opens.
OFFICERS_SPACES = ("register:", "texts:", "dashboard:", "programme:")
# And support; each of its pages is tried in test_programme.py.
SUPPORTS_SPACES = ("programme:",)
