"""Lines of syslog files: RFC 3164, RFC 5424 and the ISO times of rsyslog."""

from __future__ import annotations

import re

from auditor_plugins.logs.messages import REPORTERS, SSHD

HEAD = re.compile(rb"\S{1,255} ([^\s:\[]{1,128})(?:\[[^\]\s]{0,32}\])?:? ?")
RFC5424 = re.compile(
    rb"\S{1,255} (\S{1,128}) \S{1,128} \S{1,32} "
    rb"(?:-|(?:\[(?:[^\]\"\\]|\\.|\"(?:[^\"\\]|\\.)*\")*\])+)(?: (?:\xef\xbb\xbf)?|$)"
)
HEARD = frozenset(name.encode() for name in {*REPORTERS, *SSHD, "sudo", "su"})
SESSION = b"pam_unix("


def split(line: bytes, start: int, rfc5424: bool) -> tuple[str, str] | None:
    """Program and message of a line whose time ends at `start`; None for one that says nothing
    of logins, rights or losses.
    """
    match = (RFC5424 if rfc5424 else HEAD).match(line, start)
    if not match:
        return None
    program = match[1].rpartition(b"/")[2].strip(b"()")
    if program not in HEARD and SESSION not in line:
        return None
    text = line[match.end() :].strip(b" \r\n").decode("utf-8", "replace")
    return program.decode("utf-8", "replace"), text
