"""Who moves, where people shelter, heal and learn, by which way, on whose list: each with what must stay silent."""

from __future__ import annotations

import pytest

from tests.coding.sensitive.hand_scenes import reasons

FAMILIES = (
    "Families=family/NOUN:NNS/nsubj/2 will/AUX:MD/aux/2 leave/VERB:VB/ROOT/2 Homs/PROPN:NNP/dobj/2 ./PUNCT/punct/2"
)
LEFT = "Families=family/NOUN:NNS/nsubj/1 left=leave/VERB:VBD/ROOT/1 Homs/PROPN:NNP/dobj/1 ./PUNCT/punct/1"
CONVOY = (
    "A/DET/det/2 relief/NOUN:NN/compound/2 convoy/NOUN:NN/nsubj/4 is=be/AUX:VBZ/aux/4 heading=head/VERB:VBG/ROOT/4 "
    "for/ADP/prep/4 Jijiga/PROPN:NNP/pobj/5 ./PUNCT/punct/4"
)
ARMY_CONVOY = CONVOY.replace("relief/NOUN:NN", "tank/NOUN:NN")
TEAM = (
    "A/DET/det/2 medical/ADJ/amod/2 team/NOUN:NN/nsubj/4 will/AUX:MD/aux/4 cross/VERB:VB/ROOT/4 into/ADP/prep/4 "
    "Dara/PROPN:NNP/pobj/5 ./PUNCT/punct/4"
)
FOOTBALL = TEAM.replace("medical/ADJ", "football/NOUN:NN")
PUT_OFF = (
    "The/DET/det/1 evacuation/NOUN:NN/nsubjpass/4 has=have/AUX:VBZ/aux/4 been=be/AUX:VBN/auxpass/4 "
    "postponed=postpone/VERB:VBN/ROOT/4 until/ADP/prep/4 Friday/PROPN:NNP/pobj/5 ./PUNCT/punct/4"
)
CALLED_OFF = PUT_OFF.replace("postponed=postpone", "cancelled=cancel").replace("until/ADP", "on/ADP")


@pytest.mark.parametrize(("marked", "expected"), [
    (FAMILIES, ["future_movement_of_civilians"]),
    (LEFT, []),
    (CONVOY, ["convoy_movement"]),
    (ARMY_CONVOY, []),
    (TEAM, ["aid_staff_movement"]),
    (FOOTBALL, []),
    (PUT_OFF, ["future_movement_of_civilians"]),
    (CALLED_OFF, []),
])
def test_movements_that_are_announced_or_under_way(marked, expected):
    assert reasons(marked) == expected


CELLAR = (
    "Families=family/NOUN:NNS/nsubj/2 are=be/AUX:VBP/aux/2 hiding=hide/VERB:VBG/ROOT/2 in/ADP/prep/2 a/DET/det/5 "
    "cellar/NOUN:NN/pobj/3 ./PUNCT/punct/2"
)
DOGS = (
    "The/DET/det/2 dog/NOUN:NN/compound/2 shelter/NOUN:NN/nsubj/4 will/AUX:MD/aux/4 take/VERB:VB/ROOT/4 "
    "strays/NOUN:NNS/dobj/4 ./PUNCT/punct/4"
)
HOSPITAL = (
    "Jets=jet/NOUN:NNS/nsubj/1 bombed=bomb/VERB:VBD/ROOT/1 the/DET/det/3 hospital/NOUN:NN/dobj/1 in/ADP/prep/3 "
    "Anadan/PROPN:NNP/pobj/4 ./PUNCT/punct/1"
)
ABANDONED = HOSPITAL.replace("the/DET/det/3", "abandoned/ADJ/amod/3")
TAKEN = (
    "The/DET/det/1 wounded/NOUN:NNS/nsubjpass/3 were=be/AUX:VBD/auxpass/3 taken=take/VERB:VBN/ROOT/3 to/ADP/prep/3 "
    "hospital/NOUN:NN/pobj/4 after/ADP/prep/3 the/DET/det/8 shelling/NOUN:NN/pobj/6 ./PUNCT/punct/3"
)
SCHOOL = (
    "A/DET/det/1 rocket/NOUN:NN/nsubj/2 hit/VERB:VBD/ROOT/2 a/DET/det/5 primary/ADJ/amod/5 "
    "school/NOUN:NN/dobj/2 ./PUNCT/punct/2"
)
CHESS = SCHOOL.replace("A/DET/det/1 rocket/NOUN:NN", "Our/PRON:PRP$/poss/1 team/NOUN:NN").replace(
    "primary/ADJ", "chess/NOUN:NN")


@pytest.mark.parametrize(("marked", "expected"), [
    (CELLAR, ["shelter"]), (DOGS, []), (HOSPITAL, ["health_site"]), (ABANDONED, []), (TAKEN, []), (SCHOOL, ["school"]),
    (CHESS, []),
])
def test_sites_in_use(marked, expected):
    assert reasons(marked) == expected


CORRIDOR = (
    "The/DET/det/2 humanitarian/ADJ/amod/2 corridor/NOUN:NN/nsubj/4 will/AUX:MD/aux/4 run/VERB:VB/ROOT/4 "
    "from/ADP/prep/4 Izium/PROPN:NNP/pobj/5 through/ADP/prep/4 Lozova/PROPN:NNP/pobj/7 ./PUNCT/punct/4"
)
TRADE = CORRIDOR.replace("humanitarian/ADJ", "trade/NOUN:NN")
LIST = (
    "Doctors=doctor/NOUN:NNS/nsubj/1 sent=send/VERB:VBD/ROOT/1 the/DET/det/3 coordinates=coordinate/NOUN:NNS/dobj/1 "
    "of/ADP/prep/3 their/PRON:PRP$/poss/6 clinic/NOUN:NN/pobj/4 to/ADP/prep/1 the/DET/det/9 army/NOUN:NN/pobj/7 "
    "./PUNCT/punct/1"
)
TAX = LIST.replace("coordinates=coordinate", "accounts=account")


@pytest.mark.parametrize(("marked", "expected"), [
    (CORRIDOR, ["corridor_route"]), (TRADE, []), (LIST, ["notification_list"]), (TAX, []),
])
def test_ways_and_lists(marked, expected):
    assert reasons(marked) == expected


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("Twelve UN trucks with flour and blankets will cross at Cilvegozu on Thursday.", {"convoy_movement"}),
    ("Thousands are fleeing south along the road towards Rafah, witnesses said.", {"future_movement_of_civilians"}),
    ("Dozens of families are living in the tunnels of the Dinamo metro station.", {"shelter"}),
    ("Gunmen burst into a clinic in Buni Yadi and took the drugs, a nurse said.", {"health_site"}),
    ("Classes are being held in a basement in the Saltivka district, the headmistress said.", {"school"}),
    ("A safe passage from Ganta via Saclepea to the Ivorian frontier has been agreed for the displaced.",
     {"corridor_route"}),
    ("The convoy arrived in Madaya on Monday and left again before dark.", set()),
    ("Rebel fighters are leaving the city in tanks and pickup trucks.", set()),
    ("Pupils will return to school on Monday after the holidays.", set()),
    ("Nurses at the hospital in Nairobi are on strike.", set()),
    ("The EU put three generals on its sanctions list.", set()),
    ("Trains will run on the new rail corridor from Baku through Tbilisi to Kars.", set()),
])
def test_read_with_the_model(text, expected, parts):
    from dateline.coding.sensitive import care_for
    from dateline.evaluate.snippets import read_snippet

    reading, resolution = read_snippet({"id": "x", "text": text, "published": "2017-01-01"}, parts)
    care = care_for(reading, resolution, words=parts.coding.sensitive, table=parts.coding.actors)
    assert set(care.reasons_at(0, len(text))) == expected
