"""Lines of a mail log joined to messages."""

import bz2
import gzip
import lzma
import random

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from auditor_plugins.mail.log_join import Joiner
from tests.accounts import nobody
from tests.plugins.mail.mail_lines import At, session

ARRIVES = At("smtpd", 9, "Q1AAAAAA: client=pc[10.0.0.9], sasl_method=PLAIN, sasl_username=li")
QUEUED = At("qmgr", 5, "Q1AAAAAA: from=<li@bank.test>, size=1, nrcpt=1 (queue active)")
REMOVED = At("qmgr", 5, "Q1AAAAAA: removed")
TLS13 = At("smtp", 7, session("mx.p.test[10.1.1.1]:25", "TLSv1.3"))
SENT = At(
    "smtp", 7, "Q1AAAAAA: to=<a@p.test>, relay=mx.p.test[10.1.1.1]:25, delay=1, status=sent (ok)"
)


def log(*lines) -> str:
    return "".join(str(line) for line in lines)


def read(host, *lines, name="mail.log", **options):
    host.write({name: log(*lines)})
    given = {"logs": ["mail.log*"], "internal_domains": ["bank.test", ".in.bank.test"]} | options
    return host.collect(**given)["mail_log"]


def delivery(to="a@p.test", agent="smtp", pid=7, relay="mx.p.test[10.1.1.1]:25", status="sent",
             name="Q1AAAAAA", more=""):  # fmt: skip
    return At(
        agent, pid, f"{name}: to=<{to}>, {more}relay={relay}, delay=1, dsn=2, status={status} (x)"
    )


def test_one_message(host):
    assert read(host, ARRIVES, QUEUED, TLS13, SENT, REMOVED).row == {
        "queue_id": "Q1AAAAAA",
        "at": "2026-11-27T10:00:00+08:00",
        "sender": "li",
        "recipient_address": "a@p.test",
        "recipient_domain": "p.test",
        "direction": "outbound",
        "tls_version": "1.3",
        "status": "sent",
        "_loc": {"file": "mail.log", "line": 4},
    }


def test_the_sender_is_the_account_and_without_one_the_envelope_s(host):
    assert read(host, ARRIVES, SENT).row["sender"] == "li"
    assert read(host, QUEUED, SENT).row["sender"] == "li@bank.test"
    assert "sender" not in read(host, SENT).row


@pytest.mark.parametrize("sender", ["c@p.test", "SRS0=Hh=Tt=p.test=c@bank.test"])
def test_another_s_address_shows_only_where_it_is_masked(host, sender):
    queued = At("qmgr", 5, f"Q1AAAAAA: from=<{sender}>, size=1, nrcpt=1 (queue active)")
    assert "sender" not in read(host, queued, SENT).row
    row = read(host, queued, delivery("li@bank.test", "local")).row
    assert (row["sender"], row["direction"]) == (sender, "inbound")
    assert read(host, queued, delivery("v@virtual.test", "virtual")).row["direction"] == "inbound"


def test_a_session_counts_for_the_deliveries_of_its_process_to_its_relay(host):
    other = delivery("b@p.test", pid=8)
    elsewhere = delivery("c@p.test", relay="mx2.p.test[10.1.1.2]:25")
    found = read(host, QUEUED, TLS13, SENT, other, elsewhere).by("recipient_address")
    versions = {to: row["tls_version"] for to, row in found.items()}
    assert versions == {"a@p.test": "1.3", "b@p.test": "none", "c@p.test": "none"}


def test_a_session_does_not_count_for_the_next_message(host):
    following = delivery(name="Q2AAAAAA")
    found = read(host, TLS13, SENT, following).by("queue_id")
    assert found["Q1AAAAAA"]["tls_version"] == "1.3"
    assert found["Q2AAAAAA"]["tls_version"] == "none"


def test_several_recipients_of_one_message_share_its_session(host):
    found = read(host, QUEUED, TLS13, SENT, delivery("b@p.test")).items
    assert [row["tls_version"] for row in found] == ["1.3", "1.3"]


def test_a_session_does_not_count_when_the_message_is_taken_up_again(host):
    again = (QUEUED, delivery(), REMOVED)
    row = read(host, QUEUED, TLS13, delivery(status="deferred"), *again).row
    assert (row["status"], row["tls_version"]) == ("sent", "none")


def test_a_failed_handshake_ends_the_session(host):
    failed = At("smtp", 7, "Q1AAAAAA: Cannot start TLS: handshake failure")
    assert read(host, QUEUED, TLS13, failed, SENT).row["tls_version"] == "none"


def test_a_reused_session_counts(host):
    text = session("mx.p.test[10.1.1.1]:25", "TLSv1.2").replace("established", "reused")
    used = delivery(more="orig_to=<x@bank.test>, ")
    assert read(host, QUEUED, At("smtp", 7, text), used).row["tls_version"] == "1.2"


def test_sessions_of_mail_that_comes_in_do_not_count(host):
    inward = At("smtpd", 7, session("mx.p.test[10.1.1.1]:25", "TLSv1.3"))
    assert "tls_version" not in read(host, QUEUED, inward, SENT).row


def test_without_any_line_about_tls_the_version_is_unknown(host):
    assert "tls_version" not in read(host, QUEUED, SENT).row


@pytest.mark.parametrize(
    ("text", "version"),
    [("smtp_tls_loglevel = 1", "none"), ("", "none"), ("smtp_tls_security_level = may", None)],
)
def test_main_cf_tells_whether_a_session_would_have_been_logged(host, text, version):
    host.write({"etc/main.cf": text + "\n", "etc/master.cf": ""})
    assert read(host, QUEUED, SENT, postfix="etc").row.get("tls_version") == version


def test_the_last_state_of_a_recipient_counts(host):
    expired = At("qmgr", 5, "Q1AAAAAA: from=<li@bank.test>, status=expired, returned to sender")
    lines = (QUEUED, TLS13, delivery(status="deferred"), delivery("b@p.test"), expired, REMOVED)
    found = read(host, *lines).by("recipient_address")
    assert {to: row["status"] for to, row in found.items()} == {
        "a@p.test": "bounced",
        "b@p.test": "sent",
    }


@pytest.mark.parametrize(
    ("sender", "to", "agent", "direction"),
    [
        ("li@bank.test", "a@p.test", "smtp", "outbound"),
        ("a@p.test", "b@p.test", "smtp", "outbound"),
        ("", "b@p.test", "smtp", "outbound"),
        ("li@BANK.test", "wang@Bank.Test", "local", "internal"),
        ("li@bank.test", "wang@a.in.bank.test", "smtp", "internal"),
        ("li@bank.test", "wang@in.bank.test.example", "smtp", "outbound"),
        ("a@p.test", "li@bank.test", "lmtp", "inbound"),
        ("", "li@bank.test", "local", "internal"),
        ("li@bank.test", "root", "local", "internal"),
        ("li@bank.test", "a@p.test", "discard", "internal"),
        ("li@bank.test", "a@p.test", "pipe", "outbound"),
    ],
)
def test_directions(host, sender, to, agent, direction):
    queued = At("qmgr", 5, f"Q1AAAAAA: from=<{sender}>, size=1, nrcpt=1 (queue active)")
    options = {"internal_domains": ["bank.test", ".in.bank.test", "localhost"]}
    assert read(host, queued, delivery(to, agent), **options).row["direction"] == direction


def test_without_any_domain_the_agent_tells_the_direction(host):
    lines = (QUEUED, delivery(), delivery("b@p.test", "local"))
    found = read(host, *lines, internal_domains=[]).by("recipient_address")
    assert found["a@p.test"]["direction"] == "outbound"
    assert found["b@p.test"]["direction"] == "inbound"


def test_a_hop_to_a_content_filter_does_not_leave(host):
    hop = delivery(relay="127.0.0.1[127.0.0.1]:10024")
    assert read(host, QUEUED, hop).row["direction"] == "internal"
    own = {"postfix": "etc"}
    host.write({"etc/main.cf": "content_filter = smtp:[10.9.9.9]:20000\n", "etc/master.cf": ""})
    hop = delivery(relay="f[10.9.9.9]:20000")
    assert read(host, QUEUED, hop, **own).row["direction"] == "internal"


def test_logged_headers_tag_a_message(host):
    tag = (
        "Q1AAAAAA: info: header {} from pc[10.0.0.9]; from=<li@bank.test> to=<a@p.test> proto=ESMTP"
    )
    tags = [At("cleanup", 3, tag.format(text)) for text in (
        "X-Data-Class: Sensitive", "X-Disclosure: D-7",
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data",
    )]  # fmt: skip
    headers = {"data_class": "x-data-class", "disclosure_id": "X-Disclosure"}
    row = read(host, ARRIVES, *tags, QUEUED, SENT, headers=headers).row
    assert row["data_class"] == "sensitive"
    assert row["disclosure_id"] == "D-7"
    assert row["end_to_end_encrypted"] is True
    other = At("cleanup", 3, tag.format("X-Data-Class: harmless"))
    assert "data_class" not in read(host, other, QUEUED, SENT, headers=headers).row


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("Nov 28 23:00:00", "2026-11-28T23:00:00+08:00"),
        ("Dec  1 10:00:00", "2025-12-01T10:00:00+08:00"),
        ("Feb 29 10:00:00", "2024-02-29T10:00:00+08:00"),
        ("2026-11-27T10:00:00.123456+00:00", "2026-11-27T10:00:00.123456+00:00"),
    ],
)
def test_times(host, stamp, at):
    assert read(host, At("smtp", 7, SENT.text, stamp)).row["at"] == at


def test_a_delivery_without_a_time_is_a_gap(host):
    result = read(host, At("smtp", 7, SENT.text, "Foo 99 10:00:00"), delivery(name="Q2AAAAAA"))
    assert result.row["queue_id"] == "Q2AAAAAA"
    assert result.gap.partial
    assert result.gap.message == "1 deliveries have no readable time"


COMPRESSED = {"gz": gzip.compress, "xz": lzma.compress, "bz2": bz2.compress,
              "zst": zstandard.ZstdCompressor().compress}  # fmt: skip


@pytest.mark.parametrize("form", COMPRESSED)
def test_rotated_and_compressed_logs_are_read_oldest_first(host, form):
    old = COMPRESSED[form](log(ARRIVES, QUEUED).encode())
    host.write({f"mail.log.10.{form}": old, "mail.log.2": log(TLS13, delivery(status="deferred"))})
    row = read(host, QUEUED, TLS13, SENT, REMOVED).row
    assert (row["sender"], row["status"]) == ("li", "sent")
    assert row["_loc"] == {"file": "mail.log", "line": 3}


def test_dated_logs_are_read_by_their_date(host):
    host.write({"mail.log-20261126": log(ARRIVES, QUEUED), "mail.log-20261127.gz": gzip.compress(
        log(TLS13, delivery(status="deferred")).encode())})  # fmt: skip
    assert read(host, SENT, REMOVED).row["sender"] == "li"


def test_a_damaged_file_is_a_gap_and_the_rest_is_read(host):
    noise = random.Random(1).randbytes(100_000)
    whole = gzip.compress(log(QUEUED, SENT, REMOVED).encode() + noise)
    host.write({"mail.log.1.gz": whole[:-500]})
    result = read(host, delivery(name="Q2AAAAAA"))
    assert "Q2AAAAAA" in result.by("queue_id")
    assert result.gap.partial
    assert result.gap.reason == "invalid"
    assert result.gap.location.file == "mail.log.1.gz"


def test_gaps_of_whole_logs(host):
    missing = host.collect(logs=["no.log"])["mail_log"].gap
    assert (missing.reason, missing.partial) == ("absent", False)
    foreign = read(host, "Nov 27 10:00:00 mx sshd[1]: hello\n").gap
    assert (foreign.reason, foreign.partial) == ("absent", False)


def test_a_denied_log_is_a_gap(open_host):
    open_host.write({"mail.log": log(SENT)})
    (open_host.base / "mail.log").chmod(0)
    with nobody():
        gap = open_host.collect(logs=["mail.log"])["mail_log"].gap
    assert (gap.reason, gap.partial) == ("denied", False)
    assert gap.message == "mail.log: the right to read (r) is missing"


def test_bounds(host):
    lines = [delivery(name=f"Q{number}AAAAAA") for number in range(5)]
    result = read(host, *lines, max_open=2)
    assert len(result.items) == 5
    assert "3 messages were given up" in result.gap.message
    result = read(host, *lines, max_rows=2)
    assert len(result.items) == 2
    assert "more than 2 rows" in result.gap.message


def test_directions_may_be_left_out(host):
    lines = (QUEUED, delivery(), delivery("b@bank.test", "local"))
    (row,) = read(host, *lines, directions=["outbound"]).items
    assert row["recipient_domain"] == "p.test"


def test_a_main_cf_that_cannot_be_read_leaves_the_log(host):
    result = read(host, QUEUED, SENT, postfix="nowhere")
    assert result.row["queue_id"] == "Q1AAAAAA"
    assert (result.gap.reason, result.gap.partial) == ("absent", True)


def test_a_line_without_end_does_not_fill_memory(host):
    host.write({"mail.log.1": b"x" * (3 << 20)})
    assert read(host, QUEUED, SENT).row["queue_id"] == "Q1AAAAAA"


def test_same_log_same_rows(host):
    first = read(host, ARRIVES, QUEUED, TLS13, SENT).items
    assert read(host, ARRIVES, QUEUED, TLS13, SENT).items == first


@given(st.lists(st.sampled_from([b"to=<a@b>", b"relay=x", b"status=sent", b"removed", b"Q1AAAAAA: ",
    b"from=<", b">", b", ", b"delay=", b"Cannot start TLS", b"client=", b"\xff"])))  # fmt: skip
def test_no_line_breaks_the_joiner(parts):
    joiner = Joiner(False, 10)
    for agent in (b"smtp", b"qmgr", b"smtpd", b"cleanup"):
        line = b"Nov 27 10:00:00 mx postfix/" + agent + b"[7]: " + b"".join(parts)
        list(joiner.feed(line, (0, 1)))
    list(joiner.rest())


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["TLSv1.2", "TLSv1.3", ""])),
        min_size=1,
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_messages_keep_their_own_session_however_processes_mingle(plan, chance):
    """Each process works through its messages one by one; the log mingles the processes."""
    queues = {}
    for number, (pid, version) in enumerate(plan):
        name, relay = f"Q{number:07}", f"mx[10.0.0.{number % 3}]:25"
        lines = [session(relay, version)] if version else []
        lines += [f"{name}: to=<c@p.test>, relay={relay}, delay=1, status=sent (ok)"]
        queues.setdefault(pid, []).extend(lines)
    joiner = Joiner(True, 100)
    while queues:
        pid = chance.choice(sorted(queues))
        line = f"Nov 27 10:00:00 mx postfix/smtp[{pid}]: {queues[pid].pop(0)}"
        list(joiner.feed(line.encode(), (0, 1)))
        queues = {key: rest for key, rest in queues.items() if rest}
    found = {name: one.to[b"c@p.test"].tls for name, one in joiner.rest()}
    wanted = {"TLSv1.2": "1.2", "TLSv1.3": "1.3", "": "none"}
    assert found == {f"Q{n:07}".encode(): wanted[version] for n, (_, version) in enumerate(plan)}
