"""Labels are read where a database keeps them."""

from __future__ import annotations

from auditor.api.labels import Label
from auditor_plugins.postgres.labels import read_labels


def rows(*given: tuple[str, str, str, str, str]):
    names = ("schema", "relation", "attribute", "provider", "text")
    return lambda _: [dict(zip(names, one, strict=True)) for one in given]


def test_what_is_narrower_counts_first():
    answers = rows(
        ("", "", "", "", "owner=P-1"),
        ("crm", "", "", "", "class=personal"),
        ("crm", "t", "", "", "class=sensitive; reviewed=2026-01-02"),
        ("crm", "t", "c", "", "class=none; owner=P-2"),
        ("crm", "t", "d", "", "class=unheard"),
    )
    labels = read_labels(answers, "true", {}, None)
    assert labels.of("crm", "t", "c") == Label("none", "P-2", "2026-01-02")
    assert labels.of("crm", "t", "e") == Label("sensitive", "P-1", "2026-01-02")
    assert labels.of("crm", "u", "c") == Label("personal", "P-1")
    assert labels.of("other", "t", "c") == Label(owner="P-1")
    assert labels.of("crm", "t", "d").data_class is None
    assert labels.classes() == ["personal", "sensitive"]


def test_a_comment_and_a_security_label_are_one():
    answers = rows(
        ("crm", "t", "c", "", "class=personal; owner=P-1"),
        ("crm", "t", "c", "gov", "secret"),
        ("crm", "t", "c", "other", "class=credential"),
    )
    every = read_labels(answers, "true", {}, None).exact("crm", "t", "c")
    assert (every.data_class, every.classification, every.owner) == ("credential", "secret", "P-1")
    one = read_labels(answers, "true", {}, "gov").exact("crm", "t", "c")
    assert one.data_class == "personal"
