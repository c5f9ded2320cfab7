"""The real OPA takes the bundles that we build, and we take those that it builds."""

import json
import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.api import PolicyError
from auditor.core.bundles import combine, read_source
from auditor.core.bundles.archive import pack
from auditor.core.bundles.documents import canonical, read_document
from auditor.core.config import PolicySource, Verification
from auditor.core.schemas import policy_root
from tests.core.bundle_tools import ALGORITHMS, FILES, built, content, load, pair, write
from tests.require import require

ODD = '{"n": 1.50e3, "u": "\\u2028<&>\\u0007é\\b", "z": {"b": [1, null], "a": -0.0}, "big": %s}' % (
    "9" * 30
)
YAML = "a: yes\nb: 010\nc: 1e3\nd: 2026-01-01\nf: .5\ng: 1e-7\nh: 1e21\ni: 0x1F\nj: '\\b'\nk: 1.0\n"


@pytest.fixture(scope="module")
def opa():
    binary = shutil.which("opa")
    require("opa", binary)

    def run(*args, cwd=None, code=0):
        command = [binary, *map(str, args)]
        done = subprocess.run(
            command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode == 0) == (code == 0), done.stderr + done.stdout
        return done.stdout + done.stderr

    return run


@pytest.fixture
def keys(folder):
    """Files with the keys of an algorithm, private and public."""

    def make(algorithm, number=0):
        private, public = pair(algorithm, number)
        (folder / "private.key").write_bytes(private)
        (folder / "public.key").write_bytes(public)
        return folder / "private.key", folder / "public.key"

    return make


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_opa_verifies_and_evaluates_what_we_build(folder, opa, keys, algorithm):
    files = {**FILES, "odd/data.json": ODD, "yaml/data.yaml": YAML}
    roots = ("rules", "lists", "odd", "yaml")
    (folder / "b.tar.gz").write_bytes(
        built(write(folder / "p", files), algorithm, roots=roots, revision="r1")
    )
    public = keys(algorithm)[1]
    verify = ("--verification-key", public, "--signing-alg", algorithm)
    opa("build", "-b", "b.tar.gz", *verify, "-o", "out.tar.gz", cwd=folder)
    wrong = ("--verification-key", keys(algorithm, 1)[1], "--signing-alg", algorithm)
    assert "verify" in opa("build", "-b", "b.tar.gz", *wrong, "-o", "o", cwd=folder, code=1)
    query = ("-b", "b.tar.gz", "--format", "raw")
    assert "too many" in opa("eval", *query, "data.rules.own.limit.deny", cwd=folder)
    direct = opa("eval", "-d", "p", "--format", "raw", "data.odd", cwd=folder)
    assert opa("eval", *query, "data.odd", cwd=folder) == direct


def test_opa_takes_the_built_in_policies(folder, opa, keys):
    (folder / "b.tar.gz").write_bytes(built(policy_root(), "RS256"))
    verify = ("--verification-key", keys("RS256")[1])
    opa("build", "-b", "b.tar.gz", *verify, "-o", "out.tar.gz", cwd=folder)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_we_verify_what_opa_builds(folder, opa, keys, algorithm):
    files = {**FILES, "odd/data.json": ODD, "yaml/data.yaml": YAML}
    files[".manifest"] = '{"revision": "r1", "roots": ["rules", "lists", "odd", "yaml"]}'
    write(folder / "p", files)
    sign = ("--signing-key", keys(algorithm)[0], "--signing-alg", algorithm)
    opa("build", "-b", "p", *sign, "-o", "b.tar.gz", "--ignore", "*_test.rego", cwd=folder)
    archive = (folder / "b.tar.gz").read_bytes()
    bundle = load(folder, archive, algorithm)
    assert bundle.roots == ("rules", "lists", "odd", "yaml")
    assert combine([bundle]) == combine([read_source(PolicySource(path="p"), folder)])
    with pytest.raises(PolicyError, match="not valid for this key"):
        load(folder, archive, algorithm, number=1)
    files = content(archive)
    name = next(one for one in files if one.endswith("limit.rego"))
    with pytest.raises(PolicyError, match="was changed"):
        load(folder, pack({**files, name: files[name].replace(b"1", b"9")}), algorithm)


@pytest.mark.parametrize("given", [".", "p"])
def test_we_verify_a_folder_that_opa_signed(folder, opa, keys, given):
    files = {**FILES, "odd/data.json": ODD, "yaml/data.yaml": YAML}
    write(folder / "p", files)
    sign = ("--signing-key", keys("RS256")[0], "--signing-alg", "RS256", "--bundle", given)
    where = folder / "p" if given == "." else folder
    opa("sign", *sign, "--output-file-path", folder / "p", cwd=where)
    verify = Verification(key="file:public.key")
    assert read_source(PolicySource(path="p", verify=verify), folder).modules
    write(folder / "p", {"yaml/data.yaml": YAML.replace("1e3", "2e3")})
    with pytest.raises(PolicyError, match=r"data\.yaml: was changed"):
        read_source(PolicySource(path="p", verify=verify), folder)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(document=st.dictionaries(TEXTS.filter(bool), JSON, max_size=4))
def test_opa_hashes_any_document_as_we_do(folder, opa, keys, document):
    """Signed by us, verified by OPA: one wrong byte in the canonical form and it refuses."""
    text = canonical(read_document(json.dumps(document, indent=1).encode(), "data.json"))
    write(folder / "q", {"a.rego": "package a\n", "x/data.json": text})
    (folder / "b.tar.gz").write_bytes(built(folder / "q", "HS256"))
    verify = ("--verification-key", keys("HS256")[1], "--signing-alg", "HS256")
    opa("build", "-b", "b.tar.gz", *verify, "-o", "out.tar.gz", cwd=folder)
