"""Whether an account can log in with a key: the AuthorizedKeysFile of sshd_config(5)."""

from __future__ import annotations

from auditor.api import GapError, Host
from auditor_plugins.linux.common import is_absent, text_of
from auditor_plugins.linux.sshd import MAIN
from auditor_plugins.linux.sshd_parse import parse

DEFAULT = (".ssh/authorized_keys", ".ssh/authorized_keys2")


def has_keys(host: Host, account: str, uid: int, home: str) -> bool:
    """True when one of the account's key files holds a key, or cannot be read."""
    tokens = {"%h": home, "%u": account, "%U": str(uid), "%%": "%"}
    return any(_holds_key(host, _expanded(path, tokens, home)) for path in _files(host))


def _files(host: Host) -> tuple[str, ...]:
    """All files named anywhere in the configuration, Match blocks included, else the default."""
    try:
        directives = parse(host, MAIN).directives
    except GapError:
        return DEFAULT
    named = [one.arguments for one in directives if one.keyword == "authorizedkeysfile"]
    files = tuple(path for paths in named for path in paths if path.lower() != "none")
    return files if named else DEFAULT


def _expanded(path: str, tokens: dict[str, str], home: str) -> str:
    for token, value in tokens.items():
        path = path.replace(token, value)
    return path if path.startswith("/") else f"{home}/{path}"


def _holds_key(host: Host, path: str) -> bool:
    try:
        lines = text_of(host, path).splitlines()
    except GapError as error:
        return not is_absent(error)
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)
