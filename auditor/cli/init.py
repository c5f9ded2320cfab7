"""`auditor init`: a commented configuration for what is found here."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
import yaml

from auditor.api import Collector, ConfigError, Location
from auditor.cli.options import language, language_option
from auditor.cli.words import say
from auditor.core.config import FILE_NAMES
from auditor.core.plugins import load_plugins
from auditor.core.profiles import profile_names, read_profile
from auditor.core.schemas import Schemas

HEAD = """\
# Configuration of auditor. Check it with `auditor doctor`, audit with `auditor check`.
version: 1

organisation:
  name: ""
  # Times without an offset are in this zone (IANA name).
  timezone: {timezone}
  # Your own role names, mapped to those of the controls:
  # role_names: {{客服经理: customer_service_manager, 总经理: general_manager}}

# Folders of Rego policies; `builtin` are those that come with auditor.
policies: [builtin]

environments:
  - name: {name}
    # Which controls are in force. Change it when registers and systems are configured:
{profiles}
    profile: {profile}
    # Audit period of registers and logs; default: all that is delivered.
    # period: {{from: 2026-01-01}}
    # Parameters of controls (`auditor explain ID` lists them):
    # params: {{CIC-019-5b: {{max_loan_days: 3}}}}
    targets:
"""


@click.command("init")
@language_option
def command(lang: str | None) -> int:
    """Write `auditor.yaml` for this host and the registers found in this folder. Asks nothing and
    never overwrites.
    """
    path = Path(FILE_NAMES[0])
    for name in FILE_NAMES:
        if Path(name).exists():
            raise ConfigError("exists already", Location(name), "auditor init never overwrites")
    try:
        path.write_text(_text(Path.cwd()), encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", Location(path.name)) from None
    text = "wrote {file}; next: auditor doctor, then auditor check"
    click.echo(say(language(lang), text, file=path.name))
    return 0


def _text(folder: Path) -> str:
    plugins = load_plugins()
    schemas = Schemas(plugins.schemas)
    known = schemas.subset(schemas.kinds)
    targets = [
        dict(target)
        for _, collector in sorted(plugins.collectors.items())
        if collector.discover
        for target in collector.discover(folder, known)
    ]
    only_hosts = all(target.get("type") == "linux" for target in targets)
    profiles = "".join(
        f"    #   {name}: {read_profile(name, folder).title}\n" for name in profile_names()
    )
    head = HEAD.format(
        timezone=_timezone(),
        name="this-environment",
        profiles=profiles.rstrip("\n"),
        profile="host" if only_hosts else "confidentiality",
    )
    found = {str(target["type"]) for target in targets}
    others = [one for _, one in sorted(plugins.collectors.items()) if one.target_type not in found]
    return head + "".join(map(_indented, targets)) + _suggested(others)


def _suggested(collectors: Iterable[Collector]) -> str:
    """The systems that are not looked for, since only their owner can say where they are."""
    lines = [
        f"      # - {{name: ..., type: {one.target_type}}}  # {one.summary}\n" for one in collectors
    ]
    return "".join(["      # Other targets; the page of each plugin has its options:\n", *lines])


def _indented(target: dict[str, Any]) -> str:
    text = yaml.safe_dump(
        [target], allow_unicode=True, sort_keys=False, width=96, default_flow_style=None
    )
    return "".join(f"      {line}\n" for line in text.splitlines())


def _timezone() -> str:
    """The zone of this machine: `TZ`, else what /etc/localtime links to, else UTC."""
    link = os.path.realpath("/etc/localtime")
    zone = os.environ.get("TZ", "").lstrip(":") or link.partition("/zoneinfo/")[2]
    return zone if zone and not zone.startswith("/") else "UTC"
