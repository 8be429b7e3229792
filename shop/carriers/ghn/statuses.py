"""GHN's words for where a parcel is, in ours. Source: https://api.ghn.vn/home/docs, statuses of an order."""

from __future__ import annotations

from shop.carriers.base import Progress

PROGRESS = {
    "ready_to_pick": Progress.WAITING,
    "picking": Progress.WAITING,
    "money_collect_picking": Progress.WAITING,  # the rider settles with the sender
    "picked": Progress.ON_THE_WAY,
    "storing": Progress.ON_THE_WAY,
    "transporting": Progress.ON_THE_WAY,
    "sorting": Progress.ON_THE_WAY,
    "delivering": Progress.AT_THE_DOOR,
    "money_collect_delivering": Progress.AT_THE_DOOR,  # the rider settles with the buyer
    "delivered": Progress.DELIVERED,
    "delivery_fail": Progress.NOT_DELIVERED,
    "waiting_to_return": Progress.NOT_DELIVERED,  # may still be delivered
    "return": Progress.COMING_BACK,
    "return_transporting": Progress.COMING_BACK,
    "return_sorting": Progress.COMING_BACK,
    "returning": Progress.COMING_BACK,
    "return_fail": Progress.COMING_BACK,
    "returned": Progress.CAME_BACK,
    "cancel": Progress.CANCELLED,
    "exception": Progress.MISSING,
    "damage": Progress.MISSING,
    "lost": Progress.MISSING,
}
