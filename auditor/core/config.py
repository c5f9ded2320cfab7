"""The configuration file (version 1): validated into frozen objects, unknown keys refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from auditor.api import ConfigError, Location
from auditor.core.words import nearest
from auditor.core.yamlfile import KeyPath, YamlFile, read_yaml

Model = TypeVar("Model", bound=BaseModel)
FILE_NAMES = ("auditor.yaml", "auditor.yml")


class Strict(BaseModel):
    """Frozen, and no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Name = Annotated[str, BeforeValidator(_text), Field(min_length=1, pattern=r"^[^\x00-\x1f\x7f/]+$")]


class Organisation(Strict):
    """Who is audited. `role_names` maps the organisation's own role names to the catalogue's."""

    name: str = ""
    timezone: str = "UTC"
    role_names: dict[str, str] = Field(default_factory=dict)
    masking_key: str = ""

    @field_validator("timezone")
    @classmethod
    def _zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            raise ValueError(
                "not a time zone of the IANA database, such as Asia/Shanghai"
            ) from None
        return zone

    @field_validator("masking_key")
    @classmethod
    def _reference(cls, reference: str) -> str:
        if reference and not reference.startswith(("env:", "file:")):
            raise ValueError("secrets are given by reference: env:NAME or file:PATH")
        return reference


class Period(Strict):
    """Audit period of registers and logs, whole days, both ends included."""

    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")


class Exclusion(Strict):
    """A control left out of the profile, with a written reason."""

    id: str
    reason: str = Field(min_length=1)


class ProfileChoice(Strict):
    """A profile made from another: its base (or none), what comes on top and what is left out."""

    base: str = "none"
    include: tuple[str, ...] = ()
    exclude: tuple[Exclusion, ...] = ()


class Verification(Strict):
    """How a bundle's signature is verified: the key by reference and its algorithm; if given, the
    key's id; and the scope that the signature must be for.
    """

    key: str = Field(pattern=r"^(env|file):.+$")
    algorithm: Literal["RS256", "ES256", "HS256"] = "RS256"
    key_id: str = ""
    scope: str = ""


class PolicySource(Strict):
    """Where policies come from: `builtin`, a folder, an OPA bundle (.tar.gz) or its https URL.

    `namespaces` are the packages of policies without METADATA (conftest's word), `data` further
    data files or folders for them; `name` is what reports call the source (default: its path).
    With `verify`, an unsigned or changed bundle is refused.
    """

    path: str = Field(min_length=1)
    name: str = ""
    namespaces: tuple[str, ...] = ("main",)
    data: tuple[str, ...] = ()
    verify: Verification | None = None


def _source(value: Any) -> Any:
    return {"path": value} if isinstance(value, str) else value


def _profile(value: Any) -> Any:
    return {"base": value} if isinstance(value, str) else value


class TargetConfig(BaseModel):
    """One target; keys beyond these belong to its collector, which validates them."""

    model_config = ConfigDict(frozen=True, extra="allow")

    name: Name
    type: str

    @property
    def options(self) -> dict[str, Any]:
        """The collector's own keys."""
        return dict(self.model_extra or {})


class EnvironmentConfig(Strict):
    """What is audited as one whole."""

    name: Name
    tags: tuple[str, ...] = ()
    period: Period = Period()
    profile: Annotated[ProfileChoice, BeforeValidator(_profile)] = ProfileChoice(base="full")
    targets: tuple[TargetConfig, ...] = Field(min_length=1)
    params: dict[str, dict[str, Any]] = Field(default_factory=dict)


class Config(Strict):
    """The whole file."""

    version: Literal[1]
    organisation: Organisation = Organisation()
    policies: tuple[Annotated[PolicySource, BeforeValidator(_source)], ...] = Field(
        default=(PolicySource(path="builtin"),), min_length=1
    )
    waivers: str | None = None
    environments: tuple[EnvironmentConfig, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class LoadedConfig:
    """A configuration together with the file it came from and the folder paths are relative to."""

    config: Config
    file: YamlFile
    base: Path


def load_config(path: Path) -> LoadedConfig:
    """Read and validate a configuration file.

    Raises:
        ConfigError: with file, line, key, what was expected and the nearest known word.
    """
    file = read_yaml(path, path.name)
    if not isinstance(file.data, dict):
        raise ConfigError("expected a mapping with `version: 1`", Location(file.path, 1))
    config = validate(Config, file.data, file, ())
    _unique("environment", [e.name for e in config.environments], file, ("environments",))
    for number, environment in enumerate(config.environments):
        names = [target.name for target in environment.targets]
        _unique("target", names, file, ("environments", number, "targets"))
    return LoadedConfig(config, file, path.parent.resolve())


def validate(model: type[Model], data: Any, file: YamlFile, prefix: KeyPath) -> Model:
    """Make a model of plain data; each error names its place in `file` below `prefix`."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults = [_explain(e, model, file, prefix) for e in error.errors(include_url=False)]
    if len(faults) == 1:
        raise faults[0]
    raise ConfigError("\n".join(str(fault) for fault in faults))


def _explain(
    error: ErrorDetails, model: type[BaseModel], file: YamlFile, prefix: KeyPath
) -> ConfigError:
    path = (*prefix, *error["loc"])
    key, place = ".".join(map(str, path)) or "(top level)", file.locate(path)
    if error["type"] == "extra_forbidden":
        known = _keys(model, error["loc"][:-1])
        return ConfigError(f"unknown key `{key}`", place, nearest(str(path[-1]), known))
    if error["type"] == "missing":
        return ConfigError(f"key `{key}` is missing", place)
    message = str(error["msg"]).removeprefix("Value error, ").replace("tuple", "list")
    return ConfigError(f"key `{key}`: {message[0].lower()}{message[1:]}", place)


def _keys(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys that the model at a path below `model` knows."""
    for part in path:
        if isinstance(part, str):
            field = next(f for n, f in model.model_fields.items() if part in (n, f.alias))
            model = _model_in(field.annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The first model inside a type such as `tuple[Model, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def _unique(what: str, names: list[str], file: YamlFile, path: KeyPath) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            place = file.locate((*path, number, "name"))
            raise ConfigError(f"{what} `{name}` is given twice", place, "names must differ")
