from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def places(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/places.html")


def suggest(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/suggest.html")


def province(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/province.html")


def commune(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/commune.html")


def centres(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/centres.html")


def centre(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/centre.html")

