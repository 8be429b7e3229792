"""Where the gallery stands, below /mau/."""

from django.urls import path

from shop.storefront.gallery import views

urlpatterns = [path("", views.gallery, name="gallery")]
