"""A new control: a rule and its test that pass lint and test as written, to be edited.

The rule demands that a field of the first kind's rows is filled, the simplest duty there is. Each
further kind is looked up by its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditor.api import ConfigError
from auditor.core.schemas import Schemas


@dataclass(frozen=True, slots=True)
class NewControl:
    """What is to be written."""

    topic: str
    name: str
    id: str
    evidence: tuple[str, ...]
    severity: str
    clause: str

    @property
    def package(self) -> str:
        """The package of the rule."""
        return f"rules.{self.topic}.{self.name}"


@dataclass(frozen=True, slots=True)
class _Subject:
    """The kind that is judged: the fields of its key, and the field that must be filled."""

    kind: str
    key: tuple[str, ...]
    field: str
    field_zh: str


def scaffold(new: NewControl, schemas: Schemas) -> dict[str, str]:
    """Texts by file name: the rule and its test.

    Raises:
        ConfigError: the first kind has no field beside its key.
    """
    subject = _subject(new.evidence[0], schemas)
    others = tuple((kind, _key(schemas, kind)[0]) for kind in new.evidence[1:])
    return {
        f"{new.name}.rego": _metadata(new, subject) + _rule(new, subject, others),
        f"{new.name}_test.rego": _test(new, subject, others, schemas),
    }


def _subject(kind: str, schemas: Schemas) -> _Subject:
    fields, key = schemas.fields(kind), _key(schemas, kind)
    required = {*schemas[kind]["items"].get("required", ()), "_loc", "_locs"}
    other = [name for name in fields if name not in (*key, "_loc", "_locs")]
    free = [name for name in other if name not in required] or other
    if not free:
        hint = "name another kind first"
        raise ConfigError(f"`{kind}` has no field beside its key", hint=hint)
    texts = [name for name in free if fields[name].get("type") == "string"]
    field = (texts or free)[0]
    return _Subject(kind, key, field, str(fields[field].get("title_zh", field)))


def _key(schemas: Schemas, kind: str) -> tuple[str, ...]:
    schema = schemas[kind]
    return tuple(
        schema.get("x-key") or schema["items"].get("required") or list(schemas.fields(kind))
    )


def _metadata(new: NewControl, subject: _Subject) -> str:
    schemas = "".join(f"#   - input.evidence.{kind}: schema.{kind}\n" for kind in new.evidence)
    return f"""\
# METADATA
# scope: package
# title: "Each row of {subject.kind} has {subject.field}"
# description: "Each row of {subject.kind} names {subject.field}."
# schemas:
{schemas}# custom:
#   id: {new.id}
#   title_zh: "{subject.kind} 的每条记录都填写{subject.field_zh}"
#   description_zh: "{subject.kind} 的每条记录均应填写{subject.field_zh}。"
#   severity: {new.severity}
#   clause: "{new.clause}"
#   evidence: [{", ".join(new.evidence)}]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   recommended_action: "Enter {subject.field} in the row."
#   recommended_action_zh: "补填{subject.field_zh}。"
package {new.package}

import data.lib.findings

"""


def _rule(new: NewControl, subject: _Subject, others: tuple[tuple[str, str], ...]) -> str:
    key = ", ".join(f'"{name}"' for name in subject.key)
    sets = "".join(
        f"""\
# {key_}s of {kind}, for what the rule is to look up there.
{kind}_keys contains key if {{
	some row in input.evidence.{kind}
	key := row.{key_}
}}

"""
        for kind, key_ in others
    )
    return f"""\
{sets}deny contains finding if {{
	some row in input.evidence.{subject.kind}
	not row.{subject.field}
	fault := findings.plain("{subject.field} is missing", "缺少{subject.field_zh}")
	finding := findings.of(row, [{key}], {{fault}})
}}
"""


def _test(
    new: NewControl, subject: _Subject, others: tuple[tuple[str, str], ...], schemas: Schemas
) -> str:
    fields = schemas.fields(subject.kind)
    values = {name: _sample(fields.get(name, {}), name) for name in subject.key}
    row = "".join(f'\t"{name}": {value},\n' for name, value in values.items())
    shown = "/".join(value.strip('"') for value in values.values())
    further = "".join(
        f"""\

test_{kind}_is_looked_up_by_{key} if {{
	rows := {{"evidence": {{"{kind}": [{{"{key}": "k-1"}}, {{}}]}}}}
	{new.name}.{kind}_keys == {{"k-1"}} with input as rows
}}
"""
        for kind, key in others
    )
    return f"""\
package {new.package}_test

import data.{new.package}

complete := {{
{row}	"{subject.field}": {_sample(fields[subject.field], subject.field)},
	"_loc": {{"file": "{subject.kind}.csv", "line": 2}},
}}

messages(row) := {{finding.msg | some finding in found}} if {{
	found := {new.name}.deny with input as {{"evidence": {{"{subject.kind}": [row]}}}}
}}

test_a_complete_row_passes if {{
	messages(complete) == set()
}}

test_a_missing_field_fails if {{
	row := object.remove(complete, ["{subject.field}"])
	messages(row) == {{"{shown}: {subject.field} is missing"}}
}}
{further}"""


def _sample(schema: Mapping[str, Any], name: str) -> str:
    """A value that the schema allows, as Rego, and which `sprintf("%v")` shows as it is."""
    if schema.get("enum"):
        return f'"{schema["enum"][0]}"'
    kind = schema.get("type")
    if kind in ("integer", "number"):
        return "1"
    if kind == "boolean":
        return "true"
    if kind == "array":
        return '["a"]'
    formats = {one.get("format") for one in (schema, *schema.get("anyOf", ()))}
    return '"2026-03-02"' if formats & {"date", "date-time"} else f'"{name}-1"'
