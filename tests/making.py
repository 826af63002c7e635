"""Records made by hand, for tests that need no language model. Defaults are a plain claim of the outlet."""

from __future__ import annotations

from typing import Any

from dateline.records import (
    ActorRef, Arrangement, Article, Block, Claim, ControlClaim, Evidence, Hop, PlaceRef, Published, Span, Speaker, When,
)

TEXT = """Coast Radio

Army says it keeps truce in Aleppo

Coast Radio

2016-10-19

Syria's Foreign Ministry said the Syrian army observed a ceasefire in Aleppo.

Sign up for our letter.
"""
SENTENCE = "Syria's Foreign Ministry said the Syrian army observed a ceasefire in Aleppo."


def span(text: str, within: str = TEXT) -> Span:
    """The words where they first stand."""
    start = within.index(text)
    return Span(text=text, start=start, end=start + len(text))


def evidence(trigger: str = "observed", sentence: str = SENTENCE) -> Evidence:
    """A sentence of the report and its trigger."""
    where = TEXT.index(sentence)
    at = where + sentence.index(trigger)
    return Evidence(
        text=sentence, start=where, end=where + len(sentence),
        trigger=Span(text=trigger, start=at, end=at + len(trigger)))


def actor(text: str, **slots: Any) -> ActorRef:
    """A party by its words."""
    return ActorRef(text=text, start=0, end=len(text), **slots)


def speaker(text: str | None, kind: str = "institution", **slots: Any) -> Speaker:
    """A voice; named unless told otherwise."""
    where: dict[str, Any] = {"start": 0, "end": len(text)} if text else {}
    return Speaker(**{"text": text, "kind": kind, "named": text is not None, **where, **slots})


def hop(*speakers: Speaker, **slots: Any) -> Hop:
    """One step of a chain."""
    return Hop(speakers=speakers, **slots)


OUTLET = hop(speaker(None, "outlet"))
MINISTRY = hop(speaker("Syria's Foreign Ministry"), commitment="certain")


def place(text: str = "Aleppo", precision: str = "city", **slots: Any) -> PlaceRef:
    """A place by its words."""
    return PlaceRef(**{"text": text, "start": 0, "end": len(text), "name": text, "precision": precision, **slots})


def day(value: str = "2016-10-19", **slots: Any) -> When:
    """A stated day."""
    return When(**{
        "text": "on Wednesday", "start": 0, "end": 12, "start_date": value, "end_date": value, "precision": "day",
        "basis": "stated", **slots})


def claim(event: str = "RETREAT", mode: str | None = "ceasefire", **slots: Any) -> Claim:
    """The Syrian army observes a ceasefire in Aleppo on 2016-10-19, on the ministry's word."""
    return Claim(**{
        "id": f"c-{event.lower()}{mode or ''}", "article": "a-1", "codebook": "plover-2.0", "event": event,
        "mode": mode, "cameo": "0871", "actors": (actor("Syrian army", name="Syrian army", country="SYR",
                                                        sector="MIL", code="SYRMIL"),),
        "place": place(), "time": day(), "attribution": (MINISTRY, OUTLET), "evidence": evidence(), **slots})


def arrangement(kind: str = "ceasefire", **slots: Any) -> Arrangement:
    """A ceasefire in Aleppo on the ministry's word."""
    return Arrangement(**{
        "id": "r-1", "article": "a-1", "arrangement": kind, "place": place(), "attribution": (MINISTRY, OUTLET),
        "evidence": evidence("ceasefire"), **slots})


def control(change: str = "captured", **slots: Any) -> ControlClaim:
    """The Syrian army took Aleppo on the ministry's word."""
    return ControlClaim(**{
        "id": "k-1", "article": "a-1", "change": change, "place": place(), "holder": actor("Syrian army"),
        "time": day(), "attribution": (MINISTRY, OUTLET), "evidence": evidence("observed"), **slots})


def article(**slots: Any) -> Article:
    """The page that all of these were told on."""
    read = TEXT.index(SENTENCE)
    title = span("Army says it keeps truce in Aleppo")
    return Article(**{
        "id": "a-1", "text_hash": "0", "title": title.text, "outlet": "Coast Radio", "text": TEXT,
        "published": Published(value="2016-10-19", precision="day", basis="page"),
        "blocks": (
            Block(kind="outlet", start=0, end=11),
            Block(kind="headline", start=title.start, end=title.end),
            Block(kind="paragraph", start=read, end=read + len(SENTENCE)),
        ), **slots})
