"""Lines of syslog files: RFC 3164, RFC 5424 and the ISO times of rsyslog."""

from __future__ import annotations

import re

HEAD = re.compile(rb"\S{1,255} (?P<tag>[^\s:\[]{1,128})(?:\[[^\]\s]{0,32}\])?:? ?")
RFC5424 = re.compile(
    rb"\S{1,255} (?P<tag>\S{1,128}) \S{1,128} \S{1,32} "
    rb"(?:-|(?:\[(?:[^\]\"\\]|\\.|\"(?:[^\"\\]|\\.)*\")*\])+)(?: (?:\xef\xbb\xbf)?|$)"
)
INTEREST = re.compile(rb"sshd|sudo|su[\[:( ]|pam_unix|kernel|rsyslogd|journal|auditd")


def split(line: bytes, start: int, rfc5424: bool) -> tuple[str, str] | None:
    """Program and message of a line whose time ends at `start`."""
    match = (RFC5424 if rfc5424 else HEAD).match(line, start)
    if not match:
        return None
    text = line[match.end() :].rstrip(b"\r\n").decode("utf-8", "replace")
    program = match["tag"].decode("utf-8", "replace").rpartition("/")[2]
    return program.strip("()"), text


def interesting(line: bytes) -> bool:
    """False for a line that says nothing of logins, rights or losses."""
    return INTEREST.search(line, 0, 512) is not None
