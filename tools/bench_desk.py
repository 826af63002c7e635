"""How long the desk takes for each page at the server: p50 and p95 in milliseconds, on a store of made-up claims.

`python tools/bench_desk.py --claims 200000 --store desk-bench.db` makes the store where it is absent.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from fastapi.testclient import TestClient

from dateline.codebook import load_codebook
from dateline.config.policy import default_policy
from dateline.events.happening import event_id, slots_of
from dateline.records import (
    ActorRef, Arrangement, Article, Block, Claim, ControlClaim, Event, Evidence, Hop, PlaceRef, Published, Side, Span,
    Speaker, StatusBy, When,
)
from dateline.store import open_store
from dateline.store.adding import insert
from dateline.store.event_rows import event_party_rows, event_row, value_rows
from dateline.store.rows import article_row, party_rows, told_row
from dateline.web.app import make_app, warm

if TYPE_CHECKING:
    import sqlite3

    from dateline.codebook import Codebook

    Told = Claim | Arrangement | ControlClaim

COUNTRIES = ("SYR", "RUS", "UKR", "USA", "ISR", "PSE", "SDN", "ETH", "IRN", "IRQ", "YEM", "TUR", "CHN", "IND", "PAK",
             "MMR", "COD", "RWA", "COL", "NGA")
SECTORS = ("GOV", "MIL", "REB", "CVL", "UAF", "COP")
STAKES = ("actor", "ally", "opponent", "third_party", "unknown")
SENTENCE = "The ministry said that the army had shelled the town of {place} near the river on that day, killing many."
PER_ARTICLE = 5
OUTLETS = 60
DIFFERING = 0.2
"""The share of events of several claims whose accounts differ."""
MADE_AT = "2026-01-01T00:00:00.000000Z"
PARTY = ("INSERT INTO parties (kind, record, role, position, actor, name, country, sector, code, text) "
         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")


def main() -> None:
    """Make the store where it is absent, ask for every page, print the times."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    if not given.store.exists():
        make_store(given.store, given.claims)
    for address, walls, works, size in measured(given.store, given.rounds):
        sys.stdout.write(
            f"{address:<46} p50 {statistics.median(walls):7.1f}  p95 {late(walls):7.1f} ms; of the processor: first "
            f"{works[0]:6.1f}  p50 {statistics.median(works):6.1f}  p95 {late(works):6.1f} ms {size / 1000:7.1f} kB\n")


def late(times: list[float]) -> float:
    """The time that nineteen of twenty are below."""
    return sorted(times)[min(len(times) - 1, round(0.95 * (len(times) - 1)))]


def measured(store: Path, rounds: int) -> list[tuple[str, list[float], list[float], int]]:
    """(address, milliseconds of each round by the clock, the same by the processor, bytes) of every page. The clock
    also counts what else the machine does."""
    app = make_app(store, policy=default_policy())
    warm(app)
    client = TestClient(app, base_url="http://127.0.0.1")
    first = client.get("/events.json").json()["events"][0]["id"]
    report = client.get("/reports.json").json()["reports"][0]["id"]
    pages = [
        "/", "/events", "/events?country=SYR", "/events?actor=SYRMIL&event=ASSAULT", "/events?flag=accounts_differ",
        "/events?sort=origins", "/events?place=Town7", "/events?text=army", "/events?dyad=SYR-RUS",
        f"/events/{first}", "/timeline", "/timeline?a=SYR&b=RUS", "/timeline?a=SYRMIL", "/arrangements",
        "/arrangements?country=SYR&as-of=2020-06-01", "/control", "/sources", "/sources?country=SYR", "/reports",
        "/search?q=ministry", f"/reports/{report}", "/review", "/map", "/api/v1/claims?limit=100", "/api/v1/events",
        "/api/v1/arrangements", "/api/v1/control", "/api/v1/articles", "/api/v1/sources", "/api/v1/labels",
        "/api/v1/status", "/api/v1/coverage",
    ]
    found = []
    for page in pages:
        walls, works, size = [], [], 0
        for _ in range(rounds):
            begun, worked = time.perf_counter(), time.process_time()
            answer = client.get(page, headers={"accept": "text/html"})
            walls.append((time.perf_counter() - begun) * 1000)
            works.append((time.process_time() - worked) * 1000)
            size = len(answer.content)
        found.append((f"{page}{'' if answer.is_success else f' [{answer.status_code}]'}", walls, works, size))
    return found


def make_store(path: Path, claims: int) -> None:
    """A store of so many claims, five an article, about half of them in events with others."""
    chance = random.Random(1)
    places = [(f"Town{n}", chance.choice(COUNTRIES), chance.uniform(-30, 60), chance.uniform(-100, 120))
              for n in range(3000)]
    book = load_codebook()
    codes = sorted(book.events)
    with open_store(path) as database:
        connection = database.connection
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        waiting: list[Claim] = []
        for number in range(claims // PER_ARTICLE):
            article = _article(number, chance)
            insert(connection, "articles", article_row(article) | {
                "coder": "1", "added_at": MADE_AT, "coded_at": MADE_AT, "linked_by": "1"})
            for at in range(PER_ARTICLE):
                claim = _claim(f"c-{number:07d}{at}", article, chance, places, codes=codes)
                _put(connection, "claims", claim, book)
                waiting.append(claim)
                if len(waiting) >= chance.choice((1, 1, 2, 3, 6)):
                    _put_event(connection, waiting, book, chance)
                    waiting = []
            if number % 8 == 0:
                _put(connection, "arrangements", _arrangement(number, article, chance, places), book)
            if number % 12 == 0:
                _put(connection, "controls", _control(number, article, chance, places), book)
            connection.execute(
                "INSERT INTO coverage VALUES (?, ?, 1, 0) ON CONFLICT DO UPDATE SET articles = articles + 1",
                (article.outlet, article.published.value if article.published else ""))
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sys.stderr.write(f"made {path} with {claims} claims\n")


def _put(connection: sqlite3.Connection, table: str, record: Told, book: Codebook) -> None:
    row = insert(connection, table, told_row(record, codebook=book) | {"coder": "1", "since": MADE_AT})
    connection.executemany(PARTY, party_rows(record, at=row))


def _put_event(connection: sqlite3.Connection, claims: list[Claim], book: Codebook, chance: random.Random) -> None:
    first = claims[0]
    told = [msgspec.structs.replace(one, event=first.event, actors=first.actors, place=first.place) for one in claims]
    flags = ["single_origin"] if len(told) == 1 else ["several_distinct_origins"]
    flags += ["accounts_differ"] if len(told) > 1 and chance.random() < DIFFERING else []
    event = Event(
        id=event_id(first.id), claims=tuple(one.id for one in told), slots=slots_of(told),
        articles=tuple(dict.fromkeys(one.article for one in told)), outlets=("Outlet 1",),
        distinct_origins=len(told), stakes=tuple(sorted({one.stake for one in told})), flags=tuple(flags))
    row = insert(connection, "events", event_row(event, told, codebook=book) | {"since": MADE_AT})
    connection.executemany("INSERT INTO event_claims VALUES (?, ?, ?)",
                           [(row, at, one.id) for at, one in enumerate(told)])
    connection.executemany("INSERT OR IGNORE INTO event_values VALUES (?, ?, ?)",
                           [(slot, value, row) for slot, value in value_rows(event)])
    connection.executemany(PARTY, event_party_rows(event, told, at=row))


def _article(number: int, chance: random.Random) -> Article:
    day = f"{2015 + chance.randrange(10)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
    text = f"Report {number}\n\n{SENTENCE.format(place=f'Town{number % 3000}')}\n" + "More was told on that day. " * 40
    return Article(
        id=f"a-{number:07d}", text_hash=str(number), title=f"Report {number} from the front", text=text,
        outlet=f"Outlet {number % OUTLETS}", published=Published(value=day, precision="day", basis="page"),
        blocks=(Block(kind="paragraph", start=0, end=len(text)),))


def _actor(chance: random.Random) -> ActorRef:
    country, sector = chance.choice(COUNTRIES), chance.choice(SECTORS)
    return ActorRef(text="they", start=0, end=4, id=f"{country}-{sector}".lower(), name=f"{country} {sector}",
                    country=country, sector=sector, code=country + sector)


def _common(article: Article, chance: random.Random, places: list[Any]) -> dict[str, Any]:
    name, country, latitude, longitude = chance.choice(places)
    sentence = SENTENCE.format(place=name)
    origin = _actor(chance)
    return {
        "article": article.id, "stake": chance.choice(STAKES),
        "place": PlaceRef(text=name, start=0, end=5, name=name, country=country, admin1=f"Province{len(name)}",
                          latitude=latitude, longitude=longitude, uncertainty_km=5.0, precision="city"),
        "attribution": (
            Hop(speakers=(
                Speaker(text="the ministry", start=0, end=12, actor=origin, kind="institution", named=True),)),
            Hop(speakers=(Speaker(kind="outlet", named=False),))),
        "evidence": Evidence(text=sentence, start=0, end=len(sentence), trigger=Span(text="shelled", start=31, end=38)),
    }


def _when(article: Article) -> When:
    day = article.published.value if article.published else None
    return When(text="on that day", start=0, end=11, start_date=day, end_date=day, precision="day", basis="stated")


def _claim(name: str, article: Article, chance: random.Random, places: list[Any], *, codes: list[str]) -> Claim:
    return Claim(
        id=name, codebook="plover-2.0", event=chance.choice(codes), actors=(_actor(chance),),
        recipients=(_actor(chance),), time=_when(article), coding_confidence={"all": round(chance.random(), 2)},
        **_common(article, chance, places))


def _arrangement(number: int, article: Article, chance: random.Random, places: list[Any]) -> Arrangement:
    return Arrangement(
        id=f"r-{number:07d}", arrangement=chance.choice(("ceasefire", "corridor", "humanitarian_pause", "access")),
        sides=(Side(actor=ActorRef(text="they", start=0, end=4, name="The army"), role="declares"),),
        announced_on=_when(article),
        status="announced",
        status_by=(StatusBy(status="announced", according_to=_actor(chance), as_of=_when(article)),),
        **_common(article, chance, places))


def _control(number: int, article: Article, chance: random.Random, places: list[Any]) -> ControlClaim:
    return ControlClaim(
        id=f"k-{number:07d}", change=chance.choice(("holds", "captured", "lost", "contested")), holder=_actor(chance),
        time=_when(article), **_common(article, chance, places))


if __name__ == "__main__":
    main()
