"""An approval system on loopback: real HTTP or HTTPS, tokens with rights, pages of every kind."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class System:
    """What the server holds and how it behaves. `rights` are the paths of each token."""

    lists: dict[str, list[dict[str, Any]]]
    rights: dict[str, tuple[str, ...]]
    misbehaves: str = ""
    total: int | None = None
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def answer(self, path: str, query: dict[str, str], own: str) -> tuple[Any, dict[str, str]]:
        held, size = self.lists[path], int(query.get("size", query.get("maxResults", "2")))
        total = self.total if self.total is not None else len(held)
        if path.startswith("/rest/api/2"):
            start = int(query["startAt"])
            return {"total": total, "startAt": start, "issues": held[start : start + size]}, {}
        if path == "/linked":
            page = int(query.get("page", "1"))
            more = page * size < len(held)
            link = {"Link": f'<{own}/linked?page={page + 1}>; rel="next"'} if more else {}
            return {"list": held[(page - 1) * size : page * size]}, link
        if path == "/cursor":
            start = int(query.get("after", "0"))
            following = str(start + size) if start + size < len(held) else None
            return {"list": held[start : start + size], "next": following}, {}
        page = 1 if self.misbehaves == "ignores the page" else int(query.get("page", "1"))
        return {"list": held[(page - 1) * size : page * size]}, {"X-Total-Count": str(total)}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    system: System
    scheme: str

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.system.asked.append(self.path)
        parts = urlsplit(self.path)
        path = parts.path.removeprefix("/api")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        refused = self.refused(path)
        if refused:
            return self.say(*refused)
        found, headers = self.system.answer(path, query, f"{self.scheme}://{self.own}/api")
        if self.system.misbehaves == "links elsewhere" and "Link" in headers:
            headers["Link"] = '<https://127.0.0.1:1/api/linked?page=2>; rel="next"'
        return self.send(json.dumps(found, ensure_ascii=False).encode(), headers)

    @property
    def own(self) -> str:
        return f"127.0.0.1:{self.system.port}"

    def refused(self, path: str) -> tuple[int, bytes, dict[str, str]] | None:
        rights = self.system.rights.get(
            self.headers.get("Authorization", "").removeprefix("Bearer ")
        )
        if rights is None:
            return 401, b"{}", {}
        behaviour = {
            "login page": (200, b"<html>", {}),
            "redirects": (302, b"", {"Location": f"{self.scheme}://127.0.0.1:1/login"}),
            "is busy": (503, b"{}", {"Retry-After": "3600"}),
        }
        if self.system.misbehaves in behaviour:
            return behaviour[self.system.misbehaves]
        if path not in self.system.lists:
            return 404, b"{}", {}
        return None if path in rights else (403, b'{"secret": "words"}', {})

    def send(self, body: bytes, headers: dict[str, str]) -> None:
        whole = {"Content-Length": str(len(body))}
        if self.system.misbehaves == "dies" and len(self.system.asked) > 1:
            self.close_connection = True
            return self.say(200, body[: len(body) // 2], whole)
        if self.system.misbehaves == "drips":
            self.say(200, b"", whole)
            for byte in body:
                time.sleep(0.05)
                self.wfile.write(bytes([byte]))
            return None
        return self.say(200, body, headers)

    def say(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, text in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Clients that refuse the certificate or hang up are part of the tests."""


@contextmanager
def serving(system: System, certificate: tuple[Path, Path] | None = None) -> Iterator[str]:
    """The url of the running system."""
    scheme = "https" if certificate else "http"
    handler = type("Handler", (_Handler,), {"system": system, "scheme": scheme})
    server = _Server(("127.0.0.1", 0), handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    system.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_port}/api"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
