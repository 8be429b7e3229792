"""`manage.py demo`: fill the shop from signed decisions and open it."""

from __future__ import annotations

import io
import os
import shutil
import socket
import time
from argparse import ArgumentParser
from contextlib import nullcontext, redirect_stdout
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections, transaction

from shop.demo import progress
from shop.demo.server import serve
from shop.demo.steps import STEPS, Memory, Step

HOST = "127.0.0.1"


class Command(BaseCommand):
    """This will load the demo, as far as it is not loaded yet, and serve it."""

    help = "Fill the shop with the demo (SQLite) and serve it at 127.0.0.1. A second start does nothing twice."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where to serve (8000)")
        parser.add_argument("--no-serve", action="store_true", help="load only")
        parser.add_argument("--fresh", action="store_true", help="begin with an empty demo: its database, its media")

    def handle(self, *args: Any, **options: Any) -> None:
        self.verbosity = int(options["verbosity"])
        if not settings.DEMO:
            raise CommandError("The demo runs with DEMO=1 only. Start it with: python3 manage.py demo")
        if not options["no_serve"]:
            check_port(options["port"])
        memory = Memory.open(settings.DATABASES["default"], folder=Path(settings.VAR_DIR))
        if options["fresh"]:
            drop_demo(memory)
        refuse_a_shop_that_is_not_the_demo(memory)
        memory.begin()
        make_folders()
        self._load(memory)
        if options["no_serve"]:
            self.stdout.write(f"Loaded in {seconds_since_start():.1f} s. Serve it with: python3 manage.py demo")
        else:
            self._serve(options["port"])

    def _load(self, memory: Memory) -> None:
        left = [step for step in STEPS if not memory.is_done(step)]
        if len(left) < len(STEPS):
            self.stdout.write(f"  {len(STEPS) - len(left)} of {len(STEPS)} steps stand from an earlier start")
            self.stdout.flush()
        for step in left:
            self._run(step)
            memory.remember(step)

    def _run(self, step: Step) -> None:
        # What the commands inside a step have to say is heard with `-v 2`, or when it ends badly.
        said = io.StringIO()
        quiet = redirect_stdout(said) if self.verbosity < 2 else nullcontext()
        try:
            with progress.step(step.title) as bar, quiet, transaction.atomic() if step.is_atomic else nullcontext():
                step.run(bar)
        except BaseException:
            self.stderr.write(said.getvalue())
            raise

    def _serve(self, port: int) -> None:
        address = f"http://{HOST}:{port}"
        if "SITE_URL" not in os.environ:
            settings.SITE_URL = address
        # Workers open their own connections; an open one must not be shared over a fork.
        connections.close_all()
        serve(host=HOST, port=port, when_ready=lambda: self._welcome(address))

    def _welcome(self, address: str) -> None:
        self.stdout.write(f"\nThe shop is open after {seconds_since_start():.1f} s:  {address}/\n\n")
        for line in account_lines():
            self.stdout.write(line)
        self.stdout.write(f"\n  Log in at {address}/tai-khoan/dang-nhap/   ·   Ctrl-C closes the shop\n")
        self.stdout.flush()


def make_folders() -> None:
    """This will make the folders that the server expects; a media folder made here is marked as the demo's own."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    media = Path(settings.MEDIA_ROOT)
    if not media.exists():
        media.mkdir(parents=True)
        (media / ".demo").touch()


def account_lines() -> list[str]:
    """This will return the demo accounts and their password, one line each."""
    from shop.demo.accounts import ACCOUNTS, PASSWORD

    return [*(f"  {account.email:<22} {account.what}" for account in ACCOUNTS), f"  password of all: {PASSWORD}"]


def seconds_since_start() -> float:
    """This will return the seconds since `manage.py` was called, preparation included."""
    return max(time.time() - float(os.environ.get("SHOP_STARTED") or time.time()), 0.0)


def check_port(port: int) -> None:
    """This will return when the port is free.

    Refuses: CommandError when something else answers there.
    """
    if not 1 <= port <= 65535:
        raise CommandError(f"--port {port}: a port is a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Choose another one: "
                f"python3 manage.py demo --port {port + 1 if port < 65535 else 8000}"
            ) from None


def drop_demo(memory: Memory) -> None:
    """This will remove the demo's database and media, and nothing that the demo did not make.

    Refuses: CommandError when the database is not SQLite or was not made by the demo.
    """
    if memory.database is None:
        raise CommandError("--fresh removes a SQLite demo only; DATABASE_URL names another database.")
    media = Path(settings.MEDIA_ROOT)
    if memory.is_ours():
        for suffix in ("", "-wal", "-shm"):
            memory.database.with_name(memory.database.name + suffix).unlink(missing_ok=True)
        if (media / ".demo").exists() or media == Path(settings.VAR_DIR) / "media":
            shutil.rmtree(media, ignore_errors=True)
    elif memory.database.exists() and memory.database.stat().st_size > 0:
        raise CommandError(f"--fresh: {memory.database} was not made by the demo. Move it away by hand.")
    memory.forget()


def refuse_a_shop_that_is_not_the_demo(memory: Memory) -> None:
    """This will return when the database is empty or the demo's.

    Refuses: CommandError when people are registered in it: demo goods do not belong into a real shop.
    """
    if memory.is_ours() or (memory.database is not None and not memory.database.exists()):
        return
    if "accounts_user" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM accounts_user")
            if cursor.fetchone()[0]:
                raise CommandError(
                    f"{connection.settings_dict['NAME']} holds a shop that the demo did not make. "
                    "Name another database in DATABASE_URL, or move this one away."
                )
