"""Bytes to text."""

from __future__ import annotations

import pytest

from dateline.ingest.decode import decode

ENGLISH = "The army said “no” – the café’s owner was naïve. " * 3
RUSSIAN = "Армия заявила в среду, что взяла город после долгого боя с повстанцами на севере страны."
ARABIC = "أعلن الجيش يوم الأربعاء أنه سيطر على المدينة بعد معركة طويلة مع المتمردين في الشمال."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (ARABIC, "cp1256"),
        ("The army said no.\r\n" * 5, "utf-16-le"),
        ("The army said no.\r\n" * 5, "utf-16-be"),
    ],
)
def test_the_characters_come_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_few_bad_bytes_do_not_turn_utf_8_into_something_else() -> None:
    data = (ENGLISH * 20).encode() + b"\xff end"
    assert decode(data) == ENGLISH * 20 + "\ufffd end"


@pytest.mark.parametrize("data", [b"%PDF-1.4 x", b"PK\x03\x04 x", b"\x89PNG\r\n", bytes(range(256)) * 4])
def test_binary_files_are_no_text(data: bytes) -> None:
    assert decode(data) is None
