from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def lookup(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return render(request, "storefront/lookup.html")

