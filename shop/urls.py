"""Every address of the shop. Vietnamese at /, English at /en/."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from shop.storefront.views.icons import favicon, manifest
from shop.storefront.views.machines import robots, sitemap, sitemap_file
from shop.storefront.views.media import media

urlpatterns = [
    path("favicon.ico", favicon, name="favicon"),
    path("site.webmanifest", manifest, name="manifest"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap_file, name="sitemap_file"),
    path("media/<path:path>", media, name="media"),
    *i18n_patterns(
        path("quan-tri/django/", admin.site.urls),
        path("quan-tri/chung-nhan/", include("shop.administration.officers.urls")),
        path("quan-tri/chinh-sach/", include("shop.administration.texts.urls")),
        path("lam-viec/chu-the/", include("shop.cooperative.urls")),
        path("lam-viec/chuong-trinh/", include("shop.programme.urls")),
        path("quan-tri/", apps.get_app_config("dashboard").urls),
        *([path("mau/", include("shop.storefront.gallery.urls"))] if settings.GALLERY else []),
        path("", include("shop.storefront.urls")),
        prefix_default_language=False,
    ),
]
