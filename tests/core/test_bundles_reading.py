"""Reading bundles: what is in them, and what is refused because it cannot be trusted or read."""

import gzip
import hashlib
import json
import os
import tarfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.api import PolicyError
from auditor.core.bundles import archive as archives
from auditor.core.bundles import combine, read_source
from auditor.core.bundles.archive import pack, unpack
from auditor.core.config import PolicySource
from auditor.core.policies import load_library
from auditor.core.schemas import Schemas
from tests.core.bundle_tools import FILES, OWN, built, load, tar, write

DATA = {"lists": {"limit": 2.5, "names": ["甲", "<b>"]}}


def source(folder, path, **more):
    return read_source(PolicySource(path=path, **more), folder)


def refused(folder, archive, words):
    with pytest.raises(PolicyError, match=words) as caught:
        load(folder, archive)
    assert "b.tar.gz" in str(caught.value)


def test_a_folder_and_its_archive_hold_the_same(folder):
    write(folder / "p", FILES)
    plain, packed = source(folder, "p"), load(folder, tar(FILES))
    assert [one.text for one in plain.modules] == [one.text for one in packed.modules] == [OWN]
    assert [one.name for one in plain.modules] == ["p/rules/own/limit.rego"]
    assert [one.name for one in packed.modules] == ["b.tar.gz/rules/own/limit.rego"]
    assert combine([plain]) == combine([packed]) == DATA


def test_the_digest_of_an_archive_is_that_of_its_bytes(folder):
    archive = tar(FILES)
    assert load(folder, archive).digest == f"sha256:{hashlib.sha256(archive).hexdigest()}"


def test_the_digest_of_a_folder_follows_its_data(folder):
    write(folder / "p", FILES)
    before = source(folder, "p").digest
    write(folder / "p", {"lists/data.json": '{"limit": 3}'})
    assert before != source(folder, "p").digest


def test_archives_of_other_tools_name_files_in_other_ways(folder):
    files = {"./rules/own/limit.rego": OWN, "/data.yaml": "a: 1"}
    bundle = load(folder, tar(files, [directory("./rules")]))
    assert bundle.modules[0].name == "b.tar.gz/rules/own/limit.rego"
    assert combine([bundle]) == {"a": 1}


def directory(name):
    member = tarfile.TarInfo(name)
    member.type = tarfile.DIRTYPE
    return member


def special(kind, link=""):
    member = tarfile.TarInfo("rules/x.rego")
    member.type, member.linkname = kind, link
    return member


@pytest.mark.parametrize(
    "member",
    [
        special(tarfile.SYMTYPE, "/etc/passwd"),
        special(tarfile.LNKTYPE, "rules/own/limit.rego"),
        special(tarfile.CHRTYPE),
        special(tarfile.FIFOTYPE),
    ],
)
def test_links_and_devices_are_refused(folder, member):
    refused(folder, tar(FILES, [member]), r"rules/x.rego: is no plain file")


@pytest.mark.parametrize("name", ["../x.rego", "a/../../x.rego", "a//x.rego", "a\\x", "a\nb", "/"])
def test_names_that_leave_the_bundle_are_refused(folder, name):
    refused(folder, tar({name: "package x"}), "leaves it or is no plain path")


def test_a_name_given_twice_is_refused(folder):
    refused(folder, tar({"a.rego": "package a", "./a.rego": "package b"}), "twice")


def test_absurd_sizes_are_refused(folder, monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1 << 20)
    refused(folder, gzip.compress(b"\0" * (2 << 20)), "larger than 1 MiB")
    monkeypatch.setattr(archives, "MAX_FILES", 1)
    refused(folder, tar(FILES), "more than 1 files")


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (b"", "cut off"),
        (b"no archive", "not a gzipped"),
        (gzip.compress(b"no tar" * 200), "tar"),
        (tar(FILES)[:-3], "cut off"),
        (tar(FILES) + b"x", "behind its end"),
        (tar(FILES) + tar(FILES), "behind its end"),
    ],
    ids=["empty", "text", "no tar", "cut off", "a byte more", "two"],
)
def test_what_is_no_whole_archive_is_refused(folder, archive, words):
    refused(folder, archive, words)


def test_a_damaged_header_does_not_end_the_archive_in_silence(folder):
    plain = bytearray(gzip.decompress(tar({"a.rego": "package a", "b.rego": "package b"})))
    plain[1024 + 150] ^= 1
    refused(folder, gzip.compress(bytes(plain)), "damaged|readable")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_archive_gives_anything_but_files_or_an_error(data):
    plain = bytearray(gzip.decompress(tar(FILES)))
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(plain) - 1))
        plain[place] = data.draw(st.integers(0, 255))
    try:
        files = unpack(gzip.compress(bytes(plain)), "b.tar.gz")
    except PolicyError:
        return
    assert all(".." not in name.split("/") and not name.startswith("/") for name in files)


@given(
    files=st.dictionaries(
        st.from_regex(r"\A[a-z]{1,8}(/[a-z甲]{1,8}){0,3}\Z"),
        st.binary(max_size=200_000),
        max_size=4,
    )
)
@settings(max_examples=40)
def test_packing_and_unpacking_keeps_every_byte(files):
    assert unpack(pack(files), "b") == files
    assert gzip.decompress(pack(files))


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ("{", "JSON"),
        ("[]", "expected"),
        ('{"roots": "rules"}', "roots"),
        ('{"roots": ["rules", "rules/own"]}', "overlap"),
        ('{"roots": ["lists"]}', "its package is outside"),
        ('{"roots": ["rules"]}', "data at `lists` is outside"),
        ('{"roots": ["rule", "lists"]}', "its package is outside"),
        ('{"rego_version": 0}', "version 1"),
        ('{"file_rego_versions": {"/*.rego": 0}}', "version 1"),
    ],
)
def test_a_manifest_is_kept_to(folder, manifest, words):
    refused(folder, tar({**FILES, ".manifest": manifest}), words)


@pytest.mark.parametrize("roots", [["rules", "lists"], [""], ["rules/own/limit", "lists/limit",
                                                               "lists/names"]])  # fmt: skip
def test_roots_may_be_as_narrow_as_what_is_there(folder, roots):
    bundle = load(folder, tar({**FILES, ".manifest": json.dumps({"roots": roots})}))
    assert bundle.roots == tuple(roots)


def test_a_package_in_a_string_is_not_the_package(folder):
    text = "# package rules.a\n package evil.b\n\nx := `\npackage rules.c\n`\n"
    refused(
        folder, tar({"a.rego": text, ".manifest": '{"roots": ["rules"]}'}), "package is outside"
    )


@pytest.mark.parametrize("name", ["patch.json", ".manifest.pb", "a/.manifest", "x.manifest"])
def test_bundles_that_would_be_read_in_part_are_refused(folder, name):
    refused(folder, tar({**FILES, name: "{}"}), "not read")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("data.json", "[1]", "object at the top"),
        ("data.json", '{"a": NaN}', "not a readable"),
        ("data.json", '{"a": 1e999}', "not a readable"),
        ("data.json", '{"a": "\\ud800"}', "not a readable"),
        ("data.json", "{" * 2000, "JSON|readable"),
        ("data.json", '{"a":' * 150 + "1" + "}" * 150, "too deeply"),
        ("data.json", b"\xff", "readable"),
        ("data.json", '{"a": ' + "1" * 5000 + "}", "readable"),
        ("data.json", "a: 1", "data.json:1: not valid JSON"),
        ("data.yaml", "a: [1", "not valid YAML"),
        ("data.yaml", "a: &a [*a]", "too deeply"),
        ("data.yaml", "? [1]\n: 2", "YAML"),
        ("data.yaml", "~: 2", "readable"),
        ("data.yaml", "a: !!timestamp 2026-01-01", "readable"),
        ("data.yaml", "a: !!python/object:os.system x", "YAML"),
        ("lists/data.yaml", "limit: 9", "`lists.limit` is given twice"),
    ],
)
def test_data_that_cannot_be_a_document_is_refused(folder, name, text, words):
    refused(folder, tar({**FILES, name: text}), words)


def test_aliases_that_stand_for_a_huge_tree_are_refused(folder):
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    refused(folder, tar({"data.yaml": "\n".join(lines)}), "too large")


def test_yaml_is_read_as_opa_reads_it(folder):
    text = "a: yes\nb: 010\nc: 1e3\nd: 2026-01-01\ne: 0x1F\nf: .5\n1: ~\ntrue: True\ng: 1_000\n"
    text += "base: &b {x: 1}\nmore: {<<: *b, y: 2}\n"
    assert combine([load(folder, tar({"data.yaml": text}))]) == {
        "a": "yes", "b": 8, "c": 1000, "d": "2026-01-01", "e": 31, "f": 0.5, "1": None,
        "true": True, "g": 1000, "base": {"x": 1}, "more": {"x": 1, "y": 2},
    }  # fmt: skip


def test_further_data_is_read_as_conftest_reads_it(folder):
    write(folder, {"more/services.yaml": "ports: [22]", "more/eu/x.json": '{"y": 1}',
                   "v.yml": "z: 1", "p/a.rego": "package a"})  # fmt: skip
    bundle = source(folder, "p", data=("more", "v.yml"))
    assert combine([bundle]) == {"ports": [22], "eu": {"y": 1}, "z": 1}
    with pytest.raises(PolicyError, match="absent: no such data"):
        source(folder, "p", data=("absent",))
    with pytest.raises(PolicyError, match="given twice"):
        source(folder, "p", data=("v.yml", "v.yml"))


def test_roots_of_two_bundles_must_not_overlap(folder):
    one = load(folder, tar({**FILES, ".manifest": '{"roots": ["rules", "lists"]}'}))
    other = load(folder, tar({"a.rego": "package rules.own.b", ".manifest":
                              '{"roots": ["rules/own"]}'}))  # fmt: skip
    with pytest.raises(PolicyError, match=r"root `rules/own` overlaps with root `rules`"):
        combine([one, other])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('{"params": {"CIC-019-5b": {"max_loan_days": 9}}}', "`params` is the auditor's own"),
        ('{"organisation": {}}', "`organisation` is the auditor's own"),
        ('{"lists": {"limit": 1}}', "`lists.limit` is given twice"),
        ('{"rules": {"own": {"limit": {"deny": []}}}}', "stands where this package"),
        ('{"rules": {"own": []}}', "stands where this package"),
        ('{"rules": {"own": {"limit": 1}}}', "stands where this package"),
    ],
)
def test_data_never_replaces_anything(folder, data, words):
    one = load(folder, tar(FILES))
    other = load(folder, tar({"data.json": data}))
    with pytest.raises(PolicyError, match=words):
        combine([one, other])


def test_data_may_lie_beside_rules(folder):
    files = {**FILES, "rules/own/limit/data.json": '{"days": 3}'}
    assert combine([load(folder, tar(files))])["rules"] == {"own": {"limit": {"days": 3}}}


def test_a_library_holds_the_data_and_the_digests(folder):
    write(folder / "p", FILES)
    library = load_library(
        [PolicySource(path="builtin"), PolicySource(path="p")], folder, Schemas()
    )
    assert library.data == DATA
    assert {"OWN-001", "CIC-019-5b"} <= library.controls.keys()
    assert [one.name for one in library.bundles] == ["policies:builtin", "policies:p"]


def test_a_folder_leaves_hidden_folders_out(folder):
    write(folder / "p", {"a.rego": "package a", ".git/b.rego": "broken"})
    (folder / "p" / "c.rego").symlink_to("a.rego")
    assert [one.name for one in source(folder, "p").modules] == ["p/a.rego", "p/c.rego"]


def test_links_out_of_a_folder_are_refused(folder):
    write(folder, {"secret.rego": "package a", "p/a.rego": "package a", "q/b.rego": "package b"})
    (folder / "p" / "b.rego").symlink_to("../secret.rego")
    with pytest.raises(PolicyError, match=r"p/b.rego: a link that leaves"):
        source(folder, "p")
    (folder / "q" / "linked").symlink_to("../p")
    with pytest.raises(PolicyError, match=r"q/linked: a linked folder"):
        source(folder, "q")


def test_a_pipe_in_a_folder_is_refused(folder):
    write(folder, {"p/a.rego": "package a"})
    os.mkfifo(folder / "p" / "b.rego")
    with pytest.raises(PolicyError, match=r"p/b.rego: is no plain file"):
        source(folder, "p")


def test_a_source_is_called_by_its_name(folder):
    write(folder / "p", FILES)
    (folder / "b.tar.gz").write_bytes(tar(FILES))
    for path in ("p", str(folder / "p"), "b.tar.gz"):
        bundle = source(folder, path, name="ours")
        assert (bundle.name, bundle.modules[0].name) == ("ours", "ours/rules/own/limit.rego")
    with pytest.raises(PolicyError, match=r"^ours: no such folder"):
        source(folder, "absent", name="ours")


@pytest.mark.parametrize("path", ["absent", "absent.tar.gz", "a.rego"])
def test_a_missing_source_says_what_is_expected(folder, path):
    write(folder, {"a.rego": "package a"})
    with pytest.raises(PolicyError, match=r"no such folder.*bundle"):
        source(folder, path)


def test_equal_sources_give_equal_bytes(folder):
    files = dict(FILES)
    one = built(write(folder / "a", files))
    two = built(write(folder / "b", dict(reversed(files.items()))))
    assert one == two
