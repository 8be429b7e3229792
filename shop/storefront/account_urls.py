"""Addresses of people's own pages, below /tai-khoan/."""

from django.urls import path

from shop.storefront import account_views, reset_views
from shop.storefront.views import orders
from shop.storefront.views.account import addresses, claims, personal_data, profile, wishes

urlpatterns = [
    path("", account_views.account, name="account"),
    path("dang-nhap/", account_views.login, name="login"),
    path("dang-xuat/", account_views.logout, name="logout"),
    path("dang-ky/", account_views.register, name="register"),
    path("quen-mat-khau/", reset_views.forgotten, name="forgotten"),
    path("dat-lai/<str:key>/<str:token>/", reset_views.new_password, name="new_password"),
    path("ho-so/", profile.profile, name="profile"),
    path("mat-khau/", profile.password, name="password"),
    path("ngon-ngu/", profile.language, name="language"),
    path("dia-chi/", addresses.addresses, name="addresses"),
    path("dia-chi/moi/", addresses.new, name="address_new"),
    path("dia-chi/<int:pk>/", addresses.edit, name="address_edit"),
    path("dia-chi/<int:pk>/mac-dinh/", addresses.default, name="address_default"),
    path("dia-chi/<int:pk>/xoa/", addresses.delete, name="address_delete"),
    path("muon-mua/", wishes.wishes, name="wishes"),
    path("muon-mua/doi/", wishes.change, name="wish_change"),
    path("du-lieu/", personal_data.mine, name="my_data"),
    path("du-lieu/tai/", personal_data.copy, name="my_data_copy"),
    path("du-lieu/tai/<int:pk>/", personal_data.fetch, name="my_data_fetch"),
    path("du-lieu/dong-y/", personal_data.consent, name="my_consent"),
    path("du-lieu/xoa/", personal_data.delete, name="account_delete"),
    path("don-hang/nhan/", claims.claim_order, name="order_claim"),
    path("don-hang/", orders.mine, name="my_orders"),
    path("don-hang/<str:number>/", orders.mine_one, name="my_order"),
    path("buoc-hai/", account_views.second_factor_check, name="second_factor"),
    path("buoc-hai/dien-thoai/", account_views.second_factor_enrol, name="second_factor_enrol"),
    path("buoc-hai/dien-thoai/bat-dau/", account_views.second_factor_begin, name="second_factor_begin"),
    path("buoc-hai/ma-du-phong/", account_views.backup_codes, name="backup_codes"),
]
