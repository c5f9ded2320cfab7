"""Postfix and Dovecot configuration."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.api import Location
from auditor.api.trees import Tree
from auditor_plugins.mail.main_cf import Settings, Value, main_cf
from tests.accounts import nobody

SMTPD = "smtp inet n - n - - smtpd\n"
AT = Location("main.cf", 1)


def settings(**given):
    return Settings({name: Value(text, AT) for name, text in given.items()}, AT, {"usual": "7"})


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("$a and ${a} and $(a)", "1 and 1 and 1"),
        ("$b", "x1"),
        ("$usual$none", "7"),
        ("${a?yes}${none?yes}", "yes"),
        ("${a:no}${none:no}", "no"),
        ("${a?{yes}:{no}} ${none?{yes}:{no}}", "yes no"),
        ("$$5", "$5"),
        ("${{$a} < {2} ? {1} : {0}}", "${{1} < {2} ? {1} : {0}}"),
    ],
)
def test_references(text, expanded):
    assert settings(a="1", b="x$a", none="").expand(text) == expanded


def test_references_that_go_round_end():
    assert settings(a="$b", b="$a").expand("$a") in ("$a", "$b")


NAMES = st.from_regex(r"[a-z][a-z_0-9]{0,12}", fullmatch=True)
TEXTS = st.from_regex(r"[A-Za-z0-9.,:/=-]{1,9}", fullmatch=True)


@given(st.lists(st.tuples(NAMES, st.lists(TEXTS, max_size=4)), max_size=8))
def test_what_is_written_is_read_with_its_line(tmp_path_factory, pairs):
    folder = tmp_path_factory.mktemp("main")
    lines, places = ["# comment"], {}
    for name, words in pairs:
        places[name] = (" ".join(words), len(lines) + 1)
        lines += [f"{name} = {' '.join(words[:1])}", "", "  # comment between"]
        lines += [f"\t{word}" for word in words[1:]]
    (folder / "main.cf").write_text("\n".join(lines))
    found = main_cf(Tree(folder, folder), folder, {})
    assert {n: (v.text, v.at.line) for n, v in found.given.items()} == places


def collect(files, main="", master=SMTPD, **options):
    files.write({"etc/main.cf": main, "etc/master.cf": master})
    return files.collect(postfix="etc", **options)


@pytest.mark.parametrize(
    ("main", "master", "row"),
    [
        ("", SMTPD, (25, "smtp", False, "internal")),
        ("smtpd_tls_security_level = may", SMTPD, (25, "smtp", False, "internal")),
        ("smtpd_tls_security_level = encrypt", SMTPD, (25, "smtp", True, "internal")),
        ("smtpd_enforce_tls = yes", SMTPD, (25, "smtp", True, "internal")),
        ("inet_interfaces = loopback-only", SMTPD, (25, "smtp", False, "loopback")),
        ("inet_interfaces = 127.0.0.1, 10.0.0.1", SMTPD, (25, "smtp", False, "internal")),
        ("", "127.0.0.1:2525 inet n - n - - smtpd", (2525, "smtp", False, "loopback")),
        ("", "[::1]:2525 inet n - n - - smtpd", (2525, "smtp", False, "loopback")),
        ("", "smtp inet n - n - 1 postscreen", (25, "smtp", False, "internal")),
        (
            "",
            "submissions inet n - n - - smtpd\n  -o syslog_name=postfix/submissions\n"
            "# comment\n  -o smtpd_tls_wrappermode=yes",
            (465, "smtps", True, "internal"),
        ),
        (
            "smtpd_tls_security_level = may",
            "submission inet n - n - - smtpd -o { smtpd_tls_security_level = encrypt }",
            (587, "smtp", True, "internal"),
        ),
    ],
)
def test_listening(host, main, master, row):
    found = collect(host, main, master)["listening_services"].row
    assert tuple(found[n] for n in ("port", "protocol", "encrypted", "exposure")) == row
    assert found["_loc"] == {"file": "etc/master.cf", "line": 1}


def test_facts_of_people(host):
    row = collect(host, holds_customer_info=True, public_facing=True, host="mx-1")
    row = row["listening_services"].row
    assert (row["host"], row["exposure"], row["holds_customer_info"]) == ("mx-1", "external", True)


@pytest.mark.parametrize(
    ("main", "tls", "lowest", "verified"),
    [
        ("", "none", "none", False),
        ("smtp_tls_security_level = may", "opportunistic", "1.0", False),
        ("smtp_use_tls = yes\nsmtp_tls_protocols = !SSLv2, !SSLv3, !TLSv1", "opportunistic", "1.1",
         False),
        ("smtp_tls_security_level = dane", "opportunistic", "1.0", False),
        ("smtp_tls_security_level = encrypt\nsmtp_tls_mandatory_protocols = >=TLSv1.2",
         "mandatory", "1.2", False),
        ("x = secure\nsmtp_tls_security_level = $x", "mandatory", "1.0", True),
        ("smtp_tls_security_level = may\nsmtp_tls_protocols = TLSv1.3", "opportunistic", "1.3",
         False),
    ],
)  # fmt: skip
def test_sending(host, main, tls, lowest, verified):
    row = collect(host, main, "smtp unix - - n - - smtp\n")["mail_transports"].row
    assert (row["direction"], row["tls"], row["lowest_protocol"], row["verified"]) == (
        "sends",
        tls,
        lowest,
        verified,
    )


def test_receiving_says_logins_and_hooks_with_their_places(host):
    main = "smtpd_sasl_auth_enable = yes\nsmtpd_milters = inet:127.0.0.1:11332\n"
    row = collect(host, main, "smtp inet n - n - 1 postscreen\n")["mail_transports"].row
    assert row["login_in_clear"] is True
    assert row["filters"] == ["postscreen", "smtpd_milters=inet:127.0.0.1:11332"]
    safe = main + "smtpd_tls_auth_only = yes\nsmtpd_tls_security_level = may\n"
    row = collect(host, safe)["mail_transports"].row
    assert row["login_in_clear"] is False
    assert row["_locs"]["tls"] == {"file": "etc/main.cf", "line": 4}


def test_gaps_of_the_configuration(host, open_host):
    host.write({"etc/main.cf": "a line without a sign\n", "etc/master.cf": SMTPD})
    gap = host.collect(postfix="etc")["listening_services"].gap
    assert (gap.reason, gap.location.line, gap.partial) == ("invalid", 1, False)
    assert "sign" not in gap.message
    assert host.collect(postfix="no")["mail_transports"].gap.reason == "absent"
    open_host.write({"etc/main.cf": "", "etc/master.cf": ""})
    (open_host.base / "etc/main.cf").chmod(0)
    with nobody():
        gap = open_host.collect(postfix="etc")["listening_services"].gap
    assert gap.message == "etc/main.cf: the right to read (r) is missing"


def test_a_link_out_of_the_tree_is_not_followed(host, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "main.cf"
    outside.write_text("smtpd_tls_security_level = encrypt\n")
    host.write({"tree/etc/postfix/master.cf": SMTPD})
    (host.base / "tree/etc/postfix/main.cf").symlink_to(outside)
    gap = host.collect(root="tree", postfix="/etc/postfix")["listening_services"].gap
    assert (gap.reason, gap.location.file) == ("invalid", "tree/etc/postfix/main.cf")


def test_one_configuration_that_fails_leaves_the_other(host):
    host.write({"dovecot.conf": "protocols = imap\n"})
    result = host.collect(postfix="no", dovecot="dovecot.conf")["listening_services"]
    assert [row["port"] for row in result.items] == [143, 993]
    assert result.gap.partial


def dovecot(host, text, kind="listening_services"):
    host.write({"dovecot.conf": text})
    return host.collect(dovecot="dovecot.conf")[kind]


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("", {143: True, 993: True, 110: True, 995: True}),
        ("protocols = imap\nssl = required", {143: True, 993: True}),
        ("protocols = imap\nssl = no", {143: False}),
        ("protocols = imap\ndisable_plaintext_auth = no", {143: False, 993: True}),
        ("protocols = imap\nauth_allow_cleartext = yes", {143: False, 993: True}),
        ("protocols = imap\nauth_mechanisms = plain cram-md5", {143: False, 993: True}),
        ("protocols = imap\nssl = required\ndisable_plaintext_auth = no", {143: True, 993: True}),
        (
            "protocols = imap\nservice imap-login {\n  inet_listener imap {\n    port = 0\n  }\n"
            "  inet_listener imaps {\n    port = 1993\n    ssl = yes\n  }\n}\n",
            {1993: True},
        ),
    ],
)
def test_dovecot_listens(host, text, ports):
    rows = dovecot(host, text + "\n").items
    assert {row["port"]: row["encrypted"] for row in rows} == ports


def test_dovecot_includes_and_adds(host):
    host.write({"conf.d/10.conf": "ssl = no\nprotocols = $protocols pop3\n"})
    rows = dovecot(
        host, "protocols = imap\n!include conf.d/*.conf\n!include_try local.conf\n"
    ).items
    assert {row["port"] for row in rows} == {143, 110}
    assert rows[0]["_locs"]["encrypted"] == {"file": "conf.d/10.conf", "line": 1}
    gap = dovecot(host, "!include local.conf\n").gap
    assert (gap.reason, gap.location.file) == ("absent", "local.conf")


@pytest.mark.parametrize("text", ["service x {\n", "}\n"])
def test_dovecot_blocks_that_do_not_fit_are_a_gap(host, text):
    assert dovecot(host, text).gap.reason == "invalid"


def test_dovecot_transports(host):
    text = "ssl_min_protocol = TLSv1.1\nprotocols = imap\ndisable_plaintext_auth = no\n"
    rows = dovecot(host, text, "mail_transports").by("service")
    assert rows["imap:143"]["tls"] == "opportunistic"
    assert rows["imap:143"]["login_in_clear"] is True
    assert rows["imap:143"]["_locs"]["login_in_clear"]["line"] == 3
    assert (rows["imaps:993"]["tls"], rows["imaps:993"]["lowest_protocol"]) == ("mandatory", "1.1")


FACTS = {"domain": "bank.test", "spf": True, "dmarc_policy": "reject"}
RSPAMD = "smtpd_milters = inet:127.0.0.1:11332\n"


def filtered(host, main, files=None, **facts):
    host.write(files or {})
    options = {"rspamd": "rspamd", "domains": [FACTS | facts]}
    row = collect(host, main, **options)["mail_web_filter"].row
    return {n: row[n] for n in row if n in ("dkim", "attachment_blocking", "url_filtering")}


def test_nothing_is_claimed_that_is_not_configured(host):
    assert filtered(host, "") == {}
    assert filtered(host, "", {"rspamd/local.d/mime_types.conf": "bad_extensions = {}"}) == {}


def test_rspamd_filters(host):
    assert filtered(host, RSPAMD) == {"url_filtering": True}
    files = {
        "rspamd/local.d/dkim_signing.conf": 'selector = "s1";\n',
        "rspamd/local.d/mime_types.conf": "bad_extensions = { exe = 99 };\n",
        "rspamd/local.d/phishing.conf": "enabled = false;\n",
    }
    assert filtered(host, RSPAMD, files) == {"dkim": True, "attachment_blocking": True}


def test_a_service_that_skips_the_milter_undoes_it(host):
    master = f"{SMTPD}submission inet n - n - - smtpd\n  -o smtpd_milters=\n"
    host.write({"etc/main.cf": RSPAMD, "etc/master.cf": master})
    row = host.collect(postfix="etc", rspamd="rspamd", domains=[FACTS])["mail_web_filter"].row
    assert "url_filtering" not in row


def test_checks_of_headers_block_attachments(host):
    table = "# comment\n/name=.*\\.(exe|js)/ REJECT no programs\n"
    main = "mime_header_checks = regexp:checks\n"
    assert filtered(host, main, {"checks": table}) == {"attachment_blocking": True}
    assert filtered(host, main, {"checks": "# /name=x/ REJECT\n/name=y/ INFO\n"}) == {}


def test_facts_come_before_what_was_found(host):
    assert filtered(host, RSPAMD, url_filtering=False, dkim=True) == {
        "dkim": True,
        "url_filtering": False,
    }
