"""One call of a room from a form: done, or the refusal, said in the form so that what was typed stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from shop.cooperative.sentences import say
from shop.primitives.refusal import Refusal


def attempt(*, form: forms.Form, call: Callable[[], Any], stale: str = "") -> Refusal | None:
    """This will make the call. Refused: the sentence becomes an error of the form, and the refusal is returned.

    `stale` is said instead where the step is not possible any more and the state is not a part's.
    """
    try:
        call()
    except Refusal as refusal:
        form.add_error(None, stale if stale and refusal.code == "step_refused" else say(refusal))
        return refusal
    return None
