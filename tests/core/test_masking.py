"""Masking: nothing that identifies a customer stays readable, and joins still hold."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.core.masking import MASKED, Masker

MASKER = Masker(b"key")
RESIDENT_IDS = ["11010519491231002X", "440524198001010010"]
PHONES = ["13800138000", "+86 138 0013 8000", "138-0013-8000", "8613800138000"]
CARDS = ["6222020111122220001", "4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005"]
MAILS = ["zhang.san@example.com", "a@b.co"]
PROPERTIES = {
    "customer_id": {"x-personal": "customer"},
    "names": {"x-personal": "customer"},
    "borrower": {"x-personal": "staff"},
    "reason": {"type": "string"},
    "_loc": {},
}


@pytest.mark.parametrize("identifier", [*RESIDENT_IDS, *PHONES, *CARDS, *MAILS])
def test_identifiers_in_text_are_masked(identifier):
    masked = MASKER.text(f"客户{identifier}来电,要求更正")
    assert identifier not in masked
    assert re.search(r"\*\*\*.{0,2}#[0-9a-f]{16}", masked)
    assert masked.startswith("客户")
    assert masked.endswith("来电,要求更正")


def test_full_width_digits_are_seen():
    wide = "13800138000".translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert wide not in MASKER.text(f"电话{wide}。")


@pytest.mark.parametrize(
    "text",
    [
        "LN-20260302001",
        "2026-03-02T09:00:00+08:00",
        "chacha20-poly1305@openssh.com,hmac-sha2-256-etm@openssh.com",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "11010519491331002X",
        "4111111111111112",
        "/var/log/postgresql/postgresql-15-main.log",
    ],
)
def test_other_texts_stay(text):
    assert MASKER.text(text) == text


def test_equal_values_keep_equal_digests_under_one_key():
    assert MASKER.value("C000123") == MASKER.value("C000123")
    assert MASKER.value("C000123") != MASKER.value("C000124")
    assert MASKER.value("C000123") != Masker(b"other").value("C000123")


@given(st.text(min_size=1))
def test_masked_values_have_one_form(value):
    assert MASKED.match(MASKER.value(value))


@given(st.text(alphabet="0123456789Xabc张", min_size=6, max_size=30))
def test_masked_values_never_show_the_value(value):
    assert value not in MASKER.value(value)


@given(st.integers(0, 10**8), st.booleans())
def test_rows_mask_personal_fields_and_texts(number, suspicious):
    customer = f"C{number:09d}"
    reason = f"电话 {PHONES[0]}" if suspicious else "核对"
    row = {
        "customer_id": customer,
        "names": [customer, "张三丰"],
        "borrower": "u101",
        "reason": reason,
        "_loc": {"file": "a.csv", "line": 2},
    }
    (masked,) = MASKER.rows(PROPERTIES, [row])
    assert customer not in str(masked)
    assert "张三丰" not in str(masked)
    assert PHONES[0] not in str(masked)
    assert masked["borrower"] == "u101"
    assert masked["customer_id"] == masked["names"][0]
    assert masked["_loc"] == row["_loc"]


def test_staff_are_masked_on_request():
    (masked,) = Masker(b"key", ("customer", "staff")).rows(PROPERTIES, [{"borrower": "u101"}])
    assert MASKED.match(masked["borrower"])


def test_file_names_are_masked_too():
    (masked,) = MASKER.rows(PROPERTIES, [{"_loc": {"file": f"客户/{RESIDENT_IDS[0]}.csv"}}])
    assert RESIDENT_IDS[0] not in masked["_loc"]["file"]


def test_the_quick_look_never_overlooks_what_the_slow_one_finds():
    for text in [*RESIDENT_IDS, *PHONES, *CARDS, *MAILS]:
        (masked,) = MASKER.rows({"reason": {}}, [{"reason": text}])
        assert masked["reason"] != text


def test_identifiers_in_names_of_staff_are_masked_but_their_mail_addresses_show():
    row = {"borrower": f"{RESIDENT_IDS[0]} zhang@bank.example"}
    (masked,) = MASKER.rows(PROPERTIES, [row])
    assert RESIDENT_IDS[0] not in masked["borrower"]
    assert masked["borrower"].endswith("zhang@bank.example")


def test_a_field_that_names_an_outsider_in_some_rows_is_masked_in_those():
    properties = {"sender": {"x-personal": "staff", "x-customer-when": {"direction": "inbound"}}}
    rows = [{"sender": "a@b.example", "direction": way} for way in ("inbound", "outbound")]
    inbound, outbound = MASKER.rows(properties, rows)
    assert MASKED.match(inbound["sender"])
    assert outbound["sender"] == "a@b.example"
