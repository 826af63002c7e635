"""Breaches that other sentences tie to a truce: who accuses whom, what is only inferred, and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.coding.arranged import arrangements

if TYPE_CHECKING:
    from dateline.pipeline import Parts

pytestmark = pytest.mark.model

TRUCE = "The Sudanese army and the rebels of the JEM agreed to a truce of ten days on Monday."
LULL = "Israel announced a suspension of air strikes in southern Lebanon for 36 hours on Saturday."


@pytest.mark.parametrize(("texts", "expected"), [
    ((TRUCE, "The rebels shelled an army post at Kutum hours into the truce."),
     ({"REB"}, set(), "observed")),
    ((TRUCE, "The army accused the rebels of a violation of the truce on Tuesday."), ({"REB"}, {"MIL"}, "claimed")),
    ((LULL, "An Israeli drone fired a missile at a car near Tyre hours into the suspension.",
      "The Israeli military admitted the strike."), ({"MIL"}, set(), "admitted")),
])
def test_breach_is_tied_to_its_truce(
    texts: tuple[str, ...], expected: tuple[set[str], set[str], str], parts: Parts,
) -> None:
    told = [breach for one in arrangements(parts, *texts) for breach in one.breaches]
    found = [
        ({ref.sector for ref in one.accused}, {ref.sector for ref in one.accuser}, one.standing) for one in told
    ]
    assert found == [expected]


@pytest.mark.parametrize("texts", [
    (TRUCE, "The army shelled the town hours before the truce."),
    (TRUCE, "Both sides fear a violation of the truce."),
    (TRUCE, "There have been no violations of the truce."),
    ("The rebels shelled an army post at Kutum on Tuesday.",),
])
def test_no_breach_is_told(texts: tuple[str, ...], parts: Parts) -> None:
    assert [breach for one in arrangements(parts, *texts) for breach in one.breaches] == []
