"""Writes the pages of the controls from their METADATA, rules, schemas and the demo: `make.py`.

One page for each control, an index by topic and one by clause, and the table of the demo's faults.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from auditor.api import Control, Framework, requirement_of
from auditor.core.config import PolicySource, ProfileChoice
from auditor.core.frameworks import read_frameworks
from auditor.core.policies import load_library
from auditor.core.profiles import profile_names, read_profile, select
from auditor.core.schemas import Schemas
from auditor.reports.topics import topic_rank, topic_title

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MESSAGE = re.compile(r'findings\.(?:text|plain)\(\s*"((?:\\.|[^"\\])*)",\s*"((?:\\.|[^"\\])*)"')
KIND_ROW = re.compile(r"^\| `(\w+)` \|", re.M)
EVERYTHING = ("registers", "sql", "itsm", "files")
"""Collectors that deliver any kind."""
GAPS = re.compile(r"%\d*[a-z]")
Pages = dict[str, str]
"""Name of a page to its text."""


def pages() -> Pages:
    """All pages, as they should be."""
    schemas = Schemas()
    library = load_library([PolicySource(path="builtin", name="builtin")], ROOT, schemas)
    controls = [library.controls[id_] for id_ in sorted(library.controls)]
    frameworks = {one.name: one for one in read_frameworks().values()}
    texts = {f"{one.id}.md": _page(one, schemas, frameworks) for one in controls}
    indexes = {"README.md": _by_topic(controls), "clauses.md": _by_clause(controls)}
    more = {
        "faults.md": _faults(controls),
        "profiles.md": _profiles(library.controls),
        "sources.md": _sources(controls, schemas),
    }
    return texts | indexes | more


def _page(control: Control, schemas: Schemas, frameworks: dict[str, Framework]) -> str:
    parts = [
        f"# {control.id} {control.title}",
        f"**{control.title_zh}**",
        _facts(control),
        f"## What is demanded · 义务\n\n{control.description}\n\n{control.description_zh}",
        "## Evidence · 证据\n\n" + "\n".join(_evidence(control, schemas)),
        _decision(control),
        _parameters(control),
        f"## How to fix · 整改\n\n{control.action}\n\n{control.action_zh}",
        _limits(control, schemas),
        _related(control, frameworks),
        _planted(control),
        f"Rule: [`{_rule(control)}`](../../{_rule(control)}) · [all controls](README.md)",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _rule(control: Control) -> str:
    name = control.package.rpartition(".")[2]
    return f"policies/rules/{control.topic}/{name}/{name}.rego"


def _facts(control: Control) -> str:
    rows = (
        ("clause · 条款", ", ".join((control.clause, *control.related))),
        ("severity · 严重程度", f"`{control.severity.value}`"),
        (
            "topic · 主题",
            f"{topic_title(control.topic, 'en')} · {topic_title(control.topic, 'zh-CN')}",
        ),
        ("judged · 评价范围", f"for each {control.scope}"),
        ("assurance · 保证", f"`{control.assurance}`"),
    )
    return "| | |\n|---|---|\n" + "\n".join(f"| {name} | {value} |" for name, value in rows)


def _evidence(control: Control, schemas: Schemas) -> Iterator[str]:
    yield "| kind | what it is | fields that the rule reads | needed |"
    yield "|---|---|---|---|"
    text = (ROOT / _rule(control)).read_text("utf-8")
    for kind in (*control.evidence, *control.optional_evidence):
        named = [name for name in schemas.fields(kind) if re.search(rf"\b{name}\b", text)]
        fields = ", ".join(f"`{name}`" for name in named if not name.startswith("_")) or "-"
        needed = "always" if kind in control.evidence else "for some subjects"
        yield f"| `{kind}` | {schemas[kind]['description']} | {fields} | {needed} |"
    hours = control.max_age_seconds // 3600
    yield f"\nCollected no longer than {hours} h ago; what is older is `stale`."
    yield f"\n采集时间不超过 {hours} 小时,超过即为 `stale`。"


def _decision(control: Control) -> str:
    text = (ROOT / _rule(control)).read_text("utf-8")
    told = dict.fromkeys((_plain(en), _plain(zh)) for en, zh in MESSAGE.findall(text))
    lines = [f"- {en} · {zh}" for en, zh in told]
    body = (
        "What the rule says of a subject, as a fault or, where a fact is missing, as a doubt:\n\n"
    )
    return "## How it decides · 判定\n\n" + body + "\n".join(lines) + "\n\n" + _verdicts(control)


def _plain(text: str) -> str:
    return GAPS.sub("…", text.replace('\\"', '"')).replace("|", "\\|")


def _verdicts(control: Control) -> str:
    empty = (
        "An empty register fails: the document demands that it is kept."
        if control.fail_when_empty
        else "Without any subject the outcome is `not-applicable`."
    )
    if control.assurance == "attested":
        return f"A person judges it: the outcome is `review`, never `pass`. {empty}"
    return (
        "It passes when the evidence was collected, is valid and fresh, a subject is in scope, and "
        f"nothing above holds. A doubt makes it `not-evaluated`. {empty}"
    )


def _parameters(control: Control) -> str:
    if not control.params:
        return ""
    rows = [f"| `{name}` | `{_short(value)}` |" for name, value in control.params.items()]
    return "## Parameters · 参数\n\n| name | default |\n|---|---|\n" + "\n".join(rows)


def _short(value: object) -> str:
    return str(value).replace("|", "\\|")


def _limits(control: Control, schemas: Schemas) -> str:
    sources = ", ".join(dict.fromkeys(schemas[kind]["x-from"] for kind in control.evidence))
    return (
        f"## What it cannot see · 局限\n\nIt sees what these sources hold: {sources}. What nobody "
        "recorded there, and what no target of the environment delivers, it cannot see.\n\n"
        "仅能看到上述来源所记载的内容,未登记、未采集的事项无法发现。"
    )


def _related(control: Control, frameworks: dict[str, Framework]) -> str:
    lines = []
    for reference in control.frameworks:
        name, id_ = requirement_of(reference)
        found = frameworks[name].requirements[id_]
        lines.append(f"- {reference}: {found.title} · {found.title_zh}")
    return "## Related requirements · 相关要求\n\n" + "\n".join(lines) if lines else ""


def _entries() -> list[dict[str, str]]:
    text = (ROOT / "fixtures" / "bank" / "faults.yaml").read_text("utf-8")
    found: list[dict[str, str]] = yaml.load(text, yaml.CSafeLoader)
    return found


def _planted(control: Control) -> str:
    lines = [
        f"- `violating/{one['file']}`, line {one['line']}: {one['what']}"
        for one in FAULTS
        if one["control"] == control.id
    ]
    return "## In the demo · 演示\n\n" + "\n".join(lines) if lines else ""


def _by_topic(controls: list[Control]) -> str:
    lines = [
        "# Controls · 控制目录",
        "",
        f"{len(controls)} controls, by topic. Also [by clause](clauses.md), the "
        "[profiles](profiles.md) that select them, the [sources](sources.md) of their evidence, "
        "and the [faults of the demo](faults.md) that they find.",
    ]
    for topic in dict.fromkeys(one.topic for one in _in_order(controls)):
        lines += ["", f"## {topic_title(topic, 'en')} · {topic_title(topic, 'zh-CN')}", ""]
        lines += ["| id | severity | control | 控制 | clause |", "|---|---|---|---|---|"]
        lines += [_row(one) for one in controls if one.topic == topic]
    return "\n".join(lines) + "\n"


def _row(one: Control) -> str:
    cells = (f"[{one.id}]({one.id}.md)", one.severity.value, one.title, one.title_zh, one.clause)
    return "| " + " | ".join(cells) + " |"


def _in_order(controls: Iterable[Control]) -> list[Control]:
    return sorted(controls, key=lambda one: (topic_rank(one.topic), one.id))


def _by_clause(controls: list[Control]) -> str:
    clauses: dict[str, list[Control]] = {}
    for control in controls:
        for clause in (control.clause, *control.related):
            clauses.setdefault(clause, []).append(control)
    lines = ["# Controls by clause · 按条款", "", "| clause · 条款 | controls |", "|---|---|"]
    for clause, found in sorted(clauses.items(), key=lambda pair: _natural(pair[0])):
        links = ", ".join(f"[{one.id}]({one.id}.md) {one.title_zh}" for one in found)
        lines.append(f"| {clause} | {links} |")
    return "\n".join(lines) + "\n"


def _natural(text: str) -> list[tuple[float, str]]:
    """Numbers inside a clause in the order of their value, Chinese and circled ones too."""
    parts = [part for part in re.split(r"(\d+|.)", text) if part]
    return [(_number(part), part) for part in parts]


def _number(part: str) -> float:
    return int(part) if part.isdecimal() else unicodedata.numeric(part, -1.0)


def _profiles(controls: Mapping[str, Control]) -> str:
    lines = ["# Profiles · 方案", "", "Which controls are in force, and what is left out."]
    for name in profile_names():
        profile = read_profile(name, ROOT)
        chosen = select(ProfileChoice(base=name), controls, ROOT)
        lines += ["", f"## {name}: {profile.title} · {profile.title_zh}", ""]
        lines += [profile.description, "", profile.description_zh, ""]
        lines.append(f"{len(chosen.controls)} controls: {_counts(chosen.controls)}.")
        if out := [controls[one.control] for one in chosen.left_out]:
            lines += ["", f"Left out, {len(out)}: {_counts(out)}."]
        reasons = [one for one in chosen.left_out if one.reason]
        lines += ["", *(f"- {one.control}: {one.reason}" for one in reasons)] if reasons else []
    return "\n".join(lines) + "\n"


def _sources(controls: list[Control], schemas: Schemas) -> str:
    """Control by source, as the plugins' own pages tell it."""
    delivered: dict[str, list[str]] = {}
    for page in sorted((ROOT / "plugins").glob("*/README.md")):
        for kind in dict.fromkeys(KIND_ROW.findall(page.read_text("utf-8"))):
            if kind in schemas and page.parent.name not in EVERYTHING:
                delivered.setdefault(kind, []).append(page.parent.name)
    lines = [
        "# Where the evidence comes from · 证据来源",
        "",
        "For each kind of evidence of a control the collectors that read it from systems. Every "
        "kind can also come from registers (`registers`), a table of a database (`sql`) or an "
        "approval system (`itsm`): `-` means that these are its only sources.",
        "",
        "| control | assurance | evidence and its collectors |",
        "|---|---|---|",
    ]
    for one in controls:
        kinds = (
            f"`{kind}`: {', '.join(delivered.get(kind, ['-']))}"
            for kind in (*one.evidence, *one.optional_evidence)
        )
        lines.append(f"| [{one.id}]({one.id}.md) | {one.assurance} | {'; '.join(kinds)} |")
    return "\n".join(lines) + "\n"


def _counts(controls: Iterable[Control]) -> str:
    counts = Counter(one.topic for one in controls)
    ordered = sorted(counts, key=topic_rank)
    return ", ".join(f"{topic_title(topic, 'en')} {counts[topic]}" for topic in ordered)


def _faults(controls: list[Control]) -> str:
    lines = [
        "# Faults of the demo · 演示中的问题",
        "",
        "What is wrong in `fixtures/bank/violating/`, and all that is: each control finds these "
        "and nothing else.",
        "",
        "| control | fault | place | subject |",
        "|---|---|---|---|",
    ]
    known = {one.id for one in controls}
    for one in FAULTS:
        link = (
            f"[{one['control']}]({one['control']}.md)"
            if one["control"] in known
            else one["control"]
        )
        place = f"`{one['file']}`:{one['line']}"
        lines.append(f"| {link} | {one['what']} | {place} | `{one['subject']}` |")
    return "\n".join(lines) + "\n"


FAULTS = _entries()

if __name__ == "__main__":
    for old in HERE.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
