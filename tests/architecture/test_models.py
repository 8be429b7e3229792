"""Rules that every model of ours keeps, found by walking; the next model is covered before anybody thinks of it."""

import pytest
from django.apps import apps
from django.db import models

from shop.audit.append_only import AppendOnlyModel

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith(("shop.", "catalogue_ext.")) and not model._meta.proxy
]
ROOMS = [model for model in OURS if not model.__module__.startswith("shop.forks.")]


def constraints_text(model):
    return " ".join(str(getattr(c, "condition", "")) + str(getattr(c, "fields", "")) for c in model._meta.constraints)


def test_there_is_something_to_walk():
    assert len(ROOMS) >= 20


@pytest.mark.parametrize("model", ROOMS, ids=lambda m: m._meta.label)
def test_no_default_ordering_and_a_readable_row(model):
    assert not model._meta.ordering
    assert "__str__" in vars(model)
    assert model.__doc__
    assert model._meta.verbose_name


@pytest.mark.parametrize("model", ROOMS, ids=lambda m: m._meta.label)
def test_nothing_with_legal_or_money_meaning_falls_with_another_row(model):
    cascading = [
        field.name
        for field in model._meta.local_fields
        if field.is_relation and field.remote_field.on_delete is models.CASCADE
    ]
    # A standing is derived from certificates, a search document from rooms; nobody waits for a product that is not.
    allowed = {
        "certification.Standing": ["product"],
        "discovery.Document": ["product"],
        "discovery.DocumentWords": ["product"],
        "waits.Wait": ["product"],
    }

    assert cascading == allowed.get(model._meta.label, [])


@pytest.mark.parametrize("model", ROOMS, ids=lambda m: m._meta.label)
def test_every_period_ends_after_it_begins(model):
    names = {field.name for field in model._meta.local_fields}
    if {"valid_from", "valid_to"} <= names:
        assert any("valid_to" in str(c.condition) for c in model._meta.constraints if hasattr(c, "condition"))


@pytest.mark.parametrize("model", ROOMS, ids=lambda m: m._meta.label)
def test_every_nullable_instant_has_its_actor_or_stands_alone(model):
    fields = {field.name: field for field in model._meta.local_fields}
    for name, field in fields.items():
        actor = name.removesuffix("_at") + "_by"
        if name.endswith("_at") and field.null and actor in fields and fields[actor].null:
            assert actor in constraints_text(model), f"{model._meta.label}.{name} without {actor} must be impossible"


@pytest.mark.parametrize("model", ROOMS, ids=lambda m: m._meta.label)
def test_money_is_whole_and_not_negative(model):
    for field in model._meta.local_fields:
        if field.name.endswith("_vnd"):
            assert isinstance(field, models.PositiveBigIntegerField | models.PositiveIntegerField), field


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_constraints_are_named_after_their_room(model):
    for constraint in model._meta.constraints:
        assert constraint.name.startswith((f"{model._meta.app_label}_", "cert_")), constraint.name


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model", [model for model in ROOMS if issubclass(model, AppendOnlyModel)], ids=lambda m: m._meta.label
)
def test_append_only_tables_have_a_trigger(model):
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname = %s", [f"{model._meta.db_table}_append_only"])
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name = %s",
                [f"{model._meta.db_table}_append_only"],
            )
        assert cursor.fetchone() is not None
