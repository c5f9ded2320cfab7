"""OPA's published conformance cases, and one of them through the embedded engine."""

from __future__ import annotations

import json
import os
import resource
import select
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regorus
import yaml

from auditor.api import PolicyError
from auditor.engines.heads import portable
from auditor.engines.interface import Module
from auditor.engines.worker import WIDE, brief

SECONDS = 10.0
MEMORY = 2 << 30
LACKING = "could not find function "


@dataclass(frozen=True)
class Case:
    """One case: modules, data and input, a query, and what it must give."""

    topic: str
    note: str
    raw: dict[str, Any]

    @property
    def wants_error(self) -> bool:
        return "want_error" in self.raw or "want_error_code" in self.raw

    def calls(self, builtins: Collection[str]) -> bool:
        """It calls one of these functions."""
        text = "\n".join([self.raw["query"], *(self.raw.get("modules") or [])])
        return any(f"{name}(" in text for name in builtins)


@dataclass(frozen=True)
class Outcome:
    """How the engine did: `same`, or what kind of difference; `detail` says more."""

    case: Case
    kind: str
    detail: str = ""


def read_cases(folder: Path) -> Iterator[Case]:
    """All cases of a folder such as `v1/test/cases/testdata/v1` of OPA's source."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(folder.rglob("*.yaml")):
        document = yaml.load(path.read_text(encoding="utf-8"), loader)
        for raw in document.get("cases") or []:
            yield Case(path.relative_to(folder).parts[0], str(raw["note"]), raw)


def run_case(case: Case, lacking: Collection[str]) -> Outcome:
    """Run a case in a child process of its own: it may panic, hang, or take all memory. A case
    that fails and calls one of the `lacking` builtins fails for that.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _limit()
        os.write(writing, json.dumps(_evaluated(case)).encode()[: 1 << 20])
        os._exit(0)
    os.close(writing)
    text = _read(reading)
    os.kill(child, 9)
    os.waitpid(child, 0)
    kind, detail = json.loads(text) if text else ("crash", "time or memory")
    if kind in ("error", "strict") and case.calls(lacking):
        kind = "builtin"
    return Outcome(case, kind, detail)


def _limit() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _read(handle: int) -> bytes:
    parts = []
    while select.select([handle], [], [], SECONDS)[0]:
        part = os.read(handle, 1 << 16)
        if not part:
            break
        parts.append(part)
    os.close(handle)
    return b"".join(parts)


def _evaluated(case: Case) -> tuple[str, str]:
    try:
        given = _answer(case.raw)
    except (PolicyError, RuntimeError, ValueError) as error:
        return _failure(case, brief(error) if isinstance(error, RuntimeError) else str(error))
    except BaseException as error:
        return "crash", brief(error)
    return _compare(case, given)


def _answer(raw: dict[str, Any]) -> list[dict[str, Any]]:
    engine = regorus.Engine()
    engine.set_policy_length_config(**WIDE)
    modules = [Module(f"{n}.rego", text) for n, text in enumerate(raw.get("modules") or [])]
    for module in portable(modules):
        engine.add_policy(module.name, module.text)
    engine.add_data_json(json.dumps(raw.get("data") or {}, default=str))
    if "input_term" in raw:
        engine.set_input_json(_term(raw))
    elif "input" in raw:
        engine.set_input_json(json.dumps(raw["input"], default=str))
    reply = json.loads(engine.eval_query_as_json(raw["query"]))
    return [one.get("bindings") or {} for one in reply.get("result") or []]


def _term(raw: dict[str, Any]) -> str:
    value = json.loads(regorus.Engine().eval_query_as_json(raw["input_term"]))
    return json.dumps(value["result"][0]["expressions"][0]["value"])


def _failure(case: Case, message: str) -> tuple[str, str]:
    if case.wants_error:
        return "same", ""
    if LACKING in message:
        return "builtin", message.split(LACKING)[1].split(maxsplit=1)[0]
    if "parse" in message or "expecting" in message or "unlike OPA" in message:
        return "syntax", message
    undefined = case.raw.get("want_result") == [] or case.raw.get("want_defined") is False
    return ("strict" if undefined else "error"), message


def _compare(case: Case, given: list[dict[str, Any]]) -> tuple[str, str]:
    if case.wants_error:
        return "lenient", str(case.raw.get("want_error_code", ""))
    if "want_result" in case.raw:
        wanted = case.raw["want_result"] or []
        same = _normal(given, case) == _normal(wanted, case)
        return ("same", "") if same else ("differs", f"{given} for {wanted}"[:300])
    defined = case.raw.get("want_defined", True)
    return ("same", "") if bool(given) == defined else ("differs", "definedness")


def _normal(rows: list[dict[str, Any]], case: Case) -> Any:
    def form(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): form(one) for key, one in value.items()}
        if isinstance(value, list):
            items = [form(one) for one in value]
            return sorted(items, key=_text) if case.raw.get("sort_bindings") else items
        is_whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        return int(value) if is_whole else value

    shown = [{k: v for k, v in row.items() if not k.startswith("__")} for row in rows]
    return sorted((form(row) for row in shown), key=_text)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)
