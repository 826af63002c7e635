"""Fourteen reports of five happenings, and stores that hold them: for tests of linking."""

from __future__ import annotations

import msgspec

from dateline.codebook import load_codebook
from dateline.pipeline.linking import Linker
from dateline.records import make_id
from dateline.store import put_article
from tests.events.told import article, dead, on, party, says, told, where

BOOK = load_codebook()
TALES = (
    ("queue", "Bread queue of Zenica hit", "Shells [hit] the bread queue of Zenica, Bosnia, {} said.", "Zenica",
     "1993-03-16", ("1993-03-16", "1993-03-17", "1993-03-18", "1993-03-18")),
    ("mosque", "Mortar attack on Vitez mosque", "A mortar attack [killed] nine worshippers at the mosque of Vitez, {}.",
     "Vitez", "1993-04-02", ("1993-04-02", "1993-04-03", "1993-04-04")),
    ("market", "Market of Aleppo bombed", "Jets [bombed] the covered market of Aleppo, Syria, {} reported.", "Aleppo",
     "2016-10-18", ("2016-10-18", "2016-10-19", "2016-10-19", "2016-10-20")),
    ("bus", "Bus blast in Homs", "A bomb [killed] four soldiers on a bus in Homs, Syria, {}.", "Homs", "2016-10-18",
     ("2016-10-18", "2016-10-19")),
    ("ferry", "Ferry sinks", "The navy [fired] flares as a ferry sank off Split, {}.", None, "1993-03-17",
     ("1993-03-18",)),
)

VOICES = {
    ("bus", None): says("the police chief"), ("market", 1): says("residents", kind="witness"),
    ("market", 2): says("the Syrian army", actor=party("SYRMIL", ident="syrian-army")),
}


def reports():
    """(article, its claims) of every report, in the order in which they were published."""
    found = []
    for name, title, marked, town, day, dates in TALES:
        for number, published in enumerate(dates):
            outlet = f"The {name.title()} Post {number}"
            words = marked.format(outlet)
            read = article(
                f"{name}{number}", words.replace("[", "").replace("]", ""), published=published, outlet=outlet,
                title=title)
            slots = {"place": where(town)} if town else {}
            voice = VOICES.get((name, number)) or VOICES.get((name, None))
            claim = told(
                read, words, time=on(day), quantities=(dead(9),) if name == "mosque" else (), by=voice, **slots)
            found.append((read, (claim,)))
    return sorted(found, key=lambda one: (one[0].published.value, one[0].id))


def keep(database, read, claims, *, coder="1", at=None):
    """Keep one report."""
    return put_article(database, read, claims, coder=coder, codebook=BOOK, source="x", at=at)


def linker(database):
    return Linker(database, codebook=BOOK)


def fill(database, found):
    """Keep and link reports one after the other."""
    one = linker(database)
    for read, claims in found:
        keep(database, read, claims)
        one.link(read.id)


def another(claim, **slots):
    """The claim as a newer coder tells it; another event gives it another id."""
    now = msgspec.structs.replace(claim, **slots)
    trigger = now.evidence.trigger
    return msgspec.structs.replace(
        now, id=make_id("c", now.article, "claim", trigger.start, trigger.end, now.event))
