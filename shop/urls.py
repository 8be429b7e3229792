"""Every address of the shop. Vietnamese at /, English at /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("quan-tri/django/", admin.site.urls),
    *i18n_patterns(path("", include("shop.storefront.urls")), prefix_default_language=False),
]
