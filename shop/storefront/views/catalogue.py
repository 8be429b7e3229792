from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/home.html")


def listing(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/listing.html")


def group(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/group.html")


def criteria_set(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/criteria_set.html")


def product(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/product.html")


def producers(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/producers.html")


def producer(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/producer.html")

