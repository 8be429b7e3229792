"""Everything we hold of one person, gathered for them: an account with its orders, or one order that was proven."""

from __future__ import annotations

from typing import Any

from shop.accounts.models import User
from shop.fulfilment.models import ReturnPicture
from shop.fulfilment.queries import orders_of
from shop.personal_data.gathering import account, orders, said
from shop.personal_data.gathering.whose import Row, Whose
from shop.support.models import TicketPicture

__all__ = ["Whose", "gather", "of_account", "of_order", "pictures"]


def of_account(*, user: User) -> Whose:
    """This will return an account with its orders. Costs: 1 query."""
    return Whose(user, tuple(orders_of(user=user)))


def of_order(*, order: Any) -> Whose:
    """This will return one order; the caller has asked for its proof."""
    return Whose(None, (order,))


def gather(*, whose: Whose) -> dict[str, list[Row]]:
    """This will return every row we hold, section by section, empty ones left out. Costs: about 35 queries."""
    sections = {name: list(rows(whose)) for name, rows in _SECTIONS.items()}
    return {name: rows for name, rows in sections.items() if rows}


def pictures(*, whose: Whose) -> list[Any]:
    """This will return the files a person has shown us. Costs: 2 queries."""
    tickets = TicketPicture.objects.filter(entry__ticket__in=said.tickets(whose), entry__is_internal=False)
    returns = ReturnPicture.objects.filter(request__producer_order__order__in=whose.orders)
    return [row.file for row in tickets.order_by("pk")] + [row.file for row in returns.order_by("pk")]


_SECTIONS = {
    "account": account.account,
    "roles": account.roles,
    "addresses": account.addresses,
    "wishes": account.wishes,
    "waits": account.waits,
    "basket": account.basket,
    "orders": orders.orders,
    "former_addresses": orders.former_addresses,
    "agreements": orders.agreements,
    "invoices": orders.invoices,
    "parcels": orders.parts,
    "goods": orders.lines,
    "moves": orders.moves,
    "fallen": orders.fallen,
    "money": orders.money,
    "cash": orders.cash,
    "returns": orders.returns,
    "tickets": said.ticket_rows,
    "entries": said.entries,
    "opinions": said.opinion_rows,
    "consents": said.consents,
    "notices": said.notices,
    "devices": account.devices,
    "log_ins": account.log_ins,
    "trace": said.trace,
}
