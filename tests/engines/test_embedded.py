"""The embedded engine: a bad control costs itself only. regorus's known traps are kept here."""

import time

import pytest

from auditor.api import PolicyError
from auditor.engines.embedded import EmbeddedEngine
from auditor.engines.interface import EngineSettings, Input, Module, Policies, Question

PACKAGES = {
    "good": 'deny contains {"msg": "x is large"} if input.x > 1',
    "panics": 'deny contains strings.count("x", "")',
    "hungry": "deny contains x if { some x in numbers.range(1, 100000000); x < 0 }",
    "endless": """
deny contains [a, b, c] if {
    some a in numbers.range(1, 3000)
    some b in numbers.range(1, 3000)
    some c in numbers.range(1, 3000)
    a + b + c < 0
}""",
    "typed": "deny contains x if { x := to_number(input.text) }",
    "unknown_builtin": 'deny contains x if { x := io.jwt.decode("x") }',
    "no_set": "deny := true",
    "undefined": "deny contains 1 if input.nothing\napplicable if input.nothing",
}
INPUT = Input(b'{"x": 2, "text": "abc"}')


def policies(*names):
    modules = (Module(f"{name}.rego", f"package {name}\n{PACKAGES[name]}\n") for name in names)
    return Policies(tuple(modules), "{}")


def ask(*names, jobs=1, **limits):
    rules = ("deny", "applicable")
    questions = [
        Question(f"{number}", name, rules if name == "undefined" else ("deny",), INPUT)
        for number, name in enumerate(names)
    ]
    settings = EngineSettings(jobs, limits.get("timeout", 20), limits.get("memory", 1 << 30))
    with EmbeddedEngine(settings) as engine:
        answers = {a.key: a for a in engine.ask(policies(*dict.fromkeys(names)), questions)}
    return [answers[question.key] for question in questions]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("panics", "panicked"),
        ("hungry", "memory"),
        ("typed", "could not parse string as number"),
        ("unknown_builtin", "io.jwt.decode"),
        ("no_set", "not a set"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_control_costs_itself_only(name, word, jobs):
    first, bad, last = ask("good", name, "good", jobs=jobs)
    assert word in bad.error
    for good in (first, last):
        assert not good.error
        assert good.sets["deny"] == ({"msg": "x is large"},)


def test_a_control_past_its_time_is_given_up():
    begun = time.monotonic()
    bad, good = ask("endless", "good", timeout=0.5)
    assert "no answer within 0.5 s" in bad.error
    assert good.sets["deny"]
    assert time.monotonic() - begun < 15


def test_undefined_is_not_false():
    (answer,) = ask("undefined")
    assert answer.applicable is None
    assert answer.sets["deny"] == ()


def test_a_policy_that_does_not_parse_is_named():
    broken = Policies((Module("own/broken.rego", "package x\nfoo if {"),), "{}")
    with EmbeddedEngine(EngineSettings()) as engine, pytest.raises(PolicyError) as caught:
        list(engine.ask(broken, [Question("k", "x", ("deny",), INPUT)]))
    assert "own/broken.rego" in str(caught.value)
    assert "backtrace" not in str(caught.value)


def test_messages_carry_no_backtrace():
    (answer,) = ask("typed")
    assert "unknown" not in answer.error
    assert "backtrace" not in answer.error


def test_no_process_is_left(monkeypatch):
    import subprocess

    started = []
    real = subprocess.Popen

    def remember(*args, **kwargs):
        started.append(real(*args, **kwargs))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", remember)
    ask("good", "panics", "good")
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)


def test_workers_are_kept_and_hold_nothing_of_the_time_before():
    with EmbeddedEngine(EngineSettings()) as engine:
        for name, data in (("good", "{}"), ("reads", '{"y": 1}'), ("reads", '{"y": 2}')):
            text = PACKAGES.get(name, "deny contains data.y")
            modules = (Module(f"{name}.rego", f"package {name}\n{text}\n"),)
            question = Question(name, name, ("deny",), INPUT)
            (answer,) = engine.ask(Policies(modules, data), [question])
            assert not answer.error
        assert answer.sets["deny"] == (2,)
        assert len(engine._workers) == 1
        gone = Question("good", "good", ("deny",), INPUT)
        (answer,) = engine.ask(Policies(modules, "{}"), [gone])
        assert answer.error or not answer.sets["deny"]


def test_only_what_is_needed_is_loaded_and_a_broken_policy_of_others_still_shows():
    ours = tuple(
        Module(f"{name}.rego", f"package {name}\n{text}\n", portable=True)
        for name, text in {**PACKAGES, "broken": "deny contains x if {"}.items()
    )
    question = Question("good", "good", ("deny",), INPUT)
    with EmbeddedEngine(EngineSettings()) as engine:
        (answer,) = engine.ask(Policies(ours, "{}"), [question])
        assert answer.sets["deny"]
        theirs = Module("theirs.rego", "package theirs\n\ndeny contains x if {")
        with pytest.raises(PolicyError):
            list(engine.ask(Policies((*ours, theirs), "{}"), [question]))
