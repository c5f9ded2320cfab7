"""Every format becomes the value that conftest makes of it, and never anything but a value or a
told reason.
"""

from __future__ import annotations

import json
import shutil
import string
import subprocess

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from auditor_plugins.files.document import UnreadableError, parted
from auditor_plugins.files.formats import READERS, format_of, reader
from tests.require import require

SAMPLES = {
    "a.yaml": """\
base: &b {q: 1, r: 2}
m: {<<: *b, r: 3}
on: yes
words: [no, off, y, ~, null, "yes", 'no']
numbers: [0777, 08, 0o17, 0x1F, 0b11, 1_000, 1.0, 1e3, .5, -3, +4, 1., 12:30, 1.2.3]
dates: [2024-01-02, 2024-01-02T03:04:05Z]
1: one
true: two
1.5: three
text: |
  a
   b
tagged: [!!str 123, !!float 1, !Ref x, !!binary aGk=]
---
- a
- b: 1
""",
    "b.json": '{"a": [1, 1.0, 1e2, 12345678901234, "\\u4e2d", null], "b": {"": {"/": "~"}}}',
    "c.toml": 't = 1979-05-27T07:32:00Z\na.b = 1.0\n[[x]]\ny = """\n[no]\n"""\n[[x]]\n[x.z]\n',
    "d.toml": "[a]\nb = [1, 2.0]\n[[c]]\nd = 'x'\n[[c]]\n[c.e]\nf = true\n",
    "e.ini": """\
top = 1
[Local Variables]
Name=name ; comment
Title = "quoted # v"
Quoted = "a b"
Delay=10
Share=0.50
T=true
One=1
F=f
Path=C:\\x
long = a \\
  b
raw = `x ; y`
[S.T]
k: v
""",
    ".env": """\
# c
export A=1
B="x y" # c
C='a$b'
D=$A-${B}-${NONE_OF_THESE}
E: yaml
F=
G="multi
line"
H=a#b
I="a\\nb \\"q\\""
J=\\$A
""",
    "f.properties": "# c\na=1\n! d\nb : two  \nc 3\nd=${a}/x\ne=a\\\n   b\nu=\\u4e2d\nk\\ y=v\n",
    "g.xml": """\
<?xml version="1.0"?>
<p xmlns="urn:x" a:b="c" xmlns:a="urn:a">
  <dep id="1">x<v>1</v></dep>
  <dep id="2"><v>2</v><v>3</v></dep>
  <e/>
  <t> text &amp; more </t><!-- no -->
</p>
""",
    "h.tf": """\
resource "s3" "b" {
  bucket = "x-${var.name}-$${lit}\\n\\"q\\""
  w      = "${var.x}"
  acl    = var.a ? "x" : "y"
  n      = [5, -1.5, -3, true, null, var.x, [1], { a = 1 }]
  m = { a = "b", "c" = 2
    d : 3, (var.k) = 1, "${var.z}" = 2 }
  fn = merge(var.a, { Name = "x" })
  fo = [for s in var.list : upper(s) if s != ""]
  p  = (1)
  # comment
  versioning {
    enabled = !var.q
  }
  versioning {}
  h = <<EOF
abc ${var.q}
  "x" \\n
EOF
  i = <<-EOF
    a
      b
  EOF
}
resource "s3" "c" { acl = "private" }
locals { a = 1 + 2 }
locals { b = var.l[0].x }
""",
    "Dockerfile": """\
# syntax=docker/dockerfile:1
# one
#
# two
ARG V=1
FROM --platform=linux/amd64 golang:1.13 AS base
ENV A=1 B="x y" C=z\\ w
ENV old style value
LABEL a="b" "c d"=e
COPY --chown=a:b --from=x go.mod go.sum ./
RUN apt-get update && \\
    # inner
    apt-get install -y x && \\

    rm -rf /x
RUN ["a", "b"]
RUN --mount=type=cache,target=/x go build
FROM scratch
RUN <<-'EOF'
	echo a
	EOF
COPY <<A <<B /x/
1
A
2
B
EXPOSE 80 443/tcp
ONBUILD RUN echo hi
HEALTHCHECK --interval=5s CMD curl x
HEALTHCHECK NONE
USER root
WORKDIR /a b
VOLUME ["/a","/b"]
VOLUME /a /b
CMD echo a
ENTRYPOINT [ "x" ]
STOPSIGNAL 9
SHELL ["sh"]
MAINTAINER me
""",
    "windows.dockerfile": "# escape=`\nFROM x\nRUN dir c:\\ `\n  && y\n",
}
BROKEN = {
    "a.yaml": "a: [1\n",
    "b.yaml": "a: &a [*a]\n",
    "c.yaml": "a: .inf\n",
    "d.yaml": "? [a]\n: 1\n",
    "e.json": '{"a": NaN}',
    "f.json": "[" * 200 + "]" * 200,
    "g.toml": "a = \n",
    "h.ini": "[a\n",
    "i.ini": "[a]\nno pair\n",
    "j.env": 'A="open\n',
    "k.env": "no pair\n",
    "l.xml": "<a><b></a>",
    "m.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "n.tf": "a = \n",
    "o.tf": 'a {}\na "b" {}\n',
    "Dockerfile": "FORM x\n",
    "p.dockerfile": "RUN <<EOF\nx\n",
    "q.dockerfile": "# nothing\n",
}
LAUGHS = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)


def values(name: str, text: str) -> list:
    return [one.value for one in parted(reader(format_of(name))(text))]


@pytest.mark.parametrize("name", SAMPLES)
def test_values_are_those_of_conftest(name, tmp_path):
    require("conftest", shutil.which("conftest"))
    (tmp_path / name).write_text(SAMPLES[name])
    words = ["conftest", "parse", "--combine", name]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    if done.returncode:
        with pytest.raises(UnreadableError):
            values(name, SAMPLES[name])
        return
    theirs = [one["contents"] for one in json.loads(done.stdout)]
    assert json.dumps(values(name, SAMPLES[name]), sort_keys=True) == json.dumps(
        theirs, sort_keys=True
    )


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_told(name):
    with pytest.raises(UnreadableError) as caught:
        values(name, BROKEN[name])
    assert caught.value.why
    assert caught.value.why_zh != caught.value.why


def test_aliases_that_stand_for_billions_are_refused():
    with pytest.raises(UnreadableError, match="without end"):
        values("a.yaml", LAUGHS)


def test_dotenv_never_reads_the_environment(monkeypatch):
    monkeypatch.setenv("OUTSIDE", "leak")
    assert values(".env", "A=$OUTSIDE-${OUTSIDE}") == [{"A": "-"}]


def test_yaml_says_what_the_go_parser_says():
    (value, *_) = values("a.yaml", SAMPLES["a.yaml"])
    assert value["m"] == {"q": 1, "r": 3}
    assert value["true"] == "two"
    assert value["words"] == [False, False, True, None, None, "yes", "no"]
    assert value["numbers"][:6] == [511, 8, 15, 31, 3, 1000]
    assert value["dates"] == ["2024-01-02", "2024-01-02T03:04:05Z"]


WORDS = st.text(alphabet=string.printable + "中é", max_size=60)
PIECES = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from(
            [*"{}[]:,=\"'\n\\$<>#&*|-!%`", "<<EOF", "${", "RUN ", "FROM a\n", "a: ", '"\\ud83d"']
        ),
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("name", sorted(set(READERS) - {"hcl2"}))
@given(text=PIECES)
@example(text="")
@example(text="\x00")
@example(text="[" * 5000)
@example(text="{" * 5000)
def test_any_text_is_read_or_told(name, text):
    try:
        for document in parted(reader(name)(text)):
            json.dumps(document.value, allow_nan=False)
            assert all(line > 0 for line in document.lines.values())
    except UnreadableError as error:
        assert error.line is None or error.line > 0


@given(text=PIECES)
def test_any_hcl_is_read_or_told(text):
    try:
        for document in parted(reader("hcl2")(f"a {{\n b = 1\n}}\n{text}")):
            assert document.value["a"][0] == {"b": 1}
    except UnreadableError as error:
        assert error.line is None or error.line > 0


KEYS = st.text(alphabet="abc/~.中 ", min_size=1, max_size=5)
TREES = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.text(alphabet='ab:"{\n', max_size=5)),
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(KEYS, below, max_size=3)),
    max_leaves=12,
)


@given(tree=st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
def test_lines_of_json_are_those_of_yaml(tree):
    """JSON is YAML, so two parsers must agree on every line."""
    text = json.dumps(tree, indent=1, ensure_ascii=True)
    (ours,) = reader("json")(text)
    (theirs,) = reader("yaml")(text)
    assert ours.lines == theirs.lines
    assert ours.value == tree


@given(tree=st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
def test_lines_of_yaml_are_those_of_its_keys(tree):
    text = yaml.safe_dump(tree, default_flow_style=False, allow_unicode=True)
    (document,) = reader("yaml")(text)
    rows = text.split("\n")
    for key in tree:
        if "\n" not in key and key.strip() == key:
            pointer = "/" + key.replace("~", "~0").replace("/", "~1")
            assert key in rows[document.lines[pointer] - 1]
