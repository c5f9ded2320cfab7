"""Messages of sshd, login, sudo and su: who came in from where, and who became whom.

Formats: OpenSSH auth.c, pam_unix(8), sudo(8) `logging.c`, util-linux su(1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SSHD = frozenset({"sshd", "sshd-session", "sshd-auth"})
ACCEPTED = re.compile(r"Accepted \S+ for (?P<who>.+) from (?P<ip>\S+) port \d+(?: ssh2?.*)?")
SESSION = re.compile(
    r"pam_unix\((?P<service>[\w.@-]+):session\): session opened for user (?P<who>[^\s(]+)"
    r"(?:\(uid=\d+\))?(?: by (?P<by>[^\s(]*)(?:\(uid=(?P<uid>\d+)\))?)?"
)
NO_LOGINS = frozenset({"cron", "crond", "atd", "systemd-user", "sshd", "sudo", "sudo-i", "runuser"})
SUDO = re.compile(r"\s*(?P<by>\S+) : (?P<rest>[A-Z_]+=.*)")
COMMAND = " ; COMMAND="
USER = re.compile(r"(?:^|; )USER=(\S+)")
TO = re.compile(r"\(to (?P<who>\S+)\) (?P<by>\S+) on \S+")
DELETES = frozenset({"rm", "unlink", "shred", "rmdir"})
UPDATES = frozenset({"tee", "truncate", "chmod", "chown", "touch", "mv", "vi", "vim", "nano"})
LOSSES = re.compile(
    r"audit_lost=[1-9]|backlog limit exceeded|messages lost due to rate-limiting"
    r"|begin to drop messages due to rate-limiting|Suppressed [0-9]+ messages"
    r"|Missed [0-9]+ kernel messages"
)
RENAMED = re.compile(r"corrupted or uncleanly shut down, renaming and replacing")
REPORTERS = frozenset({"kernel", "rsyslogd", "systemd-journald", "systemd-journal", "auditd"})


@dataclass(frozen=True, slots=True)
class Message:
    """What a program wrote, and when; `log` is the kind of log that holds it."""

    at: float
    program: str
    text: str
    log: str = "syslog"

    @property
    def event(self) -> str:
        """Names it, the same after the log was rotated."""
        at = f"{self.at:.6f}" if self.log == "journal" else str(int(self.at))
        return f"{self.log}/{at}/{self.program}"


@dataclass(frozen=True, slots=True)
class Told:
    """Who did it, from where, on behalf of whom, or with which path."""

    actor: str
    ip: str = ""
    as_user: str = ""
    path: str = ""
    action: str = ""


def told(program: str, text: str) -> Iterator[Told]:
    """What a message says; nothing for most."""
    if program in SSHD and (match := ACCEPTED.fullmatch(text)):
        yield Told(match["who"], match["ip"])
    elif program == "sudo" and COMMAND in text:
        yield from _sudo(*text.split(COMMAND, 1))
    elif program == "su" and (match := TO.fullmatch(text)):
        yield Told(match["by"], as_user=match["who"])
    elif match := SESSION.match(text):
        yield from _session(match)


def _session(match: re.Match[str]) -> Iterator[Told]:
    """A login of a service of its own; su names who asked for it."""
    service, by = match["service"], match["by"] or ""
    if service in ("su", "su-l"):
        if by:
            yield Told(by, as_user=match["who"])
    elif service not in NO_LOGINS:
        yield Told(match["who"])


def _sudo(head: str, command: str) -> Iterator[Told]:
    """The account taken on, and each path among the words of the command.

    A refused command has the reason before `TTY=`, so that it does not fit the pattern.
    """
    match = SUDO.fullmatch(head)
    if not match:
        return
    user = USER.search(match["rest"])
    yield Told(match["by"], as_user=user[1] if user else "root")
    words = command.split()
    tool = words[0].rpartition("/")[2] if words else ""
    for word in words[1:]:
        if word.startswith("/"):
            yield Told(match["by"], path=word, action=action_of(tool))


def action_of(tool: str) -> str:
    """What a command does with the files that it is given."""
    return "delete" if tool in DELETES else "update" if tool in UPDATES else "read"


def sign(program: str, text: str) -> str:
    """Why a log has lost records, when one of its keepers says so."""
    if program not in REPORTERS:
        return ""
    if LOSSES.search(text):
        return "lost_records"
    return "truncated" if RENAMED.search(text) else ""
