"""Engine `opa` on a server that is ill: never green, never hung, nothing left behind."""

import time

import pytest

from auditor.engines import opa_remote
from auditor.engines.opa import OpaEngine
from tests.engines.opa_tools import (
    CONTROLS,
    POLICIES,
    QUESTIONS,
    ask,
    assert_no_green,
    assert_right,
    free_port,
    proxied,
    settings,
    start,
    stop,
)

ILL = {
    "500": "HTTP 500",
    "503": "HTTP 503",
    "json500": "oops",
    "garbage": "",
    "wrong": "",
    "list": "",
    "empty": "no longer holds",
    "redirect": "TooManyRedirects",
    "drop": "ConnectionError",
    "cut": "",
    "hang": "timeout",
    "drip": "timeout",
}


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(opa_remote, "CLEAN_SECONDS", 1.0)
    monkeypatch.setattr("auditor.engines.opa_client.HEALTH_SECONDS", 1.0)
    monkeypatch.setattr("auditor.engines.opa_client.REMOVE_SECONDS", 1.0)


@pytest.mark.parametrize("how", ILL)
@pytest.mark.parametrize("always", [True, False])
def test_an_ill_server_is_never_green(server, how, always):
    """Ill from the start, or when the first control is asked for; then evaluations fail only, so
    that cleaning up works.
    """

    def behave(method, path):
        evaluation = method == "POST" and "auditor_entry" in path
        sick_health = how in ("hang", "drip") and path == "/health"
        return how if always or evaluation or sick_health else "pass"

    begun = time.monotonic()
    with proxied(server, behave) as proxy:
        answers = ask(settings(proxy.url, timeout=1.0))
    assert time.monotonic() - begun < 15
    assert_no_green(answers)
    assert "engine unreachable" in answers["a"].error or how == "json500"
    if not always:
        assert ILL[how] in answers["a"].error
        assert "secret" not in answers["a"].error
    assert server.leftovers() == ([], [])


@pytest.mark.parametrize("how", ["503", "drop", "cut", "slowly"])
def test_what_passes_by_itself_is_waited_for(server, how):
    seen = {}

    def behave(method, path):
        seen[method] = seen.get(method, 0) + 1
        return how if seen[method] % 4 == 1 else "pass"

    with proxied(server, behave) as proxy:
        assert_right(ask(settings(proxy.url, jobs=1)))
    assert server.leftovers() == ([], [])


def test_a_server_that_is_ill_for_some_controls_still_judges_the_others(server):
    def behave(method, path):
        return "json500" if path.partition("?")[0].endswith("/q1") else "pass"

    with proxied(server, behave) as proxy:
        answers = ask(settings(proxy.url))
    failed = {name for name in CONTROLS if answers[name].error}
    assert failed == {"b", "j"}  # the second of each group of eight
    assert answers["a"].sets["deny"]


def test_nobody_there(opa_binary):
    answers = ask(settings(f"http://127.0.0.1:{free_port()}"))
    assert_no_green(answers)
    assert answers["a"].error == "engine unreachable: ConnectionError"


@pytest.mark.parametrize("again", [True, False])
def test_a_server_that_dies_or_is_restarted_in_the_middle(opa_binary, again):
    server = start()
    port = int(server.url.rpartition(":")[2])
    other = None
    try:
        with OpaEngine(settings(server.url, jobs=1)) as engine:
            answers = {}
            for answer in engine.ask(POLICIES, QUESTIONS):
                answers[answer.key] = answer
                if len(answers) == 1:
                    stop(server)
                    other = start(port=port) if again else None
        judged = [name for name in CONTROLS if not answers[name].error]
        assert 1 <= len(judged) <= 2  # one may have been asked already
        assert all("engine unreachable" in answers[n].error for n in CONTROLS if n not in judged)
        assert set(answers) == set(CONTROLS)
        if other:
            assert other.leftovers() == ([], [])
    finally:
        stop(other or server)


def test_data_that_vanish_are_noticed(server):
    """Parameters that are gone would make every rule silent."""
    with OpaEngine(settings(server.url, jobs=1)) as engine:
        answers = {}
        for answer in engine.ask(POLICIES, QUESTIONS):
            answers[answer.key] = answer
            for name in server.leftovers()[1]:
                server.session.delete(f"{server.url}/v1/data/{name}")
    silent = [n for n in CONTROLS if not answers[n].error and n in ("a", "c")]
    assert len(silent) <= 2
    assert "no longer holds" in answers["j"].error
    for name in silent:
        assert answers[name].sets["deny"]
    assert server.leftovers() == ([], [])


def test_a_run_that_ends_does_not_wait_for_what_is_asked(server):

    def behave(method, path):
        return "hang" if method == "POST" and "/q0" in path else "pass"

    begun = time.monotonic()
    with (
        proxied(server, behave) as proxy,
        pytest.raises(KeyboardInterrupt),
        OpaEngine(settings(proxy.url, jobs=2)) as engine,
    ):
        for _ in engine.ask(POLICIES, QUESTIONS):
            raise KeyboardInterrupt
    assert time.monotonic() - begun < 5
    assert server.leftovers() == ([], [])
