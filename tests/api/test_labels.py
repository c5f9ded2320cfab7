"""Labels in comments: what is understood, and what is told not to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.api.labels import (
    CLASS_WORDS,
    EMPTY,
    LEVELS,
    STRICTEST,
    Label,
    Labels,
    highest,
    parse,
    strictest,
)


def test_a_column_takes_what_it_leaves_open_from_what_is_wider():
    texts = [
        ("crm", "", "", "owner=P-1"),
        ("crm", "customer", "", "class=personal; reviewed=2026-10-01"),
        ("crm", "customer", "no", "identity"),
        ("crm", "customer", "odd", "class=nonsense"),
    ]
    labels = Labels.read(texts, {})
    assert labels.of("crm", "customer", "no") == Label("identity", "P-1", "2026-10-01")
    assert labels.of("crm", "customer", "name").data_class == "personal"
    assert labels.of("crm", "other").data_class is None
    assert labels.of("crm", "customer", "odd").data_class is None
    assert labels.by_table() == {("crm", "customer"): ["identity", None]}
    assert labels.classes() == ["identity", "personal"]


def test_of_two_texts_the_stricter_word_counts():
    labels = Labels.read([("s", "t", "", "none"), ("s", "t", "", "sensitive 密级=内部")], {})
    assert labels.exact("s", "t").data_class == "none"
    labels = Labels.read([("s", "t", "", "none"), ("s", "t", "", "class=sensitive 密级=内部")], {})
    assert labels.exact("s", "t").data_class == "sensitive"
    assert labels.level() == "internal"


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
