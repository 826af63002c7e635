"""Which part of the sources is whose work: takes what a person names, gives shards of about equal size.

The same sources give the same shards, in the order of the names of files and of the rows in them. Units are counted in
one pass over the sources; each shard says from which unit to which of which file it goes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dateline.errors import UnreadableInput
from dateline.ingest import Given
from dateline.ingest.remote import is_remote, remote_files
from dateline.ingest.sources import STDIN, file_units, files_of, is_address
from dateline.records import Issue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


class Piece(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file: `units` in it, and a `mark` that changes when the file does. `issue` says why it cannot be used."""

    address: str
    units: int
    mark: str = ""
    issue: Issue | None = None


class Span(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Units of one file, from `first` up to but without `last`, counted from 0. `issue` stands for the unit."""

    address: str
    first: int
    last: int
    issue: Issue | None = None


class Shard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one worker codes in one go."""

    number: int
    spans: tuple[Span, ...]

    @property
    def units(self) -> int:
        """How many units it has."""
        return sum(span.last - span.first for span in self.spans)

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"s{self.number:06d}"


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All shards of a run."""

    shard_size: int
    pieces: tuple[Piece, ...]
    shards: tuple[Shard, ...]

    @property
    def units(self) -> int:
        """How many units all shards have."""
        return sum(piece.units for piece in self.pieces)

    @property
    def digest(self) -> str:
        """A hash of everything in the plan."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


def make_plan(
    sources: Sequence[str], *, shard_size: int, on_count: Callable[[str, int], None] | None = None,
) -> Plan:
    """Count the units of all sources and cut them into shards of `shard_size` units, the last of what is left.

    `on_count` is told each file and how many units were counted so far. Raises `UnreadableInput` for standard input.
    """
    pieces = []
    counted = 0
    for piece in list_pieces(sources):
        whole = piece if piece.issue else msgspec.structs.replace(piece, units=_count(piece.address))
        pieces.append(whole)
        counted += whole.units
        if on_count is not None:
            on_count(piece.address, counted)
    return Plan(shard_size=shard_size, pieces=tuple(pieces), shards=tuple(_cut(pieces, shard_size)))


def list_pieces(sources: Iterable[str]) -> Iterator[Piece]:
    """The files of the sources, not yet counted (one unit each)."""
    for source in sources:
        if source == STDIN:
            message = "standard input can be read but once, and a batch must be able to go on: save it to a file"
            raise UnreadableInput(message)
        if is_address(source):
            named = remote_files(source) if is_remote(source) else [(source, "")]
            yield from (Piece(address=address, units=1, mark=mark) for address, mark in named)
            continue
        for file in files_of(source):
            if isinstance(file, Issue):
                yield Piece(address=file.input, units=1, issue=file)
            else:
                state = Path(file).stat()
                yield Piece(address=file, units=1, mark=f"{state.st_size}:{state.st_mtime_ns}")


def _count(address: str) -> int:
    return sum(1 for _ in file_units(address, given=Given()))


def _cut(pieces: Iterable[Piece], size: int) -> Iterator[Shard]:
    """Shards filled one after the other."""
    number = room = 0
    spans: list[Span] = []
    for piece in pieces:
        first = 0
        while first < piece.units:
            if room == 0:
                if spans:
                    yield Shard(number=number, spans=tuple(spans))
                    number += 1
                spans, room = [], size
            last = min(piece.units, first + room)
            spans.append(Span(address=piece.address, first=first, last=last, issue=piece.issue))
            room -= last - first
            first = last
    if spans:
        yield Shard(number=number, spans=tuple(spans))


def changed_pieces(plan: Plan, sources: Sequence[str]) -> list[str]:
    """Files that are new, gone or changed since the plan was made, in order of name."""
    then = {piece.address: piece.mark for piece in plan.pieces}
    today = {piece.address: piece.mark for piece in list_pieces(sources)}
    return sorted(name for name in then.keys() | today.keys() if then.get(name) != today.get(name))
