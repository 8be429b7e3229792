"""The demo's own server: gunicorn in this process, so that the second start pays for Django once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.core.management import call_command

THREADS = 4
# Seconds between two looks at what is due.
PAUSE = 10.0


def serve(*, host: str, port: int, when_ready: Callable[[], None]) -> None:
    """This will serve the shop until Ctrl-C, calling `when_ready` once the address answers."""
    try:
        from gunicorn.app.base import BaseApplication
    except ImportError:  # no fork on this system
        when_ready()
        call_command("runserver", f"{host}:{port}", use_reloader=False)
        return

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn with values of ours instead of a command line."""

        def load_config(self) -> None:
            values: dict[str, Any] = {
                "bind": f"{host}:{port}",
                "workers": 1,
                "threads": THREADS,
                "worker_class": "gthread",
                "preload_app": True,
                "loglevel": "warning",
                "control_socket_disable": True,
                "when_ready": lambda _server: when_ready(),
                "post_worker_init": lambda _worker: _work(),
            }
            for name, value in values.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            from shop.wsgi import application

            return application

    Server().run()


def _work() -> None:
    """A worker beside the requests: who tries the demo starts none, and deadlines and rounds come all the same."""
    threading.Thread(target=call_command, args=("worker",), kwargs={"pause": PAUSE}, daemon=True).start()
