"""A producer's parts of orders: the list, one of them, and the steps it takes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from shop.cooperative.acts import REFUSE, Act, act_called, acts_of
from shop.cooperative.desk import Desk, at_desk, producers_of
from shop.cooperative.forms import RefuseForm
from shop.cooperative.queries.parts import part_of, part_page, parts_page
from shop.cooperative.sentences import STATE_WORDS, say
from shop.cooperative.stepping import attempt
from shop.cooperative.turning import page_number
from shop.fulfilment import operations
from shop.fulfilment.states import NOT_PACKED, Actor, State

# Where a quick step leads back to; anything else is the part's own page.
_BACK = {"don-hang": "cooperative:orders", "dong-goi": "cooperative:packing"}


@never_cache
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The desk of the one producer the person works for; who works for several chooses there. Nobody's: 404."""
    mine = producers_of(request)
    if not mine:
        raise Http404
    return redirect(reverse("cooperative:orders", args=[mine[0].slug]))


@at_desk
def orders(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The parts, by state and by number."""
    chosen = request.GET.get("trang_thai", "")
    state = State(chosen) if chosen in set(State) else None
    number = request.GET.get("so", "").strip()[:20]
    found = parts_page(producer=desk.producer, at=desk.at, state=state, number=number, page=page_number(request))
    states = [(row.value, STATE_WORDS[row][0], desk.counts.of(row), row is state) for row in State]
    return desk.page(
        "orders", "orders", page=found, number=number, state=state, states=[row for row in states if row[2] or row[3]]
    )


@at_desk
def part(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """One part: what is in it, whose it is, what comes next."""
    return _part_page(desk, _found(desk, number))


def _found(desk: Desk, number: str) -> Any:
    row = part_of(producer=desk.producer, number=number)
    if row is None:
        raise Http404
    return row


def _part_page(desk: Desk, row: Any, status: int = 200) -> HttpResponse:
    page = part_page(part=row, at=desk.at)
    acts = acts_of(part=row, state=page.state)
    return desk.page(
        "part",
        "orders",
        status=status,
        page=page,
        now=acts[0] if acts else None,
        later=acts[1:],
    )


@at_desk
def step(request: HttpRequest, desk: Desk, number: str, slug_of_step: str) -> HttpResponse:
    """One step with a part: the page that asks for what it needs, and the step itself."""
    row = _found(desk, number)
    act = act_called(slug=slug_of_step, part=row)
    if act is None:
        raise Http404
    state = row.state_at(desk.at)
    is_offered = any(offered.slug == act.slug for offered in acts_of(part=row, state=state))
    back = desk.to(_BACK[request.POST["back"]]) if request.POST.get("back") in _BACK else ""
    here = back or desk.to("cooperative:part", row.number)
    if request.method != "POST" and not is_offered:
        messages.warning(request, _stale(act, state))
        return redirect(here)
    form = act.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not is_offered:
            return _too_late(request, desk, act, row, form, here, state)
        refused = attempt(form=form, call=lambda: act.call(desk, row, form))
        if refused is None:
            messages.success(request, str(act.done))
            return redirect(here)
        if act.is_quick:
            messages.error(request, say(refused))
            return redirect(here)
    return _step_page(desk, act, row, form)


def _too_late(request: HttpRequest, desk: Desk, act: Act, row: Any, form: Any, here: str, state: State) -> HttpResponse:
    """A second press, or a page that stood open while something happened: a sentence, and what was typed stays."""
    if state is act.target or act.is_quick:
        messages.warning(request, _stale(act, state))
        return redirect(here)
    form.add_error(None, _stale(act, state))
    return _step_page(desk, act, row, form)


def _stale(act: Act, state: State) -> str:
    if state is act.target:
        return _("This was done already: the part is “%(state)s”.") % {"state": STATE_WORDS[state][0]}
    return say(operations.StepRefused(source=state, target=act.target, actor=Actor.PRODUCER))


def _step_page(desk: Desk, act: Act, row: Any, form: Any) -> HttpResponse:
    page = part_page(part=row, at=desk.at)
    status = 422 if form.is_bound else 200
    return desk.page("step", "orders", status=status, page=page, act=act, form=form)


@at_desk
def drop_line(request: HttpRequest, desk: Desk, number: str, pk: int) -> HttpResponse:
    """One line called off while the rest goes on. The last line left is the whole part, and is refused as such."""
    row = _found(desk, number)
    page = part_page(part=row, at=desk.at)
    line = next((goods for goods in page.goods if goods.pk == pk), None)
    if line is None:
        raise Http404
    here = desk.to("cooperative:part", row.number)
    if request.method != "POST" and page.kept == [line] and page.state in NOT_PACKED:
        return redirect(desk.to("cooperative:step", row.number, REFUSE.slug))
    if request.method != "POST" and (line.fell or not page.can_drop_lines):
        messages.warning(request, say(operations.LineFell()) if line.fell else _stale(REFUSE, page.state))
        return redirect(here)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = {"producer_order": row, "line_id": pk, "actor": Actor.PRODUCER, "by": desk.by, "at": desk.at}
        reason = form.reason(row.order.language)
        if attempt(form=form, call=lambda: operations.cancel_line(**facts, reason=reason)) is None:
            messages.success(request, _("Called off. The buyer was told, and the sum to collect is lower."))
            return redirect(here)
    status = 422 if form.is_bound else 200
    return desk.page("drop_line", "orders", status=status, page=page, line=line, form=form)
