"""The ledgers of arrangements and of control as rows of a table: one for each word, with whose it is and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.records.ledger import ArrangementLife, ControlLife

    Cells = dict[str, str | None]

LEDGER_COLUMNS = (
    "arrangement", "kinds", "place", "party", "name", "as_of", "status", "according_to", "voice", "stake", "ground",
    "outlet", "published", "article", "record",
)
CONTROL_COLUMNS = (
    "place", "part", "as_of", "change", "holder", "holder_code", "from_holder", "from_code", "denied", "according_to",
    "voice", "stake", "outlet", "published", "article", "record",
)


def ledger_cells(life: ArrangementLife) -> list[Cells]:
    """One row for each word on each party."""
    place = life.place
    return [
        {"arrangement": life.id, "kinds": "; ".join(life.kinds), "place": (place.name or place.text) if place else None,
         "party": party.party, "name": party.name, "as_of": entry.as_of, "status": entry.status,
         "according_to": entry.word.name, "voice": entry.word.voice, "stake": entry.word.stake, "ground": entry.ground,
         "outlet": entry.word.outlet, "published": entry.word.published, "article": entry.word.article,
         "record": entry.word.record}
        for party in life.parties for entry in party.entries
    ]


def control_cells(life: ControlLife) -> list[Cells]:
    """One row for each word on a place."""
    return [
        {"place": life.place.name or life.place.text, "part": life.part, "as_of": entry.as_of, "change": entry.change,
         "holder": entry.holder, "holder_code": entry.holder_code, "from_holder": entry.from_holder,
         "from_code": entry.from_code, "denied": "yes" if entry.denied else "no", "according_to": entry.word.name,
         "voice": entry.word.voice, "stake": entry.word.stake, "outlet": entry.word.outlet,
         "published": entry.word.published, "article": entry.word.article, "record": entry.word.record}
        for entry in life.entries
    ]
