"""Refuses what OPA does not compile and the embedded engine tells only once it is evaluated: calls
of functions that nobody defines, and heads with variables that no body gives a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import Location, PolicyError
from auditor.engines.rego_ast import (
    Node,
    Parsed,
    every_term,
    indexes,
    line,
    path,
    queries,
    rule_name,
    specs,
    tagged,
    variables,
)

NAMES = """
abs all and any array.concat array.flatten array.reverse array.slice assign base64.decode
base64.encode base64.is_valid base64url.decode base64url.encode base64url.encode_no_pad bits.and
bits.lsh bits.negate bits.or bits.rsh bits.xor cast_array cast_boolean cast_null cast_object
cast_set cast_string ceil concat contains count crypto.hmac.equal crypto.hmac.md5
crypto.hmac.sha1 crypto.hmac.sha256 crypto.hmac.sha512 crypto.md5 crypto.parse_private_keys
crypto.sha1 crypto.sha256 crypto.x509.parse_and_verify_certificates
crypto.x509.parse_and_verify_certificates_with_options crypto.x509.parse_certificate_request
crypto.x509.parse_certificates crypto.x509.parse_keypair crypto.x509.parse_rsa_private_key div
endswith eq equal floor format_int glob.match glob.quote_meta graph.reachable
graph.reachable_paths graphql.is_valid graphql.parse graphql.parse_and_verify
graphql.parse_query graphql.parse_schema graphql.schema_is_valid gt gte hex.decode hex.encode
http.send indexof indexof_n internal.member_2 internal.member_3 internal.print
internal.template_string internal.test_case intersection io.jwt.decode io.jwt.decode_verify
io.jwt.encode_sign io.jwt.encode_sign_raw io.jwt.verify_eddsa io.jwt.verify_es256
io.jwt.verify_es384 io.jwt.verify_es512 io.jwt.verify_hs256 io.jwt.verify_hs384
io.jwt.verify_hs512 io.jwt.verify_ps256 io.jwt.verify_ps384 io.jwt.verify_ps512
io.jwt.verify_rs256 io.jwt.verify_rs384 io.jwt.verify_rs512 is_array is_boolean is_null
is_number is_object is_set is_string json.filter json.is_valid json.marshal
json.marshal_with_options json.match_schema json.patch json.remove json.unmarshal
json.verify_schema lower lt lte max min minus mul neq net.cidr_contains
net.cidr_contains_matches net.cidr_expand net.cidr_intersects net.cidr_is_valid net.cidr_merge
net.cidr_overlap net.lookup_ip_addr numbers.range numbers.range_step object.filter object.get
object.keys object.remove object.subset object.union object.union_n opa.runtime or plus print
product providers.aws.sign_req rand.intn re_match regex.find_all_string_submatch_n regex.find_n
regex.globs_match regex.is_valid regex.match regex.replace regex.split regex.template_match
rego.metadata.chain rego.metadata.rule rego.parse_module rem replace round semver.compare
semver.is_valid set_diff sort split sprintf startswith strings.any_prefix_match
strings.any_suffix_match strings.count strings.render_template strings.replace_n strings.reverse
strings.split_n substring sum time.add_date time.clock time.date time.diff time.format
time.now_ns time.parse_duration_ns time.parse_ns time.parse_rfc3339_ns time.weekday to_number
trace trim trim_left trim_prefix trim_right trim_space trim_suffix type_name union units.parse
units.parse_bytes upper uri.is_valid uri.parse urlquery.decode urlquery.decode_object
urlquery.encode urlquery.encode_object uuid.parse uuid.rfc4122 walk yaml.is_valid yaml.marshal
yaml.unmarshal set
"""
BUILTINS = frozenset(NAMES.split())
"""Functions of OPA 1.21. The embedded engine has most of them."""
ROOTS = {"input", "data", "_"}
HINT = "if newer versions of OPA have it: use --engine opa"


def check_defined(trees: Sequence[Parsed]) -> None:
    """Check modules, of which each package is there as a whole.

    Raises:
        PolicyError: names the first place that OPA would refuse.
    """
    rules = {f"{tree.package}.{rule_name(head)}" for tree in trees for _, _, head in specs(tree)}
    packages = {tree.package for tree in trees}
    for tree in trees:
        for call in _calls(list(tree.rules)):
            if not _is_known(tree, path(call["fcn"]), rules, packages):
                place = Location(tree.file, line(call["fcn"]))
                raise PolicyError(f"undefined function {path(call['fcn'])}", place, HINT)
        for rule, kind, head in specs(tree):
            _check_head(tree, rule, kind, head, rules)


def _calls(node: object) -> Iterator[Node]:
    return (tagged(one)[1] for one in every_term(node) if "Call" in one)


def _is_known(tree: Parsed, name: str, rules: set[str], packages: set[str]) -> bool:
    first, _, rest = name.partition(".")
    if name in BUILTINS or f"{tree.package}.{first}" in rules:
        return True
    full = ".".join(filter(None, (tree.imports.get(first, first), rest)))
    if not full.startswith("data."):
        return False
    parts = full.split(".")
    above = {".".join(parts[:number]) for number in range(2, len(parts) + 1)}
    return bool(above & rules) or not above & packages


def _check_head(tree: Parsed, rule: Node, kind: str, head: Node, rules: set[str]) -> None:
    terms = list(indexes(head["refr"]))
    terms += [head["key"]] if kind == "Set" else []
    terms += [head["assign"]["value"]] if kind != "Set" and head["assign"] else []
    if any(queries(terms)):
        return  # variables of comprehensions are given values there
    called = {path(call["fcn"]).partition(".")[0] for call in _calls(terms)}
    given = variables([head.get("args"), rule["bodies"]]) | called | ROOTS | {*tree.imports}
    for name in sorted(variables(terms) - given):
        if f"{tree.package}.{name}" not in rules:
            place = Location(tree.file, int(rule["span"]["line"]))
            raise PolicyError(f"no value is given to {name}", place)
