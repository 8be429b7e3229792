"""One order into producer orders: each producer's part, its money, what came back, and how cash was secured."""

from shop.fulfilment.models.agreements import Agreement, InvoiceRequest
from shop.fulfilment.models.cash import BuyerPhone, CashConfirmation, DoorRefusal
from shop.fulfilment.models.lookups import FailedLookup
from shop.fulfilment.models.money import Collection, Holder, Payment, Refund
from shop.fulfilment.models.parts import DeliveryKind, LineOutcome, Outcome, ProducerOrder, StateChange
from shop.fulfilment.models.returns import ReturnLine, ReturnPicture, ReturnReason, ReturnRequest, ReturnState

__all__ = [
    "Agreement",
    "BuyerPhone",
    "CashConfirmation",
    "Collection",
    "DeliveryKind",
    "DoorRefusal",
    "FailedLookup",
    "Holder",
    "InvoiceRequest",
    "LineOutcome",
    "Outcome",
    "Payment",
    "ProducerOrder",
    "Refund",
    "ReturnLine",
    "ReturnPicture",
    "ReturnReason",
    "ReturnRequest",
    "ReturnState",
    "StateChange",
]
