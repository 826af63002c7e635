"""Which records of many reports speak of one arrangement, and which do not."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from dateline.codebook.ledger import load_ledger_rules
from dateline.events.arrangements import Report, arrangement_ledger, thread_arrangements
from dateline.records import ActorRef
from tests.events.arrangements.lives import (
    ARMY, GOVERNMENT, JHAPA, MEDIATOR, NEPAL, REBELS, ROLPA, page, record_of, tell,
)

DECLARED = tell("2004-10-02", "scheduled", (REBELS, "declares"), by=REBELS, starts="2004-10-04", ends="2004-11-03")
REFUSED = tell("2004-10-05", "rejected", (GOVERNMENT, "rejects"), by=GOVERNMENT, outlet="State Paper")
EXTENDED = tell("2004-11-02", "extended", (REBELS, "declares"), by=REBELS, ends="2004-11-17", outlet="Wire")
BARE = tell("2004-11-10", "in_force", outlet="Local", place=None)
RAN_OUT = tell("2004-11-18", "expired", (REBELS, "declares"), ends="2004-11-17", outlet="World Service")
LIFE = (DECLARED, REFUSED, EXTENDED, RAN_OUT)


def groups(*reports):
    lives = arrangement_ledger(reports)
    names = {one.arrangements[0].id: name for name, one in zip("abcdefgh", reports, strict=False)}
    return sorted("".join(sorted(names[link.record] for link in life.joined)) for life in lives)


def test_one_life_over_all_reports():
    assert groups(*LIFE) == ["abcd"]


def test_the_same_in_every_order_of_the_reports():
    told = {msgspec.json.encode(arrangement_ledger(order)) for order in itertools.permutations(LIFE)}
    assert len(told) == 1


def test_the_id_is_that_of_the_oldest_record_and_the_others_are_aliases():
    (life,) = arrangement_ledger(reversed(LIFE))
    ids = [one.arrangements[0].id for one in LIFE]
    assert (life.id, life.aliases) == (ids[0], tuple(ids[1:]))


def test_every_link_has_its_reasons():
    (life,) = arrangement_ledger(LIFE)
    assert life.joined[0].reasons == ("first told here",)
    assert life.joined[2].reasons == (
        "kind ceasefire", "speaks of something known (extended)", "made by NPL armed in both", "country NPL",
        "place Nepal", "told to be extended about the day on which it was to end", "told within the same days")
    assert all(link.reasons and link.score >= 2.25 for link in life.joined[1:])


@pytest.mark.parametrize(("other", "why"), [
    (tell("2005-09-03", "announced", (REBELS, "declares"), by=REBELS), "months later, announced anew"),
    (tell("2004-10-03", "announced", (REBELS, "declares"), by=REBELS, outlet="B", place=JHAPA), "for one town only"),
    (tell("2004-10-03", "agreed", (REBELS, "accepts"), kind="exchange", outlet="B"), "of another family"),
    (tell("2004-10-03", "in_force", (msgspec.structs.replace(REBELS, country="PER", code="PERREB"), "observes"),
          outlet="B", place=None), "in another country"),
    (tell("2004-10-03", "in_force", (REBELS, "observes"), kind="access", direction="restricts", outlet="B"),
     "a refusal"),
])
def test_another_arrangement(other, why):
    assert groups(DECLARED, other) == ["a", "b"], why


def test_another_place_is_another_truce():
    here = tell("2004-10-02", "announced", (REBELS, "declares"), place=ROLPA)
    there = tell("2004-10-03", "in_force", (REBELS, "observes"), place=JHAPA, outlet="B")
    again = tell("2004-10-04", "in_force", (REBELS, "observes"), place=ROLPA, outlet="C")
    assert groups(here, there, again) == ["ac", "b"]


def test_a_truce_announced_for_a_town_stays_there_however_few_say_so_again():
    here = tell("2004-10-02", "announced", (REBELS, "declares"), place=ROLPA)
    bare = [tell(f"2004-10-0{day}", "in_force", (REBELS, "observes"), place=None, outlet="B") for day in (3, 4)]
    there = tell("2004-10-05", "in_force", (REBELS, "observes"), place=JHAPA, outlet="C")
    assert groups(here, *bare, there) == ["abc", "d"]
    lives = arrangement_ledger([here, *bare])
    assert [life.place for life in lives] == [ROLPA]


def test_a_town_where_something_befell_a_truce_of_the_whole_land_is_no_other_place():
    first = tell("2004-10-09", "in_force", (REBELS, "observes"), place=ROLPA, outlet="B")
    second = tell("2004-10-11", "in_force", (REBELS, "observes"), place=JHAPA, outlet="C")
    assert groups(DECLARED, EXTENDED, first, second) == ["abcd"]


def test_a_new_truce_after_the_old_one_was_over():
    ended = tell("2004-10-20", "ended", (REBELS, "declares"), by=REBELS)
    anew = tell("2004-10-25", "announced", (REBELS, "declares"), by=REBELS, outlet="B")
    assert groups(DECLARED, ended, anew) == ["ab", "c"]


def test_a_truce_that_broke_down_the_year_before_is_none_of_today():
    past = tell("2004-10-02", "collapsed", outlet="B", ends="2003-08", place=None)
    assert groups(DECLARED, past) == ["a", "b"]


def test_a_truce_that_was_over_when_first_told_of_is_not_the_one_of_now():
    past = tell("2004-09-30", "ended", place=None)
    later = tell("2004-10-06", "in_force", (REBELS, "observes"), outlet="B", place=None)
    assert groups(past, later) == ["a", "b"]


def test_two_sides_of_one_truce_in_one_report():
    source = page("2004-10-02")
    shared = {"by": None, "day": "2004-10-02", "starts": None, "ends": None, "place": None, "also": (), "breaches": (),
              "kind": "ceasefire"}
    declared = record_of(source.id, "announced", (REBELS, "declares"), number=1, **shared)
    refused = record_of(source.id, "rejected", (GOVERNMENT, "rejects"), number=2, **shared)
    another = record_of(source.id, "announced", (GOVERNMENT, "declares"), number=3, **shared)
    assert len(arrangement_ledger([Report(article=source, arrangements=(declared, refused))])) == 1
    assert len(arrangement_ledger([Report(article=source, arrangements=(declared, another))])) == 2


def test_two_groups_of_one_side_each_declare_their_own():
    first, second = (
        tell(day, "announced", (ActorRef(text=name, start=0, end=4, id=name.lower(), country="MMR", sector="REB"),
                                "declares"), outlet=name, place=None)
        for day, name in (("2025-03-31", "KNLA"), ("2025-04-01", "MNDAA")))
    again = tell("2025-04-09", "in_force", (ActorRef(
        text="the rebels", start=0, end=10, country="MMR", sector="REB"), "observes"), outlet="C", place=None)
    assert groups(first, second) == ["a", "b"]
    assert groups(first, again) == ["ab"]


def test_a_truce_of_years_is_spoken_of_long_after():
    signed = tell("2002-02-22", "agreed", (REBELS, "accepts"), (GOVERNMENT, "accepts"))
    later = tell("2002-12-30", "in_force", (ARMY, "observes"), (REBELS, "observes"), outlet="B")
    assert groups(signed, later) == ["ab"]


def test_an_exchange_carried_out_twice_is_two():
    one = tell("2004-10-02", "completed", (REBELS, "accepts"), (ARMY, "accepts"), kind="exchange")
    same = tell("2004-10-03", "completed", (REBELS, "accepts"), kind="exchange", outlet="B")
    two = tell("2004-10-12", "completed", (REBELS, "accepts"), (ARMY, "accepts"), kind="exchange")
    assert groups(one, same, two) == ["ab", "c"]


def test_what_one_report_tells_apart_stays_apart():
    source = page("2004-10-02")
    pause = {"by": None, "day": "2004-10-02", "starts": None, "ends": None, "place": NEPAL, "also": (), "breaches": ()}
    records = tuple(
        record_of(source.id, "announced", (REBELS, "declares"), kind=kind, number=number, **pause)
        for number, kind in enumerate(("ceasefire", "no_strike", "ceasefire")))
    assert len(arrangement_ledger([Report(article=source, arrangements=records)])) == 3


def test_each_of_two_goes_to_its_own_whatever_their_order():
    source = page("2004-10-03", "B")
    shared = {"by": None, "day": "2004-10-03", "starts": None, "place": NEPAL, "also": (), "breaches": ()}
    truce = record_of(
        source.id, "in_force", (REBELS, "observes"), kind="ceasefire", ends="2004-11-03", number=1, **shared)
    halt = record_of(source.id, "in_force", (ARMY, "observes"), kind="no_strike", ends="2004-10-08", number=2, **shared)
    flights = tell("2004-10-02", "announced", (ARMY, "declares"), kind="no_strike", ends="2004-10-08", mark="2")
    for records in ((truce, halt), (halt, truce)):
        lives = arrangement_ledger([DECLARED, flights, Report(article=source, arrangements=records)])
        assert {frozenset(link.record for link in life.joined) for life in lives} == {
            frozenset({DECLARED.arrangements[0].id, truce.id}), frozenset({flights.arrangements[0].id, halt.id})}


def test_a_report_that_names_no_country_joins_only_what_alone_fits():
    nobody = ActorRef(text="the rebels", start=0, end=10, sector="REB", code="REB")
    open_ = tell("2004-10-05", "in_force", (nobody, "observes"), outlet="B", place=None)
    elsewhere = tell("2004-10-02", "announced", (ActorRef(
        text="FARC", start=0, end=4, country="COL", sector="REB", code="COLREB"), "declares"), outlet="C", place=None)
    assert groups(DECLARED, open_) == ["ab"]
    assert groups(DECLARED, open_, elsewhere) == ["a", "b", "c"]


def test_undated_reports_come_last_and_harm_nothing():
    undated = tell(None, "in_force", (REBELS, "observes"), outlet="B")
    (life,) = arrangement_ledger([undated, DECLARED])
    assert life.id == DECLARED.arrangements[0].id


def test_the_work_does_not_grow_with_the_square(monkeypatch):
    from dateline.events.arrangements import threads

    seen = []
    compare = threads.compare
    monkeypatch.setattr(threads, "compare", lambda *args: seen.append(1) or compare(*args))
    rules = load_ledger_rules()
    reports = [tell(f"2004-{month:02}-{day:02}", "announced", (REBELS, "declares"), mark=str(number), starts=None,
                    place=msgspec.structs.replace(ROLPA, latitude=20.0 + number, geonames_id=number, name=f"P{number}"))
               for number, (month, day) in enumerate(itertools.product(range(1, 3), range(1, 21)))]
    few = msgspec.structs.replace(rules, limits=msgspec.structs.replace(rules.limits, looked_at=5))
    assert len(thread_arrangements(reports, few)) == 40
    assert len(seen) <= 5 * 40


def test_no_report_no_life():
    assert arrangement_ledger([]) == ()
    assert arrangement_ledger([Report(article=page("2004-10-02"))]) == ()
    assert MEDIATOR.code == "UNOGOV"
