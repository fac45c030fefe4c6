"""What nobody takes, by its first bytes: programs, archives and office documents, which are archives too."""

from __future__ import annotations

HEAD = 512  # bytes that `is_unfit` needs
_MAGIC = (
    *(b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\0asm"),  # programs
    *(b"PK\3\4", b"PK\5\6", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\7", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"),  # archives
    *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"SQLite format 3\0"),  # documents of older office programs, databases
)


def is_unfit(head: bytes) -> bool:
    """Whether a file can surely not be attached. A text may begin with the same letters, but has no zeros."""
    return head.startswith(_MAGIC) and b"\0" in head
