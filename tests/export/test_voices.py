"""Counts of labels and of sources over hand-made records."""

from __future__ import annotations

from dateline.export.voices import OWN_WORDS, LabelRow, SourceRow, label_rows, source_rows
from dateline.records import LabelUse
from tests.making import OUTLET, actor, article, claim, hop, speaker


def use(word, party=None, *, voice="outlet", by=None):
    return LabelUse(word=word, party=party, voice=voice, speaker=by, start=0, end=len(word))


def test_labels_are_counted_by_outlet_voice_party_and_word():
    first, second = article(id="a1", outlet="Coast Radio"), article(id="a2", outlet="Coast Radio")
    other = article(id="a3", outlet=None, publisher=None)
    rows = label_rows([
        (first, [use("rebels", "SYRREB"), use("terrorists", "SYRREB", voice="origin", by="the ministry")]),
        (second, [use("rebels", "SYRREB"), use("rebels", "SYRREB")]),
        (other, [use("rebels"), use("thugs", voice="origin")]),
    ])
    assert rows == [
        LabelRow("Coast Radio", OWN_WORDS, "SYRREB", "rebels", uses=3, articles=2),
        LabelRow("Coast Radio", "the ministry", "SYRREB", "terrorists", uses=1, articles=1),
        LabelRow("outlet not told", "somebody not named", "party not named", "thugs", uses=1, articles=1),
        LabelRow("outlet not told", OWN_WORDS, "party not named", "rebels", uses=1, articles=1),
    ]


def test_a_source_is_the_first_hop_with_its_stakes_and_carriers():
    army = speaker("the army", actor=actor("the army", name="Syrian army", code="SYRMIL"))
    radio = speaker("state radio", "media", named=False)
    rows = source_rows([
        (article(id="a1", outlet="Coast Radio"), [
            claim(attribution=(hop(army), hop(radio), OUTLET), stake="actor"),
            claim(attribution=(hop(army), OUTLET), stake="third_party", id="c-2"),
            claim(attribution=(OUTLET,), id="c-3"),
        ]),
        (article(id="a2", outlet="Daily Post"), [claim(attribution=(hop(army, radio), OUTLET), stake="actor")]),
    ])
    assert rows == [
        SourceRow(source="Syrian army", kind="institution", named=True, code="SYRMIL", through=("state radio",),
                  records=3, articles=2, outlets=2, stakes={"actor": 2, "third_party": 1}),
        SourceRow(source="Coast Radio", kind="outlet", named=False, code=None, through=(), records=1, articles=1,
                  outlets=1, stakes={"unknown": 1}),
        SourceRow(source="state radio", kind="media", named=False, code=None, through=(), records=1, articles=1,
                  outlets=1, stakes={"actor": 1}),
    ]


def test_a_credited_agency_goes_by_the_name_that_the_page_gives():
    wire = hop(speaker(None, "agency", named=True))
    (row,) = source_rows([(article(agency="Reuters"), [claim(attribution=(wire, OUTLET))])])
    assert (row.source, row.kind) == ("Reuters", "agency")


def test_cells_have_a_column_for_each_stake():
    row = SourceRow(source="x", kind="media", named=False, code=None, through=("a", "b"), records=2, articles=1,
                    outlets=1, stakes={"ally": 2})
    assert row.cells() == {
        "source": "x", "kind": "media", "named": "no", "code": "", "through": "a; b", "records": 2, "articles": 1,
        "outlets": 1, "stake_actor": 0, "stake_recipient": 0, "stake_ally": 2, "stake_opponent": 0,
        "stake_third_party": 0, "stake_unknown": 0,
    }
