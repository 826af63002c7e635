"""Reports to read: the words with their claims marked, one claim taken apart, and what a person says of it.

Everything works by links and forms; the script only spares the way. What a person changes is a `Review`, made of the
version that he saw: where somebody was quicker, the page says what changed and keeps nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.errors import InputError, OvertakenReview
from dateline.export.sentences import sentence
from dateline.export.wording import clean, shorten
from dateline.pipeline.linking import Linker
from dateline.records import Claim, make_id
from dateline.store import bench
from dateline.store.desk import briefs, events_holding
from dateline.store.reviewing import add_claim, review_claim, undo_review
from dateline.web.claim_parts import QUADS, chain_of, differences, said_of, slots_of
from dateline.web.desk import desk_of, form_of, person_of, render, wants_json
from dateline.web.filters import band
from dateline.web.marking import Mark, paragraphs
from dateline.web.mending import (
    CERTAINTIES, FIELDS, POLARITIES, TEMPORALS, changes_in, drafted, fields_of,
)
from dateline.web.showing import Clearing, clearing, may_show_text, told_view

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from dateline.codebook import Codebook
    from dateline.records import Article
    from dateline.store import Database
    from dateline.web.desk import Desk

router = APIRouter(include_in_schema=False)

SHOWN_CHARS: Final = 60_000
"""Characters of a report that one page shows, unless all is asked for."""
ACTIONS: Final = ("confirm", "correct", "reject", "undo")
DONE: Final = {"confirm": "Accepted", "correct": "Mended", "reject": "Rejected", "undo": "Taken back", "add": "Added"}
WRITING: Final = "This report's records are handled with care here; review them on the machine that holds the store."


@router.get("/reports/{article}")
def read(request: Request, article: str) -> Response:
    """One report with its claims; `claim` chooses one."""
    desk = desk_of(request)
    clear = clearing(desk)
    values = reading_page(desk, article, clear, chosen=request.query_params.get("claim"),
                          whole="all" in request.query_params)
    done = request.query_params.get("done", "")
    values["done"] = _done(request.query_params.get("did", ""), done, values["claims"])
    return render(request, "reading.html", gate=clear.gate, **values)


@router.get("/reports/{article}/claims/{claim}")
def panel(request: Request, article: str, claim: str) -> Response:
    """One claim of a report taken apart, without the page around it."""
    desk = desk_of(request)
    clear = clearing(desk)
    values = reading_page(desk, article, clear, chosen=claim)
    if values["chosen"] is None:
        message = f"{claim}: no such claim stands in this report, or it is held back"
        raise InputError(message)
    return render(request, "reading_panel.html", gate=clear.gate, **values)


@router.post("/reports/{article}/claims/{claim}")
def review(request: Request, article: str, claim: str) -> Response:
    """Keep what a person says of a claim, then show the report again."""
    desk, form = desk_of(request), form_of(request)
    try:
        said = keep(desk, article, claim, form, maker=person_of(request))
    except OvertakenReview as overtaken:
        return _overtaken(request, article, claim, told=str(overtaken))
    if wants_json(request):
        return render(request, "reading.html", kept=said)
    back = form.get("back", "")
    if back == "review":
        return RedirectResponse(f"/review?done={claim}&did={form.get('do')}&report={article}", status_code=303)
    after = _next_open(desk.reading, article, claim) if form.get("then") == "next" else claim
    return RedirectResponse(
        f"/reports/{article}?claim={after}&done={claim}&did={form.get('do')}#claim", status_code=303)


@router.post("/reports/{article}/claims")
def add(request: Request, article: str) -> Response:
    """Keep a claim that a person adds at some words of the report."""
    desk, form = desk_of(request), form_of(request)
    _check_may_write(desk, article)
    report = bench.report_of(desk.reading, article)
    start, end = _span_in(form, report)
    plain = drafted(report, start=start, end=end, event=form.get("event", "").upper(), codebook=desk.codebook)
    empty = msgspec.convert(plain, type=Claim)
    given = {name: form[name] for name in FIELDS if name != "event" and form.get(name, "").strip()}
    changes = changes_in(given, empty, codebook=desk.codebook, settings=desk.settings)
    made = msgspec.convert(plain | changes, type=Claim)
    with desk.writing() as database:
        add_claim(database, made, maker=person_of(request), codebook=desk.codebook, note=form.get("note", "")[:500])
        Linker(database, codebook=desk.codebook).link(article)
    if wants_json(request):
        return render(request, "reading.html", kept={"claim": made.id, "action": "add"})
    return RedirectResponse(f"/reports/{article}?claim={made.id}&done={made.id}&did=add#claim", status_code=303)


def keep(
    desk: Desk, article: str, claim: str, form: Mapping[str, str], *, maker: str, note: str | None = None,
) -> dict[str, Any]:
    """Put what a form says upon a claim and link its report anew; gives what was kept."""
    action = form.get("do", "")
    if action not in ACTIONS:
        message = f"do: expected one of {', '.join(ACTIONS)}, found {action!r}"
        raise InputError(message)
    _check_may_write(desk, article)
    seen = form.get("seen", "")
    if not seen.isascii() or not seen.isdigit():
        message = "seen: expected the version of the claim that was read"
        raise InputError(message)
    with desk.writing() as database:
        row = bench.claim_row(database, claim)
        if row is None or row["article"] != article:
            message = f"{claim}: no such claim stands in this report"
            raise InputError(message)
        stands = msgspec.json.decode(row["record"], type=Claim)
        if action == "undo":
            undone = undo_review(database, claim, maker=maker, codebook=desk.codebook, seen=int(seen))
            kept: dict[str, Any] = {"claim": claim, "action": "undo", "undone": undone.action}
        else:
            if int(seen) != row["row"]:
                raise OvertakenReview(_OVERTAKEN)
            changes = _changes(form, stands, desk) if action == "correct" else {}
            made = review_claim(
                database, stands, action=action, maker=maker, codebook=desk.codebook,  # type: ignore[arg-type]
                note=note if note is not None else form.get("note", "")[:500], changes=changes, seen=int(seen))
            kept = {"claim": claim, "action": action, "changes": changes, "review": made.id}
        Linker(database, codebook=desk.codebook).link(article)
    return kept


_OVERTAKEN: Final = "Somebody changed this claim since you read it."


def _changes(form: Mapping[str, str], claim: Claim, desk: Desk) -> dict[str, Any]:
    changes = changes_in(form, claim, codebook=desk.codebook, settings=desk.settings)
    if not changes:
        message = "nothing was changed in the fields; accept the claim instead, or reject it"
        raise InputError(message)
    return changes


def _overtaken(request: Request, article: str, claim: str, *, told: str) -> Response:
    """The report as it stands now, what another person changed, and what this one had written, still in the fields."""
    desk, form = desk_of(request), form_of(request)
    clear = clearing(desk)
    values = reading_page(desk, article, clear, chosen=claim)
    chosen = values["chosen"]
    if chosen is not None:
        before = bench.version_at(desk.reading, int(form.get("seen", "0")), claim=claim)
        now = msgspec.json.decode(bench.claim_row(desk.reading, claim)["record"], type=Claim)  # type: ignore[index]
        values["overtaken"] = {
            "words": told, "changed": differences(before, now, desk.codebook) if before else [],
            "do": form.get("do", ""),
        }
        if form.get("do") == "correct":
            chosen["fields"] |= {name: form[name] for name in FIELDS if name in form}
    return render(request, "reading.html", status=409, gate=clear.gate, done=None, **values)


def _check_may_write(desk: Desk, article: str) -> None:
    """Raise `InputError` where this server hands the records of a report out only with care."""
    brief = briefs(desk.reading, [article]).get(article)
    if desk.obeys and (brief is None or brief.careful):
        raise InputError(WRITING)


def _span_in(form: Mapping[str, str], report: Article) -> tuple[int, int]:
    """The characters that were selected; of words typed instead, where they first stand."""
    start, end = form.get("start", ""), form.get("end", "")
    if start.isascii() and start.isdigit() and end.isascii() and end.isdigit():
        return int(start), int(end)
    words = form.get("words", "").strip()
    at = report.text.find(words) if words else -1
    if at < 0:
        message = f"words: expected words that stand in the report just so, found {words[:80]!r}"
        raise InputError(message)
    return at, at + len(words)


def _next_open(database: Database, article: str, claim: str) -> str:
    """The next claim of a report, from this one on and around, that nobody reviewed; else this one."""
    rows = bench.claims_in(database, article)
    names = [row["id"] for row in rows]
    at = names.index(claim) + 1 if claim in names else 0
    open_rows = [row["id"] for row in (*rows[at:], *rows[:at]) if row["reviewed"] is None]
    return open_rows[0] if open_rows else claim


def _done(did: str, claim: str, claims: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What was done last, to be told and to be undone."""
    found = next((one for one in claims if one["id"] == claim), None)
    if did not in DONE or (found is None and did != "undo"):
        return None
    return {"did": did, "word": DONE[did], "claim": found, "undo": found is not None and did != "undo"}


def reading_page(
    desk: Desk, name: str, clear: Clearing, *, chosen: str | None = None, whole: bool = False,
) -> dict[str, Any]:
    """All that the page of a report shows. The words are `None` where they may not be shown (see `may_show_text`)."""
    database = desk.reading
    article = bench.report_of(database, name)
    clear.know(database, [name])
    rows = bench.claims_in(database, name)
    shown = [(row, claim) for row in rows
             if isinstance(claim := clear.record(msgspec.json.decode(row["record"], type=Claim)), Claim)]
    text = may_show_text(desk, clear.articles[name])
    marks = [_mark(claim, at, row, desk.codebook) for at, (row, claim) in enumerate(shown, start=1)]
    end = None if whole else SHOWN_CHARS
    held = events_holding(database, (claim.id for _, claim in shown))
    claims = [
        {"number": mark.number, "quad": mark.quad, "sentence": sentence(claim, outlet=clear.outlet(name)),
         "id": claim.id, "event": claim.event, "mode": claim.mode, "stake": claim.stake, "reviewed": row["reviewed"],
         "rejected": bool(row["rejected"]), "seen": row["row"], "happening": held.get(claim.id),
         "coding_confidence": claim.coding_confidence.get("all"), "trigger": clean(claim.evidence.trigger.text),
         "confidence_band": band(claim.coding_confidence.get("all"))}
        for (row, claim), mark in zip(shown, marks, strict=True)]
    others = [view for one in bench.others_in(database, name)
              if (record := clear.record(one)) is not None for view in (told_view(record, clear),)]
    may_write = not (desk.obeys and clear.articles[name].careful)
    return {
        "report": clear.report(name) | _about(article), "claims": claims, "others": others,
        "paragraphs": paragraphs(article, marks, end=end) if text else None,
        "cut": text and end is not None and len(article.text) > end, "quads": QUADS, "may_write": may_write,
        "chosen": _chosen(desk, shown, claims, chosen, outlet=clear.outlet(name)), "choices": choices(desk.codebook),
        "later_version": bench.replaced_by(database, name), "overtaken": None,
    }


def _about(article: Article) -> dict[str, Any]:
    published = article.published
    return {
        "agency": clean(article.agency or "") or None, "byline": clean(article.byline or "") or None,
        "publisher": clean(article.publisher or "") or None, "licence": article.licence,
        "published_basis": published.basis if published else None,
    }


def _mark(claim: Claim, number: int, row: sqlite3.Row, codebook: Codebook) -> Mark:
    evidence = claim.evidence
    quad = codebook.quad(claim.event) if claim.event in codebook.events else 0
    return Mark(claim.id, number, evidence.start, evidence.end, (evidence.trigger.start, evidence.trigger.end),
                claim.event, quad, bool(row["rejected"]))


def _chosen(
    desk: Desk, shown: list[tuple[sqlite3.Row, Claim]], claims: list[dict[str, Any]], name: str | None, *,
    outlet: str | None,
) -> dict[str, Any] | None:
    """The chosen claim taken apart; `None` where none is chosen or it is not shown."""
    found = [(claim, view) for (_, claim), view in zip(shown, claims, strict=True) if claim.id == name]
    if not found:
        return None
    claim, view = found[0]
    reviews = bench.reviews_under(desk.reading, claim.article)
    key = next((one.id for one in reviews if make_id("c", one.target.article, one.target.kind, *one.target.trigger,
                                                     one.target.event) == claim.id), "")
    return view | {
        "slots": slots_of(claim, desk.codebook), "chain": chain_of(claim, outlet=outlet),
        "said": said_of(reviews, key), "fields": fields_of(claim), "handling": claim.handling,
        "evidence": clean(shorten(claim.evidence.text, limit=600)), "tier": claim.tier,
    }


def choices(codebook: Codebook) -> dict[str, Any]:
    """What the fields of a form may hold."""
    return {
        "event": [{"code": one.code, "name": one.name} for one in codebook.events.values()],
        "mode": sorted({mode for _, mode in codebook.modes}), "certainty": CERTAINTIES, "polarity": POLARITIES,
        "temporal": TEMPORALS, "stake": ("actor", "recipient", "ally", "opponent", "third_party", "unknown"),
    }


__all__ = ["choices", "keep", "reading_page", "router"]
