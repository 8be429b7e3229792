"""What is to be done, and finding an order."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from shop.accounts.second_factor import person
from shop.primitives.paging import pages_of
from shop.programme.forms import FindForm
from shop.programme.guard import desk, desk_page, look
from shop.programme.queries import finding, missed, queues
from shop.programme.sentences import say
from shop.programme.views.asking import sent


@desk_page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Today: every queue with its first few, the opinions that wait for an officer, and searches that found nothing."""
    at = timezone.now()
    facts = {
        "queues": queues.waiting(at=at),
        "opinions": queues.opinions_waiting(),
        "missed": missed.of_the_week(at=at),
        "form": FindForm(),
    }
    return render(request, "programme/home.html", {**facts, "at": at, "desk": desk(request, "home")})


@desk_page
@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """One queue, page by page."""
    chosen = queues.QUEUES.get(slug)
    if chosen is None:
        raise Http404
    at, text = timezone.now(), request.GET.get("trang", "")
    rows = chosen.rows(at)
    count = rows.count()
    page = pages_of(count=count, size=queues.A_PAGE, page=int(text) if text.isascii() and text.isdigit() else 1)
    page_number = max(1, page.page)
    jobs = queues.jobs(chosen, rows[(page_number - 1) * queues.A_PAGE : page_number * queues.A_PAGE], at)
    current = "refunds" if slug == "hoan-tien" else "home"
    facts = {"queue": chosen, "jobs": jobs, "count": count, "page": page, "desk": desk(request, current)}
    return render(request, "programme/queue.html", facts)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """An order by number, phone or name. Each page of results is written down: what was looked for, what was seen."""
    form, found, status, at = FindForm(sent(request)), None, 200, timezone.now()
    if form.is_bound and form.is_valid():
        try:
            finding.check_pace(by=person(request), at=at)
        except finding.TooManySearches as refusal:
            form.add_error(None, say(refusal))
            status = 429
        else:
            text = form.cleaned_data["q"]
            found = finding.find(text=text, page=form.cleaned_data["trang"] or 1, at=at)
            look(request, finding.SEARCHED, person(request), at, **finding.trace(text=text, found=found))
    elif form.is_bound:
        status = 422
    facts = {"form": form, "found": found, "most": finding.MOST, "desk": desk(request, "find")}
    return render(request, "programme/find.html", facts, status=status)
