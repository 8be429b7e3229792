"""What was looked for in vain."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.programme.guard import desk, desk_page
from shop.programme.queries.missed import DAYS, missed_page


@desk_page
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Searches that found nothing, the most often first; `?ngay=` of how many days."""
    days = _number(request.GET.get("ngay", ""), DAYS[1])
    page = missed_page(
        days=days if days in DAYS else DAYS[1],
        page=max(1, _number(request.GET.get("trang", ""), 1)),
        at=timezone.now(),
    )
    return render(request, "programme/missed.html", {"page": page, "choices": DAYS, "desk": desk(request)})


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
