"""What a buyer types about an order after it was placed. Forms judge shape; the rooms judge meaning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from shop.fulfilment.models import ReturnReason
from shop.storefront.forms import DestinationForm, LookupForm, MendableForm, PhoneField
from shop.support.operations import LONGEST_TEXT, MOST_PICTURES

# What the room keeps of a reason, and of the words of a return.
LONGEST_REASON, LONGEST_RETURN = 300, 1000
_HINT = _("Up to 5 pictures, as your phone takes them. Where they were taken is removed before anybody sees them.")
_ACCEPTED = "image/jpeg,image/png,image/webp"
Choices = tuple[tuple[str, str | Promise], ...]

CANCEL_REASONS: Choices = (
    ("mistake", _("I ordered by mistake, or the wrong thing")),
    ("late", _("It takes too long")),
    ("unneeded", _("I do not need it any more")),
    ("elsewhere", _("I found it elsewhere")),
    ("details", _("Address or phone number are wrong")),
    ("other", pgettext_lazy("reason", "Another reason")),
)
COMPLAINTS: Choices = (
    ("missing", _("It has not arrived")),
    ("damaged", _("Something is damaged or spoiled")),
    ("wrong", _("Something is missing, or not what I ordered")),
    ("money", _("The sum I paid is not right")),
    ("other", pgettext_lazy("complaint", "Something else")),
)
RETURN_REASONS: Choices = (
    (ReturnReason.DAMAGED.value, _("It arrived damaged or spoiled")),
    (ReturnReason.WRONG.value, _("It is not what I ordered")),
    (ReturnReason.NOT_AS_DESCRIBED.value, _("It is not as the page describes it")),
    (ReturnReason.CHANGED_MIND.value, _("I do not want it any more")),
)
MATTERS: Choices = (
    ("complaint", _("I have a complaint")),
    ("question", _("I have a question")),
    ("personal_data", _("It is about my personal data")),
)
# The people who read it, at the producer's and in support, read Vietnamese.
_READ_IN = "vi"


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PicturesInput(forms.FileInput):
    """A field for several pictures; a telephone offers its camera and its gallery."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Up to five pictures; what they are is judged when they are opened."""

    def __init__(self, **kwargs: Any) -> None:
        widget = PicturesInput(attrs={"accept": _ACCEPTED})
        super().__init__(required=False, widget=widget, help_text=_HINT, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """This will return the files. Refuses: a form error for too many, or for one that is empty."""
        files = [super(PicturesField, self).clean(each, initial) for each in data or ()]
        if len(files) > MOST_PICTURES:
            words = ngettext("Please send %(most)d picture at most.", "Please send %(most)d pictures at most.", 5)
            raise forms.ValidationError(words % {"most": MOST_PICTURES}, code="most")
        return files


class OptionalPhoneField(PhoneField):
    """A number that may be left out."""

    def clean(self, value: Any) -> str:
        """This will return +84…, or "" where nothing was typed."""
        return super().clean(value) if (value or "").strip() else ""


class ReasonForm(MendableForm):
    """Why an order, a parcel or one product is called off."""

    choice = forms.ChoiceField(
        label=_("Why?"),
        choices=CANCEL_REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a reason."), "invalid_choice": _("Please choose a reason.")},
    )
    text = forms.CharField(
        label=_("Anything to add (optional)"),
        required=False,
        max_length=200,
        help_text=_("The producer reads it."),
        widget=_area(2),
    )

    def clean(self) -> dict[str, Any]:
        """This will ask for words where the choice says nothing."""
        cleaned = super().clean() or {}
        if cleaned.get("choice") == "other" and not cleaned.get("text", "").strip():
            self.add_error("text", forms.ValidationError(_("Please write the reason in a few words."), code="required"))
        return cleaned

    @property
    def reason(self) -> str:
        """This will return choice and words as the producer reads them."""
        typed = self.cleaned_data
        text = typed["text"].strip()
        if typed["choice"] == "other":
            return text[:LONGEST_REASON]
        with translation.override(_READ_IN):
            chosen = str(dict(CANCEL_REASONS)[typed["choice"]])
        return (f"{chosen}: {text}" if text else chosen)[:LONGEST_REASON]


class MoveForm(DestinationForm):
    """Another address for parcels that are not packed; the phone stays, for the order is found by it."""

    # So a form drops a field of its parent.
    phone = None  # type: ignore[assignment]


class CodeForm(MendableForm):
    """The code that says yes to an order for much cash."""

    code = forms.RegexField(
        r"\A\s*\d{6}\s*\Z",
        label=_("Code from the message"),
        error_messages={
            "required": _("Please type the 6 digits from the message."),
            "invalid": _("The code has 6 digits. Please check it once more."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "8"}),
    )


class ComplaintForm(MendableForm):
    """What is wrong with a parcel."""

    choice = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=COMPLAINTS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose what is wrong."),
            "invalid_choice": _("Please choose what is wrong."),
        },
    )
    text = forms.CharField(
        label=_("Tell us what happened"),
        max_length=LONGEST_TEXT - 100,
        error_messages={"required": _("Please write what happened, in a sentence or two.")},
        widget=_area(5),
    )
    pictures = PicturesField(label=_("Pictures (optional)"))

    @property
    def words(self) -> str:
        """This will return choice and words as support reads them."""
        with translation.override(_READ_IN):
            chosen = str(dict(COMPLAINTS)[self.cleaned_data["choice"]])
        return f"{chosen}.\n\n{self.cleaned_data['text']}"

    @property
    def is_missing(self) -> bool:
        """This will tell whether the parcel is said not to have arrived."""
        return bool(self.cleaned_data["choice"] == "missing")


class ReturnForm(MendableForm):
    """Which whole lines go back, and why."""

    lines = forms.TypedMultipleChoiceField(
        label=_("What do you want to give back?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Please choose at least one product."),
            "invalid_choice": _("Please choose at least one product."),
        },
    )
    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=RETURN_REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a reason."), "invalid_choice": _("Please choose a reason.")},
    )
    text = forms.CharField(
        label=_("Tell the producer what is wrong"),
        max_length=LONGEST_RETURN,
        error_messages={"required": _("Please write what is wrong, in a sentence or two.")},
        widget=_area(4),
    )
    pictures = PicturesField(label=_("Pictures"))

    def __init__(self, *args: Any, lines: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = list(lines)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """This will ask for a picture of what is damaged, wrong or not as described."""
        cleaned = super().clean() or {}
        needs = cleaned.get("reason") not in {None, ReturnReason.CHANGED_MIND.value}
        if needs and "pictures" not in self.errors and not cleaned.get("pictures"):
            self.add_error("pictures", forms.ValidationError(_("Please add a picture that shows it."), code="required"))
        return cleaned


class ContactForm(MendableForm):
    """Something that is about no order."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=MATTERS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose what it is about."),
            "invalid_choice": _("Please choose what it is about."),
        },
    )
    text = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Please write what it is about.")},
        widget=_area(6),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Please give your name, so that we know how to address you.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = OptionalPhoneField(
        label=_("Phone number"),
        required=False,
        help_text=_("With it and the ticket's number you find the answer here again."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail (optional)"),
        required=False,
        error_messages={"invalid": _("This e-mail address is not complete. Example: ha@example.com.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    pictures = PicturesField(label=_("Pictures (optional)"))


class WordsForm(MendableForm):
    """More words to a ticket."""

    text = forms.CharField(
        label=_("Write to us"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Please write a sentence or two.")},
        widget=_area(4),
    )
    pictures = PicturesField(label=_("Pictures (optional)"))


class TicketLookupForm(LookupForm):
    """A ticket's number and the phone that was left with it."""

    number = forms.CharField(
        label=_("Ticket number"),
        max_length=30,
        error_messages={"required": _("Please give the ticket's number. It has 8 letters and digits.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
