"""An Elasticsearch of our own for as long as a run lasts, by the project's start script, on a free port."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres_server import NoServer, free_port

SCRIPTS = Path(__file__).resolve().parents[1] / ".ci" / "services" / "elasticsearch"
# A first start fetches a gigabyte.
START_S = 10 * 60


@contextmanager
def temporary_elasticsearch() -> Iterator[str]:
    """This will start the server and yield its URL; its data goes when the block ends.

    Refuses: NoServer, with the script's last line, where it cannot be put together or started. Costs: 10 s, the first
    time on a machine half a minute.
    """
    # The script takes the port a hundred higher for the talk between nodes.
    port = str(free_port() % 30_000 + 20_000)
    command = [str(SCRIPTS / "start"), port]
    try:
        started = subprocess.run(command, stdout=subprocess.PIPE, stderr=None, text=True, timeout=START_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoServer(f"no Elasticsearch: {error}") from error
    if started.returncode != 0:
        raise NoServer("no Elasticsearch: .ci/services/elasticsearch/start says why above")
    try:
        yield started.stdout.split()[-1]
    finally:
        subprocess.run([str(SCRIPTS / "stop"), port, "--wipe"], check=False)
