"""What a system call does with the path that it is given."""

from __future__ import annotations

X86_64 = {
    2: "open", 85: "creat", 257: "openat", 437: "openat2", 59: "execve", 87: "unlink",
    263: "unlinkat", 84: "rmdir", 82: "rename", 264: "renameat", 316: "renameat2", 76: "truncate",
    90: "chmod", 268: "fchmodat", 92: "chown", 94: "lchown", 260: "fchownat", 86: "link",
    265: "linkat", 188: "setxattr", 197: "removexattr",
}  # fmt: skip
AARCH64 = {
    56: "openat", 437: "openat2", 221: "execve", 35: "unlinkat", 38: "renameat",
    276: "renameat2", 37: "linkat", 45: "truncate", 53: "fchmodat", 54: "fchownat", 5: "setxattr",
    14: "removexattr",
}  # fmt: skip
TABLES = {"c000003e": X86_64, "c00000b7": AARCH64}
UPDATES = frozenset(
    {"creat", "rename", "renameat", "renameat2", "truncate", "chmod", "fchmodat", "chown",
     "lchown", "fchownat", "link", "linkat", "setxattr", "removexattr"}
)  # fmt: skip
DELETES = frozenset({"unlink", "unlinkat", "rmdir"})
FLAGS = {"open": "a1", "openat": "a2"}
WRITING = 0o3
"""O_ACCMODE; O_RDONLY is 0."""


def action(call: dict[str, str], item: dict[str, str]) -> str:
    """One of the actions of `access_log`, from the fields of the SYSCALL and PATH records."""
    name = _name(call)
    kind = item.get("nametype", "")
    if name in DELETES or kind == "DELETE":
        return "delete"
    if name in UPDATES or kind == "CREATE" or _writes(name, call):
        return "update"
    return "search" if item.get("mode", "").startswith(("040", "04")) else "read"


def _name(call: dict[str, str]) -> str:
    """As auditd names it, else from the number."""
    if "SYSCALL" in call:
        return call["SYSCALL"].strip('"')
    number = call.get("syscall", "")
    if not (number.isascii() and number.isdigit()):
        return number
    return TABLES.get(call.get("arch", ""), {}).get(int(number[:6]), "")


def _writes(name: str, call: dict[str, str]) -> bool:
    try:
        return bool(int(call.get(FLAGS.get(name, ""), "0"), 16) & WRITING)
    except ValueError:
        return False
