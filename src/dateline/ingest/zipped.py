"""The files inside a ZIP file, read one after the other in the order of their names.

What a member is, its first bytes say, as of any file; a ZIP inside a ZIP is not opened. Each member is bounded by the
limits of its own format, so that a small file that unpacks to a huge one costs no more than a large one.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from dateline.ingest.lexicon import lexicon
from dateline.ingest.units import issue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dateline.ingest.units import Unit

_HEAD = b"PK\x03\x04"
_EMPTY = b"PK\x05\x06"
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
# What the reader is known to raise on broken, locked or oddly packed members.
_FAULTS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)


def is_zip(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a ZIP file."""
    return head.startswith((_HEAD, _EMPTY))


def zip_units(
    stream: BinaryIO, *, name: str, of_member: Callable[[BinaryIO, str], Iterator[Unit]],
) -> Iterator[Unit]:
    """The units of all members; `of_member` gives those of one from its stream and name ("pages.zip/a.html")."""
    if not stream.seekable():
        yield issue(name, "unsupported_format", "a ZIP file is read from its end: save it to a file and give that")
        return
    try:
        archive = zipfile.ZipFile(stream)
        members = sorted(
            (member for member in archive.infolist() if not member.is_dir()), key=lambda member: member.filename)
    except _FAULTS as error:
        yield issue(name, "unreadable", f"the ZIP file is broken ({error}): fetch or pack it again")
        return
    if any(member.filename in _OFFICE for member in members):
        yield issue(
            name, "unsupported_format", "found an office file or a program: save the report as text or HTML")
        return
    shown = [member for member in members if not _is_hidden(member.filename)]
    if not shown:
        yield issue(name, "empty", "found no files in the ZIP file: put reports into it")
    for member in shown:
        yield from _member_units(archive, member, name=name, of_member=of_member)


def _is_hidden(member: str) -> bool:
    """Whether a member is a hidden file or lies in a hidden folder, or in one that some packers add."""
    return any(part.startswith(".") or part == "__MACOSX" for part in member.split("/"))


def _member_units(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, name: str,
    of_member: Callable[[BinaryIO, str], Iterator[Unit]],
) -> Iterator[Unit]:
    label = f"{name}/{member.filename}"
    if member.file_size > lexicon().thresholds.sizes.max_archive_bytes:
        most = lexicon().thresholds.sizes.max_archive_bytes
        yield issue(label, "too_large", f"expected at most {most:,} bytes, found {member.file_size:,}: split the file")
        return
    try:
        with archive.open(member) as opened:
            stream = cast("Any", opened)  # the library's own type does not name `peek`
            if is_zip(stream.peek(len(_HEAD))):
                yield issue(label, "unsupported_format", "found a ZIP file inside a ZIP file: unpack it once")
                return
            yield from of_member(stream, label)
    except _FAULTS as error:
        yield issue(label, "unreadable", f"the member cannot be unpacked ({error}): fetch or pack it again")
