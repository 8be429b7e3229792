"""What stands between the shop and the server in a test: passes requests on, or does to one whatever the test wants."""

from __future__ import annotations

import http.client
import json
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

# Returns whether it dealt with the request.
Act = Callable[["Passing"], bool]


class Passing(BaseHTTPRequestHandler):
    """One connection of the shop's, kept open as a real terminator keeps it."""

    protocol_version = "HTTP/1.1"
    server: Gate
    body: bytes = b""

    def pass_on(self) -> None:
        """This will ask the real server, unless the test acts."""
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append(f"{self.command} {urlsplit(self.path).path}")
        if self.server.act(self):
            return
        upstream = http.client.HTTPConnection(self.server.host, self.server.port, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "authorization"}
        try:
            upstream.request(self.command, self.path, self.body, headers)
            answer = upstream.getresponse()
            said = answer.read()
        finally:
            upstream.close()
        kept = {"content-length", "transfer-encoding", "connection"}
        self.say(answer.status, said, {name: value for name, value in answer.getheaders() if name.lower() not in kept})

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = pass_on  # noqa: N815  # so the standard library calls them

    def say(self, status: int, said: bytes | dict[str, object], headers: dict[str, str] | None = None) -> bool:
        """This will answer; always True."""
        if isinstance(said, dict):
            said = json.dumps(said).encode()
            headers = {"Content-Type": "application/json", "X-Elastic-Product": "Elasticsearch"}
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(said)
        return True

    def cut(self) -> bool:
        """This will close the connection without an answer, as a killed server does; always True."""
        self.close_connection = True
        self.connection.shutdown(2)
        return True

    def log_message(self, *args: object) -> None:
        """Nothing on the screen."""


class Gate(ThreadingHTTPServer):
    """A server before the server."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, upstream: str, context: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(upstream)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 9200
        self.seen: list[str] = []
        self.act: Act = lambda passing: False
        super().__init__(("127.0.0.1", 0), Passing)
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A shop that does not trust the gate, or that no longer waits, is no error of the gate's."""

    def searches(self) -> int:
        """This will return how many questions came by."""
        return sum(line.endswith("/_search") for line in self.seen)


@contextmanager
def gate(upstream: str, context: ssl.SSLContext | None = None) -> Iterator[Gate]:
    """This will keep a gate open as long as the block lasts."""
    made = Gate(upstream, context)
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.shutdown()
        made.server_close()
        thread.join(5)


def authority(folder: Path, name: str) -> tuple[Path, Path, Path]:
    """This will make an authority and a certificate of 127.0.0.1 that it signed: its own, the certificate, the key."""

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True, timeout=60)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl("req", "-x509", *key, "-days", "2", "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem")
    openssl("req", *key, "-subj", "/CN=127.0.0.1", "-keyout", f"{name}-node.key", "-out", f"{name}-node.csr")
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1\n")
    signed = ("-CA", f"{name}.pem", "-CAkey", f"{name}.key", "-CAcreateserial", "-extfile", "names", "-days", "2")
    openssl("x509", "-req", "-in", f"{name}-node.csr", *signed, "-out", f"{name}-node.pem")
    return folder / f"{name}.pem", folder / f"{name}-node.pem", folder / f"{name}-node.key"
