from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def basket(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/basket.html")


def add(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/add.html")


def line(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/line.html")

