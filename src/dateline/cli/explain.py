"""`dateline explain`: for each value of a record the words, the rule or model, and how it was resolved."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.tree import Tree

from dateline.cli import inputs
from dateline.cli.console import Lines, console, outlet_of, plain, show_head
from dateline.export import sentence
from dateline.export.care import remark
from dateline.export.phrases import load_phrases
from dateline.export.wording import as_of, clean, how_many, name_place, name_speaker, when
from dateline.records import Arrangement, Claim, ControlClaim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import Console

    from dateline.pipeline import Result
    from dateline.records import ActorRef, Hop, PlaceRef

    Told = Claim | Arrangement | ControlClaim


def run(source: str, *, config: Path | None, claim: str | None, date: str | None, outlet: str | None) -> int:
    """Explain all records of the source, or those whose id begins with `claim`; 1 where there is none."""
    screen = console()
    found, articles = [], 0
    for result in inputs.usable(inputs.code_sources([source], config=config, date=date, outlet=outlet)):
        articles += 1
        wanted = [record for record in records_of(result) if claim is None or record.id.startswith(claim)]
        found.extend(wanted)
        if wanted:
            show_head(screen, result)
        for record in wanted:
            explain(screen, record, result=result)
    if claim is not None and not found and articles:
        print(f"dateline: no record of {source} has an id that begins with {claim}; `dateline code {source} "
              "--format jsonl` shows the ids", file=sys.stderr)
    return 0 if found or (articles and claim is None) else 1


def records_of(result: Result) -> list[Told]:
    """Claims, arrangements and control claims in the order of the page."""
    records: list[Told] = [*result.claims, *result.arrangements, *result.controls]
    return sorted(records, key=lambda one: one.evidence.trigger.start)


def explain(screen: Console, record: Told, *, result: Result) -> None:
    """One record: its sentence, its words, the chain hop by hop, then each value and its ground."""
    lines = Lines(result.article.text)
    evidence = record.evidence
    line = sentence(record, outlet=outlet_of(result.article)) + remark(record)
    tree = Tree(plain(f"{record.id}  {line}", style="bold"))
    where = f"line {lines.span(evidence.start, evidence.end)}, characters {evidence.start}-{evidence.end}"
    tree.add(plain(f"words ({where}): “{evidence.text}”"))
    tree.add(plain(f"trigger: “{evidence.trigger.text}” at {evidence.trigger.start}"))
    _add_chain(tree, record.attribution, outlet=outlet_of(result.article))
    told: dict[str, list[str]] = {}
    for slot, words in values(record):
        told.setdefault(slot, []).append(words)
    for slot in dict.fromkeys((*told, *record.why, *record.unresolved)):
        branch = tree.add(plain(slot, style="cyan"))
        for words in told.get(slot, ()):
            branch.add(plain(words))
        for why in dict.fromkeys(record.why.get(slot, ())):
            branch.add(plain(f"because {why.note} [{why.maker}]", style="dim"))
        if slot in record.unresolved:
            branch.add(plain(f"not known: {record.unresolved[slot]}", style="yellow"))
    for slot, share in record.coding_confidence.items():
        if slot == "all":
            tree.add(plain(f"sure of this reading, not of its truth: {share:.0%}"))
    screen.print(tree)
    screen.print()


def _add_chain(tree: Tree, chain: Sequence[Hop], *, outlet: str | None) -> None:
    """Whose word it is: the origin on top, each further hop one step in."""
    branch = tree.add(plain("whose word, origin first", style="cyan"))
    if not chain:
        branch.add(plain(f"{outlet or 'the outlet'}, in its own words"))
    for hop in chain:
        last = branch
        for speaker in hop.speakers:
            words = f"{name_speaker(speaker, outlet=outlet)}: {speaker.kind.replace('_', ' ')}"
            if speaker.start is not None:
                words += f" at {speaker.start}-{speaker.end}"
            if speaker.actor is not None:
                words += f", taken for {identity(speaker.actor)}"
            if hop.cue is not None:
                words += f"; by the word “{clean(hop.cue.text)}” at {hop.cue.start}, which holds it {hop.commitment}"
            last = branch.add(plain(words))
        branch = last


def values(record: Told) -> Iterator[tuple[str, str]]:
    """Each value of a record in words, by slot, in reading order."""
    if isinstance(record, Claim):
        yield from _claim_values(record)
    elif isinstance(record, Arrangement):
        yield from _arrangement_values(record)
    else:
        yield "change", record.change
        if record.part:
            yield "part", record.part
        if record.holder:
            yield "holder", party(record.holder)
        if record.from_holder:
            yield "from_holder", party(record.from_holder)
    if record.place is not None:
        yield "place", place(record.place)
    if not isinstance(record, Arrangement) and record.time is not None:
        words = f"“{clean(record.time.text)}”: " if record.time.text else ""
        yield "time", f"{words}{when(record.time)} ({record.time.basis}, to the {record.time.precision})"
    yield "stake", f"{record.stake.replace('_', ' ')}: how the origin stands to the matter"
    factuality = record.factuality
    yield "factuality", f"{factuality.certainty}, {'told as so' if factuality.polarity == '+' else 'told as not so'}"
    if factuality.condition is not None:
        yield "factuality", f"on the condition “{clean(factuality.condition.text)}”"


def _claim_values(claim: Claim) -> Iterator[tuple[str, str]]:
    code = f"{claim.event}/{claim.mode}" if claim.mode else claim.event
    yield "event", f"{code} of {claim.codebook}" + (f", CAMEO {claim.cameo}" if claim.cameo else "")
    if claim.contexts:
        yield "contexts", ", ".join(claim.contexts)
    for actor in claim.actors:
        yield "actors", party(actor)
    for recipient in claim.recipients:
        yield "recipients", party(recipient)
    yield "temporal", claim.temporal
    if claim.about is not None:
        yield "about", f"“{clean(claim.about.text)}” at {claim.about.start}-{claim.about.end}"
    for quantity in claim.quantities:
        yield "quantities", f"{quantity.kind}: {how_many(quantity)}, from “{clean(quantity.text)}”"
    for relation in claim.relations:
        yield "relations", f"{relation.type.replace('_', ' ')} {relation.claim}"
    for label in claim.labels:
        yield "labels", f"“{clean(label.word)}” for {clean(label.party)}, the word of the {label.voice}"


def _arrangement_values(record: Arrangement) -> Iterator[tuple[str, str]]:
    yield "arrangement", f"{record.arrangement}, {record.direction}"
    for side in record.sides:
        yield "sides", f"{side.role}: {party(side.actor)}"
    for told in record.status_by:
        by = party(told.according_to) if told.according_to else "the outlet"
        yield "status", f"said {load_phrases().status[told.status]} by {by} as of {as_of(told.as_of)}"
    for slot in ("announced_on", "effective_from", "effective_to"):
        time = getattr(record, slot)
        if time is not None:
            yield slot, f"“{clean(time.text or '')}”: {when(time)} ({time.basis})"
    if record.duration_hours is not None:
        yield "duration_hours", f"{record.duration_hours:g}, from “{clean(record.duration_text or '')}”"
    for route in record.terms.routes:
        yield "terms", f"route for {route.for_ or '?'}: from {route.from_ or '?'} to {route.to or '?'}"


def party(ref: ActorRef) -> str:
    """Words, name and codes of a party, and what is not known of it."""
    return f"“{clean(ref.text)}” at {ref.start}-{ref.end}: {identity(ref)}"


def identity(ref: ActorRef) -> str:
    """Name, code, id and office of a party, each said to be unknown where it is."""
    known = [ref.name or "no name known", ref.code or "no code", f"id {ref.id}" if ref.id else "in no table"]
    if ref.office is not None:
        known.append(f"{'former ' if ref.office.former else ''}{ref.office.title}")
    return ", ".join(known)


def place(ref: PlaceRef) -> str:
    """Words, name, region and point of a place, and how far off the point may be."""
    region = ", ".join(part for part in (ref.admin2, ref.admin1, ref.country) if part)
    point = "no point"
    if ref.latitude is not None and ref.longitude is not None:
        point = f"{ref.latitude:.4f}, {ref.longitude:.4f}"
        if ref.uncertainty_km is not None:
            point += f" within {ref.uncertainty_km:g} km"
    return f"“{clean(ref.text)}” at {ref.start}-{ref.end}: {name_place(ref)} ({region or 'region not known'}), {point}"
