from __future__ import annotations

import pytest

from dateline.events.origins import origins_of, quotes_of
from tests.events.told import article, dead, party, says, told

WIRE = (
    "Shells slammed into a line of people waiting for bread in this mining town on Tuesday, killing 14 and wounding at "
    "least 30, hospital corridors filling within minutes, while snow kept most of the others indoors.")
REPORTER = "Our reporter counted fourteen bodies at the bakery wall, and the baker swept up glass beside them."
QUOTE = '"We will not rest until those who gave this order stand before a court of law in this very town"'


def source(name, text=REPORTER, **more):
    more.setdefault("outlet", f"The {name.title()} Post")
    return article(name, text, **more)


def own(where, **slots):
    return told(where, where.text.split(",")[0].replace("Shells", "[Shells]").replace("Our", "[Our]"), **slots)


def count(*pairs):
    claims, articles = zip(*pairs, strict=True)
    return origins_of(claims, {one.id: one for one in articles})


def quoted(name, speaker, **slots):
    where = source(name, f"Nothing else is known in {name}, it was said.")
    return told(where, f"Nothing [else] is known in {name}, it was said.", by=speaker, **slots), where


def test_one_wire_text_under_two_mastheads_is_one_origin():
    one, two = source("morning", WIRE), source("evening", "ZENICA, Tuesday. " + WIRE[: len(WIRE) * 2 // 3])
    found = count((own(one), one), (told(two, WIRE[:40] + "[people]"), two))
    assert len(found) == 1
    assert found[0].reasons[0].startswith("one text")


def test_two_reporters_are_two_origins():
    one = source("morning")
    two = source("evening", "At the market a queue had formed, then mortars fell from the hill.")
    assert len(count((own(one), one), (told(two, "At the [market] a queue had formed"), two))) == 2


@pytest.mark.parametrize("credit", ["With Reuters", "From News Services"])
def test_a_rewrite_with_a_credit_is_the_agencys(credit):
    wire = source("wire", WIRE, outlet="Reuters", agency="Reuters")
    rewrite = source("late", f"Gunners killed fourteen who queued for bread. {credit}")
    found = count((own(wire), wire), (told(rewrite, "[Gunners] killed fourteen who queued for bread."), rewrite))
    assert len(found) == 1


def test_unnamed_services_join_one_agency_and_not_two_together():
    wire = source("wire", WIRE, outlet="Reuters")
    other = source("other", "Seen from the hill the town was burning, and no siren sounded.", outlet="AP")
    rewrite = source("late", "Shells slammed into a bread line, killing 14 in the mining town. From News Services")
    found = count((own(wire), wire), (told(other, "Seen from the [hill]"), other),
                  (told(rewrite, "[Shells] slammed into a bread line"), rewrite))
    assert sorted(len(one.claims) for one in found) == [1, 2]


def test_one_official_quoted_by_ten_outlets_is_one_origin():
    chief = party("PHLCOP", text="police chief Rolando Macasaet")
    speaker = says("police chief Rolando Macasaet", actor=chief)
    found = count(*(quoted(f"outlet{number}", speaker) for number in range(10)))
    assert len(found) == 1
    assert len(found[0].claims) == 10


@pytest.mark.parametrize(("one", "other", "origins"), [
    (says("a police spokesman", actor=party("HTICOP")), says("the national police"), 1),
    (says("the army", actor=party("LKAMIL")), says("the defence ministry", actor=party("LKAMIL")), 1),
    (says("the police", actor=party("PHLCOP")), says("the army", actor=party("PHLMIL")), 2),
    (says("the army", actor=party("LKAMIL")), says("the army", actor=party("INDMIL")), 2),
    (says("M23", actor=party("CODREB", ident="m23", text="M23")),
     says("FDLR", actor=party("CODREB", ident="fdlr", text="FDLR")), 2),
    (says("her husband", kind="witness"), says("a journalists' union"), 2),
    (says("officials"), says("the police", actor=party("PHLCOP")), 1),
    (says("Halid Mesic", kind="named_person"), says("Dr Halid Mesic of the hospital", kind="named_person"), 1),
], ids=["police", "army and its ministry", "police and army", "two armies", "two movements", "husband and union",
        "officials", "one name"])
def test_voices_that_nothing_tells_apart_are_one(one, other, origins):
    assert len(count(quoted("one", one), quoted("two", other))) == origins


def test_an_outlet_has_its_matter_from_whom_it_quotes_but_stands_beside_a_denial():
    where = source("morning", "Fighting left scores dead. The army killed 64 rebels, the ministry said.")
    lead = told(where, "[Fighting] left scores dead.")
    ministry = says("the ministry", actor=party("LKAMIL"))
    assert len(count((lead, where), (told(where, "The army [killed] 64 rebels", by=ministry), where))) == 1
    denial = told(where, "The army [killed] 64 rebels", by=ministry, denied=True)
    assert len(count((lead, where), (denial, where))) == 2


def test_figures_that_an_official_gave_are_his_in_another_outlet_too():
    where = source("late")
    police = quoted("one", says("the police"), quantities=(dead(14),))
    assert len(count(police, (own(where, quantities=(dead(14),)), where))) == 1
    assert len(count(police, (own(where, quantities=(dead(16),)), where))) == 2
    one = quoted("one", says("the police"), quantities=(dead(1),))
    assert len(count(one, (own(where, quantities=(dead(1),)), where))) == 2


def test_a_house_that_is_a_party_is_that_partys_voice():
    where = source("note", "We report that eleven trucks reached the town.", outlet="UNHCR")
    told_by = quoted("one", says("UNHCR", actor=party("UNOREF", text="UNHCR")))
    assert len(count(told_by, (told(where, "eleven [trucks] reached the town"), where))) == 1


def test_a_long_quotation_that_two_hold_is_one_origin_and_a_short_one_is_not():
    one = source("one", f"At dawn the mayor spoke. {QUOTE}, she said.")
    two = source("two", f"There was anger in the square. {QUOTE.upper()}, said the mayor.")
    assert len(count((told(one, "At [dawn]"), one), (told(two, "There was [anger]"), two))) == 1
    assert quotes_of('He said "never again" and left.', 10) == frozenset()


def test_an_articles_absence_is_borne():
    where = source("one")
    assert [one.label for one in origins_of([own(where)], {})] == ["unknown"]
    assert origins_of([], {}) == ()


def test_of_many_houses_those_that_share_a_text_are_one():
    copies = [source(f"copy{number}", f"{WIRE} Printed in city {number}.") for number in range(30)]
    others = [source(f"own{number}", " ".join(f"word{number}of{place}" for place in range(12))) for number in range(20)]
    found = count(*((told(one, WIRE[:40] + "[people]"), one) for one in copies),
                  *((told(one, f"[{one.text[:8]}]"), one) for one in others))
    assert sorted((len(one.claims) for one in found), reverse=True)[:2] == [30, 1]
