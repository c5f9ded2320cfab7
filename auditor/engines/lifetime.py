"""Threads and processes that never outlive, or hold up, the run they belong to."""

from __future__ import annotations

import ctypes
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import partial
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

PR_SET_PDEATHSIG = 1
PRCTL = ctypes.CDLL(None).prctl
"""Looked up once: between fork and exec nothing may be loaded."""


def die_with(parent: int) -> None:
    """Ask the kernel to kill this process when the thread that started it ends, however it ends
    (prctl(2), PR_SET_PDEATHSIG); `parent` is the process id of that thread's process.
    """
    if PRCTL(PR_SET_PDEATHSIG, signal.SIGKILL) != 0 or os.getppid() != parent:
        os._exit(1)


def within(seconds: float, call: Callable[[], R]) -> R:
    """The result of a call that is given up after this time, whatever it hangs on.

    Raises:
        TimeoutError: it took longer; it goes on in a thread that nobody waits for.
    """
    future: Future[R] = Future()
    threading.Thread(target=_settle, args=(future, call), daemon=True).start()
    return future.result(seconds)


def side_by_side(jobs: int, call: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """Results of a call for every item, `jobs` at a time, as they come.

    Unlike those of an executor these threads hold nothing up: a caller that is interrupted leaves
    at once. An exception of the call is raised here.
    """
    left: SimpleQueue[T] = SimpleQueue()
    done: SimpleQueue[Future[R]] = SimpleQueue()
    for item in items:
        left.put(item)
    number = left.qsize()
    for _ in range(min(jobs, number)):
        threading.Thread(target=_work, args=(left, done, call), daemon=True).start()
    for _ in range(number):
        yield done.get().result()


def _work(left: SimpleQueue[T], done: SimpleQueue[Future[R]], call: Callable[[T], R]) -> None:
    while True:
        try:
            item = left.get_nowait()
        except Empty:
            return
        future: Future[R] = Future()
        _settle(future, partial(call, item))
        done.put(future)


def _settle(future: Future[R], call: Callable[[], R]) -> None:
    try:
        future.set_result(call())
    except BaseException as error:  # whoever waits for the future gets it
        future.set_exception(error)
