"""Parameters: the defaults of every control, overridden by the environment's configuration."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from auditor.api import ConfigError, Control, Location
from auditor.core.config import LoadedConfig
from auditor.core.words import nearest
from auditor.core.yamlfile import KeyPath


def parameters(
    loaded: LoadedConfig, number: int, controls: Mapping[str, Control], data: Mapping[str, Any]
) -> str:
    """The `data` document of an environment, as JSON: `params` by control id, `organisation`, and
    beside them the `data` of the policy sources.

    Raises:
        ConfigError: an override names an unknown control or parameter, or has another type.
    """
    path: KeyPath = ("environments", number, "params")
    params = {id_: dict(control.params) for id_, control in controls.items()}
    for id_, given in loaded.config.environments[number].params.items():
        _known(id_, controls, "control", loaded.file.locate((*path, id_)))
        for name, value in given.items():
            place = loaded.file.locate((*path, id_, name))
            _known(name, params[id_], f"parameter of {id_}", place)
            _same_type(name, value, params[id_][name], place)
            params[id_][name] = value
    organisation = {"timezone": loaded.config.organisation.timezone}
    document = {**data, "params": params, "organisation": organisation}
    return json.dumps(document, sort_keys=True, ensure_ascii=False, default=_date)


def _date(value: date) -> str:
    """A date in METADATA or in the configuration, as YAML reads it."""
    return value.isoformat()


def _known(word: str, known: Mapping[str, Any], what: str, place: Location) -> None:
    if word not in known:
        raise ConfigError(f"unknown {what} `{word}`", place, nearest(word, known))


def _same_type(name: str, value: Any, default: Any, place: Location) -> None:
    """An override has the type of the default; a whole number may stand for a fraction."""
    numbers = (int, float)
    same = type(value) is type(default) or (type(value) in numbers and type(default) in numbers)
    if not same and default is not None:
        expected = type(default).__name__
        message = f"parameter `{name}`: expected {expected}, found {type(value).__name__}"
        raise ConfigError(message, place)
