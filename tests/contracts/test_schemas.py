"""Every evidence schema is valid, describes each field and keeps to the keywords that are known."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from tests.contracts.rego import POLICIES, controls

SCHEMAS = sorted((POLICIES / "schemas").glob("*.json"))
DIALECT = "https://json-schema.org/draft/2020-12/schema"
KEYS = {"x-from", "x-key", "x-period"}
FIELD_KEYS = {"x-type", "x-personal", "x-customer-when", "x-values", "x-labels"}
TYPES = {"string", "integer", "number", "boolean", "array", "object"}
each_schema = pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def fields(path: Path) -> dict:
    properties = read(path)["items"]["properties"]
    return {name: field for name, field in properties.items() if not name.startswith("_")}


def test_there_are_schemas():
    assert len(SCHEMAS) == 99


@each_schema
def test_it_is_a_valid_schema_of_rows(path: Path):
    schema = read(path)
    jsonschema_rs.meta.validate(schema)
    assert schema["$schema"] == DIALECT
    assert schema["title"] == path.stem
    assert schema["description"].strip()
    assert schema["type"] == "array"
    assert schema["items"]["additionalProperties"] is False


@each_schema
def test_every_field_is_described_and_has_one_type(path: Path):
    for name, field in fields(path).items():
        assert field["description"].strip().endswith("."), name
        assert field.get("type") in TYPES or field.get("x-type") == "any", name


@each_schema
def test_rows_have_a_place(path: Path):
    schema = read(path)
    location, row = schema["$defs"]["location"], schema["items"]
    assert row["properties"]["_loc"] == {"$ref": "#/$defs/location"}
    assert row["properties"]["_locs"]["additionalProperties"] == {"$ref": "#/$defs/location"}
    assert "_loc" in row["required"]
    assert location["required"] == ["file"]
    assert set(location["properties"]) == {"file", "line", "column", "end_line"}


@each_schema
def test_own_keywords_are_known_and_name_fields(path: Path):
    schema, known = read(path), fields(path)
    assert {key for key in schema if key.startswith("x-")} <= KEYS
    assert set(schema["x-key"]) <= known.keys()
    assert set(schema.get("x-period", {}).values()) <= known.keys()
    for name, field in known.items():
        assert {key for key in field if key.startswith("x-")} <= FIELD_KEYS, name
        assert field.get("x-personal", "staff") in ("customer", "staff"), name
        assert set(field.get("x-labels", {})) <= set(field.get("enum", field.get("x-values", [])))


@each_schema
def test_required_fields_are_fields(path: Path):
    assert set(read(path)["items"]["required"]) - {"_loc"} <= fields(path).keys()


def test_fields_that_controls_read_speak_chinese():
    """Columns are found by these words, and gaps name them."""
    used = {kind for control in controls() for kind in control.declared}
    for kind in sorted(used):
        for name, field in fields(POLICIES / "schemas" / f"{kind}.json").items():
            assert field.get("title_zh"), f"{kind}.{name}"
