"""Servers of a test: free ports on loopback, waiting for them, and ending them."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(
    port: int, process: subprocess.Popen[bytes], seconds: float = 20, host: str = "127.0.0.1"
) -> None:
    """Until something listens, or the server is gone."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "the server has ended"
        with suppress(OSError), socket.create_connection((host, port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("the server does not listen")


def end(process: subprocess.Popen[bytes]) -> None:
    """End a server that this test started."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def silent_server() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        held: list[socket.socket] = []

        def take() -> None:
            with suppress(OSError):
                while True:
                    held.append(listener.accept()[0])

        threading.Thread(target=take, daemon=True).start()
        yield int(listener.getsockname()[1])
        for one in held:
            one.close()
