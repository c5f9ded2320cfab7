"""Engine `opa` on a server that works: right answers, nothing left behind, others undisturbed."""

import threading

import pytest

from auditor.api import ConfigError, PolicyError
from auditor.engines import opa_remote
from auditor.engines.interface import Input, Module, Policies, Question
from auditor.engines.opa import OpaEngine
from auditor.engines.opa_session import Address
from tests.engines.opa_tools import (
    CONTROLS,
    INPUT,
    POLICIES,
    QUESTIONS,
    ask,
    assert_no_green,
    assert_right,
    proxied,
    running,
    settings,
)


def one(text, rules=("deny",), name="own/x.rego", package="x"):
    question = Question("k", package, rules, Input(b'{"x": "no number", "y": 1}'))
    return {"questions": [question], "policies": Policies((Module(name, text),), "{}")}


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_given_server_answers_and_is_left_as_it_was(server, jobs):
    before = server.leftovers()
    assert_right(ask(settings(server.url, jobs=jobs)))
    assert server.leftovers() == before


def test_a_private_server_answers(opa_binary):
    assert_right(ask(settings()))


def test_only_what_is_asked_for_is_pushed(server):
    with proxied(server, lambda *_: "pass") as proxy:
        ask(settings(proxy.url), [QUESTIONS[1]])
    put = [path for method, path in proxy.seen if method == "PUT" and "/policies/" in path]
    assert [path.rpartition("/")[2] for path in put] == [
        "1_lib.rego",
        "2_rules_b.rego",
        "3_entry.rego",
    ]


def test_two_runs_on_one_server_do_not_meet(server):
    def limited(limit):
        return Policies(POLICIES.modules, f'{{"params": {{"limit": {limit}}}}}')

    found = {}

    def run(limit):
        answers = ask(settings(server.url), policies=limited(limit))
        found[limit] = {name for name in CONTROLS if answers[name].sets["deny"]}

    threads = [threading.Thread(target=run, args=(limit,)) for limit in (0, 10, 11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == {0: set("abcdefghi"), 10: {"a", "c"}, 11: {"c"}}
    assert server.leftovers() == ([], [])


def test_policies_and_data_of_others_stay_and_are_not_read(opa_binary):
    with running() as server:
        theirs = "package rules.a\n\ndeny contains 1 if true\n"
        url = f"{server.url}/v1"
        server.session.put(f"{url}/policies/theirs", data=theirs).raise_for_status()
        server.session.put(f"{url}/data/params", json={"limit": -1}).raise_for_status()
        before = server.leftovers()
        assert_right(ask(settings(server.url)))
        assert server.leftovers() == before
        assert server.get("data/params")["result"] == {"limit": -1}


@pytest.mark.parametrize("url", [True, False])
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("package x\n\ndeny contains v if v := to_number(input.x)\n", "own/x.rego:3: to_number"),
        ("package x\n\ndeny := true\n", "rule `deny` is not a set"),
        ("package x\n\nallow := true\n", "rule `deny` is not a set"),
        ("package x\n\ndeny contains 1 if data.nothing\n\ndeny2 := 1\n", ""),
    ],
)
def test_what_has_no_value_is_an_error_and_no_empty_set(server, url, text, word):
    (answer,) = ask(settings(server.url if url else ""), **one(text)).values()
    assert word in answer.error
    assert bool(answer.error) == bool(word)
    assert "no number" not in answer.error
    assert "auditor_run" not in answer.error
    assert server.leftovers() == ([], [])


@pytest.mark.parametrize("url", [True, False])
@pytest.mark.parametrize(
    "text", ["package x\n\ndeny if {", "package x\n\ndeny contains data.y.f(1)\n"]
)
def test_a_policy_that_opa_refuses_stops_the_run(server, url, text):
    with pytest.raises(PolicyError) as caught:
        ask(settings(server.url if url else ""), **one(text))
    assert str(caught.value).startswith("own/x.rego:3: OPA refuses this policy: ")
    assert server.leftovers() == ([], [])


def test_a_module_that_calls_its_package_across_files_comes_later(server):
    parts = (Module("1.rego", "package x\n\ndeny contains v if v := f(input.y)\n" + "#" * 9),)
    parts += (Module("2.rego", "package x\n\nf(y) := g(y) + 1\n#" + "#" * 99),)
    parts += (Module("3.rego", "package x\n\ng(y) := y * 2\n#" + "#" * 999),)
    (answer,) = ask(settings(server.url), [one("")["questions"][0]], Policies(parts, "{}")).values()
    assert answer.sets == {"deny": (3,)}
    assert server.leftovers() == ([], [])


def test_functions_in_a_circle_of_files_are_refused_with_a_way_out(server):
    parts = (
        Module("1.rego", "package x\n\ndeny contains 1 if data.y.f(1)\n\ng(y) := y\n"),
        Module("2.rego", "package y\n\nf(y) := data.x.g(y)\n"),
    )
    with pytest.raises(PolicyError, match="leave --opa-url out"):
        ask(settings(server.url), [one("")["questions"][0]], Policies(parts, "{}"))
    assert server.leftovers() == ([], [])
    (answer,) = ask(settings(), [one("")["questions"][0]], Policies(parts, "{}")).values()
    assert answer.sets == {"deny": (1,)}


@pytest.mark.parametrize("name", ["规则/a b?#%.rego", "../../x.rego", "/etc/x.rego", "x.rego/"])
@pytest.mark.parametrize("url", [True, False])
def test_names_of_policies_may_be_anything(server, name, url):
    text = "package x\n\ndeny contains 1 if input.y\n"
    two = one(text, name=name)["policies"].modules * 1 + (Module(name, "package x\n\nz := 1\n"),)
    questions = one(text)["questions"]
    (answer,) = ask(settings(server.url if url else ""), questions, Policies(two, "{}")).values()
    assert answer.sets == {"deny": (1,)}, answer.error
    assert server.leftovers() == ([], [])


def test_a_run_that_fails_leaves_nothing(server):
    with pytest.raises(ZeroDivisionError), OpaEngine(settings(server.url)) as engine:
        for _ in engine.ask(POLICIES, QUESTIONS):
            raise ZeroDivisionError
    assert server.leftovers() == ([], [])


def test_what_a_killed_run_left_is_swept(opa_binary, monkeypatch):
    with running() as server:
        engine = OpaEngine(settings(server.url))
        asking = engine.ask(POLICIES, QUESTIONS)
        next(asking)  # never left: as if killed
        left, data = server.leftovers()
        assert left
        assert data
        assert_right(ask(settings(server.url)))
        assert server.leftovers()[0] == left  # it may be at work still
        monkeypatch.setattr(opa_remote, "ABANDONED_SECONDS", -1)
        assert_right(ask(settings(server.url)))
        assert server.leftovers() == ([], [])
        asking.close()


def test_a_control_past_its_time_costs_itself_only(server):
    endless = Module(
        "z.rego",
        """package z

deny contains [a, b, c] if {
    some a in numbers.range(1, 3000)
    some b in numbers.range(1, 3000)
    some c in numbers.range(1, 3000)
    a + b + c < 0
}
""",
    )
    policies = Policies((*POLICIES.modules, endless), POLICIES.data)
    slow = Question("z", "z", ("deny",), INPUT)
    answers = ask(settings(server.url, timeout=1.0, jobs=1), [slow, *QUESTIONS], policies)
    assert answers.pop("z").error == "no answer within 1 s"
    assert_right(answers)
    assert server.leftovers() == ([], [])


def test_a_token_is_shown_to_the_server_and_a_wrong_one_is_no_pass(opa_binary, tmp_path):
    rule = tmp_path / "authz.rego"
    rule.write_text(
        'package system.authz\n\ndefault allow := false\n\nallow if input.identity == "right"\n'
    )
    with running("--authentication=token", "--authorization=basic", rule) as server:
        assert_right(ask(settings(server.url, token="right")))
        for token in ("wrong", ""):
            answers = ask(settings(server.url, token=token))
            assert_no_green(answers)
            assert answers["a"].error == (
                "engine unreachable: HTTP 401; see --opa-token and --opa-cert"
            )
        assert "right" not in repr(settings(token="right"))


@pytest.mark.parametrize(
    "url",
    ["opa.example", "ftp://x", "http://", "http://u:p@x", "http://x:port", "http://x?a=b", "//x"],
)
def test_a_url_that_is_none_is_refused(url):
    with pytest.raises(ConfigError, match="--opa-url"):
        Address.parse(url)


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://x", ("x", 8181, False, "")),
        ("https://x", ("x", 443, True, "")),
        ("https://x:1/opa/", ("x", 1, True, "/opa")),
        ("http://[::1]:2", ("[::1]", 2, False, "")),
    ],
)
def test_a_url_is_read(url, parts):
    address = Address.parse(url)
    assert (address.host, address.port, address.tls, address.path) == parts
