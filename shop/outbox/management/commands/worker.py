"""`manage.py worker`: does what waits in the outbox and goes the rounds, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone

from shop.outbox.operations import drain
from shop.outbox.rounds import go_rounds

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Does what waits in the outbox. Several may run at once. Stops after the current message on SIGTERM or Ctrl-C."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")
        parser.add_argument("--pause", type=float, default=2.0, help="seconds between two looks when nothing is due")

    def handle(self, *args: Any, once: bool, pause: float, **options: Any) -> None:
        stop = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stop.set())
        done = 0
        while not stop.is_set():
            go_rounds(at=timezone.now())
            worked = self._one(once)
            done += worked
            if not worked:
                if once:
                    break
                stop.wait(pause)
        self.stdout.write(f"{done} message(s) taken up.")

    def _one(self, once: bool) -> int:
        try:
            return drain(at=timezone.now()).touched
        except Error:
            # The database went away: a worker that runs for weeks waits for it, one for a moment says so.
            if once:
                raise
            log.exception("the outbox cannot be read; trying again")
            close_old_connections()
            return 0
