"""Doors for shoppers. Addresses are stable: changing one is an API change. Names are in the namespace `storefront`."""

from django.urls import URLPattern, URLResolver, include, path

from shop.storefront.views import basket, catalogue, certificates, checkout, opinions, orders, policies, regions, share

app_name = "storefront"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", catalogue.home, name="home"),
    path("san-pham/", catalogue.listing, name="products"),
    path("san-pham/nhom/<slug:slug>/", catalogue.group, name="group"),
    path("san-pham/bo/<int:number>/", catalogue.criteria_set, name="set"),
    path("san-pham/<slug:slug>_<int:pk>/", catalogue.product, name="product"),
    path("san-pham/<slug:slug>_<int:pk>/y-kien/", opinions.opinions, name="opinions"),
    path("chu-the/", catalogue.producers, name="producers"),
    path("chu-the/<slug:slug>/", catalogue.producer, name="producer"),
    path("dia-phuong/", regions.places, name="places"),
    path("dia-phuong/goi-y/", regions.suggest, name="place_suggest"),
    path("tinh-thanh/<str:code>/", regions.province, name="province"),
    path("xa-phuong/<str:code>/", regions.commune, name="commune"),
    path("trung-tam/", regions.centres, name="centres"),
    path("trung-tam/<slug:slug>/", regions.centre, name="centre"),
    path("kiem-tra/", certificates.check_form, name="check_form"),
    path("kiem-tra/<str:code>/", certificates.check, name="check"),
    path("huy-hieu/<str:code>/<str:scale>.webp", certificates.badge, name="badge"),
    path("chia-se/<str:code>.jpg", share.share_card, name="share_card"),
    path("chinh-sach/", policies.index, name="policies"),
    path("chinh-sach/hang-sao/", policies.stars, name="stars"),
    path("chinh-sach/<slug:slug>/", policies.policy, name="policy"),
    path("gio-hang/", basket.basket, name="basket"),
    path("gio-hang/them/<int:pk>/", basket.add, name="basket_add"),
    path("gio-hang/dong/<int:pk>/", basket.line, name="basket_line"),
    path("gio-hang/ma-giam-gia/", basket.voucher, name="voucher"),
    path("gio-hang/ma-giam-gia/bo/", basket.voucher_remove, name="voucher_remove"),
    path("thanh-toan/", checkout.checkout, name="checkout"),
    path("thanh-toan/giao-hang/", checkout.delivery, name="delivery"),
    path("don-hang/tra-cuu/", orders.lookup, name="order_lookup"),
    path("don-hang/<str:number>/xong/", checkout.confirmation, name="confirmation"),
    path("tai-khoan/", include("shop.storefront.account_urls")),
]
