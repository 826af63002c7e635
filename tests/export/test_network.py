"""Who does what to whom: which ties there are, what they weigh, what is left out."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from dateline.codebook import load_codebook
from dateline.export.network import Network, Party, Tie, network
from dateline.export.network_plot import plot_network
from dateline.export.plots import save
from dateline.export.schemas.units import Unit, speak_for
from dateline.records import Event, Factuality
from tests.making import actor, claim

BOOK = load_codebook()
ARMY = actor("the army", id="syrian-army", name="Syrian army", country="SYR", sector="MIL", code="SYRMIL")
REBELS = actor("rebels", country="SYR", sector="REB", code="SYRREB")
RUSSIA = actor("Moscow", id="russia", name="Russia", country="RUS", sector="GOV", code="RUSGOV")
TURKEY = actor("Ankara", id="turkey", name="Turkey", country="TUR", sector="GOV", code="TURGOV")
DRIVER = actor("the driver")


def event(*claims, origins=1):
    ids = tuple(one.id for one in claims)
    return Unit("e-1", speak_for(claims), claims, Event(
        id="e-1", claims=ids, slots={}, articles=("a-1",), outlets=(), distinct_origins=origins, stakes=("unknown",)))


def strike(actors=(ARMY,), recipients=(REBELS,), **slots):
    return claim(**{"event": "ASSAULT", "mode": "aerial", "cameo": "195", "actors": actors, "recipients": recipients,
                    **slots})


def made(*units, **options):
    return network(units, codebook=BOOK, **{"top": 9, **options})


def test_a_tie_counts_events_and_their_distinct_origins_and_has_their_mean_score():
    found = made(event(strike(), strike(id="c-2"), origins=1), event(strike(cameo="190"), origins=3),
                 event(strike(event="AID", mode=None, cameo="072", actors=(RUSSIA,), recipients=(ARMY,)), origins=2))
    assert found == Network(
        parties=(Party("syrian-army", "Syrian army", 6), Party("SYRREB", "Syria: rebels", 4),
                 Party("russia", "Russia", 2)),
        ties=(Tie("syrian-army", "SYRREB", 2, 4, -10.0, "ASSAULT"),
              Tie("russia", "syrian-army", 1, 2, BOOK.goldstein("072"), "AID")),
        events=3, parties_left=0, ties_left=0, one_sided=0, not_done=0)


@pytest.mark.parametrize("slots", [
    {"factuality": Factuality(polarity="-")}, {"temporal": "future"},
])
def test_what_is_not_told_as_done_is_no_tie(slots):
    found = made(event(strike(**slots)))
    assert (found.ties, found.not_done, found.events) == ((), 1, 0)


@pytest.mark.parametrize(("actors", "recipients"), [
    ((ARMY,), ()), ((), (REBELS,)), ((ARMY,), (DRIVER,)), ((ARMY,), (ARMY,)),
])
def test_who_is_alone_or_not_known_or_does_it_to_itself_has_no_tie(actors, recipients):
    found = made(event(strike(actors, recipients)))
    assert (found.ties, found.one_sided) == ((), 1)


def test_what_is_done_together_binds_both_ways_and_who_strikes_together_is_not_bound():
    talks = made(event(strike((RUSSIA, TURKEY), (), event="CONSULT", mode=None, cameo="040")))
    assert [(tie.actor, tie.recipient) for tie in talks.ties] == [("russia", "turkey"), ("turkey", "russia")]
    assert made(event(strike((RUSSIA, ARMY), ()))).ties == ()


def test_by_country_parties_are_countries_and_a_country_has_no_tie_to_itself():
    found = made(event(strike()), event(strike((RUSSIA,))), by="country")
    assert [(tie.actor, tie.recipient) for tie in found.ties] == [("RUS", "SYR")]
    assert [party.name for party in found.parties] == ["Russia", "Syria"]
    assert found.one_sided == 1


def test_parties_without_an_id_are_of_a_kind_and_never_their_words():
    found = made(event(strike((ARMY,), (actor("the driver", country="USA", sector="CVL"),))),
                 event(strike((ARMY,), (actor("a teacher", country="USA", sector="CVL"),))),
                 event(strike((actor("the peacekeepers", country="UNO"),), (ARMY,))))
    assert {party.name for party in found.parties} == {"Syrian army", "United States: civilians", "United Nations"}
    assert [(tie.actor, tie.recipient, tie.events) for tie in found.ties] == [
        ("syrian-army", "USACVL", 2), ("UNO", "syrian-army", 1)]


def test_only_the_parties_with_most_origins_are_kept_and_the_others_counted():
    found = made(event(strike(), origins=5), event(strike((TURKEY,)), origins=2), event(strike((RUSSIA,))), top=2)
    assert [party.key for party in found.parties] == ["SYRREB", "syrian-army"]
    assert (len(found.ties), found.ties_left, found.parties_left) == (1, 2, 2)


def test_a_claim_by_itself_is_one_origin_and_a_tie_without_a_code_has_no_score():
    lone = strike(cameo=None)
    found = made(Unit(lone.id, lone, (lone,)))
    assert [(tie.origins, tie.goldstein) for tie in found.ties] == [(1, None)]


def picture(found, tmp_path):
    file = tmp_path / "net.svg"
    save(plot_network(found, title="Who <b>does</b> what", what="events", read="12 articles were read."), file)
    return file.read_text(encoding="utf-8")


def test_the_picture_says_what_is_counted_and_what_is_left_out(tmp_path):
    found = made(event(strike(), origins=3), event(strike((RUSSIA,), (REBELS,))), event(strike((TURKEY,), ())),
                 event(strike(temporal="future")), top=2)
    text = picture(found, tmp_path)
    for words in ("2 events between two parties; 2 parties and 1 ties shown, 1 parties and 1 ties with fewer origins",
                  "Left out: 1 events without two known parties; 1 denied, planned or hung on a condition.",
                  "12 articles were read.", "Syrian army", "Syria: rebels", "Mean Goldstein value", "Distinct origins"):
        assert words in text, words
    assert "<b>" not in text
    assert "Russia" not in text


def test_the_same_ties_give_the_same_picture_and_places_do_not_fall_together():
    parties = [actor(f"p{at}", id=f"p{at}", name=f"Party {at}", country="SYR") for at in range(12)]
    units = [event(strike((one,), (two,)), origins=at + 1)
             for at, (one, two) in enumerate(pairwise(parties))]
    found = made(*units, top=12)
    one, two = (plot_network(found, title="x", what="events", read="y").to_json() for _ in range(2))
    assert one == two
    words = [row for layer in json.loads(one)["layer"] for row in layer["data"]["values"] if "text" in row]
    assert len({(row["x"], row["y"]) for row in words}) == 12


def test_a_network_without_ties_is_still_a_picture(tmp_path):
    assert "0 events between two parties" in picture(made(), tmp_path)
