"""The steps of `manage.py demo`, in order, and the memory of those whose inputs have not changed since."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.utils import timezone

ROOT = Path(__file__).resolve().parents[2]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its key in the memory, its title, what it calls, and the files that decide whether it runs again.

    A step is one transaction, so that one that was interrupted begins anew; `migrate` makes its own.
    """

    key: str
    title: str
    run: Callable[[Progress], object]
    inputs: tuple[str, ...]
    is_atomic: bool = True


# Loaders are imported when they run: a second start runs none.


def _migrate(progress: Progress) -> None:
    call_command("migrate", verbosity=0, interactive=False)


def _places(progress: Progress) -> None:
    from catalogue_ext.places.operations import load_places

    load_places(by=None, at=timezone.now(), progress=lambda _part, done, total: progress(done, total))


def _people(progress: Progress) -> None:
    from shop.demo import house

    house.open_channels_and_centres(at=timezone.now())
    house.make_people(at=timezone.now())


def _policies(progress: Progress) -> None:
    from shop.policies.operations import load_samples

    load_samples(at=timezone.now())


def _decisions(progress: Progress) -> None:
    from shop.demo import register

    register.load_decisions(at=timezone.now(), progress=progress)


def _listings(progress: Progress) -> None:
    from shop.demo import house, listings, particulars

    house.give_memberships(at=timezone.now())
    listings.load_listings(at=timezone.now(), progress=progress)
    particulars.state_labels(at=timezone.now())


def _makers(progress: Progress) -> None:
    from shop.demo import makers

    makers.tell_stories(at=timezone.now())


def _delivery(progress: Progress) -> None:
    from shop.demo import delivery

    delivery.offer_ways(at=timezone.now())


def _pictures(progress: Progress) -> None:
    from shop.demo import listings, particulars

    listings.load_pictures(at=timezone.now(), progress=progress)
    particulars.hang_more_pictures(at=timezone.now())


def _promotions(progress: Progress) -> None:
    from shop.demo import promotions

    promotions.open_voucher(at=timezone.now())


def _orders(progress: Progress) -> None:
    from shop.demo import orders

    orders.place_orders(at=timezone.now())


STEPS: tuple[Step, ...] = (
    Step(
        "migrate",
        "Migrate the database",
        _migrate,
        ("shop/**/migrations/*.py", "catalogue_ext/**/migrations/*.py"),
        is_atomic=False,
    ),
    Step(
        "places", "Load provinces and communes", _places, ("catalogue_ext/places/data/*", "catalogue_ext/places/*.py")
    ),
    Step(
        "people",
        "Make the centres and the demo accounts",
        _people,
        ("shop/demo/accounts.py", "shop/demo/house.py", "shop/demo/data/demo_centres.csv"),
    ),
    Step(
        "policies",
        "Write the trust pages",
        _policies,
        ("shop/policies/data/*.csv", "shop/policies/data/texts/*", "shop/policies/*.py"),
    ),
    Step(
        "decisions",
        "Import and verify decisions: producers, products",
        _decisions,
        ("shop/demo/register.py", "shop/demo/data/demo_decisions.csv", "catalogue_ext/certification/data/*"),
    ),
    Step(
        "listings",
        "Put products up for sale: prices, stock, texts",
        _listings,
        (
            "shop/demo/listings.py",
            "shop/demo/particulars.py",
            "shop/demo/house.py",
            "shop/demo/data/*",
            "catalogue_ext/particulars/*.py",
        ),
    ),
    Step("promotions", "Open an illustrated voucher", _promotions, ("shop/demo/promotions.py",)),
    Step(
        "makers",
        "Tell the invented producers' stories",
        _makers,
        ("shop/demo/makers.py", "shop/demo/data/demo_producers.csv", "shop/demo/data/demo_people.csv"),
    ),
    Step(
        "delivery",
        "Offer ways of delivery: fees, pick-up points",
        _delivery,
        (
            "shop/demo/delivery.py",
            "shop/demo/data/demo_fees.csv",
            "shop/demo/data/demo_own_delivery.csv",
            "shop/demo/data/demo_pickup_points.csv",
            "shop/carriers/data/*.csv",
            "shop/carriers/loading.py",
        ),
    ),
    Step(
        "pictures",
        "Hang the pictures",
        _pictures,
        (
            "shop/demo/pictures/*",
            "shop/demo/listings.py",
            "shop/demo/particulars.py",
            "shop/demo/data/demo_particulars.csv",
            "shop/listings/pictures.py",
            "shop/listings/renditions.py",
        ),
    ),
    Step(
        "orders",
        "Place the invented orders of one desk",
        _orders,
        ("shop/demo/orders.py", "shop/demo/data/demo_orders.csv"),
    ),
)


def fingerprint(patterns: tuple[str, ...], *, root: Path = ROOT) -> str:
    """This will return one hash over the names and contents of the files that the patterns match.

    The requirements belong to every step: another Django or Oscar may bring other migrations.
    """
    found = hashlib.sha256()
    for path in _files((*patterns, "requirements.txt"), root):
        found.update(str(path.relative_to(root)).encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _files(patterns: tuple[str, ...], root: Path) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(path for path in root.glob(pattern) if path.is_file())


@dataclass(slots=True)
class Memory:
    """Which steps were done on this very database, kept in a file beside it.

    A SQLite database carries a number of ours (`user_version`), so that a file put in its place is not taken for it.
    """

    path: Path
    database: Path | None
    done: dict[str, str] = field(default_factory=dict)
    mark: int = 0

    @classmethod
    def open(cls, config: dict[str, Any], *, folder: Path) -> Memory:
        """This will read the memory of a database (an entry of DATABASES); it is empty where that was put in its place
        since. The memory of a server's database is kept in the folder.
        """
        if config["ENGINE"].endswith("sqlite3"):
            database = Path(config["NAME"])
            memory = cls(path=database.with_name(f"{database.name}.demo.json"), database=database)
        else:
            name = "-".join(str(config[part]) for part in ("HOST", "PORT", "NAME"))
            memory = cls(path=folder / f"{name}.demo.json", database=None)
        try:
            kept = json.loads(memory.path.read_text(encoding="utf-8"))
            memory.done, memory.mark = dict(kept["done"]), int(kept["mark"])
        except (OSError, ValueError, KeyError, TypeError):
            return memory
        if memory.database is not None and memory.mark != _user_version(memory.database):
            memory.done, memory.mark = {}, 0
        return memory

    def is_ours(self) -> bool:
        """This will tell whether the database was made by the demo."""
        return self.mark != 0

    def begin(self) -> None:
        """This will mark the database as the demo's own."""
        if self.mark:
            return
        self.mark = secrets.randbelow(2**31 - 2) + 1
        if self.database is not None:
            self.database.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.database)) as connection:
                connection.execute(f"PRAGMA user_version = {self.mark}")
                connection.commit()
        self._write()

    def is_done(self, step: Step) -> bool:
        """This will tell whether the step was done with the inputs that stand now."""
        return self.done.get(step.key) == fingerprint(step.inputs)

    def remember(self, step: Step) -> None:
        """This will note that the step was done with the inputs that stand now."""
        self.done[step.key] = fingerprint(step.inputs)
        self._write()

    def forget(self) -> None:
        """This will remove the memory."""
        self.path.unlink(missing_ok=True)
        self.done, self.mark = {}, 0

    def _write(self) -> None:
        temporary = self.path.with_suffix(".new")
        temporary.write_text(json.dumps({"mark": self.mark, "done": self.done}, indent=1), encoding="utf-8")
        temporary.replace(self.path)


def _user_version(database: Path) -> int:
    if not database.is_file():
        return -1
    with closing(sqlite3.connect(database)) as connection:
        try:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
        except sqlite3.DatabaseError:
            return -1
