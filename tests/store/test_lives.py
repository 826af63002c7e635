"""What the store gives for questions about arrangements and control, and the ledgers that come of it."""

from __future__ import annotations

import pytest

from dateline.codebook import load_codebook
from dateline.errors import InputError
from dateline.events.arrangements import arrangement_ledger, control_ledger
from dateline.pipeline.ledgers import kept_arrangements, kept_control
from dateline.store import open_store, put_article
from dateline.store.filters import Filters, Near
from dateline.store.lives import Asked, arrangements_by_id, beside, ids_of, last_day, told
from tests.events.arrangements.lives import ARMY, JHAPA, REBELS, ROLPA, holds, tell
from tests.events.arrangements.test_control import HELD
from tests.events.arrangements.test_threads import BARE, DECLARED, EXTENDED, RAN_OUT, REFUSED

BOOK = load_codebook()
TAKEN = holds("2004-10-02", "captured", REBELS, by=REBELS, from_holder=ARMY, stake="actor", outlet="Town Radio")
LIFE = (DECLARED, REFUSED, EXTENDED, BARE, RAN_OUT)
TOWN = tell("2004-06-01", "announced", (REBELS, "declares"), by=REBELS, place=ROLPA, starts="2004-06-01", mark="town")
SWAP = tell("2004-10-20", "completed", (ARMY, "accepts"), kind="exchange", place=JHAPA, starts="2004-10-20", mark="s")


def keep(path, *reports):
    with open_store(path) as database:
        for one in reports:
            told_in = (*one.arrangements, *one.controls)
            put_article(database, one.article, told_in, coder="1", codebook=BOOK, source="x")
    return open_store(path, readonly=True)


@pytest.fixture
def store(tmp_path):
    with keep(tmp_path / "news.db", *LIFE, TOWN, SWAP, TAKEN, HELD) as database:
        yield database


def statuses(database, **asked):
    return [one.status for one in told(database, "arrangements", Asked(**asked), sort="oldest")]


@pytest.mark.parametrize(("asked", "found"), [
    ({"filters": Filters(actor="NPLGOV")}, {"rejected"}),
    ({"filters": Filters(dyad=("NPLREB", "NPLGOV"))}, set()),
    ({"filters": Filters(country="NPL", first="2004-10-01", last="2004-10-31")}, {"scheduled", "completed"}),
    ({"filters": Filters(origin="NPLGOV")}, {"rejected"}),
    ({"filters": Filters(near=Near(28.3, 82.6, 10))}, {"announced"}),
    ({"filters": Filters(stake="actor")}, set()),
    ({"kinds": frozenset({"exchange"})}, {"completed"}),
    ({"statuses": frozenset({"expired", "extended"})}, {"expired", "extended"}),
    ({"there": lambda place: place.name == "Rolpa"}, {"announced"}),
    ({"filters": Filters(text='"observed a CEASEFIRE"'), "kinds": frozenset({"exchange"})}, {"completed"}),
    ({"filters": Filters(text="ceasefire earthquake")}, set()),
    ({"filters": Filters(text='"ceasefire observed"')}, set()),
])
def test_the_records_that_fit(store, asked, found):
    assert set(statuses(store, **asked)) == found
    assert len(ids_of(store, "arrangements", Asked(**asked))) == len(statuses(store, **asked))


def test_order_and_limit(store):
    days = [one.effective_from.start_date for one in told(
        store, "arrangements", Asked(filters=Filters(first="2004-01-01", last="2004-10-31")), sort="day", limit=2)]
    assert days == ["2004-10-20", "2004-10-04"]
    with pytest.raises(InputError):
        statuses(store, kinds=frozenset({"x' OR 1"}))


def test_a_life_is_told_by_all_of_its_records_whichever_fits(store):
    whole = arrangement_ledger(LIFE)
    for asked in (Asked(filters=Filters(actor="NPLGOV")), Asked(statuses=frozenset({"expired"}))):
        assert kept_arrangements(store, asked) == whole


def test_the_store_tells_the_same_ledgers_as_the_reports(store):
    assert kept_arrangements(store, Asked()) == arrangement_ledger((*LIFE, TOWN, SWAP))
    assert kept_control(store, Asked()) == control_ledger((TAKEN, HELD))


def test_what_lies_in_other_countries_or_years_is_not_read(tmp_path):
    elsewhere = tell("2004-10-03", "announced", (type(REBELS)(
        text="FARC", start=0, end=4, country="COL", sector="REB", code="COLREB"), "declares"), place=None, mark="col")
    late = tell("2009-10-03", "announced", (REBELS, "declares"), mark="late")
    open_ = tell("2004-10-06", "in_force", outlet="Local", place=None, mark="open")
    with keep(tmp_path / "news.db", *LIFE, elsewhere, late, open_) as database:
        ids = ids_of(database, "arrangements", Asked(statuses=frozenset({"expired"})))
        read = {one.article.id for one in beside(database, "arrangements", ids)}
    assert read == {one.article.id for one in (*LIFE, open_)}
    assert all(not one.article.text for one in beside(database, "arrangements", frozenset()))


def test_a_place_has_all_words_on_it_and_self_reports_can_be_left_out(tmp_path):
    other = holds("2004-10-05", "holds", REBELS, by=ARMY, outlet="C", stake="opponent")
    with keep(tmp_path / "news.db", TAKEN, HELD, other) as database:
        (life,) = kept_control(database, Asked(filters=Filters(actor="NPLMIL")))
        assert len(life.entries) == 3
        (life,) = kept_control(database, Asked(filters=Filters(without_self_reports=True)))
        assert [entry.word.outlet for entry in life.entries] == ["C"]
        assert kept_control(database, Asked(there=lambda place: place.name == "Jhapa")) == ()


def test_records_by_id_and_the_last_day(store, tmp_path):
    mark = DECLARED.arrangements[0].id
    assert arrangements_by_id(store, [mark, "r-none"]) == {mark: DECLARED.arrangements[0]}
    assert last_day(store) == "2004-11-18"
    with keep(tmp_path / "empty.db") as database:
        assert last_day(database) is None
        assert kept_arrangements(database, Asked()) == ()
