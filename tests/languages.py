"""Messages in both languages."""

import re


def check_both_languages(en: str, zh: str) -> None:
    """The Chinese says something in Chinese of its own, and names the same rows and counts."""
    assert re.search(r"[\u4e00-\u9fff]", "".join(char for char in zh if char not in en))
    assert sorted(re.findall(r"\d+", en)) == sorted(re.findall(r"\d+", zh))
