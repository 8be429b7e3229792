"""How every act goes: a page with a form, one call of a room, a sentence, and back to the order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect, render

from shop.primitives.refusal import Refusal
from shop.storefront.after_sale_sentences import sentence
from shop.storefront.forms import MendableForm
from shop.storefront.proofs import Proof

FORM = ["GET", "HEAD", "POST"]
TOO_MANY = frozenset({"too_many_tries", "too_many_tickets"})


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """This will return what a form was sent with, words and files, or nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def page(request: HttpRequest, name: str, proof: Proof, form: MendableForm, **context: Any) -> HttpResponse:
    """This will answer with an act's page; 422 where a field is to be mended, 409 or 429 where a room refused."""
    status = getattr(form, "refused", 0) or (422 if form.is_bound and form.errors else 200)
    context |= {"proof": proof, "order": proof.order, "form": form}
    return render(request, f"storefront/after_sale/{name}.html", context, status=status)


def attempt(form: MendableForm, call: Callable[[], Any]) -> Any:
    """This will make the call, or put what refused it on top of the form and return None."""
    try:
        return call()
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        form.refused = 429 if refusal.code in TOO_MANY else 409  # type: ignore[attr-defined]
        return None


def back(proof: Proof, ordinal: int | None = None) -> HttpResponseRedirect:
    """This will lead back to the order, to the parcel that was acted on."""
    answer = redirect("storefront:order", number=proof.order.number)
    if ordinal is not None:
        answer["Location"] += f"#kien-{ordinal}"
    return answer


def done(request: HttpRequest, proof: Proof, words: str, ordinal: int | None = None) -> HttpResponseRedirect:
    """This will say what was done and lead back to the order."""
    messages.success(request, words)
    return back(proof, ordinal)


def not_now(request: HttpRequest, proof: Proof, words: str, ordinal: int | None = None) -> HttpResponseRedirect:
    """This will say why there is nothing to be done now, and lead back to the order."""
    messages.warning(request, words)
    return back(proof, ordinal)
