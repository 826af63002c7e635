"""What becomes a row: pairs, what is left out, what speaks for an event, and the values in each format."""

from __future__ import annotations

import pytest

from dateline.codebook import load_codebook
from dateline.export.schemas.facts import Sources, number_of, stamp
from dateline.export.schemas.parties import acled_type, cameo_code, inter, violence
from dateline.export.schemas.places import place_facts, sharp_point
from dateline.export.schemas.rows import Tally, claim_rows
from dateline.export.schemas.tables import load_schema, schema_names
from dateline.export.schemas.times import time_facts
from dateline.export.schemas.units import speak_for, units_of_claims, units_of_events
from dateline.records import Factuality, Quantity, Span
from dateline.records.event import Event, SlotValue
from tests.making import OUTLET, SENTENCE, actor, article, claim, day, hop, place, speaker

BOOK = load_codebook()
ARTICLE = article(uri="https://example.org/1", language="en")
SOURCES = Sources(BOOK, lambda name: ARTICLE if name == "a-1" else None)
ARMY = actor("army", name="Syrian army", country="SYR", sector="MIL", code="SYRMIL")
REBELS = actor("rebels", country="SYR", sector="REB", code="SYRREB")
RUSSIA = actor("Moscow", name="Russia", country="RUS", sector="GOV", code="RUSGOV")
PEOPLE = actor("people", country="SYR", sector="CVL")
ALEPPO = place(country="SYR", admin1="Aleppo", latitude=36.2, longitude=37.16, uncertainty_km=6.0, geonames_id=170063)
ODD = ("claims", "events")


def killed(low=None, high=None, bound="exact"):
    return Quantity(kind="killed", low=low, high=high, bound=bound, text="x", start=0, end=1)


def strike(**slots):
    return claim(**{
        "event": "ASSAULT", "mode": "aerial", "id": "c-strike", "cameo": "195", "actors": (ARMY,),
        "recipients": (PEOPLE,), "place": ALEPPO, "quantities": (killed(12, 12),), **slots})


def rows(schema, *claims, events=None, **options):
    tally = Tally()
    held = {one.id: one for one in claims}
    units = units_of_claims(claims) if events is None else units_of_events(events, lambda _events: held)
    made = load_schema(schema)
    found = [dict(zip(made.names, row.cells, strict=True)) for row in claim_rows(
        units, schema=made, sources=SOURCES, tally=tally, **options)]
    return found, tally


def filled(cells):
    return {name: value for name, value in cells.items() if value is not None}


def test_a_strike_in_icews():
    found, _ = rows("icews", strike())
    assert [filled(cells) for cells in found] == [{
        "Event ID": number_of("c-strike"), "Event Date": "2016-10-19", "Source Name": "Syrian army",
        "Source Sectors": "MIL", "Source Country": "Syria", "Event Text": BOOK.cameo["195"].name, "CAMEO Code": "195",
        "Intensity": -10.0, "Target Name": "people", "Target Sectors": "CVL", "Target Country": "Syria",
        "Story ID": number_of("a-1"), "Publisher": "Coast Radio", "City": "Aleppo", "Province": "Aleppo",
        "Country": "Syria", "Latitude": 36.2, "Longitude": 37.16}]


def test_a_strike_in_acled_columns():
    found, _ = rows("acled-like", strike())
    cells = filled(found[0])
    assert cells.pop("notes").endswith(f"“{SENTENCE}”")
    assert cells == {
        "event_id_cnty": f"SYR{number_of('c-strike')}", "event_date": "2016-10-19", "year": 2016, "time_precision": 1,
        "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike", "actor1": "Syrian army", "inter1": 1, "actor2": "people", "inter2": 7,
        "interaction": 17, "civilian_targeting": "Civilian targeting", "iso": 760, "country": "Syria",
        "admin1": "Aleppo", "location": "Aleppo", "latitude": 36.2, "longitude": 37.16, "geo_precision": 1,
        "source": "Coast Radio", "fatalities": 12}


def test_a_strike_in_ucdp_columns_has_no_best():
    found, _ = rows("ucdp-like", strike(quantities=(killed(10, None, "at_least"), killed(12, 14, "about"))))
    cells = found[0]
    assert (cells["best"], cells["low"], cells["high"], cells["deaths_civilians"]) == (None, 10, None, None)
    assert (cells["type_of_violence"], cells["source_original"], cells["country_id"], cells["gwnoa"]) == (
        3, "Syria's Foreign Ministry", 652, 652)
    assert (cells["priogrid_gid"], cells["geom_wkt"]) == ((126 * 2) * 720 + 434 + 1, "POINT (37.16 36.2)")


def test_a_strike_in_gdelt_and_its_mention():
    cells = filled(rows("gdelt", strike())[0][0])
    assert (cells["Actor1Code"], cells["Actor2Code"], cells["EventRootCode"], cells["QuadClass"]) == (
        "SYRMIL", "SYRCVL", "19", 4)
    assert (cells["SQLDATE"], cells["MonthYear"], cells["FractionDate"]) == (
        20161019, 201610, round(2016 + 319 / 365, 4))
    assert (cells["ActionGeo_Type"], cells["ActionGeo_CountryCode"]) == (4, "SY")
    assert {"AvgTone", "ActionGeo_FeatureID", "Actor1Geo_Lat", "DATEADDED"} & set(cells) == set()
    mention = filled(rows("gdelt-mentions", strike(coding_confidence={"all": 0.77}))[0][0])
    assert mention == {
        "GLOBALEVENTID": number_of("c-strike"), "MentionTimeDate": 20161019000000, "MentionType": 1,
        "MentionSourceName": "Coast Radio", "MentionIdentifier": "https://example.org/1", "Actor1CharOffset": 0,
        "Actor2CharOffset": 0, "ActionCharOffset": strike().evidence.trigger.start, "InRawText": 1, "Confidence": 80,
        "MentionDocLen": len(ARTICLE.text)}


def test_plover_says_that_it_is_denied_planned_or_conditional():
    no = strike(factuality=Factuality(polarity="-"), id="c-no")
    later = strike(temporal="future", id="c-later")
    perhaps = strike(factuality=Factuality(condition=Span(text="if", start=0, end=2)), id="c-if", mode=None)
    found, tally = rows("plover", no, later, perhaps)
    assert [cells["mode"] for cells in found] == [["aerial", "negation"], ["aerial", "future"], ["hypothetical"]]
    assert tally.left_out == {}
    assert found[0]["actor"][0] | {"entity_text": None} == {
        "code": "SYR", "sector": "MIL", "entity_text": None, "identifier_id": None, "identifier_text": "Syrian army",
        "religion": None, "ethnicity": None, "office": None, "gender": None, "age": None}
    assert found[0]["event_loc"]["resolution"] == 4


@pytest.mark.parametrize("schema", [name for name in schema_names() if name not in {*ODD, "plover", "ethprio"}])
def test_no_other_format_takes_what_was_denied_for_a_deed_lossy_or_not(schema):
    no = strike(factuality=Factuality(polarity="-"))
    for lossy in (False, True):
        found, tally = rows(schema, no, lossy=lossy)
        assert (found, tally.left_out) == ([], {"not_told_as_done": 1})


@pytest.mark.parametrize("schema", [name for name in schema_names() if name != "ethprio"])
def test_deeds_that_only_their_own_actor_reports_are_left_out_where_nobody_is_named(schema):
    own = strike(stake="actor", attribution=(hop(speaker("the army", actor=ARMY)), OUTLET))
    found, tally = rows(schema, own)
    told, _ = rows(schema, own, lossy=True)
    assert len(told) == 1
    assert (len(found), tally.left_out) == ((1, {}) if schema in ODD else (0, {"self_report": 1}))


def test_what_a_format_has_no_code_for_is_counted():
    talk = claim("CONSULT", "phone", id="c-talk", cameo="041", actors=(RUSSIA,))
    assert rows("acled-like", talk)[1].left_out == {"no_code": 1}
    assert rows("ucdp-like", talk, strike(quantities=()))[1].left_out == {"no_code": 2}
    assert rows("icews", claim(cameo=None))[1].left_out == {"no_code": 1}


def test_pairs_each_actor_with_each_recipient():
    found, tally = rows("petrarch", strike(actors=(ARMY, RUSSIA), recipients=(PEOPLE, REBELS)))
    assert [(cells["source"], cells["target"]) for cells in found] == [
        ("SYRMIL", "SYRCVL"), ("SYRMIL", "SYRREB"), ("RUSGOV", "SYRCVL"), ("RUSGOV", "SYRREB")]
    assert tally.rows == 4


def test_ids_of_pairs_differ_and_one_row_keeps_its_claims_id():
    found, _ = rows("icews", strike(actors=(ARMY, RUSSIA)))
    assert [cells["Event ID"] for cells in found] == [number_of("c-strike#1"), number_of("c-strike#2")]
    assert rows("polecat", strike(actors=(ARMY, RUSSIA)))[0][0]["Event ID"] == "c-strike"


def test_those_who_talk_together_talk_to_each_other_and_those_who_strike_together_do_not_strike_each_other():
    both = {"actors": (ARMY, RUSSIA), "recipients": ()}
    talk = rows("petrarch", claim("CONSULT", "phone", cameo="041", **both))[0]
    assert [(cells["source"], cells["target"]) for cells in talk] == [("SYRMIL", "RUSGOV"), ("RUSGOV", "SYRMIL")]
    bombs = rows("petrarch", strike(**both))[0]
    assert [(cells["source"], cells["target"]) for cells in bombs] == [("SYRMIL", None), ("RUSGOV", None)]


def event(*claims, **slots):
    return Event(**{
        "id": claims[0].id, "claims": tuple(one.id for one in claims), "articles": ("a-1",), "outlets": ("x",),
        "slots": {"mode": (SlotValue(value="aerial", claims=("c-1",)),)}, "distinct_origins": 2,
        "stakes": ("actor", "unknown"), "flags": ("accounts_differ",), **slots})


def test_an_event_is_one_row_with_what_most_tell_and_its_tolls_side_by_side():
    one, two, three = strike(id="c-1"), strike(id="c-2", quantities=(killed(20, 20),)), strike(
        id="c-3", place=place("Idlib", country="SYR"), quantities=())
    cells = rows("events", one, two, three, events=[event(one, two, three)])[0][0]
    assert (cells["claims"], cells["distinct_origins"], cells["flags"]) == ("c-1;c-2;c-3", 2, "accounts_differ")
    assert (cells["place"], cells["killed_low"], cells["killed_high"]) == ("Aleppo", 12, 20)
    assert cells["accounts"] == {"mode": [{"value": "aerial", "claims": ["c-1"]}]}
    like = rows("acled-like", one, two, events=[event(one, two)])[0]
    assert [cells["fatalities"] for cells in like] == [None]
    assert len(rows("gdelt-mentions", one, two, events=[event(one, two)])[0]) == 2


def test_an_event_that_somebody_else_reports_too_is_kept_and_a_denial_beside_it_is_no_report():
    own, other = strike(id="c-1", stake="actor"), strike(id="c-2", stake="opponent")
    no = strike(id="c-3", stake="opponent", factuality=Factuality(polarity="-"))
    assert rows("polecat", own, other, events=[event(own, other)])[1].rows == 1
    assert rows("polecat", own, no, events=[event(own, no)])[1].left_out == {"self_report": 1}


def test_what_is_told_as_done_speaks_for_an_event():
    no, yes = strike(id="c-1", factuality=Factuality(polarity="-")), strike(id="c-2")
    assert speak_for((no, yes)) == yes
    assert speak_for((no,)) == no


@pytest.mark.parametrize(("when", "wanted"), [
    (day("2016-10"), {"year": 2016, "month_number": 201610, "day": None}),
    (day("2016-10", precision="month"), {"acled_time_precision": 3, "ucdp_date_prec": 4}),
    (day("2016", precision="year"), {"year": 2016, "month_number": None, "acled_time_precision": None,
                                     "ucdp_date_prec": 5}),
    (day("2016-10-19T18:06", precision="minute"), {"day": "2016-10-19", "clock": "18:06", "acled_time_precision": 1}),
    (day(basis="publication"), {"day": "2016-10-19", "acled_time_precision": 2, "ucdp_date_prec": 2}),
    (day(end_date="2016-10-22"), {"day": "2016-10-19", "end_day": "2016-10-22", "acled_time_precision": 2,
                                  "ucdp_date_prec": 2}),
    (day(start_date=None, end_date="2016-10-22", basis="told_by"), {"day": "2016-10-22", "acled_time_precision": 2}),
    (day("99-x", precision="day"), {"year": None, "day": None}),
    (None, {"year": None, "day": None}),
])
def test_times_are_never_finer_than_told(when, wanted):
    facts = time_facts(when)
    assert {name: facts.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(("precision", "acled", "ucdp", "gdelt", "point"), [
    ("site", 1, 1, 4, True), ("city", 1, 1, 4, True), ("near", 2, 2, 4, False), ("district", 2, 3, 5, False),
    ("province", 3, 4, 5, False), ("country", None, 6, 1, False),
])
def test_places_are_as_fine_as_known(precision, acled, ucdp, gdelt, point):
    ref = place(precision=precision, country="SYR", latitude=36.2, longitude=37.16)
    facts = place_facts(ref)
    assert (facts["acled_geo_precision"], facts["ucdp_where_prec"], facts["gdelt_geo_type"]) == (acled, ucdp, gdelt)
    assert (sharp_point(ref) is not None) is point
    assert ("priogrid" in facts) is (precision in {"site", "city", "near"})


def test_a_point_that_is_only_its_containers_is_no_point():
    assert sharp_point(place(precision="site", latitude=36.2, longitude=37.16, within="Aleppo")) is None
    assert sharp_point(None) is None


@pytest.mark.parametrize(("ref", "code", "kind"), [
    (ARMY, "SYRMIL", 1), (REBELS, "SYRREB", 2), (PEOPLE, "SYRCVL", 7),
    (actor("UN", country="UNO", sector="GOV"), "UNOGOV", 8), (actor("militia", sector="PRM"), None, 1),
    (actor("party", country="ROU", sector="PTY"), "ROM", None), (actor("reporters", sector="JRN"), "MED", 7),
    (actor("they"), None, None),
])
def test_parties_in_the_codes_of_others(ref, code, kind):
    assert (cameo_code(ref), inter(ref)) == (code, kind)


@pytest.mark.parametrize(("actors", "recipients", "kind"), [
    ((ARMY,), (REBELS,), 1), ((REBELS,), (REBELS,), 2), ((ARMY,), (PEOPLE,), 3), ((ARMY,), (PEOPLE, REBELS), None),
    ((ARMY,), (), None), ((PEOPLE,), (ARMY,), None),
])
def test_kinds_of_violence(actors, recipients, kind):
    assert violence(strike(actors=actors, recipients=recipients)) == kind


@pytest.mark.parametrize(("event", "mode", "recipients", "found"), [
    ("ASSAULT", None, (REBELS,), ("Battles", "Armed clash")),
    ("ASSAULT", None, (PEOPLE,), ("Violence against civilians", "Attack")),
    ("ASSAULT", None, (), (None, None)),
    ("ASSAULT", "abduct", (REBELS,), (None, None)),
    ("PROTEST", "demo", (), ("Protests", None)),
    ("PROTEST", "riot", (), ("Riots", "Violent demonstration")),
    ("CONSULT", "phone", (PEOPLE,), (None, None)),
])
def test_acled_types(event, mode, recipients, found):
    facts = acled_type(strike(event=event, mode=mode, recipients=recipients))
    assert (facts.get("acled_event_type"), facts.get("acled_sub_event_type")) == found


@pytest.mark.parametrize(("value", "number"), [
    ("2016-10-19", 20161019000000), ("2016-10-19T18:06", 20161019180600), ("2016-10-19T18:06+03:30", 20161019143600),
    ("2016-10", None), (None, None), ("2016-10-19T99:99", None), ("0001-01-01T00:00+10:00", None),
])
def test_stamps(value, number):
    assert stamp(value) == number
