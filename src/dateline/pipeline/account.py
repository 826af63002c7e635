"""What became of every line of a page: furniture, claim, arrangement, control, background, or nothing and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dateline.records import READ_KINDS, Claim, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.coding import Coded
    from dateline.records import Arrangement, Block, ControlClaim, Reading

    Coding = Claim | Arrangement | ControlClaim
    Told = tuple[int, int, Coding]

Verdict = Literal["furniture", "claim", "arrangement", "control", "background", "nothing"]


class LineNote(Record, frozen=True, kw_only=True):
    """One line or sentence of the page (half-open characters), what it was taken for, why, and the records it gave."""

    start: int
    end: int
    verdict: Verdict
    reason: str
    records: tuple[str, ...] = ()


def account_for(reading: Reading, coded: Coded) -> tuple[LineNote, ...]:
    """A note for each block that is not read and for each sentence of the others, in order."""
    told = _tellings(coded)
    notes: list[LineNote] = []
    for block in reading.article.blocks:
        if block.kind in READ_KINDS:
            notes.extend(_sentences(reading, block, told, coded))
        else:
            notes.append(_furniture(block, told))
    return tuple(notes)


def _tellings(coded: Coded) -> list[Told]:
    """(start, end, record) of every sentence that tells a record."""
    told: list[Told] = []
    records: list[Coding] = [*coded.claims, *coded.arrangements, *coded.controls]
    for record in records:
        spans = {(record.evidence.start, record.evidence.end)}
        spans.update((one.start, one.end) for one in getattr(record, "tellings", ()))
        told.extend((start, end, record) for start, end in sorted(spans))
    return told


def _within(start: int, end: int, told: Iterable[Told]) -> list[Coding]:
    return [record for first, last, record in told if first < end and last > start]


def _furniture(block: Block, told: list[Told]) -> LineNote:
    """A block outside the body: a headline may tell a claim of the body again; the rest is furniture."""
    records = _within(block.start, block.end, told)
    if records:
        ids = tuple(dict.fromkeys(record.id for record in records))
        return LineNote(start=block.start, end=block.end, verdict="claim", records=ids,
                        reason=f"{block.kind}: tells again what the body tells")
    return LineNote(start=block.start, end=block.end, verdict="furniture", reason=block.kind)


def _sentences(
    reading: Reading, block: Block, told: list[Told], coded: Coded,
) -> Iterator[LineNote]:
    for start, end, first in _spans(reading, block):
        records = _within(start, end, told)
        if records:
            yield _coded(start, end, records)
        else:
            reason = coded.silent.get(first, "no word of the codebook tells an act here")
            yield LineNote(start=start, end=end, verdict="nothing", reason=f"nothing coded, because {reason}")


def _coded(start: int, end: int, records: list[Coding]) -> LineNote:
    ids = tuple(dict.fromkeys(record.id for record in records))
    claims = [record for record in records if isinstance(record, Claim)]
    kinds = {record.__struct_config__.tag for record in records}
    if claims and all(claim.temporal == "historical" for claim in claims) and kinds == {"claim"}:
        return LineNote(start=start, end=end, verdict="background", reason="told as history", records=ids)
    verdict: Verdict = "claim" if claims else "arrangement" if "arrangement" in kinds else "control"
    return LineNote(start=start, end=end, verdict=verdict, reason=", ".join(sorted(str(kind) for kind in kinds)),
                    records=ids)


def _spans(reading: Reading, block: Block) -> Iterator[tuple[int, int, int]]:
    """Trimmed sentences of a block, and the first character by which `Coded.silent` knows them; a stretch that was
    too long or odd to parse comes as one span."""
    span = reading.doc.char_span(block.start, block.end, alignment_mode="expand")
    if span is None:
        yield block.start, block.end, block.start
        return
    for sent in span.sents:  # type: ignore[attr-defined]
        start, end = max(sent.start_char, block.start), min(sent.end_char, block.end)
        text = reading.article.text[start:end]
        if text.strip():
            lead = len(text) - len(text.lstrip())
            yield start + lead, start + len(text.rstrip()), sent.start_char
