"""Recordings play back what was said, and tell when a server says it in another form."""

import pytest

from auditor.api.testing import Recording, UnrecordedError

ANSWERS = {"roles": [{"name": "a", "login": True, "until": None}], "version": "15.1", "n": 3}


def recorded(path, answers):
    recording = Recording(path)
    ask = recording.record(answers.__getitem__)
    for question in answers:
        assert ask(question) == answers[question]
    return recording


def test_it_plays_back(tmp_path):
    recorded(tmp_path / "x" / "a.json", ANSWERS).save()
    ask = Recording(tmp_path / "x" / "a.json").replay()
    assert {question: ask(question) for question in ANSWERS} == ANSWERS
    ask("roles").clear()
    assert ask("roles") == ANSWERS["roles"]
    with pytest.raises(UnrecordedError, match=r"a\.json has no answer to: who"):
        ask("who")


def test_equal_answers_give_equal_bytes(tmp_path):
    recorded(tmp_path / "a.json", ANSWERS).save()
    recorded(tmp_path / "b.json", dict(reversed(ANSWERS.items()))).save()
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (ANSWERS, []),
        (ANSWERS | {"n": 4.5, "version": "16", "roles": []}, []),
        (ANSWERS | {"roles": [{"name": "b", "login": True, "until": "2027"}]}, []),
        (ANSWERS | {"roles": [{"name": "b"}]}, ["another form: roles"]),
        (ANSWERS | {"n": "3"}, ["another form: n"]),
        (ANSWERS | {"more": 1}, ["not in a.json: more"]),
        ({"n": 3, "version": ""}, ["only in a.json: roles"]),
    ],
)
def test_drift_is_told(tmp_path, now, told):
    recorded(tmp_path / "a.json", ANSWERS).save()
    assert recorded(tmp_path / "a.json", now).drift() == told
