"""The plugin `web` against a real nginx and Apache."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
from datetime import UTC, datetime
from pathlib import Path

import crossplane
import pytest

from auditor.api import Collected, Context, Gap, Target
from auditor.api.testing import Recording
from auditor.api.trees import Tree
from auditor_plugins.web import auditor_collectors, live, nginx
from tests.integration.mail_audit import audit, outcome
from tests.integration.mail_postfix import free_port
from tests.integration.web_servers import SITE
from tests.integration.web_servers import nginx as running
from tests.require import require

(COLLECTOR,) = auditor_collectors()
RECORDED = Path(__file__).parents[1] / "plugins/web/recordings/web.json"
WEAK = 'ssl_protocols TLSv1 TLSv1.1 TLSv1.2;\n    ssl_ciphers "ALL:@SECLEVEL=0";'
HARD = """ssl_protocols TLSv1.2 TLSv1.3;
    add_header Strict-Transport-Security "max-age=63072000" always;"""


def collected(root: Path, kind: str, **options) -> tuple[list[dict], list[Gap]]:
    given = COLLECTOR.options(**({"nginx": "nginx.conf", "logrotate": []} | options))
    context = Context(datetime.now(UTC), "UTC", wanted=frozenset({kind}))
    found = list(COLLECTOR.collect(Target("web", "web", "b", given, root), context))
    rows = [row for one in found if isinstance(one, Collected) for row in one.items]
    return rows, [one for one in found if isinstance(one, Gap)]


@pytest.mark.parametrize(("body", "lowest"), [(WEAK, "1.0"), (HARD, "1.2")])
def test_configuration_and_handshake_agree(tmp_path, body, lowest):
    with running(tmp_path, body) as port:
        (said,), none = collected(tmp_path, "tls_endpoints")
        (seen,), no = collected(tmp_path, "tls_endpoints", probe=True)
        assert not none + no
    assert said == seen
    assert (seen["port"], seen["lowest_protocol"]) == (port, lowest)


def test_the_handshake_tells_the_truth_where_the_configuration_does_not(tmp_path):
    """Without ssl_protocols the library decides: here the oldest version does not shake hands."""
    with running(tmp_path, "ssl_ciphers HIGH;"):
        (said,), _ = collected(tmp_path, "tls_endpoints")
        (seen,), _ = collected(tmp_path, "tls_endpoints", probe=True)
    assert (said["lowest_protocol"], seen["lowest_protocol"]) == ("1.0", "1.2")


def test_includes_are_those_of_nginx_itself(tmp_path):
    with running(tmp_path, HARD):
        argv = ["nginx", "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-T"]
        text = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
    (tmp_path / "whole.conf").write_text(text.replace("include sites/*.conf;", ""))
    told = crossplane.parse(str(tmp_path / "whole.conf"), single=True, check_ctx=False)
    names = {one["directive"] for one in told["config"][0]["parsed"]}
    read = nginx.read(Tree(tmp_path, Path("/")), tmp_path / "nginx.conf")
    (server,) = [one for block in read for one in block.inner if one.name == "server"]
    (oracle,) = [one for one in told["config"][0]["parsed"] if one["directive"] == "server"]
    assert {one.name for one in read} | {"server"} == names
    assert [(one.name, list(one.words)) for one in server.inner] == [
        (one["directive"], one["args"]) for one in oracle["block"]
    ]


def test_what_a_server_answered_can_be_played_back(tmp_path):
    recording = Recording(RECORDED)
    with running(tmp_path, HARD) as port:
        real = live.server("127.0.0.1", 5.0)

        def moved(question: str):
            _, name, version = json.loads(question)
            return real(json.dumps([port, name, version]))

        fresh = live.look(recording.record(moved), 443, ["", "a.test"])
    if not RECORDED.exists():
        recording.save()
    assert recording.drift() == []
    assert fresh[0] == "1.2"


TARGET = "- {{name: web, type: web, nginx: nginx.conf, carries_customer_info: true, {more}}}\n"


def test_a_check_finds_the_planted_faults_at_their_place(tmp_path):
    with running(tmp_path, WEAK, days=5):
        done = audit(tmp_path, TARGET.format(more="probe: true"), "NET-004")
    found = {
        finding.subject.rsplit("/", 1)[1]: (finding.location.file, finding.location.line)
        for finding in outcome(done, "NET-004").findings
    }
    assert found["lowest_protocol"] == ("sites/a.conf", 6)
    assert set(found) == {"lowest_protocol", "certificate_expires_at"}


def test_a_hardened_server_raises_no_alarm(tmp_path):
    with running(tmp_path, HARD):
        done = audit(tmp_path, TARGET.format(more="probe: true"), "NET-004")
    assert outcome(done, "NET-004").verdict == "pass"


def test_a_dead_and_a_hanging_server_are_gaps(tmp_path):
    port = free_port()
    (tmp_path / "nginx.conf").write_text(
        "http { " + SITE.format(port=port, body="").replace("ssl_certificate", "#") + "}"
    )
    rows, (gap,) = collected(tmp_path, "tls_endpoints", probe=True, timeout=0.5)
    assert len(rows) == 1
    assert (gap.reason, gap.partial) == ("unreachable", True)
    with socket.create_server(("127.0.0.1", port)):
        rows, (gap,) = collected(tmp_path, "tls_endpoints", probe=True, timeout=0.3)
    assert (len(rows), gap.reason) == (1, "timeout")
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", port)) as server:
        thread = threading.Thread(target=_kill_each, args=(server, stop))
        thread.start()
        rows, (gap,) = collected(tmp_path, "tls_endpoints", probe=True, timeout=2)
        stop.set()
        with socket.create_connection(("127.0.0.1", port)):
            thread.join()
    assert (len(rows), gap.reason) == (1, "invalid")


def _kill_each(server: socket.socket, stop: threading.Event) -> None:
    """Each connection ends in the midst of its handshake."""
    while not stop.is_set():
        one, _ = server.accept()
        one.close()


APACHE = """\
ServerRoot {root}
ServerName main.test
Define LOGS {root}/logs
Listen 127.0.0.1:{port}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
Include sites/*.conf
IncludeOptional none/*.conf
<IfModule !mpm_event_module>
Include gone.conf
</IfModule>
PidFile {root}/pid
ErrorLog {root}/error.log
"""


def test_virtual_hosts_and_includes_are_those_of_apache_itself(tmp_path):
    require("apache2", shutil.which("apache2"))
    modules = Path("/usr/lib/apache2/modules")
    (tmp_path / "sites").mkdir()
    (tmp_path / "logs").mkdir()
    (tmp_path / "sites/a.conf").write_text(
        "<VirtualHost 127.0.0.1:8443>\n  ServerName a.test\n</VirtualHost>\n\n"
        "<IfDefine LOGS>\n<VirtualHost \\\n *:8080>\n  ServerName b.test\n</VirtualHost>\n"
        "</IfDefine>\n"
    )
    path = tmp_path / "apache2.conf"
    path.write_text(APACHE.format(root=tmp_path, port=free_port(), modules=modules))
    argv = ["apache2", "-f", path, "-t", "-D", "DUMP_VHOSTS", "-D", "DUMP_INCLUDES"]
    said = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
    rows, gaps = collected(tmp_path, "web_sites", nginx=None, apache="apache2.conf")
    assert not gaps
    hosts = [row for row in rows if row["server_name"] != "main.test"]
    assert {row["server_name"] for row in hosts} == {"a.test", "b.test"}
    for row in hosts:
        place = tmp_path / row["_loc"]["file"]
        assert row["server_name"] in said
        assert f"({place}:" in said
    assert f"({tmp_path}/sites/a.conf:1)" in said
    assert {row["_loc"]["line"] for row in hosts} == {1, 6}
