"""Apache: what a virtual host inherits, and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor_plugins.web.apache import _lowest
from auditor_plugins.web.apache_conf import Directive
from auditor_plugins.web.site import Said

HOST = "Listen 443\n<VirtualHost *:443>\nServerName a.test\nSSLEngine on\n%s\n</VirtualHost>"
INDEX = "LoadModule autoindex_module modules/mod_autoindex.so\n"


@pytest.mark.parametrize(
    ("text", "lowest"),
    [
        (HOST % "", "1.0"),
        (HOST % "SSLProtocol all -SSLv3 -TLSv1 -TLSv1.1", "1.2"),
        (HOST % "SSLProtocol -all +TLSv1.3", "1.3"),
        (HOST % "SSLProtocol TLSv1.2", "1.2"),
        (HOST % "SSLProtocol all +SSLv3", "ssl3"),
        ("SSLProtocol -all +TLSv1.2\n" + HOST % "", "1.2"),
        (HOST.replace("SSLEngine on", "") % "", "none"),
        (HOST % "<IfModule ssl_module>\nSSLProtocol TLSv1.2\n</IfModule>", "1.0"),
        ("LoadModule ssl_module x\n"
         + HOST % "<IfModule mod_ssl.c>\nSSLProtocol TLSv1.2\n</IfModule>", "1.2"),
        ("Define NEW\n" + HOST % "<IfDefine !NEW>\nSSLProtocol TLSv1\n</IfDefine>\n"
         "SSLProtocol TLSv1.2", "1.2"),
        ("Define V TLSv1.3\n" + HOST % "SSLProtocol ${V}", "1.3"),
        (HOST % "SSLProtocol \\\n  TLSv1.2", "1.2"),
        (HOST % "# SSLProtocol TLSv1.2", "1.0"),
    ],
)  # fmt: skip
def test_the_lowest_protocol(web, text, lowest):
    assert web.apache(text)["tls_endpoints"].row["lowest_protocol"] == lowest


WORDS = st.sampled_from(["all", "-all", "+TLSv1", "-TLSv1", "+TLSv1.1", "-TLSv1.1", "+TLSv1.2",
                         "-TLSv1.2", "+TLSv1.3", "-TLSv1.3", "-SSLv3"])  # fmt: skip


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_protocol_words_add_up(words):
    on = set()
    for word in words:
        names = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] if "all" in word else [word[1:]]
        on = on - set(names) if word[0] == "-" else on | set(names)
    wanted = {"TLSv1": "1.0"}.get(min(on), min(on)[4:]) if on else "none"
    given = Directive("sslprotocol", tuple(words), None)
    assert _lowest(given, given) == Said(wanted, None)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("<Directory /srv/www>\nOptions Indexes FollowSymLinks\n</Directory>", ["/srv/www"]),
        ("<Directory /srv/www>\nOptions FollowSymLinks\n</Directory>", []),
        ("<Directory />\nOptions Indexes\n</Directory>\n<Directory /srv/www>\nOptions -Indexes\n"
         "</Directory>", []),
        ("<Directory /srv>\nOptions +Indexes\n</Directory>\n<Directory /srv/www>\nOptions +ExecCGI"
         "\n</Directory>", ["/srv/www"]),
        ("<Directory /srv/www/files/>\nOptions Indexes\n</Directory>", ["/srv/www/files/"]),
        ("<Directory /srv/other>\nOptions Indexes\n</Directory>", []),
    ],
)  # fmt: skip
def test_listings(web, text, listed):
    own = HOST % "DocumentRoot /srv/www"
    assert web.apache(f"{INDEX}{text}\n{own}")["web_sites"].row["listed"] == listed
    assert web.apache(f"{text}\n{own}")["web_sites"].row["listed"] == []


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ('Header always set Strict-Transport-Security "max-age=63072000"', 63072000),
        ("Header set Strict-Transport-Security max-age=9", 9),
        ("Header unset Strict-Transport-Security", 0),
        ("", 0),
    ],
)
def test_hsts(web, text, seconds):
    assert web.apache(HOST % text)["web_sites"].row["hsts_max_age"] == seconds


def test_includes_environment_and_logs(web):
    web.write({
        "apache/envvars": "export APACHE_LOG_DIR=/var/log/apache2$SUFFIX\n",
        "apache/sites-enabled/a.conf": HOST % "CustomLog ${APACHE_LOG_DIR}/a.log combined",
        "logrotate.conf": "/var/log/apache2/*.log {\n weekly\n rotate 52\n maxage 200\n}\n",
    })  # fmt: skip
    found = web.apache("IncludeOptional sites-enabled/*.conf\nIncludeOptional none/*.conf")
    row = found["audit_logging"].row
    assert (row["enabled"], row["retention_days"]) == (True, 200)
    assert row["_loc"] == {"file": "apache/sites-enabled/a.conf", "line": 5}
    assert row["_locs"]["retention_days"] == {"file": "logrotate.conf", "line": 4}
    off = web.apache(HOST % "")["audit_logging"].row
    assert off["enabled"] is False


def test_a_redirect_and_the_main_server(web):
    text = "Listen 80\n<VirtualHost *:80>\nRedirect permanent / https://a.test/\n</VirtualHost>\n"
    rows = web.apache(text + HOST % "", carries_customer_info=True)["tls_endpoints"].by("port")
    assert rows[80]["carries_customer_info"] is False
    assert rows[443]["carries_customer_info"] is True
    row = web.apache("Listen 8080\nDocumentRoot /srv")["web_sites"].row
    assert (row["listen"], row["tls"]) == ("*:8080", False)


@pytest.mark.parametrize("text", ["<VirtualHost *:80>", "</VirtualHost>", "Include apache2.conf"])
def test_files_that_do_not_fit_are_gaps(web, text):
    assert web.apache(text)["web_sites"].gap.reason == "invalid"
