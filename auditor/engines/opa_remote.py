"""What a run puts on an OPA server that others use too, and how it is taken back."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from auditor.api import PolicyError
from auditor.engines.interface import Module
from auditor.engines.opa_client import RUN, Client
from auditor.engines.opa_session import UnreachableError

OWN = "auditor_run_"
ABANDONED_SECONDS = 86400
"""What a killed run left behind is swept by later ones after this time."""
CIRCLE = "if it is there: policies that need each other cannot be uploaded; leave --opa-url out"
ODD = re.compile(r"[^\w.-]+")
CLEAN_SECONDS = 10.0
"""A server that is away for a moment is asked this long to forget the run."""


def fresh_prefix() -> str:
    """The root of one run's policies and data; tells its age."""
    return f"{OWN}{int(time.time())}_{secrets.token_hex(8)}"


class Deposit:
    """Policies and data of one run on a server. `close` takes everything back."""

    def __init__(self, client: Client, prefix: str) -> None:
        self._client, self._prefix = client, prefix
        self._data, self._number = "", 0
        self._held: list[str] = []

    def put_data(self, document: str) -> None:
        """Upload the run's data document, given as JSON text.

        Raises:
            UnreachableError: the server does not take it.
        """
        self._data = f"data/{self._prefix}"
        self._client.put_data(document, self._prefix)

    @contextmanager
    def holding(self, modules: Iterable[Module]) -> Iterator[None]:
        """Keep these policies on the server for the time of the context.

        Raises:
            PolicyError: OPA refuses one.
            UnreachableError: the server is gone or not well.
        """
        before, waiting = len(self._held), list(modules)
        while waiting:
            refused = [(module, why) for module in waiting if (why := self._push(module))]
            if len(refused) == len(waiting):
                error = refused[0][1]
                raise PolicyError(error.message, error.location, CIRCLE)
            waiting = [module for module, _ in refused]
        yield
        self._remove(before)

    def _push(self, module: Module) -> PolicyError | None:
        """Why not yet: another policy, whose function this one calls, has to be there first."""
        self._number += 1
        at = f"{self._prefix}/{self._number}_{ODD.sub('_', module.name)}"
        self._held.append(at)
        self._client.names[at] = module.name
        try:
            self._client.push(module, at)
        except PolicyError as error:
            self._held.pop()
            if "undefined function" not in error.message:
                raise
            return error
        return None

    def _remove(self, keep: int = 0) -> None:
        """The last comes off first: a policy whose functions are used cannot go."""
        while len(self._held) > keep:
            self._client.remove(f"policies/{self._held[-1]}")
            self._held.pop()

    def close(self) -> None:
        """Take back what is still there, as long as there is hope for an answer. Data go first:
        what policies remain tell later runs that there is something to sweep.
        """
        end = time.monotonic() + CLEAN_SECONDS
        while True:
            try:
                return self._remove_all()
            except UnreachableError as error:
                if error.final or time.monotonic() > end:
                    return None
            time.sleep(0.5)

    def _remove_all(self) -> None:
        if self._data:
            self._client.remove(self._data)
            self._data = ""
        self._remove()


def sweep(client: Client) -> None:
    """Remove what runs that were killed left on a server, as far as it lets us."""
    with suppress(Exception):  # tidying up after others must not stop this run
        for prefix, policies in _abandoned(client.policies()).items():
            client.remove(f"data/{prefix}")
            _remove_in_any_order(client, policies)


def _remove_in_any_order(client: Client, policies: list[str]) -> None:
    """Those that others need stay until the others are gone."""
    left = [at for at in policies if not _gone(client, at)]
    if left and len(left) < len(policies):
        _remove_in_any_order(client, left)


def _gone(client: Client, at: str) -> bool:
    try:
        client.remove(f"policies/{at}")
    except UnreachableError:
        return False
    return True


def _abandoned(policies: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for at in policies:
        prefix = at.partition("/")[0]
        if _age(prefix) > ABANDONED_SECONDS:
            found.setdefault(prefix, []).append(at)
    return found


def _age(prefix: str) -> float:
    """Seconds since the run that owns this prefix began; others' names are never old."""
    found = RUN.match(f"{prefix}/")
    return time.time() - int(found[1]) if found else float("-inf")
