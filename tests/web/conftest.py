"""The desk over a small store of hand-made records, some of them hostile, some that ask for care."""

from __future__ import annotations

import datetime as dt

import pytest
from fastapi.testclient import TestClient

from dateline.codebook import load_codebook
from dateline.config.policy import default_policy
from dateline.pipeline.linking import Linker
from dateline.records import Label, PrivatePerson, Published, Quantity, Side, StatusBy
from dateline.store import open_store, put_article
from dateline.web.app import make_app
from tests.making import OUTLET, actor, arrangement, article, claim, control, day, hop, place, speaker

BOOK = load_codebook()
AT = "2026-11-01T00:00:00.000000Z"
NOW = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
PASSWORD, TOKEN = "a long password", "a long token for programs"
HOME = "http://127.0.0.1:8765"
HTML = {"accept": "text/html"}


def on(value):
    return Published(value=value, precision="day", basis="page")


def toll(low):
    return Quantity(kind="killed", who="people", low=low, high=low, bound="exact", text=str(low), start=0, end=2)


def fill(path):
    """Reports of two outlets on one shelling, told apart by their tolls; a truce with a breach; a convoy to come."""
    rebels = actor("rebels", name="Rebels", country="SYR", sector="REB", code="SYRREB")
    army = actor("Syrian army", name="Syrian army", id="syr-mil", country="SYR", sector="MIL", code="SYRMIL")
    aleppo = place(country="SYR", admin1="Aleppo", latitude=36.2, longitude=37.16, uncertainty_km=5.0)
    shelling = {"actors": (army,), "recipients": (rebels,), "place": aleppo, "cameo": "194", "time": day("2016-10-18")}
    with open_store(path) as database:
        def put(name, *records, **slots):
            put_article(database, article(**{"id": name, "text_hash": name, **slots}), records, coder="1",
                        codebook=BOOK, source="x", at=AT)

        put("a-1", claim("ASSAULT", "heavy-weapons", id="c-one", stake="actor", quantities=(toll(4),),
                         coding_confidence={"all": 0.9}, **shelling),
            claim("RETREAT", "ceasefire", id="c-truce", labels=(
                Label(party="Rebels", word="terrorists", voice="origin"),)),
            arrangement(id="r-one", sides=(Side(actor=army, role="declares"),), status="in_force",
                        status_by=(StatusBy(status="in_force", according_to=army, as_of=day()),)),
            control(id="k-one", holder=army))
        put("a-2", claim("ASSAULT", "heavy-weapons", id="c-two", article="a-2", stake="opponent",
                         quantities=(toll(40),), attribution=(hop(speaker("rebels", actor=rebels)), OUTLET),
                         coding_confidence={"all": 0.4}, **shelling),
            title=HOSTILE, outlet="Hostile <b>Herald</b>", uri="javascript:alert(3)", published=on("2016-10-20"))
        put("a-3", claim("AID", None, id="c-convoy", article="a-3", cameo="073", temporal="future",
                         time=day("2026-11-03"), place=place("Kafr Secret", name="Kafr Secret", admin2="Azaz",
                                                             country="SYR", latitude=36.5, longitude=37.0),
                         sensitive=("convoy_movement",)),
            claim("COERCE", "arrest", id="c-person", article="a-3", cameo="173", time=day("2016-10-21"),
                  recipients=(actor("Jane Private", name="Jane Private"),), sensitive=("private_person",),
                  private=(PrivatePerson(text="Jane Private", start=0, end=12, role="a teacher"),)),
            title="A convoy to Kafr Secret", uri="https://example.org/3", published=on("2016-10-21"))
        Linker(database, codebook=BOOK).link_waiting()
    return path


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """The store, filled once; tests that write take a copy."""
    return fill(tmp_path_factory.mktemp("desk") / "news.db")


@pytest.fixture
def store(filled, tmp_path):
    """A store of this test's own."""
    path = tmp_path / "news.db"
    path.write_bytes(filled.read_bytes())
    wal = filled.with_name("news.db-wal")
    if wal.exists():
        path.with_name("news.db-wal").write_bytes(wal.read_bytes())
    return path


def browser(path):
    """A browser on this machine, and the desk that it asks."""
    return TestClient(make_app(path, policy=default_policy(), now=lambda: NOW), base_url=HOME, headers=HTML)


@pytest.fixture(scope="session")
def client(filled):
    """One for tests that only look."""
    return browser(filled)


@pytest.fixture
def writer(store):
    """One for tests that change something."""
    return browser(store)


@pytest.fixture
def outside(store):
    """A browser beyond this machine, not logged in."""
    app = make_app(store, policy=default_policy(), now=lambda: NOW, public=True, password=PASSWORD, token=TOKEN,
                   hosts={"desk.example.org"})
    return TestClient(app, base_url="http://desk.example.org", headers=HTML, follow_redirects=False)


@pytest.fixture(scope="session")
def program(filled):
    """A program beyond this machine, with the token, that only looks."""
    app = make_app(filled, policy=default_policy(), now=lambda: NOW, public=True, token=TOKEN, hosts={"desk.test"})
    return TestClient(app, base_url="http://desk.test", headers={
        "authorization": f"Bearer {TOKEN}", "accept": "application/json"})


def mark_of(answer):
    """The mark of the forms of a page."""
    return answer.text.partition('name="csrf-token" content="')[2].partition('"')[0]


@pytest.fixture
def mark():
    return mark_of
