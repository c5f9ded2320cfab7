"""Exports of forges, addresses of remotes, reports of gitleaks."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor_plugins.git import auditor_collectors, exports
from auditor_plugins.git.remotes import address_of

(COLLECTOR,) = auditor_collectors()
GITHUB = {
    "full_name": "bank/app",
    "html_url": "https://github.com/bank/app",
    "private": False,
    "visibility": "public",
    "default_branch": "main",
    "archived": False,
    "fork": True,
    "owner": {"login": "bank"},
}
GITLAB = {
    "id": 7,
    "path_with_namespace": "core/app",
    "web_url": "https://git.bank.example/core/app",
    "visibility": "internal",
    "default_branch": "main",
    "archived": True,
}
GITEE = {
    "full_name": "bank/site",
    "html_url": "https://gitee.com/bank/site.git",
    "private": True,
    "public": False,
    "internal": False,
    "default_branch": "master",
}
PROTECTED = {
    "url": "https://api.github.com/repos/bank/app/branches/main/protection",
    "required_pull_request_reviews": {
        "required_approving_review_count": 2,
        "require_code_owner_reviews": True,
    },
    "enforce_admins": {"enabled": True},
    "allow_force_pushes": {"enabled": False},
}


def export(bench, *values, forge="github"):
    return {"path": bench.json(f"{forge}.json", list(values)), "forge": forge}


@pytest.mark.parametrize(
    ("forge", "value", "name", "visibility"),
    [
        ("github", GITHUB, "github.com/bank/app", "public"),
        (
            "github",
            GITHUB | {"visibility": None, "private": True},
            "github.com/bank/app",
            "private",
        ),
        ("gitlab", GITLAB, "git.bank.example/core/app", "internal"),
        ("gitee", GITEE, "gitee.com/bank/site", "private"),
        ("gitee", GITEE | {"private": False}, "gitee.com/bank/site", "public"),
        ("gitee", GITEE | {"private": False, "internal": True}, "gitee.com/bank/site", "internal"),
    ],
)
def test_visibility(bench, forge, value, name, visibility):
    found = bench.collect(exports=[export(bench, value, forge=forge)])
    row = found.repository(name)
    assert (row["visibility"], row["origin"], row["outside"]) == (visibility, "forge", True)
    assert row["_loc"] == {"file": f"{forge}.json"} and not found.gaps


def test_a_visibility_that_is_not_said_is_left_out(bench):
    value = {key: GITEE[key] for key in ("full_name", "html_url")}
    row = bench.collect(exports=[export(bench, value, forge="gitee")]).repository(
        "gitee.com/bank/site"
    )
    assert "visibility" not in row and "archived" not in row


def test_pages_one_after_the_other(bench):
    pages = json.dumps([GITHUB]) + "\n" + json.dumps([GITHUB | {"full_name": "bank/b"}])
    found = bench.collect(exports=[{"path": bench.json("a.json", pages), "forge": "github"}])
    names = [row["repository"] for row in found.rows["repositories"]]
    assert names == ["github.com/bank/app", "github.com/bank/b"]


def test_whom_a_repository_lets_in(bench):
    members = [
        {"login": "wang", "permissions": {"pull": True, "push": True}},
        {"login": "li", "permissions": {"pull": True, "push": False}},
        {"slug": "core", "permission": "admin"},
    ]
    part = {"path": bench.json("m.json", members), "forge": "github", "repository": "bank/app"}
    facts = {"bank/app": {"content": "customer_information", "approved": False}}
    found = bench.collect(exports=[export(bench, GITHUB)], members=[part], facts=facts)
    (row,) = found.rows["file_acl"]
    assert (row["host"], row["path"]) == ("github.com", "/bank/app")
    assert row["content"] == "customer_information"
    assert [tuple(entry.values()) for entry in row["entries"]] == [
        ("group", "core", "rw-"),
        ("other", "everyone", "r--"),
        ("user", "li", "r--"),
        ("user", "wang", "rw-"),
    ]
    (store,) = found.rows["storage_inventory"]
    assert (store["kind"], store["approved"]) == ("cloud_drive", False)


def test_members_of_gitlab(bench):
    members = [{"username": "wang", "access_level": 30}, {"username": "li", "access_level": 20}]
    part = {"path": bench.json("m.json", members), "forge": "gitlab", "repository": "core/app"}
    found = bench.collect(
        exports=[export(bench, GITLAB, forge="gitlab")],
        members=[part],
        own_hosts=["git.bank.example"],
    )
    (row,) = found.rows["file_acl"]
    assert [entry["principal"] for entry in row["entries"]] == ["authenticated_users", "li", "wang"]
    assert [entry["permissions"] for entry in row["entries"]] == ["r--", "r--", "rw-"]
    assert found.rows["storage_inventory"][0]["kind"] == "file_share"


def protected(bench, forge, value, repository="bank/app", **more):
    entry = {"github": GITHUB, "gitlab": GITLAB, "gitee": GITEE}[forge]
    part = {"path": bench.json("p.json", value), "forge": forge, "repository": repository} | more
    found = bench.collect(exports=[export(bench, entry, forge=forge)], protections=[part])
    fields = ("protected", "required_reviews", "code_owner_reviews", "force_push", "admins_bound")
    (row,) = found.rows["repositories"]
    return {name: row[name] for name in fields if name in row}


def test_protection_on_github(bench):
    assert protected(bench, "github", PROTECTED) == {
        "protected": True,
        "required_reviews": 2,
        "code_owner_reviews": True,
        "force_push": False,
        "admins_bound": True,
    }
    bare = {"url": "x"}
    assert protected(bench, "github", bare)["required_reviews"] == 0
    assert protected(bench, "github", {"message": "Branch not protected"}) == {"protected": False}
    assert protected(bench, "github", {"message": "Not Found"}) == {}
    assert protected(bench, "github", PROTECTED, branch="other") == {}


def test_protection_on_gitlab_and_gitee(bench):
    main = {"name": "main", "allow_force_push": True, "code_owner_approval_required": False}
    assert protected(bench, "gitlab", [main], "core/app") == {
        "protected": True,
        "force_push": True,
        "code_owner_reviews": False,
    }
    assert protected(bench, "gitlab", [main | {"name": "other"}], "core/app") == {
        "protected": False
    }
    branches = [{"name": "dev", "protected": False}, {"name": "master", "protected": True}]
    assert protected(bench, "gitee", branches, "bank/site") == {"protected": True}


def test_a_clone_knows_the_visibility_of_its_remotes(bench):
    bench.make("app", {"a.txt": "a"})
    bench.git("app", "remote", "add", "hub", "git@github.com:bank/app.git")
    bench.git("app", "remote", "add", "own", "ssh://git@git.bank.example:2222/core/app.git")
    found = bench.collect(
        repositories=[{"path": "app"}],
        exports=[export(bench, GITHUB), export(bench, GITLAB, forge="gitlab")],
        own_hosts=["git.bank.example"],
    )
    row = found.repository("app")
    assert row["visibility"] == "public", "the widest of its remotes"
    assert [remote["visibility"] for remote in row["remotes"]] == ["public", "internal"]
    assert [remote["outside"] for remote in row["remotes"]] == [True, False]


@pytest.mark.parametrize(
    ("text", "reason", "words"),
    [
        ("{", "invalid", "expected JSON"),
        ("[" * 100_000, "invalid", "expected JSON"),
        ('[{"full_name": 1}]', "invalid", "entry 1 is not a repository of github"),
        ("[1]", "invalid", "entry 1 is not a repository of github"),
    ],
)
def test_an_export_that_is_none_is_a_gap_of_all_it_feeds(bench, text, reason, words):
    found = bench.collect(exports=[{"path": bench.json("a.json", text), "forge": "github"}])
    for kind in ("repositories", "file_acl", "storage_inventory"):
        ((told, message),) = found.told(kind)
        assert told == reason and words in message
    assert found.rows == {}


def test_one_entry_that_is_none_leaves_the_others(bench):
    found = bench.collect(exports=[export(bench, GITHUB, {"x": 1})])
    assert [row["repository"] for row in found.rows["repositories"]] == ["github.com/bank/app"]
    assert found.gaps[0].partial and "entry 2" in found.gaps[0].message


def test_missing_and_misshapen_parts_are_gaps_of_their_kind(bench):
    members = {
        "path": bench.json("m.json", [{"login": 1}]),
        "forge": "github",
        "repository": "bank/app",
    }
    lost = {"path": "lost.json", "forge": "github", "repository": "bank/app"}
    found = bench.collect(exports=[export(bench, GITHUB)], members=[members], protections=[lost])
    assert found.told("file_acl") == [("invalid", "m.json: entry 1 is not a member")]
    assert found.told("repositories") == [("absent", "lost.json is missing")]


LEAK = {
    "RuleID": "private-key",
    "File": "deploy/key.pem",
    "StartLine": 3,
    "Commit": "abc",
    "Author": "wang",
    "Email": "wang@bank.example",
    "Secret": "TOPSECRETVALUE",
    "Match": "TOPSECRETVALUE",
}


def report(bench, value):
    path = bench.json("leaks.json", value)
    return {"path": path, "repository": "core/app", "scanned_at": "2026-11-19"}


def test_a_report_of_gitleaks(bench):
    found = bench.collect(secret_reports=[report(bench, [LEAK])])
    (row,) = found.rows["secret_scan"]
    assert row["finding_id"] == "core/app:abc:deploy/key.pem:private-key:3"
    assert row["_loc"] == {"file": "core/app/deploy/key.pem", "line": 3}
    assert (row["found_at"], row["owner"]) == ("2026-11-19", "wang")
    assert "TOPSECRETVALUE" not in str(found)
    assert bench.collect(secret_reports=[report(bench, [])]).rows == {"secret_scan": []}


@pytest.mark.parametrize(
    "value", [[{"File": "a"}], [1], [LEAK | {"File": ""}], [LEAK | {"StartLine": "x"}]]
)
def test_a_report_of_something_else(bench, value):
    found = bench.collect(secret_reports=[report(bench, value)])
    assert found.told("secret_scan") == [
        ("invalid", "leaks.json: entry 1 is not a finding of gitleaks")
    ]


def test_a_token_in_the_settings_is_a_secret_in_clear(bench):
    bench.make("app", {"a.txt": "a"})
    bench.git("app", "remote", "add", "hub", "https://wang:pa55word@github.com/bank/app")
    options = {"repositories": [{"path": "app"}, {"path": "none"}]}
    found = bench.collect(secret_reports=[report(bench, [])], **options)
    (row,) = found.rows["secret_scan"]
    assert (row["finding_id"], row["rule"]) == ("app:config:7", "credential-in-git-config")
    assert row["_loc"] == {"file": "app/.git/config", "line": 7}
    assert found.told("secret_scan")[0][0] == "invalid" and "pa55word" not in str(found)


def test_only_what_is_wanted_is_read(bench, wanting):
    bench.make("app", {"a.txt": "a"})
    found = bench.collect(wanting("repositories"), repositories=[{"path": "app"}])
    assert list(found.rows) == ["repositories"] and found.repository("app")["files"] == 1


def test_what_is_promised():
    promised = {
        "secret_reports": ("secret_scan",),
        "exports": ("file_acl", "repositories", "storage_inventory"),
        "repositories": ("repositories", "repository_files"),
    }
    given = {
        "secret_reports": [{"path": "x", "repository": "x", "scanned_at": "2026-01-01"}],
        "exports": [{"path": "x", "forge": "gitee"}],
        "repositories": [{"path": "x"}],
    }
    for name, kinds in promised.items():
        assert COLLECTOR.kinds(COLLECTOR.options(**{name: given[name]})) == kinds


@pytest.mark.parametrize(
    ("url", "location", "secret"),
    [
        ("git@github.com:a/b.git", "github.com/a/b", False),
        ("ssh://git@Host.example:22/a/b.git/", "host.example/a/b", False),
        ("https://u:p@h/a?x=1", "h/a", True),
        ("https://wang@h/a", "h/a", False),
        ("git://h/a", "h/a", False),
        ("file:///srv/a.git", "/srv/a.git", False),
        ("../a.git", "../a.git", False),
        ("/srv/a:b", "/srv/a:b", False),
        ("https://a@b:p@h/c", "h/c", True),
    ],
)
def test_addresses(url, location, secret):
    address = address_of(url)
    assert (address.location, address.secret) == (location, secret)


@given(
    st.text("abz0-_", min_size=1),
    st.text("abcXYZ019-._~%!", min_size=8),
    st.sampled_from(["https", "ssh", "http"]),
)
def test_no_password_is_ever_in_an_address(user, password, scheme):
    address = address_of(f"{scheme}://{user}:{password}#@host.example/a/b.git".replace("#", ""))
    assert address.location == "host.example/a/b" and address.secret


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "html_url",
                        "full_name",
                        "private",
                        "visibility",
                        "web_url",
                        "path_with_namespace",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_is_a_repository_or_refused(value):
    for forge in ("github", "gitlab", "gitee"):
        try:
            row = exports.repository(forge, value)
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
        assert isinstance(row["repository"], str)
