"""Claims and articles for tests of events, each told by a sentence with its trigger in brackets."""

from __future__ import annotations

from dateline.records import (
    ActorRef, Article, Claim, Evidence, Factuality, Hop, PlaceRef, Published, Quantity, Span, Speaker, When, make_id,
)

ZENICA = (44.2, 17.9, "BIH")
VITEZ = (44.15, 17.79, "BIH")
SARAJEVO = (43.85, 18.36, "BIH")
ALEPPO = (36.2, 37.16, "SYR")
HOMS = (34.73, 36.72, "SYR")
POINTS = {"Zenica": ZENICA, "Vitez": VITEZ, "Sarajevo": SARAJEVO, "Aleppo": ALEPPO, "Homs": HOMS}


def article(name, text, *, published="1993-03-17", outlet="The Courier", agency=None, title=None):
    return Article(
        id=f"a-{name}", text_hash=make_id("t", text), outlet=outlet, agency=agency, title=title, text=text,
        published=Published(value=published, precision="day", basis="given") if published else None)


def party(code, *, ident=None, text=None):
    country, sector = (code[:3] or None, code[3:] or None) if len(code) > 3 else (None, code)
    words = text or code
    return ActorRef(
        text=words, start=0, end=len(words), id=ident, name=words, country=country, sector=sector, code=code)


def where(name, *, within_km=6.0, precision="city"):
    latitude, longitude, country = POINTS[name]
    return PlaceRef(
        text=name, start=0, end=len(name), name=name, country=country, latitude=latitude, longitude=longitude,
        uncertainty_km=within_km, precision=precision)


def on(day, *, basis="relative"):
    words = {} if basis == "publication" else {"text": "then", "start": 0, "end": 4}
    return When(start_date=day, end_date=day, precision="day", basis=basis, **words)


def dead(number, *, kind="killed"):
    return Quantity(kind=kind, low=number, high=number, bound="exact", text=str(number), start=0, end=1)


def says(words, *, kind="institution", actor=None):
    return Speaker(text=words, start=0, end=len(words), kind=kind, named=kind == "named_person", actor=actor)


def told(source, marked, *, event="ASSAULT", by=None, denied=False, **slots):
    """The claim of a sentence of an article; `[word]` is its trigger, `by` the speaker on whose word it is."""
    before, word, after = marked.replace("]", "[").split("[")
    sentence = before + word + after
    start = max(source.text.find(sentence), 0)
    trigger = Span(text=word, start=start + len(before), end=start + len(before) + len(word))
    house = Hop(speakers=(Speaker(kind="outlet", named=True),))
    chain = (Hop(speakers=(by,)), house) if by is not None else (house,)
    return Claim(
        id=make_id("c", source.id, "claim", trigger.start, trigger.end, event), article=source.id,
        codebook="plover-2.0", event=event, attribution=chain, factuality=Factuality(polarity="-" if denied else "+"),
        evidence=Evidence(text=sentence, start=start, end=start + len(sentence), trigger=trigger), **slots)
