"""What came of an import."""

from __future__ import annotations

from catalogue_ext.certification.models import Certificate, Decision, Standing
from catalogue_ext.producers.models import Producer
from shop.audit.models import Entry
from shop.forks.catalogue.models import Product

EVERYTHING = (Decision, Certificate, Producer, Product, Standing, Entry)


def counts() -> list[int]:
    return [model.objects.count() for model in EVERYTHING]


def results(plan) -> list[str]:
    return [row.result for row in plan.rows]


def errors(plan) -> list[tuple[int, str, str]]:
    return [(error.row, error.column, error.code) for row in plan.rows for error in row.errors]
