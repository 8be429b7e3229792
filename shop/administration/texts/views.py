"""Doors for those who write the trust pages."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shop.accounts.roles import Role
from shop.accounts.second_factor import person
from shop.administration.sentences import say
from shop.administration.texts.forms import WordingForm
from shop.forks.dashboard.guard import dashboard_page
from shop.policies.operations import clean_text, publish_wording
from shop.policies.pages import Page, UnknownPage, page, pages
from shop.policies.queries import all_wordings, sample, wordings
from shop.primitives.period import local_day
from shop.primitives.refusal import Refusal

writers_only = dashboard_page(Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)


@writers_only
def index(request: HttpRequest) -> HttpResponse:
    """Every page: what holds, since when, by whom, and what is coming."""
    language = get_language() or "vi"
    told = all_wordings(at=timezone.now())
    rows = [(entry.slug, entry.title(language), told[entry.slug]) for entry in pages().values()]
    return render(request, "administration/texts/index.html", {"rows": rows})


@writers_only
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """A new wording: looked at first, then published."""
    try:
        entry = page(slug)
    except UnknownPage as refusal:
        raise Http404 from refusal
    form = WordingForm(request.POST or None, initial=_as_it_stands(entry))
    seen = []
    if form.is_valid() and "preview" in request.POST:
        seen = [clean_text(text=form.cleaned_data[f"body_{language}"]) for language in entry.titles]
    elif form.is_valid():
        try:
            wording = publish_wording(slug=slug, by=person(request), at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, say(refusal))
        else:
            first_day = f"{local_day(wording.valid_from):%d/%m/%Y}"
            messages.success(request, _("Published: it holds from %(day)s.") % {"day": first_day})
            return redirect("texts:index")
    facts = {"form": form, "slug": slug, "title": entry.title(get_language() or "vi"), "seen": seen}
    return render(request, "administration/texts/edit.html", facts, status=422 if form.errors else 200)


def _as_it_stands(entry: Page) -> dict[str, str]:
    at = timezone.now()
    told = wordings(slug=entry.slug, at=at)
    last = told.coming[-1] if told.coming else told.in_force or sample(entry=entry, at=at)
    return {"body_vi": last.body_vi, "body_en": last.body_en}
