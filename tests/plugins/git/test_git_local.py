"""Repositories on this machine, as git itself made them."""

from __future__ import annotations

import os
import time

import pytest

from auditor_plugins.git import auditor_collectors, local, quarantine

(COLLECTOR,) = auditor_collectors()
APP = {
    "src/main.py": "print()\n",
    "data/客户.csv": "a,b\n",
    "CODEOWNERS": "# owners\n* @bank/core\n/docs\n/src @wang\n",
}
TOKEN = "ghp_" + "a1B2" * 9


def test_a_work_tree(bench):
    bench.make("app", APP)
    bench.git("app", "branch", "next")
    bench.git("app", "remote", "add", "origin", "git@git.bank.example:core/app.git")
    found = bench.collect(
        repositories=[{"path": "app", "name": "core/app"}], own_hosts=["git.bank.example"]
    )
    row = found.repository("core/app")
    assert row["commit"] == bench.git("app", "rev-parse", "HEAD")
    assert row["last_commit_at"] == "2026-11-01T00:00:00+00:00"
    assert (row["default_branch"], row["branches"], row["files"]) == ("main", 2, 3)
    assert (row["codeowners"], row["codeowners_rules"]) == ("CODEOWNERS", 2)
    assert row["codeowners_all"] is True and row["credential_in_config"] is False
    location = "git.bank.example/core/app"
    assert row["remotes"] == [{"name": "origin", "location": location, "outside": False}]
    assert row["outside"] is False and not found.gaps


def test_contents_are_listed_with_their_objects(bench):
    bench.make("app", APP)
    (bench.base / "app/link").symlink_to("CODEOWNERS")
    bench.git("app", "add", "link")
    bench.git("app", "commit", "-qm", "link")
    rows = bench.collect(repositories=[{"path": "app"}]).rows["repository_files"]
    assert [(row["path"], row["type"]) for row in rows] == [
        ("CODEOWNERS", "file"),
        ("data/客户.csv", "file"),
        ("link", "link"),
        ("src/main.py", "file"),
    ]
    assert rows[1]["object"] == bench.git("app", "rev-parse", "HEAD:data/客户.csv")
    assert rows[1]["size"] == 4 and rows[1]["_loc"] == {"file": "app/data/客户.csv"}


def test_what_only_history_holds(bench):
    bench.make("app", {"a.txt": "a", "gone.sql": "secret"})
    bench.git("app", "rm", "-q", "gone.sql")
    bench.git("app", "commit", "-qm", "removed")
    bench.git("app", "checkout", "-qb", "side")
    bench.commit("app", {"b.txt": "b"})
    bench.git("app", "checkout", "-q", "main")
    found = bench.collect(repositories=[{"path": "app"}], history=True)
    heads = {row["path"]: row["at_head"] for row in found.rows["repository_files"]}
    assert heads == {"a.txt": True, "b.txt": False, "gone.sql": False}
    assert bench.collect(repositories=[{"path": "app"}]).paths() == ["a.txt"]


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_bare_repositories_below_a_root(bench, form):
    bench.make("work", {"a.txt": "a"}, f"--object-format={form}")
    bench.git(".", "clone", "-q", "--bare", str(bench.base / "work"), "srv/core/app.git")
    bench.make("srv/empty.git", None, "--bare")
    found = bench.collect(roots=["srv"])
    assert [row["repository"] for row in found.rows["repositories"]] == [
        "srv/core/app.git",
        "srv/empty.git",
    ]
    assert found.repository("srv/empty.git")["files"] == 0
    assert found.paths() == ["a.txt"] and not found.gaps


def test_linked_work_trees_and_detached_heads(bench):
    bench.make("app", {"a.txt": "a"})
    bench.git("app", "worktree", "add", "-q", "--detach", "../linked")
    found = bench.collect(repositories=[{"path": "linked"}])
    row = found.repository("linked")
    assert row["commit"] == bench.git("app", "rev-parse", "main") and "default_branch" not in row
    assert found.paths() == ["a.txt"]


def test_packed_and_shallow_repositories(bench):
    bench.make("app", {"a.txt": "a"})
    bench.commit("app", {"b.txt": "b"})
    bench.git(".", "clone", "-q", "--depth=1", f"file://{bench.base}/app", "shallow")
    bench.git("app", "gc", "-q")
    bench.git("app", "pack-refs", "--all")
    for path in ("app", "shallow"):
        found = bench.collect(repositories=[{"path": path}], history=True)
        assert found.paths() == ["a.txt", "b.txt"] and not found.gaps


@pytest.mark.parametrize(
    ("url", "location"),
    [
        (f"https://wang:{TOKEN}@github.com/wang/app.git", "github.com/wang/app"),
        (f"https://{TOKEN}@github.com/wang/app.git", "github.com/wang/app"),
    ],
)
def test_a_token_in_a_remote_is_told_and_never_shown(bench, url, location):
    bench.make("app", {"a.txt": "a"})
    bench.git("app", "remote", "add", "copy", url)
    found = bench.collect(repositories=[{"path": "app"}])
    row = found.repository("app")
    assert row["credential_in_config"] is True and row["outside"] is True
    assert row["remotes"] == [{"name": "copy", "location": location, "outside": True}]
    place = row["_locs"]["credential_in_config"]
    line = (bench.base / place["file"]).read_text().splitlines()[place["line"] - 1]
    assert TOKEN in line and TOKEN not in str(found)


def test_a_header_with_a_token_is_told(bench):
    bench.make("app", {"a.txt": "a"})
    header = "AUTHORIZATION: basic " + TOKEN
    bench.git("app", "config", "http.https://github.com/.extraheader", header)
    assert bench.collect(repositories=[{"path": "app"}]).repository("app")["credential_in_config"]


def test_nothing_of_the_repository_is_ever_run(bench):
    top, witness = bench.make("app", APP), bench.base / "witness"
    script = bench.base / "evil.sh"
    script.write_text(f"#!/bin/sh\necho ran >> {witness}\ncat\n")
    script.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.gitProxy",
        "core.editor",
        "core.alternateRefsCommand",
        "diff.external",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
        "gpg.program",
        "credential.helper",
        "log.showSignature",
        "remote.origin.uploadpack",
    ):
        bench.git("app", "config", key, "true" if key.startswith("log.") else str(script))
    for alias in ("ls-tree", "log", "for-each-ref", "config"):
        bench.git("app", "config", f"alias.{alias}", f"!{script}")
    bench.git("app", "config", "include.path", str(bench.base / "more"))
    (bench.base / "more").write_text(f'[remote "more"]\n\turl = https://x:{TOKEN}@evil.example/a\n')
    (top / ".git/info/attributes").write_text("* filter=x diff=x\n")
    for name in ("post-checkout", "pre-commit", "reference-transaction", "post-index-change"):
        (top / ".git/hooks").mkdir(exist_ok=True)
        hook = top / ".git/hooks" / name
        hook.write_text(script.read_text())
        hook.chmod(0o755)
    before = sorted((str(one), one.lstat().st_mtime_ns) for one in top.rglob("*"))
    found = bench.collect(repositories=[{"path": "app"}], history=True)
    assert not witness.exists(), "something of the audited repository ran"
    assert len(found.paths()) == 3 and found.repository("app")["remotes"] == []
    assert before == sorted((str(one), one.lstat().st_mtime_ns) for one in top.rglob("*"))


def test_nothing_is_fetched_for_a_partial_clone(bench):
    bench.make("app", {"a.txt": "a"})
    top, witness = bench.base / "part", bench.base / "witness"
    bench.git("app", "config", "uploadpack.allowFilter", "true")
    url = f"file://{bench.base}/app"
    bench.git(".", "clone", "-q", "--no-checkout", "--filter=tree:0", url, "part")
    script = bench.base / "evil.sh"
    script.write_text(f"#!/bin/sh\necho ran >> {witness}\n")
    script.chmod(0o755)
    bench.git("part", "config", "remote.origin.uploadpack", str(script))
    objects = sorted(str(one) for one in top.rglob("objects/**/*"))
    found = bench.collect(repositories=[{"path": "part"}])
    assert not witness.exists()
    assert found.told("repository_files")[0][0] == "invalid"
    assert objects == sorted(str(one) for one in top.rglob("objects/**/*"))


def test_a_repository_of_somebody_else_is_read(bench):
    if os.geteuid():
        pytest.skip("only the superuser gives files away")
    top = bench.make("app", {"a.txt": "a"})
    for one in (top, *top.rglob("*")):
        os.chown(one, 65534, 65534)
    assert bench.collect(repositories=[{"path": "app"}]).paths() == ["a.txt"]


def test_a_damaged_repository_hides_no_other(bench):
    bench.make("good", {"a.txt": "a"})
    bench.make("bad", {"a.txt": "a"})
    tree = bench.git("bad", "rev-parse", "HEAD^{tree}")
    (bench.base / "bad/.git/objects" / tree[:2] / tree[2:]).unlink()
    (bench.base / "none").mkdir()
    paths = [{"path": name} for name in ("bad", "good", "none", "lost")]
    found = bench.collect(repositories=paths)
    assert found.paths() == ["a.txt"]
    told = found.told("repository_files")
    assert [reason for reason, _ in told] == ["invalid"] * 3
    assert found.told("repositories") == told
    assert any("git ls-tree failed" in text for _, text in told)
    assert all(gap.partial for gap in found.gaps)


@pytest.mark.parametrize("name", ["HEAD", "config", "packed-refs"])
def test_a_pipe_in_the_place_of_a_file_blocks_nothing(bench, name):
    top = bench.make("app", {"a.txt": "a"})
    (top / ".git" / name).unlink(missing_ok=True)
    os.mkfifo(top / ".git" / name)
    (told,) = bench.collect(repositories=[{"path": "app"}]).told("repositories")
    assert told == ("invalid", "app is no repository of git that can be read")


def test_references_in_tables_are_named(bench):
    bench.make("app", {"a.txt": "a"})
    bench.git("app", "config", "extensions.refStorage", "reftable")
    (told,) = bench.collect(repositories=[{"path": "app"}]).told("repositories")
    assert told[0] == "invalid" and "reftable" in told[1]


def test_a_root_that_is_not_there_is_an_absent_gap(bench):
    found = bench.collect(roots=["none"])
    assert found.told("repositories") == [("absent", "none is no folder here")]
    assert found.rows == {}


def test_more_files_than_the_bound(bench):
    bench.make("app", {f"{number}.txt": "a" for number in range(5)})
    bench.make("last", {"b.txt": "b"})
    found = bench.collect(repositories=[{"path": "app"}, {"path": "last"}], max_rows=3)
    assert len(found.paths()) == 3 and found.told("repository_files")[0][0] == "invalid"
    assert found.repository("app")["files"] == 5 and found.repository("last")["files"] == 1


def test_a_git_that_hangs_is_a_timeout(bench, monkeypatch):
    bench.make("app", {"a.txt": "a"})
    slow = bench.base / "git"
    slow.write_text(
        '#!/bin/sh\ncase "$1" in config) exec /usr/bin/env git "$@";; esac\nexec sleep 60\n'
    )
    slow.chmod(0o755)
    monkeypatch.setattr(quarantine, "_program", lambda: str(slow))
    began = time.monotonic()
    found = bench.collect(repositories=[{"path": "app"}], timeout=0.5)
    assert found.told("repositories")[0][0] == "timeout"
    assert time.monotonic() - began < 10


def test_without_git_the_gap_says_so(bench, monkeypatch):
    bench.make("app", {"a.txt": "a"})
    monkeypatch.setattr(quarantine.shutil, "which", lambda *_, **__: None)
    assert bench.collect(repositories=[{"path": "app"}]).told("repositories") == [
        ("absent", "git is not installed here")
    ]


def test_names_in_gb18030(bench):
    bench.make("app")
    blob = bench.git("app", "hash-object", "-w", "--stdin", data=b"x")
    line = f"100644 blob {blob}\t".encode() + "客户.txt".encode("gb18030") + b"\0"
    tree = bench.git("app", "mktree", "-z", data=line)
    commit = bench.git("app", "commit-tree", "-m", "x", tree)
    bench.git("app", "update-ref", "refs/heads/main", commit)
    assert bench.collect(repositories=[{"path": "app"}]).paths() == ["客户.txt"]


def test_the_doctor(bench):
    bench.make("app", {"a.txt": "a"})
    target = bench.target(repositories=[{"path": "app"}, {"path": "none"}], exports=[])
    said = [(one.check, one.ok) for one in COLLECTOR.probe(target, None)]
    assert said[:2] == [("reach", True), ("rights", True)] and said[-1] == ("reach", False)


def test_options_that_cannot_be_meant():
    with pytest.raises(ValueError, match="expected repositories"):
        COLLECTOR.options()


def test_a_time_that_cannot_be_is_left_out():
    class Odd:
        def records(self, *_):
            return iter([b"99999999999999999999", b"\n"])

    assert local.when(Odd(), "x") is None
