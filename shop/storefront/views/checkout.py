from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def checkout(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/checkout.html")


def confirmation(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/confirmation.html")

