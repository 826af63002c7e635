"""What waits for a person: claims, the least certain and most consequential first, and pairs that may be one happening.

Of a fixed tenth the machine's answer stays hidden until the person has answered, and of another tenth of what one
person reviewed a second is asked, without seeing what the first said. There is nothing that accepts several at once.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.errors import InputError
from dateline.export.sentences import sentence
from dateline.export.wording import clean
from dateline.pipeline.linking import Linker
from dateline.records import Claim
from dateline.store import bench
from dateline.store.adding import claim_id
from dateline.store.happenings import event_of
from dateline.store.reviewing import BLIND
from dateline.web.agreement import (
    NOTHING, agreement, between_persons, blind_pairs, disagreements, of_pairs, pace,
)
from dateline.web.desk import desk_of, form_of, person_of, render
from dateline.web.filters import band
from dateline.web.reading import choices, keep
from dateline.web.reviewed_rows import gold_row, training_row
from dateline.web.showing import clearing, may_show_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from dateline.events.judge import Verdict
    from dateline.records import Judgement
    from dateline.web.desk import Desk
    from dateline.web.showing import Clearing

router = APIRouter(include_in_schema=False)

ITEMS: Final = 12
PAIRS: Final = 4
NEWEST: Final = 5_000
"""Claims and judgements that the queue looks through, from the newest on."""
REVIEWS: Final = 20_000
EXPORTED: Final = 50_000
TENTH: Final = 10
UNMEASURED: Final = 0.3
"""What a claim without a coding_confidence counts as."""
BACKGROUND: Final = 0.3
"""How much of its weight a claim keeps that is told as background."""
STRONGEST: Final = 10.0
"""The greatest Goldstein value."""
VERDICTS: Final = ("same", "different", "unsure")


def is_hidden(name: str) -> bool:
    """Whether the machine's answer stays hidden for this item: the same tenth of items always, whoever asks."""
    return _tenth("hidden", name)


def is_read_twice(name: str) -> bool:
    """Whether a second person is asked for this item."""
    return _tenth("twice", name)


def _tenth(purpose: str, name: str) -> bool:
    digest = hashlib.sha256(f"{purpose}\x1f{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % TENTH == 0


def weight(row: sqlite3.Row | dict[str, Any]) -> float:
    """How soon a claim is to be looked at: how unsure its coding is, times how much hangs on it. Deeds that hurt or
    heal most, what needs care and what only its doer says weigh more,
    background weighs less."""
    confidence = row["confidence"] if row["confidence"] is not None else UNMEASURED
    strength = abs(row["goldstein"] or 0.0) / STRONGEST
    told: float = 0.4 + strength + 0.5 * bool(row["sensitive"]) + 0.2 * bool(row["self_report"])
    return float(1.0 - confidence) * told * (BACKGROUND if row["temporal"] == "historical" else 1.0)


@router.get("/review")
def queue_page(request: Request) -> Response:
    """The queue, what persons agree on, and how long a row takes."""
    desk = desk_of(request)
    clear = clearing(desk)
    values = review_page(desk, clear, person=person_of(request))
    query = request.query_params
    values["answered"] = _answered(desk, query.get("done", ""), query.get("did", ""))
    return render(request, "review.html", gate=clear.gate, **values)


def review_page(desk: Desk, clear: Clearing, *, person: str) -> dict[str, Any]:
    """All that the page of the queue shows to one person."""
    waiting = desk.cached("waiting", None, lambda: waiting_ids(desk))
    second = second_readings(desk, person)
    names = [*second, *waiting["claims"]]
    items = list(_items(desk, names, clear, second=frozenset(second)))
    return {
        "items": items, "waiting": len(waiting["claims"]), "looked_at": NEWEST,
        "pairs": [view for one in waiting["pairs"] if (view := _pair_view(desk, one, clear)) is not None],
        "figures": desk.cached("agreement", None, lambda: figures(desk)), "choices": choices(desk.codebook),
        "nothing": NOTHING,
    }


def waiting_ids(desk: Desk) -> dict[str, Any]:
    """Claims that nobody reviewed, the weightiest first, and pairs of which the rule is unsure."""
    rows = bench.unreviewed(desk.reading, newest=NEWEST)
    ordered = sorted(rows, key=lambda row: (-weight(row), row["row"]))
    return {
        "claims": [row["id"] for row in ordered],
        "pairs": bench.unsure_pairs(desk.reading, newest=NEWEST, limit=PAIRS)}


def second_readings(desk: Desk, person: str, *, most: int = 3) -> list[str]:
    """Claims of the tenth that is read twice which one other person reviewed and this one did not."""
    makers: dict[str, set[str]] = {}
    for review in bench.said(desk.reading, newest=2 * ITEMS * TENTH):
        name = claim_id(review.target)
        if is_read_twice(name):
            makers.setdefault(name, set()).add(review.maker)
    mine = f"person:{person}"
    return [name for name, found in makers.items() if len(found) == 1 and mine not in found][:most]


def _items(desk: Desk, names: Iterable[str], clear: Clearing, *, second: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The first items of the queue that may be shown and changed here."""
    shown = 0
    for name in names:
        if shown == ITEMS:
            return
        row = bench.claim_row(desk.reading, name)
        if row is None:
            continue
        claim = msgspec.json.decode(row["record"], type=Claim)
        clear.know(desk.reading, [claim.article])
        cleared = clear.record(claim)
        if cleared is None or (desk.obeys and clear.articles[claim.article].careful):
            continue
        shown += 1
        yield item_view(row, cleared, clear, text=may_show_text(desk, clear.articles[claim.article]),
                        second=name in second)


def item_view(row: sqlite3.Row, claim: Claim, clear: Clearing, *, text: bool, second: bool) -> dict[str, Any]:
    """One item; of a hidden one only the words and which of them are meant, nothing that the machine made of them."""
    evidence, trigger = claim.evidence, claim.evidence.trigger
    hidden = second or is_hidden(claim.id)
    at = trigger.start - evidence.start
    view = {
        "id": claim.id, "seen": row["row"], "report": clear.report(claim.article), "hidden": hidden, "second": second,
        "quote": [evidence.text[:at], trigger.text, evidence.text[at + len(trigger.text):]]
        if text and 0 <= at <= len(evidence.text) else None,
    }
    if hidden:
        return view
    return view | {
        "sentence": sentence(claim, outlet=clear.outlet(claim.article)), "event": claim.event, "stake": claim.stake,
        "coding_confidence": claim.coding_confidence.get("all"),
        "confidence_band": band(claim.coding_confidence.get("all")), "why": list(_reasons(row)),
    }


def _reasons(row: sqlite3.Row) -> Iterator[str]:
    """Why an item stands so far up."""
    yield f"coding_confidence {band(row['confidence'])}"
    if row["goldstein"] is not None and abs(row["goldstein"]) >= STRONGEST * 0.7:
        yield f"a weighty act (Goldstein {row['goldstein']:g})"
    if row["sensitive"]:
        yield "care is due"
    if row["self_report"]:
        yield "only its doer says so"


def _pair_view(desk: Desk, judgement: Judgement, clear: Clearing) -> dict[str, Any] | None:
    """Two claims side by side; `None` where one may not be shown or stands no longer."""
    sides = []
    for name in (judgement.left, judgement.right):
        row = bench.claim_row(desk.reading, name)
        claim = None if row is None or row["rejected"] else msgspec.json.decode(row["record"], type=Claim)
        if claim is None or event_of(desk.reading, name) is None:
            return None
        clear.know(desk.reading, [claim.article])
        cleared = clear.record(claim)
        if cleared is None:
            return None
        sides.append({
            "id": name, "sentence": sentence(cleared, outlet=clear.outlet(claim.article)), "stake": cleared.stake,
            "report": clear.report(claim.article),
            "words": clean(cleared.evidence.text) if may_show_text(desk, clear.articles[claim.article]) else None})
    hidden = is_hidden(f"{judgement.left} {judgement.right}")
    return {
        "left": sides[0], "right": sides[1], "hidden": hidden, "score": None if hidden else judgement.score,
        "reason": None if hidden else clean(judgement.reason)}


def figures(desk: Desk) -> dict[str, Any]:
    """Agreement between persons and with the machine, and minutes per row."""
    reviews = bench.said(desk.reading, newest=REVIEWS)
    both, beside = of_pairs(bench.judged_by_persons(desk.reading, newest=REVIEWS))
    return {
        "reviews": len(reviews), "persons": agreement(between_persons(reviews)),
        "blind": agreement(blind_pairs(reviews)), "pairs_persons": agreement(both), "pairs_rule": agreement(beside),
        "pace": pace(reviews), "disagreements": disagreements(reviews, most=10),
    }


@router.post("/review/hidden/{claim}")
def answer_hidden(request: Request, claim: str) -> Response:
    """Keep what a person says of words whose coding he has not seen, then show both."""
    desk, form = desk_of(request), form_of(request)
    row = bench.claim_row(desk.reading, claim)
    if row is None:
        message = f"{claim}: no such claim stands in this store"
        raise InputError(message)
    stands = msgspec.json.decode(row["record"], type=Claim)
    event = form.get("event", "")
    if event != NOTHING and event not in desk.codebook.events:
        message = f"event: expected a code or {NOTHING!r}, found {event!r}"
        raise InputError(message)
    given = {"seen": form.get("seen", ""), "do": "reject"}
    differs = [name for name, told in (("event", stands.event), ("polarity", stands.factuality.polarity))
               if form.get(name, told) != told]
    if event != NOTHING:
        given |= {"do": "correct" if differs else "confirm"} | {name: form[name] for name in differs}
    note = f"{BLIND}{'no act' if event == NOTHING else 'differs' if differs else 'agrees'}"
    keep(desk, stands.article, claim, given, maker=person_of(request), note=note)
    return RedirectResponse(f"/review?done={claim}&did=hidden", status_code=303)


@router.post("/review/pairs")
def answer_pair(request: Request) -> Response:
    """Keep a person's verdict on two claims: one happening, two, or unsure."""
    desk, form = desk_of(request), form_of(request)
    verdict = form.get("verdict", "")
    if verdict not in VERDICTS:
        message = f"verdict: expected one of {', '.join(VERDICTS)}, found {verdict!r}"
        raise InputError(message)
    left, right = form.get("left", ""), form.get("right", "")
    with desk.writing() as database:
        if left == right or event_of(database, left) is None or event_of(database, right) is None:
            message = "pair: expected two claims that are each in an event; one may have been changed meanwhile"
            raise InputError(message)
        checked: Verdict = verdict  # type: ignore[assignment]
        Linker(database, codebook=desk.codebook).judge(
            left, right, checked, maker=person_of(request), note=form.get("note", "")[:500])
    return RedirectResponse(f"/review?done={left}&did={verdict}", status_code=303)


def _answered(desk: Desk, name: str, did: str) -> dict[str, Any] | None:
    """What was answered last; of a hidden item now with what the machine had said."""
    row = bench.claim_row(desk.reading, name) if name else None
    if row is None:
        return None
    clear = clearing(desk)
    claim = msgspec.json.decode(row["record"], type=Claim)
    clear.know(desk.reading, [claim.article])
    cleared = clear.record(claim)
    if cleared is None:
        return None
    reviews = [one for one in bench.reviews_under(desk.reading, claim.article)
               if claim_id(one.target) == name and one.superseded_at is None]
    return {
        "did": did, "id": name, "seen": row["row"], "article": claim.article, "machine": reviews[-1].target.event
        if reviews else claim.event, "sentence": sentence(cleared, outlet=clear.outlet(claim.article)),
        "differs": bool(reviews and not reviews[-1].note.endswith("agrees")), "reviewed": bool(reviews)}


@router.get("/review/{form}.jsonl")
def export(request: Request, form: str) -> Response:
    """Reviewed claims as gold, or reviews as rows to train on: one JSON object a line."""
    if form not in {"gold", "training"}:
        message = f"expected gold.jsonl or training.jsonl, found {form}.jsonl"
        raise InputError(message)
    desk = desk_of(request)
    body = b"".join(msgspec.json.encode(row) + b"\n" for row in exported(desk, form))
    return Response(body, media_type="application/x-ndjson", headers={
        "content-disposition": f'attachment; filename="dateline-{form}.jsonl"'})


def exported(desk: Desk, form: str) -> Iterator[dict[str, Any]]:
    """The rows of an export; of reports whose words may not be handed out there are none."""
    clear = clearing(desk, gate=desk.gate("file"))
    for claim, before, review in bench.reviewed_claims(desk.reading, limit=EXPORTED):
        clear.know(desk.reading, [claim.article])
        shown = clear.record(claim)
        if shown is None or shown.handling or not may_show_text(desk, clear.articles[claim.article]):
            continue
        if form == "training":
            yield training_row(claim, before, review)
        elif review.action != "reject":
            yield gold_row(claim, bench.report_of(desk.reading, claim.article), review)


__all__ = ["is_hidden", "is_read_twice", "review_page", "router", "weight"]
