"""Arrangements, breaches and control of short reports against gold, and lives told by several: `evaluate_arrangements`.

A folder holds reports `NAME.txt` with `NAME.expected.jsonl` and `sources.jsonl`, and folders of the same form, one for
each sequence of reports, with a `ledger.jsonl` beside them. Rows of kind arrangement, breach and control have the form
of gold/README.md; a list of alternatives is right with any of them, "any" is not scored, null means that no value is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.evaluate.ledgers import Told, read_ledger, score_ledger
from dateline.evaluate.matching import Page, Tally
from dateline.evaluate.reports import code_folder, rows_of
from dateline.evaluate.slots import date_right, parties_share, party_right, place_words, words_right
from dateline.pipeline import load_parts
from dateline.pipeline.ledgers import report_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from dateline.evaluate.slots import Row
    from dateline.pipeline import Parts

PARTY_ROLES = frozenset({"declares", "accepts", "rejects", "denies", "observes"})
"""Roles of those who are bound by it; mediators, guarantors, monitors and the notified are no parties."""
FIGURES = (
    "found", "precision", "direction", "status", "window", "sides", "roles", "terms", "place", "breaches",
    "breach_precision", "ledger", "ledger_breaches", "control_found", "control_precision",
)


def evaluate_arrangements(
    folder: Path, *, parts: Parts | None = None,
) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score a folder of reports and sequences; gives the figures and what was missed, wrong or told in error.

    `found` is the share of the main rows of kind arrangement that are told, `precision` of those told that a row, main
    or not, stands for. Over the main rows that are told: `direction` and `status` are shares of records; `window` of
    the ends and lengths that gold gives (or says that the report does not); `sides` is the mean share of the parties
    that are right, surplus ones counted against it; `roles` of sides with a right role; `terms` of counts, distances,
    routes and purposes. `breaches` is the share of breach rows told with accuser and accused, `breach_precision` of the
    told ones that a row stands for. `ledger` is the share of checks of the sequences whose status is right,
    `ledger_breaches` of their breaches that are told with accused and accuser.
    """
    parts = parts or load_parts()
    tally = Tally()
    folders = [folder, *sorted(one.parent for one in folder.glob("*/ledger.jsonl"))]
    for one in folders:
        if not any(one.glob("*.expected.jsonl")):
            continue
        told: list[Told] = []
        for name, text, expected, result in code_folder(one, parts):
            told.append(Told(text=text, expected=expected, report=report_of(result)))
            before = len(tally.misses)
            _score_report(text, expected, rows_of(result), tally)
            label = name if one is folder else f"{one.name}/{name}"
            tally.misses[before:] = [{"report": label, **miss} for miss in tally.misses[before:]]
        if one is not folder:
            score_ledger(told, read_ledger(one / "ledger.jsonl"), tally)
    figures: dict[str, float] = {}
    for name in FIGURES:
        if name in tally.sums:
            right, count = tally.sums[name]
            figures |= {name: round(right / count, 4), f"n {name}": float(count)}
    return figures, tally.misses


def _score_report(text: str, expected: Sequence[Row], told: Sequence[Row], tally: Tally) -> None:
    """All figures of one report."""
    page = Page(text)

    def of(kind: str, rows: Sequence[Row]) -> list[Row]:
        return [row for row in rows if row.get("kind") == kind]

    _score_arrangements(page, of("arrangement", expected), of("arrangement", told), tally)
    _score_breaches(of("breach", expected), of("arrangement", told), tally)
    _score_controls(page, of("control", expected), of("control", told), tally)


def _spans(row: Row) -> Row:
    """A row whose further places are pairs of characters."""
    pairs = [(one["start"], one["end"]) if isinstance(one, dict) else one for one in row.get("also_spans", [])]
    return {**row, "also_spans": pairs}


def _score_arrangements(page: Page, expected: Sequence[Row], told: Sequence[Row], tally: Tally) -> None:
    """Match arrangements one to one, main rows first; what no row stands for is a false alarm."""
    used: set[int] = set()
    for row in sorted((_spans(row) for row in expected), key=lambda row: not row["must"]):
        options = [
            at for at, record in enumerate(told)
            if at not in used and record["arrangement"] in row["arrangement"] and page.told_here(record, row)
        ]
        best = max(options, key=lambda at: _agreement(row, told[at]), default=None)
        if row["must"]:
            tally.add("found", float(best is not None))
            if best is None:
                tally.misses.append({"why": "missed", "gold": row, "answer": None})
        if best is None:
            continue
        used.add(best)
        tally.add("precision", 1.0)
        if row["must"]:
            for name, value in _slots(row, told[best]):
                tally.add(name, value)
                if value is not None and value < 1:
                    tally.misses.append({"why": f"wrong {name}", "gold": row, "answer": told[best]})
    for at, record in enumerate(told):
        if at not in used:
            tally.add("precision", 0.0)
            tally.misses.append({"why": "false alarm", "gold": None, "answer": record})


def _agreement(row: Row, record: Row) -> float:
    """How well a record fits a row, to choose among several."""
    return sum(value for _, value in _slots(row, record) if value is not None)


def _slots(row: Row, record: Row) -> Iterator[tuple[str, float | None]]:
    """(figure, share right or `None`) of one told arrangement."""
    if None not in row["direction"]:
        yield "direction", float(record.get("direction") in row["direction"])
    yield "status", float(record.get("status") in row["status"])
    for value in _window(row, record):
        yield "window", value
    sides = [side for side in record.get("sides") or [] if _is_party(side, row)]
    yield "sides", parties_share(row["parties"], [side["actor"] for side in sides])
    for codes, roles in zip(row["parties"], row.get("roles") or [], strict=False):
        told = [side["role"] for side in sides if party_right(codes, side["actor"])]
        if told:
            yield "roles", float(any(role in roles for role in told))
    for outsider in row.get("outsiders") or []:
        told = [side["role"] for side in record.get("sides") or [] if party_right(outsider["codes"], side["actor"])]
        if told:
            yield "roles", float(all(role not in PARTY_ROLES for role in told))
    place = _words(row["place"])
    if place != "any":
        right = words_right(place, place_words(record.get("place")))
        yield "place", None if right is None else float(right)
    yield from (("terms", value) for value in _terms(row, record))


def _is_party(side: Row, row: Row) -> bool:
    """Whether a side is bound by it, or is one that gold lists among the parties as notified (an aid body refused)."""
    if side.get("role") in PARTY_ROLES:
        return True
    listed = zip(row["parties"], row.get("roles") or [], strict=False)
    return side.get("role") == "notified" and any(
        "notified" in roles and party_right(codes, side["actor"]) for codes, roles in listed)


def _words(value: object) -> str | None:
    """A list of alternatives, or words, as one string of alternatives."""
    return "|".join(str(one) for one in value) if isinstance(value, list) else value  # type: ignore[return-value]


def _window(row: Row, record: Row) -> Iterator[float]:
    """Start, end and length, as far as gold says anything of them."""
    for key in ("effective_from", "effective_to"):
        wanted = row.get(key, "any")
        when = record.get(key)
        if wanted is None:
            yield float(not (when or {}).get("start_date") and not (when or {}).get("end_date"))
        elif wanted != "any":
            last = {"start_date": (when or {}).get("end_date")}
            yield float(date_right(wanted, when) or (key == "effective_to" and date_right(wanted, last)))
    hours = row.get("duration_hours", "any")
    if hours != "any" and (hours is not None or record.get("duration_hours") is not None):
        yield float(record.get("duration_hours") == hours)


def _terms(row: Row, record: Row) -> Iterator[float]:
    """Count, distance, each route, and purpose, as far as gold gives them."""
    terms = record.get("terms") or {}
    for key, told in (("count", terms.get("count")), ("distance_km_min", terms.get("distance_km"))):
        wanted = row.get(key)
        if wanted not in {None, "any"}:
            yield float(told == wanted)
    routes = terms.get("routes") or []
    for wanted in row.get("routes") or []:
        yield float(any(_route_right(wanted, one) for one in routes))
    purpose = row.get("purpose")
    if purpose not in {None, "", "any"} and terms.get("purpose"):
        yield float(words_right(purpose, " ".join(terms["purpose"])) is not False)


def _route_right(wanted: Row, told: Row) -> bool:
    """Both ends are those wanted, as far as gold names them."""
    return all(words_right(wanted.get(key) or "any", told.get(key) or "") is not False for key in ("from", "to"))


def _score_breaches(expected: Sequence[Row], told: Sequence[Row], tally: Tally) -> None:
    """Match told breaches to rows by accused and accuser, one to one."""
    breaches = [breach for record in told for breach in record.get("breaches") or []]
    figures = ("breaches", "breach_precision")
    _match(expected, breaches, right=_breach_right, figures=figures, what="breach", tally=tally)


def _match(
    expected: Iterable[Row], told: Sequence[Row], *, right: Callable[[Row, Row], bool], figures: tuple[str, str],
    what: str, tally: Tally,
) -> None:
    """Match told things to rows one to one, main rows first: how many main rows are told, how many told ones a row,
    main or not, stands for."""
    found, precise = figures
    used: set[int] = set()
    for row in sorted(expected, key=lambda row: not row["must"]):
        at = next((at for at, one in enumerate(told) if at not in used and right(row, one)), None)
        if row["must"]:
            tally.add(found, float(at is not None))
            if at is None:
                tally.misses.append({"why": f"missed {what}", "gold": row, "answer": None})
        if at is not None:
            used.add(at)
            tally.add(precise, 1.0)
    for at, one in enumerate(told):
        if at not in used:
            tally.add(precise, 0.0)
            tally.misses.append({"why": f"false {what}", "gold": None, "answer": one})


def _breach_right(row: Row, told: Row) -> bool:
    """Accused and accuser are those of gold; on the outlet's own word it has no accuser or is told as observed.

    An empty list of parties is not scored.
    """
    if row["accused"] and not any(party_right(row["accused"], ref) for ref in told.get("accused") or []):
        return False
    accusers = told.get("accuser") or []
    if row.get("accuser") == []:
        return told.get("standing") in row["standing"]
    if row.get("accuser") in (None, "outlet", ["outlet"]):
        return not accusers or told.get("standing") == "observed"
    if told.get("standing") in {"admitted", "denied"} and told["standing"] in row["standing"]:
        return True
    return any(party_right(row["accuser"], ref) for ref in accusers)


def _score_controls(page: Page, expected: Sequence[Row], told: Sequence[Row], tally: Tally) -> None:
    """Match control claims one to one by where they are told, place, part, holder and change."""
    _match(
        [_spans(row) for row in expected], told, figures=("control_found", "control_precision"), what="control",
        right=lambda row, record: page.told_here(record, row) and _control_right(row, record), tally=tally)


def _control_right(row: Row, told: Row) -> bool:
    """Holder, place, part and change are accepted ones."""
    part = row.get("part")
    return (
        told.get("change") in _listed(row["change"])
        and party_right(_listed(row["holder"]), told.get("holder") or {})
        and words_right(_words(row["place"]), place_words(told.get("place"))) is not False
        and (not part or part == "any" or words_right(_words(part), told.get("part") or "") is True)
    )


def _listed(value: object) -> list[Any]:
    """A value that may stand alone as a list."""
    return value if isinstance(value, list) else [value]
