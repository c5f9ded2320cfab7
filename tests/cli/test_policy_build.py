"""`auditor policy build`, and `auditor check` with what it wrote."""

import json
import shutil

import pytest

from tests.core.bundle_tools import FILES, OWN, SECRET, content, pair, tar, write
from tests.require import require

SIGNED = ("--signing-key", "file:private.key")
POLICIES = """\
policies:
  - path: b.tar.gz
    verify: {key: "file:public.key"}
"""


@pytest.fixture
def sources(branch):
    """Policies to pack, and a pair of keys."""
    write(branch / "p", {**FILES, "rules/own/limit.rego": OWN})
    private, public = pair("RS256")
    write(branch, {"private.key": private, "public.key": public})
    return branch


@pytest.fixture
def signed(auditor, sources):
    """A configuration that verifies the bundle beside it."""
    assert auditor("policy", "build", "p", "-o", "b.tar.gz", *SIGNED).code == 0
    config = sources / "auditor.yaml"
    text = config.read_text(encoding="utf-8").replace("[CIC-019-5b]", "[OWN-001]")
    config.write_text(text + POLICIES, encoding="utf-8")
    return sources


def test_it_says_what_it_wrote(auditor, sources):
    done = auditor("policy", "build", "p", "-o", "b.tar.gz", *SIGNED, "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("wrote b.tar.gz: 1 policies, sha256:")
    assert content((sources / "b.tar.gz").read_bytes()).keys() == {
        ".manifest", ".signatures.json", "data.json", "rules/own/limit.rego"
    }  # fmt: skip
    assert not list(sources.glob(".*.part"))


def test_it_answers_in_chinese(auditor, sources):
    done = auditor("policy", "build", "p", "-o", "b.tar.gz", "--lang", "zh-CN")
    assert done.out.startswith("已写入 b.tar.gz:1 个策略文件")


def test_the_manifest_says_what_the_options_say(auditor, sources):
    roots = ("--root", "rules/own", "--root", "/lists/")
    assert auditor("policy", "build", "p", "-o", "b.tar.gz", *roots, "--revision", "r7").code == 0
    manifest = json.loads(content((sources / "b.tar.gz").read_bytes())[".manifest"])
    assert manifest == {"revision": "r7", "roots": ["lists", "rules/own"], "rego_version": 1}


def test_the_same_sources_give_the_same_bytes(auditor, sources):
    for name in ("1.tar.gz", "2.tar.gz"):
        assert auditor("policy", "build", "p", "-o", name, *SIGNED).code == 0
    assert (sources / "1.tar.gz").read_bytes() == (sources / "2.tar.gz").read_bytes()


def test_the_bytes_do_not_depend_on_the_machine(auditor, sources):
    """The digest was written down once; another one means that old signatures break."""
    (sources / "secret").write_bytes(SECRET)
    key = ("--signing-key", "file:secret", "--algorithm", "HS256")
    done = auditor("policy", "build", "p", "-o", "b.tar.gz", *key, "--lang", "en")
    assert done.out.split()[-1] == (
        "sha256:563640ef1470f6e37b6a48d66aa9caf441528c2df52fb7529865bf3a6217064e"
    )


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["absent"], "absent"),
        (["loans.csv"], "cannot be packed"),
        (["p", "p"], "is in another source too"),
        (["p/lists"], "no policy was found"),
        (["p", "--root", "lists"], "package rules.own.limit is outside the roots"),
        (["p", "--root", "rules"], "data at `lists` is outside the roots"),
        (["p", "--root", "rules", "--root", "rules/own", "--root", "lists"], "overlap"),
        (["p", "--signing-key", "private.key"], "--signing-key: no key there"),
        (["p", "--signing-key", "file:absent"], "--signing-key: no key there"),
        (["p", "--signing-key", "file:public.key"], "private key"),
        (["p", *SIGNED, "--algorithm", "ES256"], "P-256"),
        (["p", *SIGNED, "--algorithm", "HS256"], "a secret"),
        (["p", *SIGNED, "--algorithm", "none"], "none"),
    ],
)
def test_what_cannot_be_packed_is_said(auditor, sources, args, words):
    done = auditor("policy", "build", *args, "-o", "b.tar.gz")
    assert done.code == 2
    assert words in done.err
    assert "Traceback" not in done.err
    assert not (sources / "b.tar.gz").exists()


def test_an_output_that_cannot_be_written_is_said(auditor, sources):
    for output in ("absent/b.tar.gz", ".", "auditor.yaml/b.tar.gz"):
        done = auditor("policy", "build", "p", "-o", output)
        assert done.code == 2
        assert "Traceback" not in done.err


def test_a_short_secret_is_warned_of(auditor, sources):
    (sources / "secret").write_bytes(b"short")
    key = ("--signing-key", "file:secret", "--algorithm", "HS256")
    done = auditor("policy", "build", "p", "-o", "b.tar.gz", *key, "--lang", "en")
    assert done.code == 0
    assert "at least 32 bytes" in done.err


AS_OF = ("--as-of", "2026-11-20T18:00:00+08:00", "-f", "json")


@pytest.mark.parametrize("engine", ["embedded", "opa"])
def test_a_verified_bundle_audits_with_its_data(auditor, signed, engine):
    if engine == "opa":
        require("opa", shutil.which("opa"))
    done = auditor("check", *AS_OF, "--engine", engine)
    assert done.code == 1, done.err
    assert "too many" in done.out
    digest = next(e for e in json.loads(done.out)["extensions"] if e["kind"] == "policies")
    assert digest["name"] == "policies:b.tar.gz"
    assert digest["version"].startswith("sha256:")


def test_one_changed_byte_stops_the_audit(auditor, signed):
    path = signed / "b.tar.gz"
    files = content(path.read_bytes())
    changed = files["rules/own/limit.rego"].replace(b"> 1", b"> 9")
    path.write_bytes(tar({**files, "rules/own/limit.rego": changed}))
    done = auditor("check", *AS_OF)
    assert (done.code, done.out) == (2, "")
    assert "b.tar.gz/rules/own/limit.rego: was changed after it was signed" in done.err


def test_an_unsigned_bundle_stops_the_audit(auditor, signed):
    assert auditor("policy", "build", "p", "-o", "b.tar.gz").code == 0
    done = auditor("check", *AS_OF)
    assert (done.code, done.out) == (2, "")
    assert "not signed" in done.err


def test_data_at_the_place_of_parameters_stops_the_audit(auditor, signed):
    write(signed / "p", {"params/data.json": "{}"})
    assert auditor("policy", "build", "p", "-o", "b.tar.gz", *SIGNED).code == 0
    done = auditor("check", *AS_OF)
    assert done.code == 2
    assert "`params`" in done.err
