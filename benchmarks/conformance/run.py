"""What the embedded engine lacks or answers differently, measured with OPA's own cases.

    python -m benchmarks.conformance.run FOLDER --capabilities FILE [--write docs/engines.md]

FOLDER is `v1/test/cases/testdata/v1` of OPA's source; FILE is what `opa capabilities --current`
prints. With --write the table goes between the marks of that page, else to standard output.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import regorus

from benchmarks.conformance.cases import LACKING, Outcome, read_cases, run_case

KINDS = {
    "same": "same",
    "builtin": "builtin lacking",
    "syntax": "refused at load",
    "error": "error",
    "strict": "error, undefined in OPA",
    "lenient": "value, error in OPA",
    "differs": "other value",
    "crash": "crash",
}
MARKS = "<!-- {0}:begin -->", "<!-- {0}:end -->"


def lacking_builtins(capabilities: dict[str, Any]) -> list[str]:
    """Names of OPA's builtins that the embedded engine does not know."""
    return sorted(one["name"] for one in capabilities["builtins"] if not _known(one))


def _known(builtin: dict[str, Any]) -> bool:
    if "infix" in builtin or builtin["name"].startswith("internal."):
        return True
    arguments = ", ".join("null" for _ in builtin["decl"].get("args") or [])
    engine = regorus.Engine()
    try:
        engine.eval_query_as_json(f"x := {builtin['name']}({arguments})")
    except BaseException as error:  # a panic tells as much: the function is there
        return LACKING not in str(error)
    return True


def table(outcomes: Iterable[Outcome]) -> str:
    """Topics with a difference, and the sum of all."""
    counts: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        counts.setdefault(outcome.case.topic, Counter())[outcome.kind] += 1
    total = sum(counts.values(), Counter())
    rows = [("topic", "cases", *KINDS.values()), ("---",) * (len(KINDS) + 2)]
    odd = {topic: count for topic, count in counts.items() if count["same"] < count.total()}
    rows += [_row(f"`{topic}`", count) for topic, count in sorted(odd.items())]
    rest = sum((c for topic, c in counts.items() if topic not in odd), Counter())
    rows += [_row(f"{len(counts) - len(odd)} other topics", rest), _row("**all**", total)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _row(name: str, count: Counter[str]) -> tuple[str, ...]:
    return (name, str(count.total()), *(str(count[kind] or "") for kind in KINDS))


def names(builtins: Sequence[str]) -> str:
    """Names as text, in one paragraph."""
    return ", ".join(f"`{name}`" for name in builtins) + "."


def put(page: str, mark: str, text: str) -> str:
    """The page with the text between its marks."""
    begin, end = (one.format(mark) for one in MARKS)
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.S)
    return pattern.sub(lambda _: f"{begin}\n{text}\n{end}", page)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--capabilities", type=Path, required=True)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--details", choices=KINDS, help="list the cases of this kind")
    given = parser.parse_args()
    lacking = lacking_builtins(json.loads(given.capabilities.read_text()))
    outcomes = [run_case(case, lacking) for case in read_cases(given.folder)]
    texts = {"conformance": table(outcomes), "builtins": names(lacking)}
    for outcome in outcomes:
        if outcome.kind == given.details:
            print(outcome.case.note, "|", outcome.detail[:200])
    if not given.write:
        print("\n\n".join(texts.values()))
        return
    page = given.write.read_text(encoding="utf-8")
    for mark, text in texts.items():
        page = put(page, mark, text)
    given.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
