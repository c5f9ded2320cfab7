"""Rules read what they declare, use every parameter, and stay pure."""

import re

import pytest

from tests.contracts.rego import Rego, controls, ids, libraries

KIND = re.compile(r"\binput\.evidence\.(\w+)")
DYNAMIC = re.compile(r"\binput\.evidence\[|\bevidence\.\w+\(")
WORD = re.compile(r'"(\w+)"')
PARAM = re.compile(r"\bparams\.(\w+)")
IMPURE = re.compile(
    r"\b(http\.send|net\.lookup_ip_addr|time\.now_ns|opa\.runtime|rand\.intn|uuid\.\w+|trace|print"
    r"|rego\.metadata\.\w+|rego\.parse_module)\s*\("
)
UNLIKE = re.compile(r'\b(strings\.count|graphql\.\w+|io\.jwt\.\w+|crypto\.x509\.\w+)\s*\(|\$"')
"""What regorus lacks or does unlike OPA."""
each_control = pytest.mark.parametrize("control", controls(), ids=ids(controls()))
EVERY = (*controls(), *libraries())
each_file = pytest.mark.parametrize("file", EVERY, ids=ids(EVERY))


@each_control
def test_it_reads_only_the_evidence_that_it_declares(control: Rego):
    """Shared Rego may ask for more; what is not declared is never in the input."""
    assert set(KIND.findall(control.body)) <= control.declared


@each_control
def test_it_reads_all_the_evidence_that_it_declares(control: Rego):
    found = set(KIND.findall(control.body))
    for library in control.libraries:
        found |= set(KIND.findall(library.body))
    if DYNAMIC.search(control.body):
        found |= set(WORD.findall(control.body))
    assert control.declared <= found


@each_control
def test_it_uses_the_parameters_that_it_declares_and_no_others(control: Rego):
    assert set(PARAM.findall(control.body)) == set(control.custom.get("params") or {})


@each_control
def test_its_parameters_are_its_own(control: Rego):
    assert set(re.findall(r'data\.params\["([^"]+)"\]', control.body)) <= {control.custom["id"]}


@each_file
def test_it_is_pure(file: Rego):
    assert not IMPURE.search(file.body)


@each_file
def test_it_uses_only_what_both_engines_have(file: Rego):
    assert not UNLIKE.search(file.body)


@pytest.mark.parametrize("library", libraries(), ids=ids(libraries()))
def test_shared_rego_is_described_and_tested(library: Rego):
    assert library.metadata["description"].strip()
    assert library.test.is_file()
    assert library.package == library.name.replace("/", ".")
    assert not re.search(r"^(deny|warn|unknown|review)\b", library.body, re.M)
