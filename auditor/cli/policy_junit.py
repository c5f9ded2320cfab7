"""JUnit XML of a test report, as CI servers read it; without times, so that equal runs are equal.

Characters that XML 1.0 has not are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from auditor.core.regotest import Report, Result, Tested

FOREIGN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> bytes:
    """One suite for each package."""
    root = Element("testsuites", _counts(report.tested))
    for package, tests in groupby(report.tested, key=lambda one: one.test.package):
        many = tuple(tests)
        suite = SubElement(root, "testsuite", {"name": package, **_counts(many)})
        for one in many:
            _case(suite, one)
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _counts(tested: Iterable[Tested]) -> dict[str, str]:
    results = [one.result for one in tested]
    named = {"failures": Result.FAIL, "errors": Result.ERROR, "skipped": Result.SKIPPED}
    counts = {name: str(results.count(result)) for name, result in named.items()}
    return {"tests": str(len(results)), **counts}


def _case(suite: Element, one: Tested) -> None:
    named = {"classname": one.test.package, "name": one.test.name}
    place = {"file": one.test.file, "line": str(one.test.line)}
    case = SubElement(suite, "testcase", {**named, **place})
    if one.result == Result.SKIPPED:
        SubElement(case, "skipped")
    elif one.result != Result.PASS:
        name = "error" if one.result == Result.ERROR else "failure"
        text = FOREIGN.sub("", "\n".join(_told(one)))
        SubElement(case, name, {"message": text.split("\n", 1)[0]}).text = text


def _told(one: Tested) -> Iterable[str]:
    if one.failure:
        yield f"{one.test.file}:{one.failure.line}: {one.failure.expression}"
        yield from (f"{expression} = {value}" for expression, value in one.failure.values)
    if one.message or not one.failure:
        yield one.message or "the test is not true"
