"""What the demo tells about its invented producers: stories and people. Of a real one nothing is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from catalogue_ext.producers.models import Person, Producer
from catalogue_ext.producers.operations import add_person, edit_producer
from shop.demo.register import HERE, read

_TOLD = ("address", "phone", "zalo", "story", "story_en")


class NotInvented(Exception):
    """A row of our own files names a producer that exists."""


@transaction.atomic
def tell_stories(*, at: datetime) -> int:
    """This will give the invented producers their stories and people; what stands already stays. Returns stories."""
    rows = read(HERE / "demo_producers.csv")
    for row in rows:
        edit_producer(producer=invented(row), by=None, at=at, **{name: row[name] for name in _TOLD})
    for row in read(HERE / "demo_people.csv"):
        producer = invented(row)
        if not Person.objects.filter(producer=producer, name=row["name"]).exists():
            add_person(
                producer=producer,
                name=row["name"],
                work=row["work"],
                work_en=row["work_en"],
                place=int(row["place"]),
                is_illustration=True,
                by=None,
                at=at,
            )
    return len(rows)


def invented(row: dict[str, str]) -> Any:
    """This will return the producer that a row of our files names. Refuses: NotInvented."""
    producer = Producer.objects.get(name=row["subject"])
    if not producer.is_illustration:
        raise NotInvented(producer.name)
    return producer
