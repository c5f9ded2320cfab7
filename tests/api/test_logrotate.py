"""The configuration of logrotate, read as logrotate(8) reads it."""

import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.api import logrotate
from tests.require import require

LOG = "/var/log/app.log"


def kept(files, log=LOG):
    files = {"conf": files} if isinstance(files, str) else files

    def names(path):
        inside = [name[len(path) + 1 :] for name in files if name.startswith(f"{path}/")]
        return inside or None

    found = logrotate.blocks(lambda path: files.get(path, "").split("\n"), names, "conf")
    return logrotate.retention(found, log)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("/var/log/app.log {\n daily\n rotate 7\n}", 7),
        ("weekly\nrotate 4\n/var/log/*.log {\n}", 28),
        ("weekly\nrotate 4\n/var/log/*.log {\n daily\n}", 4),
        ("monthly\n/var/log/*.log {\n rotate = 6\n}", 180),
        ("/var/log/*.log {\n daily\n rotate 90\n maxage 30\n}", 30),
        ("/var/log/*.log {\n daily\n rotate 90\n maxage 0\n}", 90),
        ("/var/log/*.log {\n daily\n rotate -1\n}", logrotate.FOR_EVER),
        ("/var/log/*.log {\n daily\n rotate -1\n maxage 9\n}", 9),
        ("/var/log/*.log {\n daily\n rotate 0\n}", 0),
        ("/var/log/*.log {\n daily\n}", 0),
        ("/var/log/*.log {\n rotate 9\n}", None),
        ("/var/log/*.log {\n daily\n rotate 9\n size 1M\n}", None),
        ("/var/log/*.log {\n size 1M\n daily\n rotate 9\n}", 9),
        ("/var/log/*.log {\n daily\n rotate 9\n maxsize 1M\n}", None),
        ("/var/log/*.log {\n daily\n rotate 9\n minsize 1M\n}", 9),
        ("/var/log/*.log {\n daily\n rotate many\n}", None),
        ("/var/log/*.log {\n daily\n rotate 9 # days\n}", None),
        ("/var/log/*.log {\n daily\n rotate 9\n maxage x\n}", None),
        ("# /var/log/*.log {\n# daily\n# rotate 9\n# }", None),
        ("/other\n'/var/log/app.log' {\n daily\n rotate 3\n}", 3),
        ('"/var/log/a b.log"\n/var/log/app.log\n{\n daily\n rotate 3\n}', 3),
        ("/var/*/app.log {\n daily\n rotate 3\n}", 3),
        ("/var/*.log {\n daily\n rotate 3\n}", None),
        ("/var/log/*.log {\n daily\n rotate 3\n}\n/var/log/app.log {\n daily\n rotate 9\n}", 3),
        ("/var/log/*.log {\n daily\n postrotate\n rotate 99\n }\n endscript\n rotate 3\n}", 3),
        ("/var/log/*.log {\n daily\n rotate 3\n}\nrotate 9", 3),
        ("/var/log/*.log {\n weekly 1\n rotate 3\n}", 21),
        ("/var/log/'app.log {\n daily\n rotate 3", None),
    ],
)
def test_days(text, days):
    found = kept(text)
    assert (found and found.days) == days


def test_the_place_is_the_line_that_decides():
    found = kept("daily\nrotate 9\n/var/log/*.log {\n maxage 5\n}")
    assert (found.at.path, found.at.line) == ("conf", 4)
    assert kept("daily\nrotate 9\n/var/log/*.log {\n}").at.line == 2
    assert kept("/var/log/*.log {\n\n daily\n}").at.line == 3


def test_includes():
    block = "/var/log/*.log {{\n daily\n rotate {0}\n}}"
    files = {
        "conf": "rotate 2\ninclude d\ninclude one",
        "d/a.rpmsave": block.format(1),
        "d/b": "weekly",
        "d/c": "/var/log/*.log {\n}",
        "one": block.format(3),
    }
    assert kept(files).days == 14
    assert kept({**files, "conf": "tabooext + b,c\ninclude d\ninclude one"}).days == 3
    assert kept({**files, "conf": "taboopat c\ninclude d\ninclude one"}).days == 1
    assert kept({**files, "conf": "include nothing\ninclude one"}).days == 3
    assert kept({"conf": "include conf\n" + block.format(3)}).days == 3


WORDS = st.sampled_from(
    [*("daily", "weekly", "rotate 3", "rotate -1", "maxage 4", "size 1k", "maxsize 9", "compress"),
     *("/x {", "/var/log/*.log {", "}", "{", "include conf", "postrotate", "endscript", "# x", "")]
)  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=8), max_size=12))
def test_whatever_is_written_there(lines):
    found = kept("\n".join(lines))
    assert found is None or 0 <= found.days <= 366 * 999_999


PLAIN = st.sampled_from(
    [*("daily", "weekly", "monthly", "yearly", "size 1k"),
     *("rotate 0", "rotate 3", "rotate 40", "rotate -1")]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(PLAIN, max_size=3), st.lists(PLAIN, max_size=3))
def test_logrotate_says_the_same(tmp_path_factory, common, inside):
    require("logrotate", shutil.which("logrotate"))
    folder = tmp_path_factory.mktemp("lr")
    log, conf = folder / "app.log", folder / "conf"
    log.write_text("x")
    text = "\n".join([*common, f"{log} {{", *inside, "}", ""])
    conf.write_text(text)
    conf.chmod(0o644)
    argv = ["logrotate", "--debug", "--state", str(folder / "state"), str(conf)]
    said = subprocess.run(argv, capture_output=True, text=True, check=False).stderr
    (line,) = (one for one in said.split("\n") if one.startswith("rotating pattern: "))
    ours = kept(text, str(log))
    line = line.replace(" after 1 days ", " daily ")
    period = next((one for one in logrotate.PERIODS if f" {one} " in line), None)
    times = re.search(r"\((\d+) rotations\)", line)
    if period is None:
        assert ours is None, line
    elif times:
        assert ours.days == int(times[1]) * logrotate.PERIODS[period], line
    else:
        assert ours.days in (0, logrotate.FOR_EVER), line
