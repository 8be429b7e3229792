"""Addresses of the support desk, below /lam-viec/chuong-trinh/."""

from django.urls import path

from shop.programme.views import delivery, home, missed, money, orders, parts, tickets

app_name = "programme"
urlpatterns = [
    path("", home.home, name="home"),
    path("viec/<slug:slug>/", home.queue, name="queue"),
    path("tim/", home.find, name="find"),
    path("tim-khong-thay/", missed.index, name="missed"),
    path("don/<str:number>/", orders.order, name="order"),
    path("don/<str:number>/dia-chi/", orders.address, name="address"),
    path("don/<str:number>/phieu-moi/", tickets.new, name="ticket_new"),
    path("don/<str:number>/<slug:verb>/", orders.act, name="order_step"),
    path("kien/<str:number>/huy-mon/<int:line>/", parts.cancel_line, name="line_cancel"),
    path("kien/<str:number>/<slug:verb>/", parts.act, name="step"),
    path("hoan/<int:pk>/", money.refund_paid, name="refund_paid"),
    path("tra-hang/<int:pk>/", money.return_answer, name="return_answer"),
    path("tra-hang/<int:pk>/nhan/", money.return_receive, name="return_receive"),
    path("tra-hang/hinh/<int:pk>/", money.return_picture, name="return_picture"),
    path("tin-bao/<int:pk>/", orders.resend_notice, name="notice"),
    path("phieu/", tickets.index, name="tickets"),
    path("phieu/hinh/<int:pk>/", tickets.picture, name="ticket_picture"),
    path("phieu/<str:number>/", tickets.ticket, name="ticket"),
    path("phieu/<str:number>/<slug:verb>/", tickets.say, name="ticket_step"),
    path("giao-hang/", delivery.index, name="delivery"),
    path("giao-hang/bang-phi/", delivery.publish, name="fees"),
    path("giao-hang/bang-phi/<int:pk>/rut/", delivery.withdraw, name="fees_withdraw"),
    path("giao-hang/diem/<int:pk>/", delivery.swing, name="point"),
]
