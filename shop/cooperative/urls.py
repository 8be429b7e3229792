"""Addresses of the producers' desk, below /lam-viec/chu-the/. Each but the first names whose desk it is."""

from django.urls import URLPattern, path

from shop.cooperative.views import delivery, opinions, orders, papers, returns

app_name = "cooperative"
urlpatterns: list[URLPattern] = [
    path("", orders.index, name="index"),
    path("<slug:slug>/", orders.orders, name="orders"),
    path("<slug:slug>/don/<str:number>/", orders.part, name="part"),
    path("<slug:slug>/don/<str:number>/phieu-giao.pdf", papers.delivery_note, name="delivery_note"),
    path("<slug:slug>/don/<str:number>/bien-nhan.pdf", papers.receipt, name="receipt"),
    path("<slug:slug>/don/<str:number>/bo-mon/<int:pk>/", orders.drop_line, name="drop_line"),
    path("<slug:slug>/don/<str:number>/<slug:slug_of_step>/", orders.step, name="step"),
    path("<slug:slug>/dong-goi/", papers.packing, name="packing"),
    path("<slug:slug>/dong-goi/phieu.pdf", papers.packing_pdf, name="packing_pdf"),
    path("<slug:slug>/tra-hang/", returns.returns, name="returns"),
    path("<slug:slug>/tra-hang/<int:pk>/", returns.one_return, name="return"),
    path("<slug:slug>/tra-hang/anh/<int:pk>.webp", returns.picture, name="picture"),
    path("<slug:slug>/hoan-tien/<int:pk>/", returns.refund, name="refund"),
    path("<slug:slug>/giao-hang/", delivery.delivery, name="delivery"),
    path("<slug:slug>/giao-hang/bang-phi/", delivery.fees, name="fees"),
    path("<slug:slug>/giao-hang/bang-phi/<int:pk>/rut/", delivery.fees_withdraw, name="fees_withdraw"),
    path("<slug:slug>/giao-hang/tu-giao/", delivery.own, name="own"),
    path("<slug:slug>/giao-hang/tu-giao/dung/", delivery.own_stop, name="own_stop"),
    path("<slug:slug>/giao-hang/diem-nhan/moi/", delivery.point_new, name="point_new"),
    path("<slug:slug>/giao-hang/diem-nhan/<slug:code>/", delivery.point_swing, name="point_swing"),
    path("<slug:slug>/y-kien/", opinions.opinions, name="opinions"),
    path("<slug:slug>/y-kien/<int:pk>/", opinions.reply, name="reply"),
]
