"""Arrangements, breaches and control against gold: what counts as right, on told records made by hand."""

from __future__ import annotations

import pytest

from dateline.evaluate import arrangements as scorer
from dateline.evaluate.matching import Tally

TEXT = "The army declared a three-day ceasefire in Azaz from Friday, state radio said.\n"


def expected(kind="arrangement", **slots):
    base = {"kind": kind, "line": 1, "start": 0, "end": len(TEXT) - 1, "also_spans": [], "must": True}
    arrangement = {
        "label": "truce", "arrangement": ["ceasefire"], "direction": [None], "parties": [["SYR:MIL"]],
        "roles": [["declares"]], "outsiders": [], "place": ["Azaz"], "status": ["announced", "scheduled"],
        "effective_from": "2016-10-21", "effective_to": "any", "duration_hours": 72, "count": None,
        "distance_km_min": None, "routes": [], "purpose": "any",
    }
    return {**base, **(arrangement if kind == "arrangement" else {}), **slots}


def told(kind="arrangement", **slots):
    party = {"country": "SYR", "sector": "MIL"}
    base = {"kind": kind, "evidence": {"start": 0, "end": len(TEXT) - 1, "text": TEXT[:-1]}}
    arrangement = {
        "arrangement": "ceasefire", "direction": "grants", "status": "announced", "place": {"text": "Azaz"},
        "sides": [{"actor": party, "role": "declares"}], "effective_from": {"start_date": "2016-10-21"},
        "effective_to": None, "duration_hours": 72.0, "terms": {}, "breaches": [],
    }
    return {**base, **(arrangement if kind == "arrangement" else {}), **slots}


def score(rows, records):
    tally = Tally()
    scorer._score_report(TEXT, rows, records, tally)
    return {name: right / count for name, (right, count) in tally.sums.items()}


def test_a_record_that_is_right_in_all():
    assert score([expected()], [told()]) == {
        "found": 1.0, "precision": 1.0, "status": 1.0, "window": 1.0, "sides": 1.0, "roles": 1.0, "place": 1.0}


@pytest.mark.parametrize(("record", "name", "value"), [
    (told(status="in_force"), "status", 0.0),
    (told(duration_hours=None), "window", 0.5),
    (told(sides=[]), "sides", 0.0),
    (told(place={"text": "Homs"}), "place", 0.0),
    (told(arrangement="corridor"), "found", 0.0),
    (told(arrangement="corridor"), "precision", 0.0),
])
def test_what_is_wrong_costs_its_own_figure(record, name, value):
    assert score([expected()], [record])[name] == value


def test_a_mediator_told_as_a_party_is_a_surplus_side():
    mediator = {"actor": {"country": "UNO", "sector": None}, "role": "accepts"}
    outsider = {"codes": ["UNO:"], "role": ["mediator"]}
    figures = score([expected(outsiders=[outsider])], [told(sides=[*told()["sides"], mediator])])
    assert (figures["sides"], figures["roles"]) == (0.5, 0.5)


def test_an_optional_row_is_neither_missed_nor_a_false_alarm():
    assert score([expected(must=False)], []) == {}
    assert score([expected(must=False)], [told()]) == {"precision": 1.0}


def test_no_window_is_right_only_where_none_is_told():
    row = expected(effective_from=None, duration_hours=None)
    assert score([row], [told()])["window"] == 0.0
    assert score([row], [told(effective_from=None, duration_hours=None)])["window"] == 1.0


def test_routes_need_both_ends():
    row = expected(routes=[{"from": "Azaz", "to": "north|border", "for": None}])
    right = told(terms={"routes": [{"from": "Azaz", "to": "the border"}]})
    wrong = told(terms={"routes": [{"from": "Azaz", "to": "Homs"}]})
    assert (score([row], [right])["terms"], score([row], [wrong])["terms"]) == (1.0, 0.0)


@pytest.mark.parametrize(("accuser", "breach", "value"), [
    (["SYR:MIL"], {"accuser": [{"country": "SYR", "sector": "MIL"}], "standing": "claimed"}, 1.0),
    (["SYR:MIL"], {"accuser": [], "standing": "claimed"}, 0.0),
    ("outlet", {"accuser": [], "standing": "observed"}, 1.0),
    ("outlet", {"accuser": [{"country": "SYR", "sector": "MIL"}], "standing": "claimed"}, 0.0),
])
def test_a_breach_needs_accused_and_accuser(accuser, breach, value):
    row = expected("breach", accused=["SYR:REB"], accuser=accuser, standing=["claimed"], event="any", date="any")
    one = {"accused": [{"country": "SYR", "sector": "REB"}], **breach}
    assert score([row], [told(breaches=[one], must=True)])["breaches"] == value


def test_control_needs_holder_place_and_change():
    row = expected("control", place=["Azaz"], part=None, holder=["SYR:MIL"], change=["captured"])
    right = told("control", place={"text": "Azaz"}, holder={"country": "SYR", "sector": "MIL"}, change="captured")
    assert score([row], [right]) == {"control_found": 1.0, "control_precision": 1.0}
    assert score([row], [{**right, "change": "lost"}]) == {"control_found": 0.0, "control_precision": 0.0}


@pytest.mark.parametrize(("part", "told_part", "right"), [
    ("north|northern", "north", 1.0), (["east", "eastern"], "eastern", 1.0), ("north", "south", 0.0),
    ("north", None, 0.0), ("any", None, 1.0), (None, "north", 1.0),
])
def test_the_part_of_a_place_is_one_of_the_words(part, told_part, right):
    row = expected("control", place=["Azaz"], part=part, holder=["SYR:MIL"], change=["captured"])
    one = told("control", place={"text": "Azaz"}, holder={"country": "SYR", "sector": "MIL"}, change="captured",
               part=told_part)
    assert score([row], [one])["control_found"] == right
