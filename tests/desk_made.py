"""A store for the pages on which people read, review and map: reports made by hand with claims at their words, the ids
hashed as the coder hashes them."""

from __future__ import annotations

from dateline.codebook import load_codebook
from dateline.pipeline.linking import Linker
from dateline.records import (
    ActorRef, Article, Block, Claim, Evidence, Factuality, Hop, PlaceRef, Published, Span, Speaker, Telling, When, Why,
    make_id,
)
from dateline.store import open_store, put_article

BOOK = load_codebook()
AT = "2026-11-01T00:00:00.000000Z"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
ARMY = ActorRef(text="The army", start=0, end=8, name="Syrian army", country="SYR", sector="MIL", code="SYRMIL")
REBELS = ActorRef(text="rebels", start=0, end=6, name="Rebels", country="SYR", sector="REB", code="SYRREB")
ALEPPO = PlaceRef(text="Aleppo", start=0, end=6, name="Aleppo", country="SYR", admin1="Aleppo", latitude=36.2,
                  longitude=37.16, uncertainty_km=8.0, precision="city")
IDLIB = PlaceRef(text="Idlib", start=0, end=5, name="Idlib", country="SYR", admin1="Idlib", latitude=35.93,
                 longitude=36.63, uncertainty_km=60.0, precision="province")
SYRIA = PlaceRef(text="Syria", start=0, end=5, name="Syria", country="SYR", precision="country")

WAR = """Coast Radio | News | Weather

Shells fall on Aleppo

Rebels shelled a market in Aleppo on Tuesday, a spokesman said. The army said it bombed depots in Idlib after talks \
in Aleppo collapsed. Both sides met 🕊 envoys in Syria on Wednesday.

Sign up for our letter.
"""
TWIN = """Rebels shelled a market in Aleppo on Tuesday, the mayor of Aleppo said.
"""
TRAP = f"""{HOSTILE}

Gunmen </p><svg onload=alert(4)> attacked a convoy in Aleppo on Thursday.
"""


def at(text, words, sentence):
    """Evidence: a sentence of a text and the trigger in it."""
    first = text.index(sentence)
    start = first + sentence.index(words)
    return Evidence(text=sentence, start=first, end=first + len(sentence),
                    trigger=Span(text=words, start=start, end=start + len(words)))


def told(article, text, words, sentence, event, **slots):
    """A claim at its words, with the id that they give it."""
    evidence = at(text, words, sentence)
    trigger = evidence.trigger
    outlet = Hop(speakers=(Speaker(kind="outlet", named=True),))
    return Claim(**{
        "id": make_id("c", article, "claim", trigger.start, trigger.end, event), "article": article,
        "codebook": BOOK.version, "event": event, "cameo": BOOK.cameo_for(event, slots.get("mode")),
        "attribution": (outlet,), "evidence": evidence, "coding_confidence": {"all": 0.7, "event": 0.9, "place": 0.4},
        "why": {"event": (Why(maker="rule:test@1", note=f"“{words}” is {event}"),)},
        "tellings": (Telling(block="paragraph", start=evidence.start, end=evidence.end, voice="outlet"),), **slots})


def on(value):
    return When(text="on Tuesday", start=0, end=10, start_date=value, end_date=value, precision="day", basis="relative")


def spokesman(text, words, *, kind="unnamed_official"):
    start = text.index(words)
    return Hop(speakers=(Speaker(text=words, start=start, end=start + len(words), kind=kind, named=False),),
               cue=Span(text="said", start=text.index("said"), end=text.index("said") + 4), commitment="certain")


def war_claims():
    """The claims of the first report: two in one sentence, one told by a hop, one known to the country only."""
    first, second, third = WAR.index("Rebels"), WAR.index("The army"), WAR.index("Both")
    one, two = WAR[first:second].strip(), WAR[second:third].strip()
    three = WAR[third:WAR.index("Sign")].strip()
    return (
        told("a-war", WAR, "shelled", one, "ASSAULT", mode="heavy-weapons", actors=(REBELS,), place=ALEPPO,
             time=on("2016-10-18"), attribution=(spokesman(WAR, "a spokesman"),), stake="opponent",
             coding_confidence={"all": 0.9, "event": 0.95}),
        told("a-war", WAR, "bombed", two, "ASSAULT", mode="aerial", actors=(ARMY,), place=IDLIB, time=on("2016-10-19"),
             stake="actor", attribution=(Hop(speakers=(Speaker(text="The army", start=WAR.index("The army"),
                                                               end=WAR.index("The army") + 8, actor=ARMY,
                                                               kind="institution", named=True),)),)),
        told("a-war", WAR, "collapsed", two, "REJECT", place=ALEPPO, time=on("2016-10-19"),
             coding_confidence={"all": 0.3}),
        told("a-war", WAR, "met", three, "CONSULT", place=SYRIA, time=on("2016-10-20"), actors=(ARMY, REBELS)),
    )


def blocks(text):
    """Every line a paragraph, but the first a headline, and letters and menus furniture."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            kind = ("navigation" if "Weather" in line else "signup" if "Sign up" in line
                    else "headline" if len(line) < 60 or HOSTILE in line else "paragraph")
            found.append(Block(kind=kind, start=start, end=start + len(line.rstrip())))
        start += len(line)
    return tuple(found)


def report(name, text, **slots):
    return Article(**{"id": name, "text_hash": name, "text": text, "blocks": blocks(text), "language": "en", **slots})


def fill(path):
    """The store: a report of a shelling, the same by another outlet, a hostile one."""
    trap = TRAP[TRAP.index("Gunmen"):].strip()
    shelled = TWIN.strip()
    reports = (
        (report("a-war", WAR, title="Shells fall on Aleppo", outlet="Coast Radio",
                published=Published(value="2016-10-20", precision="day", basis="page")), war_claims()),
        (report("a-twin", TWIN, title="Market hit", outlet="North Daily",
                published=Published(value="2016-10-19", precision="day", basis="page")),
         (told("a-twin", TWIN, "shelled", shelled, "ASSAULT", mode="heavy-weapons", actors=(REBELS,), place=ALEPPO,
               time=on("2016-10-18"), attribution=(spokesman(TWIN, "the mayor of Aleppo", kind="named_person"),)),)),
        (report("a-trap", TRAP, title=HOSTILE, outlet="Hostile <b>Herald</b>", uri="javascript:alert(3)",
                published=Published(value="2016-10-21", precision="day", basis="page")),
         (told("a-trap", TRAP, "attacked", trap, "ASSAULT", place=ALEPPO, time=on("2016-10-20"),
               factuality=Factuality(certainty="probable"),
               actors=(ActorRef(text=HOSTILE, start=0, end=5, name=HOSTILE),)),)),
    )
    with open_store(path) as database:
        for article, claims in reports:
            put_article(database, article, claims, coder="1", codebook=BOOK, source="made", at=AT)
        Linker(database, codebook=BOOK).link_waiting()
    return path
