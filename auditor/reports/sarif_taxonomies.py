"""Taxonomies of a SARIF run: clauses of the documents first, then each framework."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from sarif_om import (
    MultiformatMessageString,
    ReportingDescriptor,
    ReportingDescriptorReference,
    ReportingDescriptorRelationship,
    ToolComponent,
    ToolComponentReference,
)

from auditor.api.frameworks import Framework, Requirement, requirement_of
from auditor.api.models import Control
from auditor.reports.messages import say

CLAUSES = "auditor clauses"
"""Name of the taxonomy of clauses, the same in every language."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A named list of requirements; `index` is its place in `run.taxonomies`."""

    name: str
    index: int
    taxa: dict[str, int]

    @property
    def guid(self) -> str:
        """The same for the same name, everywhere (RFC 9562 version 5)."""
        return str(uuid5(NAMESPACE_URL, f"auditor/taxonomy/{self.name}"))

    def reference(self) -> ToolComponentReference:
        """How other parts of the run name this taxonomy."""
        return ToolComponentReference(name=self.name, index=self.index, guid=self.guid)


def requirements(control: Control) -> Iterator[tuple[str, str]]:
    """Taxonomy name and requirement id of all that `control` answers to."""
    if control.clause:
        yield CLAUSES, control.clause
    yield from map(requirement_of, control.frameworks)


def collect(controls: Iterable[Control]) -> dict[str, Taxonomy]:
    """Taxonomies that `controls` refer to, by name; clauses first, the others sorted."""
    found: dict[str, set[str]] = {}
    for control in controls:
        for name, requirement in requirements(control):
            found.setdefault(name, set()).add(requirement)
    names = sorted(found, key=lambda name: (name != CLAUSES, name))
    return {
        name: Taxonomy(name, index, {taxon: at for at, taxon in enumerate(sorted(found[name]))})
        for index, name in enumerate(names)
    }


def relationships(
    control: Control, taxonomies: dict[str, Taxonomy]
) -> list[ReportingDescriptorRelationship] | None:
    """What the rule of `control` refers to."""
    pairs = dict.fromkeys(requirements(control))
    return [_relationship(taxonomies[name], taxon) for name, taxon in pairs] or None


def _relationship(taxonomy: Taxonomy, taxon: str) -> ReportingDescriptorRelationship:
    target = ReportingDescriptorReference(
        id=taxon, index=taxonomy.taxa[taxon], tool_component=taxonomy.reference()
    )
    return ReportingDescriptorRelationship(target=target)


def component(taxonomy: Taxonomy, frameworks: Mapping[str, Framework], lang: str) -> ToolComponent:
    """The taxonomy as it stands in `run.taxonomies`; the subject of a requirement is told where
    its framework is known.
    """
    known = frameworks.get(taxonomy.name)
    text = (
        say(lang, "clauses")
        if taxonomy.name == CLAUSES
        else say(lang, "framework", name=taxonomy.name)
    )
    return ToolComponent(
        name=taxonomy.name,
        guid=taxonomy.guid,
        language=lang,
        organization=known.issuer if known else None,
        full_name=_title(known, lang) if known else None,
        short_description=MultiformatMessageString(text=text),
        taxa=[_taxon(taxon, known, lang) for taxon in taxonomy.taxa],
    )


def _taxon(taxon: str, known: Framework | None, lang: str) -> ReportingDescriptor:
    found = known.requirements.get(taxon) if known else None
    text = f"{taxon} {_title(found, lang)}" if found else taxon
    return ReportingDescriptor(id=taxon, short_description=MultiformatMessageString(text=text))


def _title(titled: Framework | Requirement, lang: str) -> str:
    return titled.title_zh if lang == "zh-CN" else titled.title
