"""Reads the units of a shard, going on in a file where the shard before left it.

Compressed files, CSV and archives can only be read from their start. A worker gets shards in rising order, so that it
passes through each file once, not once a shard.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dateline.ingest import Given
from dateline.ingest.sources import file_units
from dateline.ingest.units import one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.ingest.units import KnownOutlets, Unit
    from dateline.scale.plan import Shard, Span


class Cursor:
    """One open file and the number of the unit that comes next in it."""

    def __init__(self, *, known_outlets: KnownOutlets) -> None:
        """Nothing is open yet; `known_outlets` is handed to the readers."""
        self._known = known_outlets
        self._address = ""
        self._at = 0
        self._units: Iterator[Unit] = iter(())

    def units(self, shard: Shard) -> Iterator[Unit]:
        """The units of a shard in order; read each before the next is asked for."""
        for span in shard.spans:
            if span.issue is not None:
                yield one(span.issue)
            else:
                yield from self._span(span)

    def only(self, shard: Shard, position: int) -> Unit | None:
        """One unit of a shard, by its position in it; `None` where the file ends before it."""
        return next(islice(self.units(shard), position, None), None)

    def _span(self, span: Span) -> Iterator[Unit]:
        if span.address != self._address or self._at > span.first:
            self._address, self._at = span.address, 0
            self._units = file_units(span.address, given=Given(), known_outlets=self._known)
        while self._at < span.last:
            unit = next(self._units, None)
            if unit is None:
                return
            self._at += 1
            if self._at > span.first:
                yield unit
