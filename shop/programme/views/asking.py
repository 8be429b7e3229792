"""One form, one call: what every page of this desk that does something has in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from shop.primitives.refusal import Refusal
from shop.programme.guard import desk
from shop.programme.sentences import say


def sent(request: HttpRequest) -> Any:
    """This will return what a form was sent with, or None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def ask(
    request: HttpRequest,
    form: Any,
    act: Callable[[dict[str, Any], datetime], str],
    *,
    heading: Any,
    lead: Any,
    back: str,
    button: Any,
    is_grave: bool = False,
    template: str = "programme/form.html",
    **context: Any,
) -> HttpResponse:
    """This will call the operation for a right form and lead back; a refusal is the form's error, all typed is kept."""
    if form.is_bound and form.is_valid():
        try:
            said = act(form.cleaned_data, timezone.now())
        except Refusal as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(back)
    facts = {"form": form, "heading": heading, "lead": lead, "back": back, "button": button, "is_grave": is_grave}
    status = 422 if form.is_bound else 200
    return render(request, template, {**facts, "desk": desk(request), **context}, status=status)
