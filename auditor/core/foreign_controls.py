"""Controls made of the packages of conftest and Trivy policies: what each says about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from auditor.api import Control, FileInput, Location, PolicyError, Severity
from auditor.core.annotations import above
from auditor.core.foreign_rego import exception_of, wrapper, wrapper_package
from auditor.core.schemas import Schemas
from auditor.core.words import nearest
from auditor.engines.interface import Module

KIND = "structured_files"
MAX_AGE_SECONDS = 86400
RULE = re.compile(
    r"^(?:default\s+)?((?:deny|violation|warn)(?:_[A-Za-z0-9]+)*)"
    r"(?=\s*(?:contains\b|if\b|:?=|\[|\{))",
    re.M,
)
EXCEPTION = re.compile(r"^exception\b", re.M)
SELECTORS = ("dockerfile", "json", "kubernetes", "toml", "yaml")
"""Selectors of Trivy's whose input the `files` plugin can make."""


@dataclass(frozen=True, slots=True)
class Package:
    """The modules of one package, with their code and annotations."""

    name: str
    modules: tuple[Module, ...]
    codes: tuple[str, ...]
    metadata: Mapping[str, Any]

    @property
    def custom(self) -> Mapping[str, Any]:
        """The `custom` part of the METADATA."""
        custom = self.metadata.get("custom")
        return custom if isinstance(custom, dict) else {}

    @property
    def place(self) -> Location:
        """Where the package begins."""
        return Location(self.modules[0].name, 1)

    def rules(self) -> dict[str, tuple[Module, int]]:
        """The enforced rules, each with where it is first defined."""
        found: dict[str, tuple[Module, int]] = {}
        for module, code in zip(self.modules, self.codes, strict=True):
            for match in RULE.finditer(code):
                line = code.count("\n", 0, match.start()) + 1
                found.setdefault(match[1], (module, line))
        return found


def trivy(package: Package) -> Iterator[tuple[Control, Module]]:
    """One control for all rules of a package; none where Trivy itself would leave it out."""
    custom = package.custom
    if custom.get("deprecated"):
        return
    id_ = str(custom.get("id") or custom.get("avd_id") or f"trivy.{package.name}")
    types, kinds = _selected(custom)
    unknown = [one for one in types if one not in SELECTORS]
    control = replace(
        _control(package, package.metadata, id_),
        evidence=(f"trivy_{unknown[0]}",) if unknown else (KIND,),
        scope="environment" if unknown else "file",
        files=None if unknown else FileInput("trivy", types, kinds),
    )
    rules = {f"{package.name}.{rule}": _set_of(rule) for rule in sorted(package.rules())}
    yield _wrapped(control, rules)


def _selected(custom: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Types and Kubernetes kinds of `input.selector`."""
    input_ = custom.get("input")
    selectors = input_.get("selector") if isinstance(input_, dict) else None
    found = [one for one in selectors or () if isinstance(one, dict)]
    below = [sub for one in found for sub in one.get("subtypes") or () if isinstance(sub, dict)]
    kinds = (str(sub[key]).lower() for sub in below for key in ("kind", "group") if key in sub)
    types = dict.fromkeys(str(one["type"]) for one in found if "type" in one)
    return tuple(types), tuple(dict.fromkeys(kinds))


def conftest(package: Package, schemas: Schemas) -> Iterator[tuple[Control, Module]]:
    """One control for each rule."""
    excepting = any(EXCEPTION.search(code) for code in package.codes)
    kinds = _kinds(package, schemas)
    for rule, (module, line) in sorted(package.rules().items()):
        own = above(module, line)
        id_ = _id(package, own, rule)
        control = replace(
            _control(package, {**package.metadata, **own}, id_, rule),
            source=module.name,
            evidence=kinds or (KIND,),
            scope="environment" if kinds else "file",
            files=None if kinds else FileInput("conftest"),
        )
        excepted = exception_of(package.name, rule) if excepting else ""
        yield _wrapped(control, {f"{package.name}.{rule}": _set_of(rule)}, excepted)


def _wrapped(
    control: Control, rules: Mapping[str, str], excepted: str = ""
) -> tuple[Control, Module]:
    names = frozenset({*rules.values(), "unknown", "applicable"})
    return replace(control, rules=names), wrapper(control.id, rules, excepted)


def _id(package: Package, own: Mapping[str, Any], rule: str) -> str:
    """The id that the rule is given, or its package if it has one rule, or what both are called."""
    custom = own.get("custom")
    given = custom.get("id") if isinstance(custom, dict) else None
    shared = package.custom.get("id")
    if not given and shared:
        given = shared if len(package.rules()) == 1 else f"{shared}.{rule}"
    return str(given or f"conftest.{package.name}.{rule}")


def _kinds(package: Package, schemas: Schemas) -> tuple[str, ...]:
    """The evidence kinds that the METADATA names; then the rules read our own input."""
    kinds = tuple(map(str, package.custom.get("evidence") or ()))
    for kind in kinds:
        if kind not in schemas:
            hint = nearest(kind, schemas.kinds)
            raise PolicyError(f"METADATA: unknown evidence kind `{kind}`", package.place, hint)
    return kinds


def _set_of(rule: str) -> str:
    return "warn" if rule.startswith("warn") else "deny"


def _control(package: Package, metadata: Mapping[str, Any], id_: str, rule: str = "") -> Control:
    custom = metadata.get("custom")
    custom = {**package.custom, **(custom if isinstance(custom, dict) else {})}
    parts = package.name.split(".")
    words = rule.replace("_", " ") or parts[-1]
    action = custom.get("recommended_action") or custom.get("recommended_actions") or ""
    tags = (str(custom[key]) for key in ("avd_id", "short_code") if custom.get(key))
    return Control(
        id=id_,
        package=wrapper_package(id_),
        topic=parts[0],
        name=str(custom.get("short_code") or rule or parts[-1]).replace("-", "_"),
        title=str(metadata.get("title") or f"{package.name}: {words}"),
        title_zh=str(custom.get("title_zh") or ""),
        description=str(metadata.get("description") or "").strip(),
        description_zh=str(custom.get("description_zh") or ""),
        severity=_severity(custom, rule),
        clause=str(custom.get("clause") or ""),
        evidence=(KIND,),
        optional_evidence=(),
        fail_when_empty=False,
        max_age_seconds=MAX_AGE_SECONDS,
        scope="file",
        assurance="automated",
        params={},
        action=str(action),
        action_zh=str(custom.get("recommended_action_zh") or ""),
        frameworks=(),
        related=_links(metadata, custom),
        rules=frozenset(),
        source=package.modules[0].name,
        tags=tuple(tags),
    )


def _severity(custom: Mapping[str, Any], rule: str) -> Severity:
    """As written, in any case; else `high`, and for a warning what makes its findings `low`."""
    given = str(custom.get("severity", "")).lower()
    if given in tuple(Severity):
        return Severity(given)
    return Severity.MEDIUM if rule.startswith("warn") else Severity.HIGH


def _links(metadata: Mapping[str, Any], custom: Mapping[str, Any]) -> tuple[str, ...]:
    resources = metadata.get("related_resources") or ()
    refs = [one.get("ref") if isinstance(one, dict) else one for one in resources]
    return tuple(str(ref) for ref in [*refs, custom.get("url")] if ref)
