"""Addresses of one order, below /don-hang/<number>/: its page, its papers, and what its buyer does about it."""

from django.urls import path

from shop.storefront.views import checkout, orders, personal_data
from shop.storefront.views.after_sale import afterwards, cancelling, moving, wrongs

urlpatterns = [
    path("", orders.one, name="order"),
    path("xong/", checkout.confirmation, name="confirmation"),
    path("hop-dong.pdf", afterwards.contract, name="order_contract"),
    path("huy/", cancelling.order, name="order_cancel"),
    path("dia-chi/", moving.address, name="order_address"),
    path("ma-xac-nhan/", moving.confirm, name="order_confirm"),
    path("ma-xac-nhan/gui-lai/", moving.send_code, name="order_send_code"),
    path("du-lieu/", personal_data.of_order, name="order_data"),
    path("du-lieu/tai/", personal_data.order_copy, name="order_data_copy"),
    path("du-lieu/dong-y/", personal_data.order_consent, name="order_consent"),
    path("du-lieu/xoa/", personal_data.order_forget, name="order_forget"),
    path("mua-lai/", afterwards.again, name="order_again"),
    path("y-kien/<int:line>/", afterwards.opinion, name="order_opinion"),
    path("tra-hang/anh/<int:pk>.webp", wrongs.picture, name="return_picture"),
    path("kien/<int:ordinal>/huy/", cancelling.part, name="part_cancel"),
    path("kien/<int:ordinal>/huy/<int:line>/", cancelling.line, name="line_cancel"),
    path("kien/<int:ordinal>/khieu-nai/", wrongs.complaint, name="part_complaint"),
    path("kien/<int:ordinal>/tra-hang/", wrongs.give_back, name="part_return"),
    path("kien/<int:ordinal>/bien-nhan.pdf", afterwards.receipt, name="part_receipt"),
]
