from __future__ import annotations

import re

import pytest

from dateline.codebook import load_codebook
from dateline.export import sentence
from dateline.export.phrases import load_phrases
from dateline.records import Breach, Factuality, Quantity, Route, Side, Span, StatusBy, Terms
from dateline.records import arrangement as arrangement_types
from tests.making import MINISTRY, OUTLET, actor, arrangement, claim, control, day, hop, place, speaker

MEDIA = hop(speaker("state television", "media"), speaker("news agencies", "agency"))
CODEBOOK = load_codebook()
ACTS = [(event, None) for event in CODEBOOK.events] + list(CODEBOOK.modes)


def test_begins_with_whose_word_it_is_then_who_what_where_when():
    record = claim(attribution=(MINISTRY, MEDIA, OUTLET), temporal="ongoing")
    assert sentence(record) == (
        "Syria's Foreign Ministry, carried by state television and news agencies: the Syrian army observes a ceasefire "
        "(RETREAT/ceasefire) in Aleppo, on 2016-10-19.")


def test_the_page_speaks_by_its_name_where_it_is_the_origin():
    assert sentence(claim(attribution=(OUTLET,)), outlet="Iran Press TV").startswith("Iran Press TV: the Syrian army ")
    assert sentence(claim(attribution=())).startswith("The outlet: ")


@pytest.mark.parametrize(("slots", "words"), [
    ({"temporal": "past"}, "the Syrian army observed a ceasefire"),
    ({"temporal": "ongoing"}, "the Syrian army observes a ceasefire"),
    ({"temporal": "future"}, "the Syrian army will observe a ceasefire"),
    ({"temporal": "historical"}, "told as background"),
    ({"actors": (actor("Russian forces"),), "temporal": "ongoing"}, "Russian forces observe a ceasefire"),
    ({"actors": (actor("Assad"), actor("Putin")), "temporal": "ongoing"}, "Assad and Putin observe a ceasefire"),
    ({"factuality": Factuality(polarity="-")}, "the Syrian army did not observe a ceasefire"),
    ({"factuality": Factuality(polarity="-"), "temporal": "future"}, "will not observe a ceasefire"),
    ({"factuality": Factuality(polarity="-"), "temporal": "ongoing"}, "does not observe a ceasefire"),
    ({"factuality": Factuality(certainty="probable")}, "probably observed a ceasefire"),
    ({"factuality": Factuality(certainty="possible"), "temporal": "future"}, "will possibly observe a ceasefire"),
    ({"factuality": Factuality(certainty="unspecified")}, "how sure is not told"),
    ({"factuality": Factuality(condition=Span(text="if the rebels leave", start=0, end=19))},
     "on the condition “if the rebels leave”"),
    ({"recipients": (actor("rebels"),)}, "a ceasefire with rebels"),
    ({"actors": ()}, "somebody not named observed"),
    ({"place": None}, "place not told"),
    ({"place": None, "unresolved": {"place": "two places fit"}}, "place unknown (two places fit)"),
    ({"time": None}, "time not told"),
    ({"place": place("Idlib", "province")}, "somewhere in Idlib"),
    ({"place": place("Babdin Square", "site", within="Aleppo")}, "at Babdin Square (within Aleppo)"),
    ({"place": place("Raqqa", "near")}, "near Raqqa"),
    ({"time": day(basis="publication", text=None, start=None, end=None)}, "dated by its publication, 2016-10-19"),
    ({"time": day(basis="told_by", start_date=None)}, "told by 2016-10-19"),
    ({"time": day(end_date=None)}, "from 2016-10-19 on"),
    ({"time": day("2016-10", precision="month")}, "in 2016-10"),
    ({"time": day("2016-10-19T18:06", precision="minute")}, "at 2016-10-19 18:06"),
    ({"time": day("2016-10-10", end_date="2016-10-16", precision="week")}, "between 2016-10-10 and 2016-10-16"),
    ({"quantities": (Quantity(kind="killed", who="militants", low=12, bound="at_least", text="12", start=0, end=2),)},
     "at least 12 militants killed"),
    ({"quantities": (Quantity(kind="killed", bound="vague", text="dozens", start=0, end=6),)}, "“dozens”"),
    ({"actors": (actor("He", name="Bashar al-Assad"),)}, "Bashar al-Assad (“He”) observed"),
    ({"actors": (actor("the two leaders", name="Abiy Ahmed"), actor("the two leaders", name="Uhuru Kenyatta"))},
     ": Abiy Ahmed and Uhuru Kenyatta (“the two leaders”) observed"),
    ({"actors": (actor("The government"), actor("rebels"))}, ": the government and rebels observed"),
    ({"actors": (actor("the army", name="Syrian army"),)}, "the Syrian army (“the army”) observed"),
])
def test_what_a_reader_must_not_miss_is_said(slots, words):
    assert words in sentence(claim(**slots))


@pytest.mark.parametrize(("commitment", "words"), [
    ("denies", "Kabul (denies it): "), ("distances", "Kabul (does not vouch for it): "), ("certain", "Kabul: "),
])
def test_how_far_a_speaker_stands_by_its_words_is_shown(commitment, words):
    assert sentence(claim(attribution=(hop(speaker("Kabul"), commitment=commitment), OUTLET))).startswith(words)


def test_an_unnamed_official_quoted_by_media_keeps_both_hops():
    official = hop(speaker("an official source", "unnamed_official", named=False))
    assert sentence(claim(attribution=(official, hop(speaker("Syrian state media", "media")), OUTLET))).startswith(
        "An official source (unnamed), carried by Syrian state media: ")


@pytest.mark.parametrize(("event", "mode"), ACTS)
@pytest.mark.parametrize("recipients", [(), (actor("Ankara"),)])
def test_every_event_and_mode_reads_as_english(event, mode, recipients):
    told = sentence(claim(event, mode, recipients=recipients, temporal="future"))
    code = f"({event}/{mode})" if mode else f"({event})"
    act = re.fullmatch(rf"Syria's Foreign Ministry: the Syrian army will ([a-z][^()]+) {re.escape(code)}.*\.", told)
    assert act is not None, told
    assert ("Ankara" in act[1]) == bool(recipients)
    assert "  " not in told
    assert not act[1].endswith((" with", " to", " of", " from", " against", " for", " on", " by"))


def test_the_table_of_phrases_has_each_act_once_and_no_other():
    acts = [(row.event, row.mode or None) for row in load_phrases().phrase]
    assert sorted(acts, key=str) == sorted(ACTS, key=str)


def test_an_act_of_another_codebook_is_not_lost():
    assert "somebody" not in sentence(claim("NEGOTIATE", "quietly"))
    assert "(NEGOTIATE/quietly)" in sentence(claim("NEGOTIATE", "quietly"))


def test_an_arrangement_is_in_force_only_on_somebodys_word_as_of_a_time():
    record = arrangement(
        sides=(Side(actor=actor("Syrian army"), role="observes"),), status="in_force",
        status_by=(StatusBy(status="in_force", according_to=actor("Syria's Foreign Ministry"), as_of=day()),),
        effective_from=day("2016-10-18"))
    assert sentence(record) == (
        "Syria's Foreign Ministry: a ceasefire in Aleppo, kept by the Syrian army, beginning on 2016-10-18, "
        "said to be in force by Syria's Foreign Ministry as of 2016-10-19.")


def test_in_force_without_a_speaker_of_its_own_takes_the_origin_and_says_that_no_time_is_told():
    assert sentence(arrangement(status="in_force")).endswith(
        "said to be in force by Syria's Foreign Ministry as of a time not told.")


def test_past_its_window_in_force_is_unknown():
    told = sentence(arrangement(
        effective_to=day("2016-10-18"),
        status_by=(StatusBy(status="in_force", according_to=actor("Moscow"), as_of=day("2016-10-19")),)))
    assert "in force" not in told
    assert "whether it still holds is unknown, by Moscow" in told


@pytest.mark.parametrize("status", arrangement_types.Status.__args__)
def test_every_status_is_somebodys_word(status):
    bare = sentence(arrangement(status=status))
    told = sentence(arrangement(status_by=(StatusBy(status=status, according_to=actor("Moscow"), as_of=day()),)))
    words = load_phrases().status[status]
    assert f"said {words} by Syria's Foreign Ministry" in bare
    assert f"said {words} by Moscow as of 2016-10-19" in told


@pytest.mark.parametrize("kind", arrangement_types.ArrangementKind.__args__)
@pytest.mark.parametrize("role", arrangement_types.Role.__args__)
def test_every_kind_and_role_has_words(kind, role):
    noun = load_phrases().by_kind[kind]
    told = sentence(arrangement(kind, sides=(Side(actor=actor("Moscow"), role=role),)))
    assert f": {noun.one} " in told
    assert f" in Aleppo, {load_phrases().role[role]} Moscow, " in told
    assert f": {noun.refused} " in sentence(arrangement(kind, direction="restricts"))
    assert f"({kind})" in told or kind.replace("_", " ") in noun.one


def test_terms_of_an_arrangement_are_told():
    told = sentence(arrangement(
        "corridor", terms=Terms(count=8, routes=(Route(for_="militants", count=2, from_="Aleppo", to="Turkey"),)),
        duration_hours=11))
    assert "8 corridors in Aleppo, sides not told, for 11 hours, 2 for militants from Aleppo to Turkey" in told
    assert ", 10 km, " in sentence(arrangement("stand_off", terms=Terms(distance_km=10, bound="exact")))
    assert ", at least 10 km, " in sentence(arrangement("stand_off", terms=Terms(distance_km=10, bound="at_least")))


def test_a_breach_is_an_accusation_by_somebody():
    told = sentence(arrangement(
        breaches=(Breach(accused=(actor("rebels"),), accuser=(actor("Moscow"),), standing="claimed"),)))
    assert "breach claimed: rebels accused by Moscow" in told


@pytest.mark.parametrize(("change", "words"), [
    ("captured", "the Syrian army took the north-east of Aleppo (control/captured)"),
    ("holds", "the Syrian army holds the north-east of Aleppo (control/holds)"),
    ("lost", "the Syrian army lost the north-east of Aleppo (control/lost)"),
    ("contested", "the Syrian army fights for the north-east of Aleppo (control/contested)"),
])
def test_control_is_told_with_its_part_and_change(change, words):
    assert sentence(control(change, part="north-east")) == f"Syria's Foreign Ministry: {words}, on 2016-10-19."


def test_the_loser_of_a_place_is_the_subject_of_losing_it():
    told = sentence(control("lost", holder=actor("Moscow"), from_holder=actor("Kyiv")))
    assert "Kyiv lost Aleppo (control/lost) to Moscow" in told


def test_denied_control_is_denied():
    assert "did not take Aleppo" in sentence(control(factuality=Factuality(polarity="-")))


@pytest.mark.parametrize("record", [claim(), arrangement(status="in_force"), control()])
def test_nothing_is_called_true(record):
    told = sentence(record).casefold()
    assert not re.search(r"\bconfirm|corroborat|\bverif|\bfact\b", told)
    assert not re.search(r"(?<!said to be )in force", told)


def test_control_characters_and_line_breaks_never_reach_the_screen():
    told = sentence(claim(actors=(actor("Syrian\n\x1b[31marmy"),), attribution=(hop(speaker("A\x07 B")), OUTLET)))
    assert told.startswith("A B: ")
    assert told.isprintable()
