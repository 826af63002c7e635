"""What the origin of a record has to do with it."""

from __future__ import annotations

import pytest

from dateline.codebook.lexicons import Alliance, Alliances
from dateline.coding.stakes import same_party, stake_of
from dateline.records import ActorRef, Hop, Speaker

OUTLET = Hop(speakers=(Speaker(kind="outlet", named=True),))


def party(code, name=None):
    return ActorRef(text=code, start=0, end=1, id=name, country=code[:3], sector=code[3:] or None, code=code)


def origin(ref):
    return (Hop(speakers=(Speaker(text="x", start=0, end=1, actor=ref, kind="institution", named=True),)), OUTLET)


TABLE = Alliances(rows=(
    Alliance(left="SYRGOV", right="RUS", relation="ally", since="2015-09-30", until="2024-12-08", ground="g",
             checked="c"),
    Alliance(left="RUS", right="UKR", relation="opponent", since="2014-02-20", until="", ground="g", checked="c"),
    Alliance(left="one", right="other", relation="opponent", since="2014-02-20", until="2016-01-01", ground="g",
             checked="c"),
    Alliance(left="SYRREB", right="TUR", relation="ally", since="2012-01-01", until="", ground="g", checked="c"),
    Alliance(left="one", right="TUR", relation="opponent", since="2012-01-01", until="", ground="g", checked="c"),
))


@pytest.mark.parametrize(("speaker", "actors", "recipients", "on", "expected"), [
    ("SYRMIL", ["SYRGOV"], [], None, "actor"),
    ("SYRREB", ["SYRGOV"], ["SYRREB"], None, "recipient"),
    ("RUSGOV", ["SYRGOV"], ["SYRREB"], None, "ally"),
    ("RUSGOV", ["SYRGOV"], [], "2025-01-01", "third_party"),
    ("UKRMIL", ["RUSMIL"], [], None, "opponent"),
    ("RUSMIL", ["FRAMIL"], ["UKRCVL", "UKRMIL"], None, "ally"),
    ("FRAGOV", ["SYRGOV"], [], None, "third_party"),
])
def test_stake(speaker, actors, recipients, on, expected):
    found = stake_of(origin(party(speaker)), [party(a) for a in actors], [party(r) for r in recipients],
                     alliances=TABLE, on=on)
    assert found == expected


def test_the_outlets_own_word_has_no_known_stake():
    assert stake_of((OUTLET,), [party("SYRGOV")], [], alliances=TABLE) == "unknown"


@pytest.mark.parametrize(("on", "same"), [("2015-01-01", False), ("2017-01-01", True)])
def test_rebels_of_one_country_who_fight_each_other_are_two_parties(on, same):
    assert same_party(party("SYRREB", "one"), party("SYRREB", "other"), alliances=TABLE, on=on) is same


def test_of_several_rows_the_first_counts_whichever_side_a_party_stands_on():
    assert TABLE.between(("one", "SYRREB"), ("TUR",), on="2015-01-01") == "ally"
    assert TABLE.between(("TUR",), ("one",), on="2015-01-01") == "opponent"
    assert TABLE.between(("TUR",), ("one",), on="2011-01-01") is None
    assert TABLE.between((), ("TUR",), on=None) is None
