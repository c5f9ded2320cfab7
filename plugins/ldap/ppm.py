"""Settings of ppm, the password check module of OpenLDAP (pwdCheckModuleArg)."""

from __future__ import annotations

from dataclasses import dataclass

CLASSES = {
    "class-uppercase": "upper",
    "class-lowercase": "lower",
    "class-digit": "digit",
    "class-special": "special",
}


@dataclass(frozen=True, slots=True)
class Checks:
    """What the module refuses beside the policy's own rules."""

    required_classes: tuple[str, ...] = ()
    dictionary_check: bool = False
    user_info_check: bool = False


def parsed(text: str) -> Checks:
    """`name value [minimum [points]]` on each line; a class with a minimum of one is required.

    Only what refuses a password counts: points (`minQuality`) can be had with fewer classes.
    """
    settings = {}
    for line in text.splitlines():
        words = line.split()
        if len(words) >= 2 and not words[0].startswith("#"):
            settings[words[0].lower()] = words[1:]
    required = tuple(
        name for key, name in CLASSES.items() if _number(settings.get(key, []), 1) >= 1
    )
    own = _number(settings.get("checkrdn", []), 0) >= 1
    return Checks(required, _number(settings.get("usecracklib", []), 0) >= 1, own)


def _number(words: list[str], at: int) -> int:
    word = words[at] if at < len(words) else ""
    return int(word) if word.isascii() and word.isdigit() else 0
