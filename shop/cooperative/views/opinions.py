"""What buyers say of the goods, and the maker's reply."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shop.cooperative.desk import Desk, at_desk
from shop.cooperative.forms import ReplyForm
from shop.cooperative.queries.opinions import opinion_of, opinions_page, told
from shop.cooperative.stepping import attempt
from shop.cooperative.turning import page_number
from shop.opinions import operations


@at_desk
def opinions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All opinions on show, the newest first."""
    page = opinions_page(producer=desk.producer, at=desk.at, page=page_number(request))
    return desk.page("opinions", "opinions", page=page)


@at_desk
def reply(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One opinion and the maker's reply to it."""
    review = opinion_of(producer=desk.producer, pk=pk)
    if review is None:
        raise Http404
    opinion = told(review=review, at=desk.at)
    form = ReplyForm(request.POST if request.method == "POST" else None, initial={"text": opinion.reply})
    if form.is_valid():
        facts = {"review": review, "text": form.cleaned_data["text"], "by": desk.by, "at": desk.at}
        if attempt(form=form, call=lambda: operations.reply(**facts)) is None:
            messages.success(request, _("Your reply stands on the product's page."))
            return redirect(desk.to("cooperative:opinions"))
    return desk.page("reply", "opinions", status=422 if form.is_bound else 200, opinion=opinion, form=form)
