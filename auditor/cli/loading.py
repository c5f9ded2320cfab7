"""What commands do first: find the configuration."""

from __future__ import annotations

from pathlib import Path

from auditor.api import ConfigError
from auditor.core.config import (
    FILE_NAMES,
    Config,
    LoadedConfig,
    ProfileChoice,
    load_config,
    validate,
)
from auditor.core.words import nearest
from auditor.core.yamlfile import parse_yaml

THIS_HOST = """\
version: 1
environments:
  - name: localhost
    profile: host
    targets:
      - {name: localhost, type: linux}
"""


def load(config: Path | None, environments: tuple[str, ...], profile: str) -> LoadedConfig:
    """The given configuration, else that of this folder, else one for this host; with another
    profile where one is given.

    Raises:
        ConfigError: the file cannot be used, or one of `environments` is not in it.
    """
    loaded = load_config(config) if config else _found() or this_host()
    names = [environment.name for environment in loaded.config.environments]
    for name in environments:
        if name not in names:
            raise ConfigError(f"unknown environment `{name}`", hint=nearest(name, names))
    return with_profile(loaded, profile) if profile else loaded


def _found() -> LoadedConfig | None:
    for name in FILE_NAMES:
        if Path(name).exists():
            return load_config(Path(name))
    return None


def this_host() -> LoadedConfig:
    """The configuration that is in force where there is none: this host, profile `host`."""
    file = parse_yaml(THIS_HOST, "(this host)")
    return LoadedConfig(validate(Config, file.data, file, ()), file, Path.cwd())


def from_manifest(settings: object) -> LoadedConfig:
    """The configuration that an evidence bundle was collected with."""
    file = parse_yaml("{}", "manifest.json")
    return LoadedConfig(validate(Config, settings, file, ("settings",)), file, Path.cwd())


def with_profile(loaded: LoadedConfig, profile: str) -> LoadedConfig:
    """The same configuration with another profile in every environment."""
    update = {"profile": ProfileChoice(base=profile)}
    environments = tuple(one.model_copy(update=update) for one in loaded.config.environments)
    config = loaded.config.model_copy(update={"environments": environments})
    return LoadedConfig(config, loaded.file, loaded.base)
