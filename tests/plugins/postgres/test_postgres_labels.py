"""Labels are read in the forms that people write, and never quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor_plugins.postgres.labels import Labels
from auditor_plugins.postgres.words import (
    CLASS_WORDS,
    EMPTY,
    LEVELS,
    STRICTEST,
    Label,
    highest,
    parse,
    strictest,
)

TEXTS = st.text(max_size=60)
WORDS = st.sampled_from(sorted(CLASS_WORDS))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("personal", Label(data_class="personal")),
        ("[Sensitive]", Label(data_class="sensitive")),
        ("#pii", Label(data_class="personal")),
        ("个人信息", Label(data_class="personal")),
        ("客户手机号;类别:敏感;负责人:P-0103", Label(data_class="sensitive", owner="P-0103")),
        (
            '{"data_class": "kyc", "reviewed_at": "2026-10-01T08:00:00Z"}',
            Label(data_class="kyc", reviewed_at="2026-10-01"),
        ),
        (
            "phone, class=personal, optout=direct_marketing",
            Label(data_class="personal", optout="direct_marketing"),
        ),
        ("密级=绝密", Label(classification="top_secret")),
        ("top secret", Label(classification="top_secret")),
        ("unclassified", Label(classification="public")),
        ("view=anonymous; purpose=research", Label(view_kind="anonymous", purpose="research")),
        ("匿名化", Label(anonymised=True)),
        (
            "class=none anonymised, reversible",
            Label(data_class="none", anonymised=True, reversible=True),
        ),
        ("class=unheard", Label(unclear=True)),
        ("class=personal reviewed=yesterday", Label(data_class="personal", unclear=True)),
        ("the personal phone of a customer", EMPTY),
        ("MASKED WITH FUNCTION anon.fake_name()", EMPTY),
        ("see http://intra/wiki", EMPTY),
        ("", EMPTY),
    ],
)
def test_forms(text, label):
    assert parse(text, {}) == label


def test_words_of_the_organisation_count():
    assert parse("class=C3", {"C3": "sensitive"}).data_class == "sensitive"
    assert parse("C3", {"c3": "sensitive"}).data_class == "sensitive"
    assert parse("personal", {"personal": "none"}).data_class == "none"


@given(TEXTS)
def test_any_text_is_read_without_an_error(text):
    label = parse(text, {})
    assert label.data_class in (None, *STRICTEST)
    assert label.classification in (None, *LEVELS)


@given(TEXTS, WORDS, TEXTS)
def test_a_pair_is_found_in_any_prose(before, word, after):
    prose = before.replace("=", "").replace(":", "").replace("：", "")
    rest = after.replace("=", "").replace(":", "").replace("：", "")
    assert parse(f"{prose}\nclass={word};{rest}", {}).data_class == CLASS_WORDS[word]


@given(st.lists(st.sampled_from(STRICTEST)), st.lists(st.sampled_from(LEVELS)))
def test_the_stricter_word_wins(classes, levels):
    assert strictest([None, *classes]) == next((c for c in STRICTEST if c in classes), None)
    assert highest([*levels, None]) == next((w for w in reversed(LEVELS) if w in levels), None)


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
    labels = Labels.read(answers, "true", {}, None)
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
    every = Labels.read(answers, "true", {}, None).exact("crm", "t", "c")
    assert (every.data_class, every.classification, every.owner) == ("credential", "secret", "P-1")
    one = Labels.read(answers, "true", {}, "gov").exact("crm", "t", "c")
    assert one.data_class == "personal"
