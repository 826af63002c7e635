"""A table of sentences with two acts and more: `sentence | EVENT: number; number | EVENT: ...`.

`*` stands before each trigger; its event and the words of the numbers that are its own follow in order, `-` for none.
"""

from __future__ import annotations

import pytest

from dateline.analyze.quantities import find_quantities
from dateline.codebook.measures import load_quantities
from dateline.coding.quantities import quantities_of
from dateline.records import Resolution
from dateline.resolve.quantities import resolve_quantities
from tests.hand import reading_of

LEXICON = load_quantities()

TABLE = """
Rebels *attacked the base, killing 12 soldiers, and the army *arrested 41 suspects. | ASSAULT: 12 soldiers \
| COERCE: 41 suspects
The ministry *said the blast *killed nine people. | CONSULT: - | ASSAULT: nine people
Police *arrested 30 protesters after a bomb *killed two officers. | COERCE: 30 protesters | ASSAULT: two officers
The United States *pledged $300 million in aid and *deployed 500 troops to the border. | AID: $300 million \
| MOBILIZE: 500 troops
Germany *imposed sanctions worth $2bn after the raid that *killed 43 people. | SANCTION: $2bn | ASSAULT: 43 people
Gunmen *kidnapped 20 students and *burned three houses. | COERCE: 20 students | ASSAULT: three houses
The militants *shot dead four policemen and *abducted six others. | ASSAULT: four policemen | COERCE: six others
The *shelling killed at least 15 people and wounded 40. | ASSAULT: at least 15 people; 40
The two sides *agreed to a 72-hour truce after clashes in which 30 people were *killed. | AGREE: two sides; 72-hour \
| ASSAULT: 30 people
Turkey *sent 1,000 soldiers to Syria, where *fighting killed 12 civilians. | MOBILIZE: 1,000 soldiers \
| ASSAULT: 12 civilians
The army *withdrew 10 km from the front. | RETREAT: 10 km
Jets *bombed a village 15 km from the town, and rebels *seized two tanks. | ASSAULT: 15 km | ASSAULT: two tanks
The government *released 50 prisoners and *promised $10 million. | CONCEDE: 50 prisoners | AID: $10 million
The UN *said that 5,000 families had been *displaced by the offensive. | CONSULT: - | ASSAULT: 5,000 families
The *offensive displaced 5,000 families and destroyed 200 houses. | ASSAULT: 5,000 families; 200 houses
Police *fired tear gas at 2,000 demonstrators and *detained 41. | COERCE: 2,000 demonstrators | COERCE: 41
The president *condemned the attack that *killed 22 people. | REJECT: - | ASSAULT: 22 people
The minister *denied that his troops had *killed 12 villagers. | REJECT: - | ASSAULT: 12 villagers
Amnesty *accused the army of *killing 30 civilians. | ACCUSE: - | ASSAULT: 30 civilians
Two bombs *exploded in Baghdad, killing at least 30 people and wounding 60. | ASSAULT: Two bombs; at least 30 people; 60
A suicide bomber *killed 12 people in Kabul, and a separate *attack in Herat wounded seven. | ASSAULT: 12 people \
| ASSAULT: seven
Russia *deployed 4,000 troops while Ukraine *shelled a market, killing three. | MOBILIZE: 4,000 troops | ASSAULT: three
Thousands *marched in Minsk and police *detained at least 200. | PROTEST: Thousands | COERCE: at least 200
The court *jailed three activists for five years. | COERCE: three activists; five years
Israel *struck Gaza after militants *fired 20 rockets. | ASSAULT: - | ASSAULT: 20 rockets
Militants *fired 20 rockets, and Israeli jets *hit two buildings. | ASSAULT: 20 rockets | ASSAULT: two buildings
The rebels *freed 12 hostages, the ICRC *said. | CONCEDE: 12 hostages | CONSULT: -
The coalition *killed 60 militants, officials *said on Monday. | ASSAULT: 60 militants | CONSULT: -
Washington *cut $95 million in aid and *expelled 15 diplomats. | SANCTION: $95 million | SANCTION: 15 diplomats
The EU *froze assets worth EUR 1.2bn. | SANCTION: EUR 1.2bn
Rescuers *recovered 15 bodies after the *strike, which injured 30. | AID: - | ASSAULT: 30
Boko Haram *raided the town, killed 40 people and *took 12 women captive. | ASSAULT: 40 people | COERCE: 12 women
An 11-hour *pause began after *strikes that killed 40 people. | RETREAT: 11-hour | ASSAULT: 40 people
The army *announced a three-day truce and *opened two corridors. | RETREAT: three-day | CONCEDE: two corridors
The *attack left 12 dead and 40 injured. | ASSAULT: 12; 40
The *attack, in which three soldiers died, was *condemned by the UN. | ASSAULT: three soldiers | REJECT: -
Three soldiers were *killed and two tanks were *destroyed. | ASSAULT: Three soldiers | ASSAULT: two tanks
Saudi Arabia *gave $500 million and Kuwait *gave $200 million. | AID: $500 million | AID: $200 million
Officials raised the death toll from Sunday's *bombing to 45 from 30. | ASSAULT: 45
The death toll from the *bombing rose to 56. | ASSAULT: 56
Some 300 people were *killed when troops *stormed the camp. | ASSAULT: Some 300 people | ASSAULT: -
Troops *stormed the camp, and 300 people *fled. | ASSAULT: - | RETREAT: 300 people
Forces *pulled back 20 km and *handed over 12 villages. | RETREAT: 20 km | CONCEDE: 12 villages
Police *questioned 12 men over the *murder of two journalists. | COERCE: 12 men | ASSAULT: two journalists
The *killing of two journalists *sparked protests by thousands. | ASSAULT: two journalists | PROTEST: -
The *arrest of 12 activists followed a *protest by 5,000 people. | COERCE: 12 activists | PROTEST: 5,000 people
A *protest by 5,000 people ended with the *arrest of 12 activists. | PROTEST: 5,000 people | COERCE: 12 activists
France will *send 200 soldiers to join a mission that has *lost 15 men. | MOBILIZE: 200 soldiers | ASSAULT: 15 men
The rebels, who *killed 12 officers, *demanded $1 million. | ASSAULT: 12 officers | DEMAND: $1 million
The gunmen *demanded $1 million for 12 hostages whom they had *seized. | DEMAND: $1 million | COERCE: 12 hostages
The army *besieged the town for three weeks and *killed 60 people. | COERCE: three weeks | ASSAULT: 60 people
The ministry *accused Kyiv of *firing 12 shells at the village. | ACCUSE: - | ASSAULT: 12 shells
He *threatened to *send 5,000 troops. | THREATEN: 5,000 troops | MOBILIZE: 5,000 troops
They *promised to *pay $20 million. | AGREE: $20 million | AID: $20 million
No one was hurt in the *attack, but police *detained two men. | ASSAULT: No one | COERCE: two men
A soldier was *killed and three others were *wounded. | ASSAULT: A soldier | ASSAULT: three others
12 people, among them three children, were *killed and police *arrested a man. | ASSAULT: 12 people; three children \
| COERCE: a man
Iran *launched 12 missiles, the Pentagon *said, adding that 11 troops were treated. | ASSAULT: 12 missiles | CONSULT: -
Hamas *killed 1,200 people and *took 240 hostages, Israel *says. | ASSAULT: 1,200 people | COERCE: 240 hostages \
| CONSULT: -
Shells *fell on the market, killing eight, a day after a *raid killed five. | ASSAULT: eight | ASSAULT: five
"""

ROWS = [tuple(part.strip() for part in row.split("|")) for row in TABLE.strip().splitlines()]



def told_of(nlp, row):
    """What the triggers of a row are told, in the words of the table."""
    marked, told = row[0], row[1:]
    doc = nlp(marked.replace("*", ""))
    starts = [at - number for number, at in enumerate(at for at, sign in enumerate(marked) if sign == "*")]
    triggers = [next(token.i for token in doc if token.idx == start) for start in starts]
    reading = reading_of(doc, tuple(find_quantities(doc, lexicon=LEXICON)))
    quantities, _, _ = resolve_quantities(reading, lexicon=LEXICON)
    resolution = Resolution(quantities=quantities)
    return [
        f"{part.split(':')[0]}: " + ("; ".join(one.text for one in quantities_of(
            reading, resolution, trigger, event=part.split(":")[0])) or "-")
        for part, trigger in zip(told, triggers, strict=True)
    ]


@pytest.mark.model
@pytest.mark.parametrize("row", ROWS, ids=[row[0][:40] for row in ROWS])
def test_numbers_of_two_acts(nlp, row):
    assert told_of(nlp, row) == list(row[1:])


@pytest.mark.model
def test_a_deed_that_the_parser_hangs_beside_its_verb_gets_no_number(nlp):
    """The parser takes "shelling" for a verb of the first clause: its number is left out, and given to no other act."""
    row = ("The envoy *met leaders in Geneva while *shelling in Homs killed 11 people.", "CONSULT: -", "ASSAULT: -")
    assert told_of(nlp, row) == list(row[1:])
