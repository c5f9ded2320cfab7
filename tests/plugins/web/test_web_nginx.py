"""nginx: what a site inherits, and where it stands."""

import pytest

TLS = "server {\nlisten 443 ssl;\nserver_name a.test;\n%s\n}"


@pytest.mark.parametrize(
    ("http", "lowest", "line"),
    [
        (TLS % "", "1.0", 4),
        (TLS % "ssl_protocols TLSv1.2 TLSv1.3;", "1.2", 6),
        ("ssl_protocols TLSv1.3;\n" + TLS % "", "1.3", 3),
        ("ssl_protocols TLSv1;\n" + TLS % "ssl_protocols TLSv1.2;", "1.2", 7),
        (TLS % "ssl_protocols SSLv3 TLSv1.2;", "ssl3", 6),
        (TLS % "ssl_protocols TLSv1.2;" + TLS % "ssl_protocols TLSv1.1;", "1.1", 10),
        (TLS.replace(" ssl", "") % "", "none", 4),
        (TLS.replace(" ssl", "") % "ssl on;\nssl_protocols TLSv1.2;", "1.2", 7),
    ],
)
def test_the_lowest_protocol_of_a_port(web, http, lowest, line):
    row = web.nginx(http)["tls_endpoints"].row
    assert (row["lowest_protocol"], row["_loc"]["line"]) == (lowest, line)
    assert (row["host"], row["port"]) == ("web-1", 443)


def test_a_server_that_only_redirects_carries_nothing(web):
    redirect = "server { listen 80; return 301 https://$host$request_uri; }"
    row = web.nginx(redirect, carries_customer_info=True)["tls_endpoints"].row
    assert row["carries_customer_info"] is False
    other = redirect.replace("return", "location /x { root /srv; } return")
    row = web.nginx(other, carries_customer_info=True)["tls_endpoints"].row
    assert row["carries_customer_info"] is True


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        ("", 0),
        ('add_header Strict-Transport-Security "max-age=31536000; preload" always;', 31536000),
        ('add_header Strict-Transport-Security "max-age=9"; location / { add_header X-A b; }', 0),
        ('add_header strict-transport-security "max-age=9"; location / { root /x; }', 9),
    ],
)  # fmt: skip
def test_hsts_is_lost_where_a_location_adds_headers_of_its_own(web, body, seconds):
    assert web.nginx(TLS % body)["web_sites"].row["hsts_max_age"] == seconds


def test_listings_and_roots(web):
    body = "root /srv/www;\nlocation /files {\nautoindex on;\nalias /srv/files;\n}\nlocation /a {}"
    row = web.nginx(TLS % body)["web_sites"].row
    assert row["listed"] == ["/files"]
    assert row["roots"] == ["/srv/files", "/srv/www"]
    assert row["_locs"]["autoindex"] == {"file": "nginx/nginx.conf", "line": 8}
    row = web.nginx("autoindex on;\n" + TLS % "autoindex off;")["web_sites"].row
    assert row["autoindex"] is False


@pytest.mark.parametrize(
    ("body", "enabled", "days"),
    [
        ("access_log /var/log/nginx/a.log;", True, 90),
        ("access_log off;", False, None),
        ("", True, None),
        ("access_log syslog:server=10.0.0.1 combined;", True, None),
    ],
)
def test_access_logs_and_how_long_they_are_kept(web, body, enabled, days):
    web.write({"logrotate.conf": "weekly\n/var/log/nginx/*.log {\n  daily\n  rotate 90\n}\n"})
    row = web.nginx(TLS % body, covers_reads=True)["audit_logging"].row
    assert (row["enabled"], row.get("retention_days")) == (enabled, days)
    assert row["source"] == "nginx a.test:443"
    assert row.get("forwarded", False) is ("syslog" in body)
    assert row["covers_reads"] is True


def test_a_location_without_log(web):
    row = web.nginx(TLS % "location /s { access_log off; }")["web_sites"].row
    assert row["unlogged"] == ["/s"]


def test_includes_stay_in_the_tree(web):
    web.write({
        "host/etc/nginx/nginx.conf": "http { include /etc/nginx/sites/*; include t.conf; }",
        "host/etc/nginx/sites/a": TLS % "include snippets/tls.conf;",
        "host/etc/nginx/snippets/tls.conf": "\nssl_protocols TLSv1.2;\n",
        "host/etc/nginx/t.conf": "autoindex on;",
    })  # fmt: skip
    found = web.collect(root="host", nginx="/etc/nginx/nginx.conf")
    row = found["tls_endpoints"].row
    assert row["lowest_protocol"] == "1.2"
    assert row["_loc"] == {"file": "host/etc/nginx/snippets/tls.conf", "line": 2}
    assert found["web_sites"].row["autoindex"] is True


def test_gaps(web):
    found = web.nginx("server {")
    assert {one.gap.reason for one in found.values()} == {"invalid"}
    missing = web.nginx("include gone.conf;")["web_sites"].gap
    assert (missing.reason, missing.partial) == ("absent", False)
    assert missing.location.file == "nginx/gone.conf"
    gone = web.nginx(TLS % "ssl_certificate cert.pem;")["tls_endpoints"]
    assert (gone.gap.reason, gone.gap.partial) == ("absent", True)
    assert "certificate_expires_at" not in gone.row
    both = web.collect(nginx="nginx/nginx.conf", apache="none.conf")["web_sites"]
    assert len(both.items) == 1
    assert both.gap.partial


def test_a_file_that_includes_itself_is_a_gap(web):
    assert web.nginx("include nginx.conf;")["web_sites"].gap.reason == "invalid"
