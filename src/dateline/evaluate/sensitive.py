"""What is sensitive, and who is private: marks held against gold, `evaluate_sensitive(path)`.

A row has `id`, `published`, `text`, `rows` (acts and persons with the accepted `reasons`, none for a plain one),
`private` (persons with `role`) and `public` (who must not be flagged).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from dateline.coding import code
from dateline.coding.sensitive import care_for
from dateline.evaluate.snippets import read_rows, read_snippet
from dateline.pipeline import load_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from dateline.coding.sensitive import Care
    from dateline.pipeline import Parts
    from dateline.records import Arrangement, Claim, ControlClaim

    Told = Claim | Arrangement | ControlClaim

KEYS = ("id", "published", "text", "rows", "private", "public")


def evaluate_sensitive(path: Path, *, parts: Parts | None = None) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score a file of marked items; gives the figures and what was told of each.

    `recall` and `precision` are over sentences: an item is sensitive where any of its rows is, and told so where any
    of its sentences is, by its records or by the finder that marks them. `row_recall` and `row_precision` are over
    rows, each told by the sentence that it stands in, `record_recall` over the sensitive rows that a record tells, by
    that record alone. `reasons` is the share of the found rows with no reason beyond the accepted ones, `any_reason`
    with one of them. `private_found`, `private_precision` and `role` (its head noun, and its age) are over private
    persons, `public_flagged` is the share of the public ones that were flagged.
    """
    parts = parts or load_parts()
    answers = [_answer(row, parts) for row in read_rows(path, KEYS)]
    if not answers:
        return {}, []
    rows = [row for answer in answers for row in answer["rows"]]
    coded = [row for row in rows if row["gold"] and row["coded"]]
    found = [row for row in rows if row["gold"] and row["told"]]
    persons = [one for answer in answers for one in answer["private"]]
    figures: dict[str, float] = {}
    figures |= _share("recall", [bool(one["told"]) for one in answers if one["sensitive"]])
    figures |= _share("precision", [one["sensitive"] for one in answers if one["told"]])
    figures |= _share("row_recall", [bool(row["told"]) for row in rows if row["gold"]])
    figures |= _share("row_precision", [bool(row["gold"]) for row in rows if row["told"]])
    figures |= _share("record_recall", [bool(row["marked"]) for row in coded])
    figures |= _share("reasons", [set(row["told"]) <= set(row["gold"]) for row in found])
    figures |= _share("any_reason", [not set(row["gold"]).isdisjoint(row["told"]) for row in found])
    figures |= _share("private_found", [one["role"] is not None for one in persons if one["gold"] is not None])
    figures |= _share("private_precision", [one["gold"] is not None for one in persons if one["role"] is not None])
    figures |= _share("role", [_same_role(one) for one in persons if None not in {one["gold"], one["role"]}])
    figures |= _share("public_flagged", [flag for answer in answers for flag in answer["public"]])
    return figures, answers


def _share(name: str, values: Sequence[bool]) -> dict[str, float]:
    """A share with the number of items behind it; nothing where there are none."""
    return {name: round(sum(values) / len(values), 4), f"n {name}": float(len(values))} if values else {}


def _same_role(person: dict[str, Any]) -> bool:
    """Whether a role has gold's last word and its number: "a boiler stoker" for "a stoker"."""
    gold, told = person["gold"].split(), person["role"].split()
    ages = [[one for one in role if one[0].isdigit()] for role in (gold, told)]
    return bool(gold[-1] == told[-1] and ages[0] == ages[1])


def _answer(row: dict[str, Any], parts: Parts) -> dict[str, Any]:
    """One item's marks beside gold's."""
    reading, resolution = read_snippet(row, parts)
    coded = code(reading, resolution, parts=parts.coding)
    care = care_for(reading, resolution, words=parts.coding.sensitive, table=parts.coding.actors)
    records: list[Told] = [*coded.claims, *coded.arrangements, *coded.controls]
    rows = [_row_answer(one, care, records) for one in row["rows"]]
    told = sorted({reason for one in rows for reason in one["told"]} | set(_reasons_in(care, 0, len(row["text"]))))
    return {
        "id": row["id"], "sensitive": any(one["gold"] for one in rows), "told": told, "rows": rows,
        "private": _private_answers(row["private"], care),
        "public": [any(_overlaps(one, *span) for person in care.persons for span in person.mentions)
                   for one in row["public"]],
    }


def _row_answer(gold: dict[str, Any], care: Care, records: Iterable[Told]) -> dict[str, Any]:
    """One marked act: what its sentence is told to be, and what the records are whose trigger it holds."""
    mine = [one for one in records if _overlaps(gold, one.evidence.trigger.start, one.evidence.trigger.end)]
    return {
        "text": gold["text"], "gold": gold["reasons"], "told": _reasons_in(care, gold["start"], gold["end"]),
        "coded": bool(mine), "marked": sorted({reason for one in mine for reason in one.sensitive}),
    }


def _reasons_in(care: Care, start: int, end: int) -> list[str]:
    """All reasons of the sentences that a stretch of text stands in."""
    return sorted(care.reasons_at(start, end))


def _overlaps(gold: dict[str, Any], start: int, end: int) -> bool:
    return bool(gold["start"] < end and start < gold["end"])


def _private_answers(gold: Iterable[dict[str, Any]], care: Care) -> list[dict[str, Any]]:
    """Each private person of gold or of ours, with both roles; `None` where one of the two has nobody."""
    left = Counter(person.text for person in care.persons)
    answers: list[dict[str, Any]] = []
    for one in gold:
        person = next(
            (mine for mine in care.persons if any(_overlaps(one, *span) for span in mine.mentions)), None)
        if person is not None:
            left[person.text] -= 1
        whole = person is not None and any(span == (one["start"], one["end"]) for span in person.mentions)
        answers.append({"text": one["text"], "gold": one["role"], "role": person.role if person and whole else None})
    answers.extend(
        {"text": person.text, "gold": None, "role": person.role} for person in care.persons if left[person.text] > 0)
    return answers
