from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def check_form(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/check_form.html")


def check(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/check.html")


def badge(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/badge.html")

