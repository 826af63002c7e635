"""Bytes to text: byte-order marks, what the page or server says, UTF-8, and only then a guess.

Takes bytes, gives the characters exactly as they stand (a byte-order mark dropped), or `None` for a binary file.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ\x90",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"ID3",
    b"OggS",
    b"RIFF",
    b"SQLite format 3\x00",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
    b"PAR1",
    b"\x00\x00\x01\x00",
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_SAMPLE = 65_536
_NUL_SHARE = 0.3
_BAD_SHARE = 0.02
_LEAST_LEAD = 0xC2
_BEYOND_ASCII = 0x80
_WESTERN_SHARE = 0.25
_UNDEFINED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
_EBCDIC = ("cp037", "cp500", "cp875", "cp1026", "cp273", "cp424", "cp1140")


def is_binary(data: bytes) -> bool:
    """Whether the bytes are a file of another sort (PDF, picture, archive) rather than text in any encoding."""
    if data.startswith(_MAGIC):
        return True
    sample = data[:_SAMPLE]
    if any(sample.startswith(mark) for mark, _ in _MARKS) or _wide(sample):
        return False
    control = sum(sample.count(bytes([code])) for code in (*range(9), *range(14, 27), 28, 29, 30, 31))
    return control * 50 > len(sample)


def _wide(sample: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: nearly every second byte is NUL in Latin text; `None` for others."""
    half = len(sample) // 2
    if not half:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > _NUL_SHARE * half and even < odd / 10:
        return "utf-16-le"
    return "utf-16-be" if even > _NUL_SHARE * half and odd < even / 10 else None


def decode(data: bytes, *, html: bool = False, charset: str | None = None) -> str | None:
    """The text of the bytes; `None` where they are no text.

    In order: a byte-order mark, UTF-16 by its NULs, UTF-8 if it fits, what the server or page declares, a guess. UTF-8
    goes before the declaration because text that is valid UTF-8 by chance hardly exists, and wrong declarations do.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    if is_binary(data):
        return None
    if wide := _wide(data[:_SAMPLE]):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, declared=charset or (_declared(data) if html else None))


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return match[1].decode("ascii") if match else None


def _decode_other(data: bytes, *, declared: str | None) -> str:
    """Text that is not clean UTF-8: mostly UTF-8 with a few bad bytes, as declared, or as guessed."""
    loose = data.decode("utf-8", errors="replace")
    several = sum(byte >= _LEAST_LEAD for byte in data[:_SAMPLE])
    if several and loose.count("\ufffd") < _BAD_SHARE * several:
        return loose
    if declared and (text := _as_declared(data, declared)) is not None:
        return text
    return data.decode(_guess(data[:_SAMPLE]), errors="replace")


def _guess(sample: bytes) -> str:
    """The likeliest encoding: Western where few bytes are beyond ASCII and all of them are printable there."""
    beyond = [byte for byte in sample if byte >= _BEYOND_ASCII]
    if len(beyond) < _WESTERN_SHARE * len(sample) and not _UNDEFINED.intersection(beyond):
        return "cp1252"
    best = from_bytes(sample, preemptive_behaviour=True, language_threshold=0.05).best()
    name = best.encoding if best is not None else "cp1252"
    return "cp1252" if name in ("utf_8", "ascii", "utf_7") or name.startswith(_EBCDIC) else name


def _as_declared(data: bytes, name: str) -> str | None:
    """The text in a declared encoding, `None` where there is no such encoding or it does not fit."""
    name = "cp1252" if name.casefold() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name
    try:
        text = data.decode(name, errors="replace")
    except (LookupError, ValueError):
        return None
    return text if isinstance(text, str) and text.count("\ufffd") * 20 <= len(text) else None
