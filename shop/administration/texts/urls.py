"""Addresses below /quan-tri/chinh-sach/."""

from django.urls import path

from shop.administration.texts import views

app_name = "texts"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.edit, name="edit"),
]
