"""Ask OPA and the embedded engine the same questions."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regorus

from auditor.api import Control
from auditor.core.config import PolicySource
from auditor.core.policies import Library, load_library
from auditor.core.schemas import Schemas

Question = dict[str, Any]
"""`input`, `params` by control id, `organisation`."""
Answer = dict[str, Any]

GIVEN = "with input as given with data.params as params with data.organisation as organisation"


def library(schemas: Schemas) -> Library:
    """The built-in policies."""
    return load_library((PolicySource(path="builtin"),), Path(), schemas)


@dataclass(frozen=True)
class Opa:
    """The real OPA: one process answers many questions of many controls."""

    library: Library
    binary: str
    folder: Path

    def answers(self, asked: Mapping[str, Sequence[Question]]) -> dict[str, list[Answer]]:
        """Answers by control id, in the order of the questions.

        Raises:
            AssertionError: OPA refuses the rules or the evaluation.
        """
        self._write(asked)
        command = [self.binary, "eval", "--format=raw", "--data", str(self.folder), "data.ask.all"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
        assert done.returncode == 0, f"OPA: {done.stdout[:2000]}{done.stderr[:2000]}"
        return {
            id_: [_named(self.library.controls[id_], values) for values in rows]
            for id_, rows in json.loads(done.stdout).items()
        }

    def _write(self, asked: Mapping[str, Sequence[Question]]) -> None:
        for module in self.library.modules:
            path = self.folder / module.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(module.text, encoding="utf-8")
        found = ", ".join(f'"{id_}": {_query(self.library.controls[id_])}' for id_ in sorted(asked))
        ask = f"package ask\n\nall := {{{found}}}\n"
        (self.folder / "ask.rego").write_text(ask, encoding="utf-8")
        questions = json.dumps({"questions": asked})
        (self.folder / "data.json").write_text(questions, encoding="utf-8")


def _rules(control: Control) -> list[str]:
    return sorted(control.rules)


def _named(control: Control, values: Sequence[Any]) -> Answer:
    return dict(zip(_rules(control), map(_plain, values), strict=True))


def _query(control: Control) -> str:
    """The values of the rules for each question; it would be left out where one is undefined."""
    calls = "; ".join(
        f"v{n} := data.{control.package}.{rule} {GIVEN}" for n, rule in enumerate(_rules(control))
    )
    values = ", ".join(f"v{n}" for n in range(len(control.rules)))
    # `with` takes variables, not fields of them.
    bound = "given := asked.input; params := asked.params; organisation := asked.organisation"
    return f'[[{values}] | some asked in data.questions["{control.id}"]; {bound}; {calls}]'


class Embedded:
    """The embedded engine, in this process, with the modules that one control needs."""

    def __init__(self, library: Library, control: Control) -> None:
        self._control = control
        self._engine = regorus.Engine()
        for module in library.modules:
            if module.name == control.source or "/lib/" in module.name:
                self._engine.add_policy(module.name, module.text)

    def answer(self, question: Question) -> Answer:
        """The value of each rule; where the engine raises, its message."""
        data = {name: question[name] for name in ("organisation", "params")}
        self._engine.clear_data()
        self._engine.add_data_json(json.dumps(data))
        self._engine.set_input_json(json.dumps(question["input"]))
        package = self._control.package
        return {rule: self._value(f"data.{package}.{rule}") for rule in _rules(self._control)}

    def _value(self, path: str) -> Any:
        try:
            return _plain(json.loads(self._engine.eval_rule_as_json(path)))
        except BaseException as error:  # a panic of the engine is no Exception
            return f"error: {error}"


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(value, key=lambda one: json.dumps(one, sort_keys=True))
    return value
