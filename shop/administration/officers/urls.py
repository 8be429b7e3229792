"""Addresses of the officers' pages, below /quan-tri/chung-nhan/."""

from django.urls import path

from shop.administration.officers import views

app_name = "register"
urlpatterns = [
    path("", views.index, name="index"),
    path("quyet-dinh/<int:pk>/", views.decision, name="decision"),
    path("quyet-dinh/<int:pk>/xac-nhan/", views.verify, name="verify"),
    path("quyet-dinh/<int:pk>/rut/", views.undo, name="undo"),
    path("<int:pk>/thu-hoi/", views.revoke, name="revoke"),
    path("<int:pk>/dinh-chinh/", views.correct, name="correct"),
    path("<int:pk>/gia-han/", views.lengthen, name="lengthen"),
]
