"""From words to actors: each case is a report in which every mention that counts is marked `[words|CODE]`.

`CODE` is the code, several joined by `+`, `-` for no actor that we can name; a mention that is not marked is free.
"""

from __future__ import annotations

import re

import pytest

from dateline.analyze.actors import find_actors
from dateline.analyze.reference import link
from dateline.gazetteer.actors import load_actors
from dateline.records import Office
from dateline.resolve.actors import resolve_actors
from tests.hand import reading_of

TABLE = load_actors()
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


def resolved(nlp, text, published):
    doc = nlp(text)
    mentions = tuple(link(doc, find_actors(doc, table=TABLE), table=TABLE))
    return mentions, resolve_actors(reading_of(doc, mentions), table=TABLE, published=published)


def check(nlp, marked, published):
    expected, text, end = [], "", 0
    for found in MARK.finditer(marked):
        text += marked[end : found.start()]
        expected.append((len(text), found[1], found[2]))
        text, end = text + found[1], found.end()
    text += marked[end:]
    mentions, (refs, _, _) = resolved(nlp, text, published)
    codes = {
        (mention.start, mention.text): "+".join(sorted(ref.code or "" for ref in refs.get(index, ()))) or "-"
        for index, mention in enumerate(mentions)
    }
    wanted = {(start, words): "+".join(sorted(code.split("+"))) for start, words, code in expected}
    assert {place: codes.get(place) for place in wanted} == wanted


@pytest.mark.model
@pytest.mark.parametrize(("published", "marked"), [
    ("2021-01-10", ("[Pakistani Foreign Minister Shah Mahmood Qureshi|PAKGOV] and [his Turkish counterpart|TURGOV], "
                   "[Mevlut Cavusoglu|TURGOV], met. [The two ministers|PAKGOV+TURGOV] praised the deal.")),
    ("2022-03-01", "[Ukraine's armed forces|UKRMIL] repelled [Russian troops|RUSMIL], [the Kremlin|RUSGOV] said."),
    ("2019-02-28", "[Indian and Pakistani jets|INDMIL+PAKMIL] crossed the line, [officials|GOV] said."),
    ("2023-06-02", ("[The Sudanese army|SDNMIL] and [the Rapid Support Forces|SDNREB] agreed to a truce. "
                   "[The RSF|SDNREB] said [it|SDNREB] would observe it.")),
    ("2022-06-02", "[The Rapid Support Forces|SDNPRM] patrolled Khartoum."),
    ("2020-06-02", "[The Taliban|AFGREB] attacked [Afghan soldiers|AFGMIL]."),
    ("2022-06-02", "[The Taliban|AFGGOV] banned [women|CVL] from parks."),
    ("2015-04-01", "[Gunmen|UAF] killed [at least 12 villagers|CVL] near Mopti, [a local mayor|GOV] said."),
    ("2014-06-01", "[Colonel Jean Dupont|MIL] spoke to [reporters|JRN]."),
    ("2018-01-01", "[The prime ministers of India and Pakistan|INDGOV+PAKGOV] met in Dhaka."),
    ("2010-01-01", ("[A spokesman for the Taliban|AFGREB], [Zabihullah Mujahid|AFGREB], said [their fighters|AFGREB] "
                   "shot down [a NATO helicopter|IGOMIL].")),
    ("2008-06-01", "[U.S. and Iraqi troops|USAMIL+IRQMIL] captured [eight suspected insurgents|REB]."),
    ("2021-02-01", "Companies backed by [the EU|EURGOV] left, and [protesters|HKGOPP] in Hong Kong stayed."),
    ("2003-02-01", "[Finance Minister Gordon Brown|GBRGOV] resigned."),
    ("2003-02-01", "[Gordon Brown|GBR] resigned."),
    ("2012-05-01", "[King Abdullah|JORGOV] of Jordan warned [Israel|ISRGOV]."),
    ("1991-02-01", "[President Bush|USAGOV] called [President Mitterrand|FRAGOV]."),
    ("2003-02-01", "[President Bush|USAGOV] called [Prime Minister Blair|GBRGOV]."),
    ("2014-02-01", "[King Abdullah|SAUGOV] of Saudi Arabia wrote to [Israel|ISRGOV]."),
    ("2016-05-01", "[President Xi|CHNGOV] wrote to [former president Ma Ying-jeou|TWNGOV]."),
    ("2018-05-01", "[Kim Jong-un|PRKGOV] left the hall. [Kim|PRKGOV] spoke later."),
    ("1996-10-01", "[Ahmed Shah Masood|AFGGOV] shelled the city."),
    ("2009-05-01", "[Colonel Moammar Kadhafi|LBYGOV] received [the Venezuelan leader|VENGOV]."),
    ("2012-03-05", ("[Denis Sassou Nguesso|COGGOV] flew from Brazzaville to Pointe-Noire; "
                    "[Congolese soldiers|COGMIL] wept.")),
    ("2012-03-05", "[Joseph Kabila|CODGOV] flew from Kinshasa to Goma; [Congolese soldiers|CODMIL] wept."),
    ("2020-11-20", ("[Joe Biden|USAELI] won Georgia and Pennsylvania. [Georgia officials|USAGOV] counted in Atlanta, "
                    "Georgia, and [U.S. lawmakers|USALEG] watched.")),
    ("2008-08-20", "[Mikheil Saakashvili|GEOGOV] spoke in Tbilisi. [Georgian officials|GEOGOV] agreed."),
    ("2012-03-05", "[Congolese soldiers|MIL] wept."),
    ("2013-05-01", "[Gen. Adam Nobody|SYRREB] of the Free Syrian Army spoke; [Samuel Banapia|-] of Paris did not."),
    ("2012-03-05", "[Georgia|GEOGOV] and [Russia|RUSGOV] signed it."),
    ("2016-08-01", "It rained; in Islamabad [Pakistan's Foreign Ministry|PAKGOV] wept."),
    ("2019-01-20", ("[Kurdish protesters|OPP] marched in Ankara. Turkey said nothing. "
                    "Turkey had warned Turkey's mayors.")),
    ("2024-12-20", ("[Hezbollah fighters|LBNREB] fired rockets, [the Israeli military|ISRMIL] said. It said it struck "
                   "[the group|LBNREB]'s launchers.")),
])
def test_actors_are_resolved(nlp, published, marked):
    check(nlp, marked, published)


@pytest.mark.model
def test_an_office_is_former_after_its_last_day(nlp):
    _, (refs, _, _) = resolved(nlp, "Barack Obama met Angela Merkel.", "2019-05-01")
    told = [(ref.name, ref.code, ref.office) for found in refs.values() for ref in found]
    assert told == [
        ("Barack Obama", "USAELI", Office(title="President", former=True)),
        ("Angela Merkel", "DEUGOV", Office(title="Chancellor", former=False)),
    ]


@pytest.mark.model
def test_unnamed_fighters_near_a_place_are_not_that_countrys(nlp):
    text = "Syria shelled Aleppo. Syria bombed Homs. Syria said militants and rebels fled Syria."
    mentions, (refs, unresolved, _) = resolved(nlp, text, "2016-10-19")
    fighters = [index for index, mention in enumerate(mentions) if mention.text in {"militants", "rebels"}]
    assert [(refs[index][0].country, refs[index][0].sector) for index in fighters] == [(None, "UAF"), (None, "REB")]
    assert all("does not say" in unresolved[index] for index in fighters)


@pytest.mark.model
def test_a_name_that_nobody_knows_keeps_its_name_and_has_a_reason(nlp):
    mentions, (refs, unresolved, _) = resolved(nlp, "Samuel Banapia said it rained.", "2026-04-02")
    assert [(ref.name, ref.country, ref.sector, ref.code) for ref in refs[0]] == [("Samuel Banapia", None, None, None)]
    assert mentions[0].text in unresolved[0]


@pytest.mark.model
def test_every_mention_is_resolved_or_has_a_reason(nlp):
    text = "It rained. They said he knew. The group left, and the two leaders met its allies. We saw Western planes."
    mentions, (refs, unresolved, notes) = resolved(nlp, text, None)
    silent = [mention.text for index, mention in enumerate(mentions) if index not in refs and index not in unresolved]
    assert silent == []
    assert all(maker.startswith("rule:") and note for maker, note in notes.values())


@pytest.mark.model
def test_an_empty_report_has_no_actors(nlp):
    assert resolved(nlp, "", "2016-10-19") == ((), ({}, {}, {}))


@pytest.mark.model
def test_ids_of_the_users_crosswalk_are_joined(nlp, tmp_path):
    folder = tmp_path / "crosswalk"
    folder.mkdir()
    (folder / "mine.csv").write_text("id,ucdp,cow\nstate-syria,118,652\n", encoding="utf-8")
    table = load_actors(own=tmp_path)
    doc = nlp("Syria blamed Israel.")
    mentions = tuple(link(doc, find_actors(doc, table=table), table=table))
    refs, _, _ = resolve_actors(reading_of(doc, mentions), table=table, published="2016-10-19")
    assert [(ref.id, ref.external) for found in refs.values() for ref in found] == [
        ("state-syria", {"ucdp": "118", "cow": "652"}), ("state-israel", {})]
