"""Rego that stands between policies of conftest and Trivy and the core.

A wrapper package for each control gives their rules the names and forms that the core asks for;
a small library stands in for the functions that Trivy adds to Rego.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping

from auditor.engines.interface import Module
from auditor.engines.rego_text import Kind, pieces

ROOT = "auditor_foreign"
NEW = re.compile(r"(?<![\w.])result\.new(?=\s*\()")
MANAGED = re.compile(r"(?<![\w.])isManaged(?=\s*\()")
LIBRARY = f"""package {ROOT}

# Stands in for Trivy's result.new: the message and where its cause stands.
new(msg, cause) := {{
	"msg": msg,
	"startline": _either(_about(cause), "startline", "StartLine", 0),
	"endline": _either(_about(cause), "endline", "EndLine", 0),
	"filepath": _either(_about(cause), "filepath", "Path", ""),
}}

managed(cause) := object.get(_about(cause), "managed", true)

_either(about, one, other, otherwise) := object.get(about, other, object.get(about, one, otherwise))

_about(cause) := about if {{
	is_object(cause)
	about := object.get(cause, "__defsec_metadata", cause)
}}

_about(cause) := {{}} if not is_object(cause)

# The results of a rule. A function, since OPA would refuse a rule of another type altogether.
results(value) := value if is_set(value)

results(value) := value if is_array(value)
"""
RESULTS = """
{name} contains raw if {{
	not _excepted
	some raw in data.{root}.results(data.{rule})
}}

unknown contains {{"msg": "`{rule}` is no list of results", "subject": "{rule}"}} if {{
	not _listed_{number}
}}

_listed_{number} if count(data.{root}.results(data.{rule})) >= 0
"""
"""A value that is no list could never show a fault, so it is a doubt and no pass."""
NEVER = """
_excepted if false
"""
EXCEPTED = """
applicable := false if _excepted

_excepted if data.{namespace}.exception[_][_] == {name}
"""


def library() -> Module:
    """The functions that the wrappers and the rewritten policies call."""
    return Module(f"{ROOT}/library.rego", LIBRARY)


def rewritten(module: Module) -> Module:
    """The module with Trivy's own functions replaced; line numbers stay."""
    if "result.new" not in module.text and "isManaged" not in module.text:
        return module
    return Module(module.name, "".join(map(_replaced, pieces(module.text))))


def _replaced(piece: tuple[Kind, str]) -> str:
    kind, text = piece
    if kind is not Kind.CODE:
        return text
    return MANAGED.sub(f"data.{ROOT}.managed", NEW.sub(f"data.{ROOT}.new", text))


def wrapper_package(id_: str) -> str:
    """The package of the wrapper of a control."""
    word = re.sub(r"\W+", "_", id_, flags=re.ASCII).strip("_")
    return f"{ROOT}.{word}_{hashlib.sha256(id_.encode()).hexdigest()[:8]}"


def wrapper(id_: str, rules: Mapping[str, str], excepted: str = "") -> Module:
    """A package that makes `deny`, `warn`, `unknown` and `applicable` of the rules of others.

    `rules` maps each rule's path below `data` to `deny` or `warn`. `excepted` is Rego that takes a
    document out of the control's scope (`exception_of`).
    """
    package = wrapper_package(id_)
    parts = [f"package {package}\n\ndefault applicable := true\n", excepted or NEVER]
    for number, (rule, name) in enumerate(rules.items()):
        parts.append(RESULTS.format(root=ROOT, name=name, number=number, rule=rule))
    return Module(f"{package.replace('.', '/')}.rego", "".join(parts))


def exception_of(namespace: str, rule: str) -> str:
    """conftest's exceptions: sets of rule names without their prefix."""
    name = re.sub(r"^(deny|violation|warn)_?", "", rule)
    return EXCEPTED.format(namespace=namespace, name=json.dumps(name))
