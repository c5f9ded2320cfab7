"""Trees of views, addresses, names as SQL, and what is said of refusals."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.api import GapError, GapReason, Target
from auditor_plugins.postgres.client import Watch, refusal, tls_parameters
from auditor_plugins.postgres.lineage import UnclearError, columns, parse
from auditor_plugins.postgres.options import Options
from auditor_plugins.postgres.settings import address
from auditor_plugins.postgres.subject import Subject, literal

FIXED = {"host": "db", "user": "auditor"}
ENTRY = "{TARGETENTRY :expr {VAR :varno 1 :varattno 3 :varlevelsup 0} :resno 1 :resjunk false}"
QUERY = "({QUERY :cteList <> :rtable ({RTE :rtekind 0 :relid 99}) :targetList (%s) "
QUERY += ":setOperations <>})"


def test_a_tree_is_read():
    assert columns(QUERY % ENTRY) == [(frozenset({(99, 3)}), True)]


def test_a_hidden_column_is_none():
    assert columns(QUERY % ENTRY.replace("resjunk false", "resjunk true")) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "(",
        ")",
        "(}",
        "{}",
        "({})",
        "{NOTHING}",
        "<>",
        QUERY % ENTRY.replace("varno 1", "varno 9"),
        QUERY % ENTRY.replace("varno 1", "varno x"),
        QUERY % ENTRY.replace("levelsup 0", "levelsup 2"),
    ],
)
def test_what_is_no_tree_is_not_guessed(text):
    with pytest.raises(UnclearError):
        columns(text)


@given(st.text(alphabet='(){}<>: QUERYVARtargetListrtablexpr01\\ "', max_size=80))
def test_any_text_is_a_tree_or_is_not(text):
    for function in (parse, columns):
        with suppress(UnclearError):
            function(text)


def test_a_query_within_itself_ends():
    inner = "{RTE :rtekind 6 :ctename c :ctelevelsup 0}"
    cte = "{COMMONTABLEEXPR :ctename c :ctequery %s}"
    entry = ENTRY.replace("varattno 3", "varattno 1")
    query = "{QUERY :cteList (%s) :rtable (%s) :targetList (%s) :setOperations <>}"
    again = inner.replace("ctelevelsup 0", "ctelevelsup 1")
    text = query % (cte % (query % ("", again, entry)), inner, entry)
    assert columns(f"({text})") == [(frozenset(), False)]


@pytest.mark.parametrize(
    ("host", "mask", "shown"),
    [
        ("10.0.0.0", "255.0.0.0", "10.0.0.0/8"),
        ("127.0.0.1", "255.255.255.255", "127.0.0.1/32"),
        ("0.0.0.0", "0.0.0.0", "0.0.0.0/0"),
        ("::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::1/128"),
        ("fd00::", "ffff::", "fd00::/16"),
        ("all", None, "all"),
        (".bank.example", None, ".bank.example"),
        (None, None, None),
        ("odd", "odd", "odd/odd"),
    ],
)
def test_addresses(host, mask, shown):
    assert address(host, mask) == shown


@given(st.text())
def test_a_name_cannot_leave_its_quotes(name):
    quoted = Subject.identifier(name)[1:-1]
    assert quoted.replace('""', "") == name.replace('"', "")
    inside = literal(name)[2:-1]
    assert inside.replace("\\\\", "").replace("''", "").count("'") == 0


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (psycopg.errors.ConnectionTimeout("connection timeout expired"), GapReason.TIMEOUT),
        (psycopg.OperationalError("SSL error: certificate verify failed"), GapReason.UNREACHABLE),
        (
            psycopg.OperationalError("server does not support SSL, but SSL was required"),
            GapReason.UNREACHABLE,
        ),
        (
            psycopg.OperationalError('FATAL:  no pg_hba.conf entry for host "1", SSL off'),
            GapReason.DENIED,
        ),
        (psycopg.OperationalError('FATAL:  database "b" does not exist'), GapReason.ABSENT),
        (psycopg.OperationalError('permission denied for database "b"'), GapReason.DENIED),
        (psycopg.OperationalError("用户 Password 认证失败"), GapReason.DENIED),
        (psycopg.OperationalError("Connection refused"), GapReason.UNREACHABLE),
    ],
)
def test_refusals(error, reason):
    gap = refusal(error, "db:5432", Options(**FIXED))
    assert isinstance(gap, GapError)
    assert gap.reason is reason
    assert gap.message_zh


def test_a_password_that_was_sent_and_not_taken_is_a_refusal_in_any_language():
    class Refused(psycopg.OperationalError):
        pgconn = SimpleNamespace(used_password=True)

    assert refusal(Refused("FATAL: ..."), "db:5432", Options(**FIXED)).reason is GapReason.DENIED


@pytest.mark.parametrize(
    ("given", "mode"),
    [
        ({}, "verify-full"),
        ({"ca": "ca.crt"}, "verify-full"),
        ({"tls": "unverified"}, "require"),
        ({"tls": "off"}, "disable"),
        ({"host": "/run/postgresql"}, "disable"),
    ],
    ids=str,
)
def test_tls_is_verified_unless_an_option_says_otherwise(given, mode):
    options = Options(**(FIXED | given))
    found = tls_parameters(options, Target("t", "postgres", "e", options, Path("/etc/audit")))
    assert found["sslmode"] == mode
    assert ("sslrootcert" in found) is (mode == "verify-full")
    if "ca" in given:
        assert found["sslrootcert"] == "/etc/audit/ca.crt"


def test_a_pause_of_ours_is_no_delay_of_the_server():
    cuts: list[int] = []
    with Watch(0.2, lambda: cuts.append(1)) as watch:
        with watch.paused():
            time.sleep(0.3)
        assert not cuts
        time.sleep(0.4)
    assert cuts == [1]
