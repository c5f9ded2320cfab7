"""Labels in comments: what is understood, and what is told not to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.api.labels import EMPTY, LEVELS, STRICTEST, Label, Labels, highest, parse, strictest


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("personal", Label(data_class="personal")),
        ("【个人信息】", Label(data_class="personal")),
        ("机密", Label(classification="secret")),
        (
            "客户主档 class=personal; owner=P-0103; reviewed=2026-10-01; 密级=机密",
            Label("personal", "P-0103", "2026-10-01", classification="secret"),
        ),
        ("开户网点 [class: none]", Label(data_class="none")),
        ('{"class": "kyc", "owner": "P-1"}', Label("kyc", "P-1")),
        ("optout=direct_marketing", Label(optout="direct_marketing")),
        ("view=anonymous purpose=statistics", Label(view_kind="anonymous", purpose="statistics")),
        ("class=identity, anonymised", Label("identity", anonymised=True)),
        ("class=secretive", Label(unclear=True)),
        ("reviewed=yesterday", Label(unclear=True)),
        ("The number of the customer", EMPTY),
        ("", EMPTY),
    ],
)
def test_a_label_is_read_out_of_its_text(text, label):
    assert parse(text, {}) == label


def test_own_words_are_classes_too():
    assert parse("客户资料", {"客户资料": "personal"}).data_class == "personal"
    assert parse("class=vip", {"VIP": "sensitive"}).data_class == "sensitive"


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


def test_strictest_and_highest_pass_over_what_is_unknown():
    assert strictest([None, "none", "personal"]) == "personal"
    assert highest([None, "public", "secret"]) == "secret"
    assert strictest([]) is highest([None]) is None


@given(st.text())
def test_no_text_breaks_it_and_none_is_kept(text):
    label = parse(text, {})
    assert label.data_class in (None, *STRICTEST)
    assert label.classification in (None, *LEVELS)
