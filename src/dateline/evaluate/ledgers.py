"""The lives that sequences of reports tell, against gold: is the status right for each party and day asked for?

A sequence is a folder of reports with `ledger.jsonl`: by label the checks {as_of, party: accepted codes, status:
accepted ones} and the breaches. Reports published after a check do not count for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.evaluate.matching import Page
from dateline.evaluate.slots import party_right
from dateline.events.arrangements import Report, arrangement_ledger, breaches_by, status_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from dateline.evaluate.matching import Tally
    from dateline.evaluate.slots import Row
    from dateline.records.ledger import ArrangementLife, Standing, ToldBreach

AFTER_ALL = "9999-12-31"
ANY = "any"


@dataclass(frozen=True, slots=True)
class Told:
    """One report of a sequence: the text of its page, its gold rows, and what the coder made of it."""

    text: str
    expected: Sequence[Row]
    report: Report


def read_ledger(file: Path) -> list[dict[str, Any]]:
    """The rows of one sequence, by label."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def score_ledger(told: Sequence[Told], rows: Iterable[Row], tally: Tally) -> None:
    """Add `ledger` (checks with a right status) and `ledger_breaches` (breaches told with accused and accuser).

    A label that no record stands at has all its checks wrong, whatever was asked.
    """
    lives = arrangement_ledger([one.report for one in told])
    for row in rows:
        life = life_of(row["label"], told, lives)
        for check in row.get("checks") or []:
            standing = standing_of(life, check)
            right = standing is not None and standing.status in check["status"]
            tally.add("ledger", float(right))
            if not right:
                tally.misses.append({"why": "wrong ledger", "label": row["label"], "gold": check,
                                     "answer": msgspec.to_builtins(standing)})
        for breach in row.get("breaches") or []:
            tally.add("ledger_breaches", float(life is not None and _breach_told(life, breach)))


def life_of(label: str, told: Sequence[Told], lives: Sequence[ArrangementLife]) -> ArrangementLife | None:
    """The arrangement of which the most records stand where the rows of a label do; `None` where none does."""
    at: dict[str, int] = {}
    for one in told:
        page = Page(one.text)
        rows = [row for row in one.expected if row.get("kind") == "arrangement" and row.get("label") == label]
        for record in one.report.arrangements:
            answer = msgspec.to_builtins(record)
            fits = [row for row in rows if page.told_here(answer, _spans(row))]
            if fits:
                kinds = any(record.arrangement in row["arrangement"] for row in fits)
                at[record.id] = 2 if kinds else 1
    weights = [sum(at.get(one.record, 0) for one in life.joined) for life in lives]
    best = max(weights, default=0)
    return lives[weights.index(best)] if best else None


def _spans(row: Row) -> Row:
    pairs = [(one["start"], one["end"]) if isinstance(one, dict) else one for one in row.get("also_spans", [])]
    return {**row, "also_spans": pairs}


def standing_of(life: ArrangementLife | None, check: Row) -> Standing | None:
    """How it stands for the party asked for; of several that have an accepted code, the one last told of by then."""
    if life is None:
        return None
    keys = [party.party for party in life.parties if any(_code_right(check["party"], code) for code in party.codes)]
    standings = [status_at(life, key, check["as_of"]) for key in keys] or [status_at(life, "", check["as_of"])]
    return max(standings, key=lambda one: (one.entry is not None, (one.entry.as_of or "") if one.entry else ""))


def _code_right(accepted: Sequence[str], code: str) -> bool:
    """Whether a code such as `NPLREB` is one of the accepted `NPL:REB`."""
    return any(party_right(accepted, ref) for ref in _halves(code))


def _halves(code: str) -> Iterator[dict[str, str]]:
    """A code as country and sector; one that is shorter than six letters is either."""
    if len(code) > 3:  # noqa: PLR2004 - letters of a country
        yield {"country": code[:3], "sector": code[3:]}
    else:
        yield {"country": code, "sector": ""}
        yield {"country": "", "sector": code}


def _breach_told(life: ArrangementLife, wanted: Row) -> bool:
    """Whether a breach has an accused and an accuser that gold accepts, on its day where it names one."""
    for breach in breaches_by(life, AFTER_ALL):
        accused = any(_code_right(wanted["accused"], code) for code in breach.accused_codes)
        accuser = _is_outlet(breach) if wanted["accuser"] == "outlet" else any(
            _code_right(wanted["accuser"], code) for code in breach.accuser_codes)
        dated = wanted.get("date", ANY) == ANY or (breach.time or "").startswith(wanted["date"])
        if accused and accuser and dated:
            return True
    return False


def _is_outlet(breach: ToldBreach) -> bool:
    """Whether nobody is told to accuse but the outlet: none named, seen by the reporter, or the outlet's own name."""
    outlets = {word.outlet for word in breach.words}
    return not breach.accuser or breach.standing == "observed" or outlets.issuperset(breach.accuser)
