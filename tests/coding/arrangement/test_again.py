"""An arrangement told again without its name, who its parties are then, and borrowed words of war."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.coding.arranged import arrangements

if TYPE_CHECKING:
    from dateline.pipeline import Parts

pytestmark = pytest.mark.model


def test_window_is_told_by_the_next_sentence(parts: Parts) -> None:
    told = arrangements(
        parts, "Maoist rebels in Nepal declared a ceasefire on Monday.", "It will expire at midnight on November 17.",
        "The Nepalese army has shelled their camps for months.",
    )
    assert [(one.arrangement, one.status, (one.effective_to.start_date or "")[:10] if one.effective_to else None)
            for one in told] == [("ceasefire", "announced", "2016-11-17")]


def test_another_party_that_refuses_does_not_end_it(parts: Parts) -> None:
    told = arrangements(
        parts, "The Maoist rebels in Nepal declared a ceasefire of one month on Monday.",
        "The Nepalese army rejected the truce.",
    )
    assert [(one.status, [(side.actor.sector, side.role) for side in one.sides]) for one in told] == [
        ("announced", [("REB", "declares"), ("MIL", "rejects")]),
    ]


def test_rebels_without_a_country_are_those_of_the_only_state_told(parts: Parts) -> None:
    told = arrangements(parts, "The rebels declared a ceasefire on Monday.", "The Burundian army shelled their camp.")
    assert [[(side.actor.country, side.actor.sector) for side in one.sides] for one in told] == [[("BDI", "REB")]]


def test_aid_workers_and_diplomats_are_no_sides(parts: Parts) -> None:
    told = arrangements(
        parts, "The truce between the army and the rebels is holding, two Western diplomats and an aid worker said.",
    )
    assert [{side.actor.sector for side in one.sides} for one in told] == [{"MIL", "REB"}]


@pytest.mark.parametrize("text", [
    "Microsoft and Netscape called a truce in the browser war and dropped their lawsuits; shares of both rose.",
    "The striker and the coach called a ceasefire before the match; the club and its fans were relieved.",
    "Rival wings of the branch agreed to a truce until the selection of a candidate, with canvassing suspended.",
    "In the film two officers agree on a ceasefire; the review praised the screenplay and the cinema was full.",
    "Wildlife officers opened a corridor for elephants between two reserves.",
    "Truckers lifted their blockade of the port after the minister offered lower fuel duties.",
])
def test_borrowed_words_of_war_tell_nothing(text: str, parts: Parts) -> None:
    assert arrangements(parts, text) == []


@pytest.mark.parametrize(("text", "kind"), [
    ("From Sunday no soldier of either side may enter the band, under an agreement of the army and the rebels.",
     "safe_zone"),
    ("Two hundred guerrillas handed in their rifles to the army on Saturday after weeks of shelling.", "surrender"),
    ("Civilians may leave the besieged town by the road to the north, the army said after shelling the rebels.",
     "corridor"),
    ("The monitors were told by armed rebels at the checkpoint to turn back.", "access"),
    ("Some 60 bodies changed hands on Tuesday under the arrangement between the army and the rebels.", "exchange"),
])
def test_kinds_told_by_a_verb(text: str, kind: str, parts: Parts) -> None:
    assert [one.arrangement for one in arrangements(parts, text)] == [kind]


def test_two_truces_on_either_side_of_a_semicolon_keep_their_windows(parts: Parts) -> None:
    told = arrangements(
        parts, "The Taliban will hold fire from Friday; the Afghan government's own truce began on Tuesday and will "
        "run until October 30.", published="2016-10-19",
    )
    windows = [(one.status, (one.effective_from.start_date or "")[:10] if one.effective_from else None) for one in told]
    assert windows == [("scheduled", "2016-10-21"), ("in_force", "2016-10-18")]


def test_a_truce_that_is_let_lapse_has_expired(parts: Parts) -> None:
    told = arrangements(parts, "Myanmar's army let its unilateral ceasefire, in place since May, lapse at the weekend.")
    assert [one.status for one in told] == ["expired"]


def test_a_blockade_that_is_to_be_lifted_is_there(parts: Parts) -> None:
    told = arrangements(parts, "The agency urged the rebels to lift their blockade of the town that the army shelled.")
    assert [(one.arrangement, one.direction, one.status) for one in told] == [("access", "restricts", "in_force")]


def test_an_insertion_does_not_hide_the_verb(parts: Parts) -> None:
    told = arrangements(parts, "The Congolese rebels' unilateral truce, due to expire on Sunday, had been prolonged.")
    assert [one.status for one in told] == ["extended"]


def test_the_entry_time_of_a_live_report_is_no_window(parts: Parts) -> None:
    told = arrangements(parts, "18:00 The exchange of prisoners between Russia and Ukraine went through on Tuesday.")
    assert [(one.effective_from.start_date or "")[:10] for one in told if one.effective_from] == ["2016-10-18"]
