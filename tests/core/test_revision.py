"""Git provenance: the commit and the remote, never its credentials."""

import subprocess

import pytest

from auditor.core.revision import revision


def git(folder, *args):
    command = ["git", "-C", str(folder), "-c", "user.name=n", "-c", "user.email=e@example", *args]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("remote", "shown"),
    [
        ("https://user:secret@git.example/bank/p.git", "https://git.example/bank/p.git"),
        ("git@git.example:bank/policies.git", "ssh://git.example/bank/policies.git"),
        ("ssh://git@git.example/x.git", "ssh://git.example/x.git"),
    ],
)
def test_the_remote_is_shown_without_credentials(folder, remote, shown):
    git(folder, "init", "-q", "-b", "main")
    git(folder, "commit", "-q", "--allow-empty", "-m", "m")
    git(folder, "remote", "add", "origin", remote)
    found = revision(folder)
    assert (found.repository, found.branch, len(found.revision)) == (shown, "main", 40)


def test_outside_git_or_without_an_address_there_is_none(folder):
    assert revision(folder) is None
    git(folder, "init", "-q")
    git(folder, "remote", "add", "origin", str(folder))
    assert revision(folder) is None
    git(folder, "commit", "-q", "--allow-empty", "-m", "m")
    assert revision(folder) is None
