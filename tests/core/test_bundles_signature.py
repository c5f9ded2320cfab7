"""Signed bundles: what was signed is accepted, and nothing else."""

import base64
import hashlib
import hmac
import itertools
import json
import logging
import zlib

import jwt
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from auditor.api import AuditorError, PolicyError
from auditor.core.bundles import read_source
from auditor.core.bundles.archive import pack
from auditor.core.bundles.keys import private_key
from auditor.core.config import PolicySource, Verification
from tests.core.bundle_tools import ALGORITHMS, FILES, built, content, load, pair, tar, write

SIGNATURES = ".signatures.json"
PACKED = {name: text for name, text in FILES.items() if not name.endswith("_test.rego")}


@pytest.fixture
def signed(folder):
    archive = built(write(folder / "p", FILES), "RS256", roots=("rules", "lists"))
    assert load(folder, archive, "RS256").modules
    return archive


def refused(folder, archive, words=".", algorithm="RS256", **more):
    with pytest.raises(AuditorError, match=words) as caught:
        load(folder, archive, algorithm, **more)
    return str(caught.value)


def listing(files: dict, algorithm="SHA-256") -> list:
    """The list of files as OPA signs it, written anew from its documentation."""
    entries = []
    for name, written in sorted(files.items()):
        text = written
        if name.endswith(("data.json", ".manifest")):
            text = json.dumps(
                json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False
            )
        digest = hashlib.new(algorithm.lower().replace("-", ""), text.encode()).hexdigest()
        entries.append({"name": name, "hash": digest, "algorithm": algorithm})
    return entries


def by_hand(files: dict, claims: dict, algorithm="RS256", key=None, **header) -> bytes:
    key = key or private_key(pair(algorithm)[0], algorithm)
    token = jwt.encode(claims, key, algorithm, headers=header)
    return tar({**files, SIGNATURES: json.dumps({"signatures": [token]})})


@pytest.fixture
def foreign(folder):
    """A bundle of another tool: as it is read, and its files."""
    archive = by_hand(FOREIGN, {"files": listing(FOREIGN)})
    return load(folder, archive, "RS256"), content(archive)


FOREIGN = {**PACKED, "lists/data.json": '{"limit": 3, "names": ["甲"]}'}


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_what_was_signed_is_accepted(folder, algorithm):
    archive = built(write(folder / "p", FILES), algorithm)
    assert len(load(folder, archive, algorithm).modules) == 1


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_signing_twice_gives_the_same_bytes(folder, algorithm):
    write(folder / "p", FILES)
    assert built(folder / "p", algorithm) == built(folder / "p", algorithm)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_another_key_is_refused(folder, algorithm):
    archive = built(write(folder / "p", FILES), algorithm)
    assert "not valid for this key" in refused(folder, archive, algorithm=algorithm, number=1)


@pytest.mark.parametrize(("algorithm", "other"), [*itertools.permutations(ALGORITHMS, 2)])
def test_another_algorithm_is_refused(folder, algorithm, other):
    archive = built(write(folder / "p", FILES), algorithm)
    refused(folder, archive, "not valid for this key", algorithm=other)


def test_an_unsigned_bundle_is_refused(folder):
    refused(folder, built(write(folder / "p", FILES)), "not signed")


def test_unsigned_builtin_policies_are_refused(folder):
    (folder / "k").write_bytes(pair("RS256")[1])
    source = PolicySource(path="builtin", verify=Verification(key="file:k"))
    with pytest.raises(PolicyError, match="not signed"):
        read_source(source, folder)


def test_a_signature_made_with_the_public_key_as_secret_is_refused(folder):
    """The confusion of algorithms: everyone has the public key."""
    public = pair("RS256")[1]
    token = forged({"alg": "HS256", "typ": "JWT"}, public)
    archive = tar({**PACKED, SIGNATURES: json.dumps({"signatures": [token]})})
    refused(folder, archive, "not valid for this key and RS256")
    (folder / "key.pub").write_bytes(public)
    source = PolicySource(
        path="b.tar.gz", verify=Verification(key="file:key.pub", algorithm="HS256")
    )
    with pytest.raises(AuditorError, match="a secret, not a PEM"):
        read_source(source, folder)


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "", None, "HS512", 5, ["RS256"]])
def test_a_token_that_claims_no_or_another_algorithm_is_refused(folder, alg):
    token = forged({"alg": alg}, b"")
    for one in (token, token.rsplit(".", 1)[0] + "."):
        archive = tar({**PACKED, SIGNATURES: json.dumps({"signatures": [one]})})
        refused(folder, archive, "not valid for this key")


def forged(header: dict, secret: bytes) -> str:
    parts = [json.dumps(header).encode(), json.dumps({"files": listing(PACKED)}).encode()]
    text = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    mac = base64.urlsafe_b64encode(hmac.digest(secret, text, "sha256")).rstrip(b"=")
    return (text + b"." + mac).decode()


@pytest.mark.parametrize("algorithm", ["SHA-256", "SHA-384", "SHA-512"])
def test_a_bundle_of_another_tool_is_accepted(folder, algorithm):
    load(folder, by_hand(FOREIGN, {"files": listing(FOREIGN, algorithm)}), "RS256")


@pytest.mark.parametrize("weak", ["MD5", "SHA-1", "", None, []])
def test_hashes_that_prove_nothing_are_refused(folder, weak):
    entries = [{**entry, "algorithm": weak} for entry in listing(FOREIGN)]
    refused(folder, by_hand(FOREIGN, {"files": entries}), "SHA-256")


@pytest.mark.parametrize("files", [None, 5, "x", [5], [{}], [{"name": "a"}], {"a": "b"}])
def test_a_signed_list_of_another_form_is_refused(folder, files):
    refused(folder, by_hand(FOREIGN, {"files": files}), "list of files cannot be used")


def test_a_file_listed_twice_is_refused(folder):
    entries = listing(FOREIGN)
    refused(folder, by_hand(FOREIGN, {"files": [*entries, entries[0]]}), "lists a file twice")


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("{", "JSON"),
        ("[]", "exactly one"),
        ('{"signatures": []}', "exactly one"),
        ('{"signatures": ["a", "b"]}', "exactly one"),
        ('{"signatures": [null]}', "exactly one"),
        ('{"signatures": ["a.b.c"]}', "not valid"),
        ('{"signatures": ["a"], "plugin": "own"}', "plugin"),
    ],
)
def test_signature_files_of_another_form_are_refused(folder, document, words):
    refused(folder, tar({**PACKED, SIGNATURES: document}), words)


def test_the_key_id_is_compared_when_it_is_configured(folder):
    claims = {"files": listing(FOREIGN)}
    archive = by_hand(FOREIGN, claims, kid="k1")
    load(folder, archive, "RS256", key_id="k1")
    refused(folder, archive, "another id", key_id="k2")
    load(folder, by_hand(FOREIGN, claims), "RS256", key_id="k2")
    refused(folder, by_hand(FOREIGN, {**claims, "keyid": "k1"}), "another id", key_id="k2")


def test_the_scope_is_compared(folder):
    archive = by_hand(FOREIGN, {"files": listing(FOREIGN), "scope": "write"})
    load(folder, archive, "RS256", scope="write")
    refused(folder, archive, "another scope")
    refused(folder, by_hand(FOREIGN, {"files": listing(FOREIGN)}), "scope", scope="write")


def test_every_file_is_held_against_the_signature(folder, signed):
    files = content(signed)
    changed = {**files, "rules/own/limit.rego": files["rules/own/limit.rego"] + b"\n"}
    added = {**files, "rules/own/more.rego": b"package rules.own.more\n"}
    missing = {n: d for n, d in files.items() if n != "rules/own/limit.rego"}
    test_too = {**files, "rules/own/limit_test.rego": b"package rules.own.limit_test\n"}
    renamed = {**missing, "rules/own/other.rego": files["rules/own/limit.rego"]}
    assert "limit.rego: was changed" in refused(folder, tar(changed))
    assert "more.rego: is not among" in refused(folder, tar(added))
    assert "limit.rego: is signed but missing" in refused(folder, tar(missing))
    assert "limit_test.rego: is not among" in refused(folder, tar(test_too))
    assert "other.rego: is not among" in refused(folder, tar(renamed))


def test_a_signature_of_one_bundle_is_no_signature_of_another(folder, signed):
    write(folder / "q", {**FILES, "lists/data.json": '{"limit": 0}'})
    other = content(built(folder / "q", "RS256", roots=("rules", "lists")))
    mixed = {**other, SIGNATURES: content(signed)[SIGNATURES]}
    assert "data.json: was changed" in refused(folder, tar(mixed))


def test_a_bundle_of_our_own_keeps_even_its_blanks(folder, signed):
    """OPA signs the meaning of data files; our own claim signs their bytes, too."""
    files = content(signed)
    files["data.json"] += b" "
    refused(folder, pack(files), "was changed")
    refused(folder, tar(content(signed)), "the archive was changed")


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_anywhere_is_refused(folder, signed, data):
    place = data.draw(st.integers(0, len(signed) - 1))
    archive = bytearray(signed)
    archive[place] ^= data.draw(st.integers(1, 255))
    refused(folder, bytes(archive))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_is_refused_with_its_checksum_mended(folder, signed, data):
    """As someone would do who changes a bundle on purpose: gzip's CRC-32 fits again."""
    archive = bytearray(signed)
    place = data.draw(st.integers(15, len(signed) - 9))
    archive[place] ^= data.draw(st.integers(1, 255))
    archive[-8:-4] = zlib.crc32(bytes(archive[15:-8])).to_bytes(4, "little")
    assume(bytes(archive) != signed)
    refused(folder, bytes(archive))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_in_a_file_of_another_tool_never_changes_what_is_read(
    folder, foreign, data
):
    before, files = foreign
    name = data.draw(st.sampled_from(sorted(files)))
    place = data.draw(st.integers(0, len(files[name]) - 1))
    changed = bytearray(files[name])
    changed[place] ^= data.draw(st.integers(1, 255))
    try:
        after = load(folder, tar({**files, name: bytes(changed)}), "RS256")
    except AuditorError:
        return
    assert name in ("lists/data.json", SIGNATURES)
    assert (after.modules, after.data) == (before.modules, before.data)


def test_a_folder_is_verified_as_well(folder, signed):
    write(folder / "f", content(signed))
    (folder / "key.pub").write_bytes(pair("RS256")[1])
    source = PolicySource(path="f", verify=Verification(key="file:key.pub"))
    assert len(read_source(source, folder).modules) == 1
    write(folder / "f", {"notes.txt": "x"})
    with pytest.raises(PolicyError, match=r"notes\.txt: is not among"):
        read_source(source, folder)


@pytest.mark.parametrize(
    ("algorithm", "key", "words"),
    [
        ("RS256", b"", "no key there"),
        ("RS256", b"secret", "public key or certificate"),
        ("RS256", b"-----BEGIN CERTIFICATE-----\nx", "public key or certificate"),
        ("RS256", pair("RS256")[0], "public key or certificate"),
        ("RS256", pair("ES256")[1], "an RSA key"),
        ("ES256", pair("RS256")[1], "P-256"),
        ("HS256", pair("RS256")[1], "a secret"),
        ("HS256", b"ssh-rsa AAAA", "a secret"),
    ],
)
def test_a_key_that_does_not_fit_is_refused(folder, signed, algorithm, key, words):
    (folder / "b.tar.gz").write_bytes(signed)
    (folder / "k").write_bytes(key)
    verify = Verification(key="file:k", algorithm=algorithm)
    with pytest.raises(AuditorError, match=words) as caught:
        read_source(PolicySource(path="b.tar.gz", verify=verify), folder)
    assert "secret" not in str(caught.value) or algorithm == "HS256"


def test_a_key_comes_from_the_environment_too(folder, signed, monkeypatch):
    (folder / "b.tar.gz").write_bytes(signed)
    source = PolicySource(path="b.tar.gz", verify=Verification(key="env:BUNDLE_KEY"))
    with pytest.raises(AuditorError, match="no key there"):
        read_source(source, folder)
    monkeypatch.setenv("BUNDLE_KEY", pair("RS256")[1].decode())
    assert read_source(source, folder).modules


def test_nothing_is_warned_or_logged(folder, caplog, recwarn):
    caplog.set_level(logging.DEBUG)
    files = {"files": listing(FOREIGN)}
    short = by_hand(FOREIGN, files, "HS256", b"short")
    recwarn.clear()
    (folder / "k").write_bytes(b"short")
    (folder / "b.tar.gz").write_bytes(short)
    verify = Verification(key="file:k", algorithm="HS256")
    read_source(PolicySource(path="b.tar.gz", verify=verify), folder)
    assert not recwarn.list
    assert not caplog.records
