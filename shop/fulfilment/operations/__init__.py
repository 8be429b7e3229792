"""Verbs of a producer order's life, for the desks and the buyer's pages."""

from shop.fulfilment.operations.address import AddressCostsMore, TooLate, change_address
from shop.fulfilment.operations.cash import NotConfirmed, WrongCode, confirm_by_call, confirm_by_code, send_code
from shop.fulfilment.operations.lines import LineFell, cancel_line
from shop.fulfilment.operations.moving import ReasonMissing, StepRefused, move, settle, settle_overdue
from shop.fulfilment.operations.refunds import HowMissing, RefundPaid, RefundRefused, owe_refund, pay_refund
from shop.fulfilment.operations.returns import (
    NothingToReturn,
    PicturesMissing,
    ReturnOver,
    answer_return,
    ask_return,
    receive_return,
)
from shop.fulfilment.operations.steps import (
    WrongPickupCode,
    accept,
    cancel,
    cancel_order,
    close,
    deliver,
    dispute,
    hand_over,
    lose,
    mark_ready,
    pack,
    refuse,
    refuse_at_door,
    settle_dispute,
)

__all__ = [
    "AddressCostsMore",
    "HowMissing",
    "LineFell",
    "NotConfirmed",
    "NothingToReturn",
    "PicturesMissing",
    "ReasonMissing",
    "RefundPaid",
    "RefundRefused",
    "ReturnOver",
    "StepRefused",
    "TooLate",
    "WrongCode",
    "WrongPickupCode",
    "accept",
    "answer_return",
    "ask_return",
    "cancel",
    "cancel_line",
    "cancel_order",
    "change_address",
    "close",
    "confirm_by_call",
    "confirm_by_code",
    "deliver",
    "dispute",
    "hand_over",
    "lose",
    "mark_ready",
    "move",
    "owe_refund",
    "pack",
    "pay_refund",
    "receive_return",
    "refuse",
    "refuse_at_door",
    "send_code",
    "settle",
    "settle_dispute",
    "settle_overdue",
]
