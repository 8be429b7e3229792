"""Doors for officers: each page asks the role, makes one call, and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from oscar.core.loading import get_model

from catalogue_ext.certification import operations
from catalogue_ext.certification.models import Certificate, Decision
from shop.accounts.roles import Role
from shop.accounts.second_factor import person
from shop.administration.officers import queries
from shop.administration.officers.forms import CorrectForm, LengthenForm, ReasonForm, RevokeForm
from shop.administration.sentences import say
from shop.forks.dashboard.guard import dashboard_page
from shop.primitives.period import day_start, local_day
from shop.primitives.refusal import Refusal

officers_only = dashboard_page(Role.PROGRAMME_OFFICER)


def _form_page(
    request: HttpRequest, form: Any, decision: Decision, heading: str, lead: str, act: Callable[[], str]
) -> HttpResponse:
    """This will call the operation for a right form and lead back to the decision; a refusal is the form's error."""
    if form.is_valid():
        try:
            said = act()
        except Refusal as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, said)
            return redirect("register:decision", pk=decision.pk)
    status = 422 if form.is_bound else 200
    facts = {"form": form, "decision": decision, "heading": heading, "lead": lead}
    return render(request, "administration/officers/form.html", facts, status=status)


def _warn(request: HttpRequest, affected: Iterable[operations.AffectedInterval]) -> None:
    for interval in affected:
        text = _(
            "Sold without knowing between %(since)s and %(until)s: orders of that time keep their certificate copy; "
            "look at them."
        )
        days = {"since": f"{local_day(interval.since):%d/%m/%Y}", "until": f"{local_day(interval.until):%d/%m/%Y}"}
        messages.warning(request, text % days)


@officers_only
def index(request: HttpRequest) -> HttpResponse:
    """What waits for a second officer, and a search over all decisions."""
    text = request.GET.get("q", "").strip()[:100]
    facts = {"text": text, "waiting": queries.waiting_decisions(), "decisions": queries.decisions(text=text)}
    return render(request, "administration/officers/index.html", facts)


@officers_only
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision with its certificates."""
    found = get_object_or_404(Decision.objects.select_related("entered_by", "verified_by"), pk=pk)
    rows = queries.rows_of(decision=found)
    facts = {"decision": found, "rows": rows, "may_verify": any(row.state == "waiting" for row in rows)}
    return render(request, "administration/officers/decision.html", facts)


@require_POST
@officers_only
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """A second officer's word on a decision and all that waits of it."""
    found = get_object_or_404(Decision, pk=pk)
    try:
        done = operations.verify_decision(decision=found, by=person(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Verified: %(number)s certificates.") % {"number": len(done.certificates)})
    return redirect("register:decision", pk=pk)


@officers_only
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Taking back a mistaken import."""
    found = get_object_or_404(Decision, pk=pk)
    form = ReasonForm(request.POST or None)

    def act() -> str:
        keep = get_model("order", "Line").objects.filter(product__certificates__decision=found)
        affected = operations.withdraw_import(
            decision=found,
            reason=form.cleaned_data["reason"],
            by=person(request),
            at=timezone.now(),
            keep_listed=set(keep.values_list("product_id", flat=True)),
        )
        _warn(request, affected)
        return _("The import was taken back.")

    lead = _("The entries are taken back and stay in the register with their trace.")
    return _form_page(request, form, found, _("Undo this import"), lead, act)


def _certificate(pk: int) -> Certificate:
    rows = Certificate.objects.select_related("decision", "product", "commune__province", "printed_commune")
    return get_object_or_404(rows, pk=pk)


@officers_only
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The State's revocation of a product's certificates."""
    row = _certificate(pk)
    form = RevokeForm(request.POST or None)

    def act() -> str:
        facts = form.cleaned_data
        done = operations.record_revocation(
            products=[row.product],
            printed=form.printed(),
            reason=facts["reason"],
            effective_at=day_start(facts["effective_on"]),
            note=facts["note"],
            by=person(request),
            at=timezone.now(),
        )
        _warn(request, done.affected)
        return _("The certificate was revoked.")

    heading = _("Revoke the certificate of %(product)s") % {"product": row.product.title}
    lead = _("Selling stops at once, or on the day the decision names when that is later. It does not revive.")
    return _form_page(request, form, row.decision, heading, lead, act)


@officers_only
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A mistyped entry, entered anew."""
    row = _certificate(pk)
    form = CorrectForm(request.POST or None, certificate=row)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        done = operations.correct_certificate(
            certificate=row, printed=form.printed(), reason=reason, by=person(request), at=timezone.now()
        )
        _warn(request, done.affected)
        return _("The correction waits for another officer.")

    heading = _("Correct the entry of %(product)s") % {"product": row.product.title}
    lead = _("The old entry is taken back; the new one counts when another officer has verified it.")
    return _form_page(request, form, row.decision, heading, lead, act)


@officers_only
def lengthen(request: HttpRequest, pk: int) -> HttpResponse:
    """Grace until the result is out."""
    row = _certificate(pk)
    form: forms.Form = LengthenForm(request.POST or None)

    def act() -> str:
        facts = form.cleaned_data
        operations.record_grace(certificate=row, **facts, by=person(request), at=timezone.now())
        return _("The certificate goes on until %(day)s.") % {"day": f"{facts['last_day']:%d/%m/%Y}"}

    heading = _("Lengthen the certificate of %(product)s") % {"product": row.product.title}
    return _form_page(
        request, form, row.decision, heading, _("Until the result is out, within the days the law allows."), act
    )
