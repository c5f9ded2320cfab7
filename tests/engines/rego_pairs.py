"""The same rules and inputs through the real OPA and through the embedded engine."""

import json
import subprocess
from functools import cache
from pathlib import Path

import regorus

from auditor.engines.heads import portable
from auditor.engines.interface import Module
from auditor.engines.worker import WIDE

UNDEFINED = "<undefined>"
REFUSED = "<refused>"


def by_opa(binary, folder, cases):
    """OPA's value of `data.p.x` for each (source of package p, input)."""
    numbers = {source: n for n, source in enumerate(dict.fromkeys(source for source, _ in cases))}
    for source, number in numbers.items():
        own = source.replace("package p\n", f"package m{number}\n", 1)
        text = own.replace("data.p.", f"data.m{number}.")
        (folder / f"m{number}.rego").write_text(text, encoding="utf-8")
    lines = [
        f"r[{n}] := v if v := data.m{numbers[source]}.x with input as data.inputs[{n}]"
        for n, (source, _) in enumerate(cases)
    ]
    (folder / "entry.rego").write_text("package entry\n" + "\n".join(lines) + "\n")
    (folder / "data.json").write_text(json.dumps({"inputs": [given for _, given in cases]}))
    reply = _eval(binary, folder)
    refused = {Path(error["location"]["file"]) for error in reply.get("errors", ())}
    for path in refused:  # types that never match, say; others tell as much
        path.write_text(f"package {path.stem}\n")
    if refused:
        reply = _eval(binary, folder)
    assert "errors" not in reply, reply["errors"]
    values = reply["result"][0]["expressions"][0]["value"]
    gone = {path.stem for path in refused}
    return [
        REFUSED if f"m{numbers[source]}" in gone else values.get(str(n), UNDEFINED)
        for n, (source, _) in enumerate(cases)
    ]


def _eval(binary, folder):
    command = [binary, "eval", "--format", "json", "-d", str(folder), "data.entry.r"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return json.loads(done.stdout)


@cache
def rewritten(source):
    return portable([Module("p.rego", source)])[0].text


def by_embedded(source, given):
    """The embedded engine's value of the same, after the rewrite; an exception where it fails."""
    engine = regorus.Engine()
    engine.set_policy_length_config(**WIDE)
    engine.add_policy("p.rego", rewritten(source))
    engine.set_input_json(json.dumps(given))
    try:
        return json.loads(engine.eval_rule_as_json("data.p.x"))
    except RuntimeError as error:
        return error
