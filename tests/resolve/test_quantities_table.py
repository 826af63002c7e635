"""A table of sentences with their quantities in brackets: `sentence | kind/who/value; kind/who/value`.

The brackets are the words of each record and where they stand; what is outside them is no quantity. `who` is `-` where
the report does not say who or what. A value is `12` exact, `30..40` between two bounds, `12+` at least, `12-` at most,
`~12` about, `?` vague. Money keeps its currency as who, distances are kilometres, durations hours.
"""

from __future__ import annotations

import re

import pytest

from dateline.analyze.quantities import find_quantities
from dateline.codebook.measures import load_quantities
from dateline.records import Quantity
from dateline.resolve.quantities import resolve_quantities
from tests.hand import reading_of

LEXICON = load_quantities()

TABLE = """
[At least 43 people] were killed when a suicide bomber struck a market in Quetta. | killed/people/43+
A car bomb killed [12 people] and wounded [30]. | killed/people/12; injured/-/30
Shelling of the eastern suburbs killed [nine] and injured [at least 21], the Observatory said. \
| killed/-/9; injured/-/21+
The blast left [12] dead and [more than 40] wounded. | killed/-/12; injured/-/40+
[12 people], among them [three children] and [two nurses], were killed. \
| killed/people/12; killed/children/3; killed/nurses/2
The raid killed [17 people], including [five women] and [six children]. \
| killed/people/17; killed/women/5; killed/children/6
[Fourteen civilians] were killed, [eight of them children]. | killed/civilians/14; killed/children/8
[As many as 200 people] may have died in the landslide. | killed/people/200-
[Up to 60 militants] were eliminated in the strike, the defence ministry said. | killed/militants/60-
[No fewer than 30 villagers] were massacred. | killed/villagers/30+
[Nearly 300 people] have died since the protests began. | killed/people/~300
[Between 30 and 40 insurgents] were killed. | killed/insurgents/30..40
[30 to 40 people] were wounded in the stampede. | injured/people/30..40
[Dozens] were killed and [scores] wounded. | killed/-/?; injured/-/?
[Hundreds of thousands of people] have fled to Chad. | displaced/people/?
[Several soldiers] were hurt. | injured/soldiers/?
[A handful of protesters] were detained. | detained/protesters/?
[A dozen people] were arrested. | detained/people/~12
[Half a million people] have been displaced. | displaced/people/500000
Two-thirds of the village's [3,000 people] have fled. | count/people/3000
One in five children is malnourished.
Officials raised the death toll to [45] from [30]. | killed/-/45; killed/-/30
The death toll has risen to [56], the governor said. | killed/-/56
The death toll rose from [30] to [45]. | killed/-/30; killed/-/45
[No one] was hurt in the attack. | injured/-/0
[Nobody] was killed. | killed/-/0
[No injuries] were reported. | injured/injuries/0
There were [no casualties], the ministry said. | count/casualties/0
[No civilians] were killed in the operation, the coalition said. | killed/civilians/0
[A woman] and her [two sons] were killed. | killed/woman/1; killed/sons/2
[A soldier] was killed and [three others] were wounded. | killed/soldier/1; injured/others/3
Gunmen shot dead [a police officer] in Basra. | killed/police officer/1
An explosion killed [one person] and injured [two or three]. | killed/person/1; injured/-/2..3
Rebels attacked the convoy, killing [ten soldiers]. | killed/soldiers/10
The ambush killed [a Turkish soldier] and wounded [two] more. | killed/Turkish soldier/1; injured/-/2
Rescuers recovered [15 bodies] from the rubble. | killed/bodies/15
[Twenty-five bodies] were found in a mass grave. | killed/bodies/25
[More than 100 people] were missing after the boat sank. | count/people/100+
The quake left [at least 80] dead and [12] missing. | killed/-/80+; count/-/12
The fighting claimed [26 lives]. | killed/lives/26
Doctors saved [26 lives]. | count/lives/26
There were [12 deaths] and [40 injuries]. | killed/deaths/12; injured/injuries/40
[Three gunmen] killed [12 people]. | count/gunmen/3; killed/people/12
Among the dead were [four children]. | killed/children/4
The dead included [two Russian nationals]. | killed/Russian nationals/2
[One of the attackers] was killed. | killed/attackers/1
[Three] of the [12 hostages] died. | killed/hostages/3; detained/hostages/12
A suicide bomber blew himself up, killing [22] and wounding [more than 50 others]. | killed/-/22; injured/others/50+
BAGHDAD - [At least 12] killed, [30] wounded in car bombing. | killed/-/12+; injured/-/30
[An estimated 5,000 people] were killed in the massacre. | killed/people/~5000
[Some 200 people] were injured. | injured/people/~200
[Around 3,000 refugees] crossed into Uganda. | displaced/refugees/~3000
[Roughly 90 fighters] surrendered. | count/fighters/~90
[Approximately 1,500 families] were forced from their homes. | displaced/families/~1500
[An unknown number of villagers] were abducted. | detained/villagers/?
The army said it had killed [an undisclosed number of fighters]. | killed/fighters/?
The offensive forced [5,000 families] from their homes. | displaced/families/5000
The floods left [10,000 people] homeless. | displaced/people/10000
[More than 1.2 million people] have been uprooted by the war. | displaced/people/1200000+
[1.2m people] fled to neighbouring countries. | displaced/people/1200000
[Tens of thousands] fled the fighting. | displaced/-/?
[2 lakh people] were evacuated ahead of the cyclone. | displaced/people/200000
[One hundred and twenty people] were evacuated from the mine. | displaced/people/120
There are [3.6 million refugees] in Turkey. | displaced/refugees/3600000
[500 people] were made homeless by the fire. | displaced/people/500
Police detained [41 demonstrators]. | detained/demonstrators/41
Police said they had detained [41]. | detained/-/41
[More than 1,000 people] have been arrested since Monday. | detained/people/1000+
Militants kidnapped [276 schoolgirls]. | detained/schoolgirls/276
They took [30 people] hostage. | detained/people/30
Hamas is holding [about 240 hostages]. | detained/hostages/~240
Security forces rounded up [dozens of suspects]. | detained/suspects/?
[Eight men] were taken into custody. | detained/men/8
The insurgents captured [12 soldiers]. | detained/soldiers/12
The insurgents captured [12 villages]. | count/villages/12
The parties held [three meetings]. | count/meetings/3
The [two governments] held [two rounds of talks]. | count/governments/2; count/rounds of talks/2
The [two sides] exchanged [48 prisoners]. | count/sides/2; detained/prisoners/48
Russia deployed [5,000 troops] along the border. | troops/troops/5000
Washington will send [about 2,000 Marines] to Kuwait. | troops/Marines/~2000
Ethiopia sent a [20,000-strong force] to Somalia. | troops/force/20000
The African Union approved a [7,500-strong force]. | troops/force/7500
A [500-strong crowd] gathered outside the embassy. | count/crowd/500
NATO moved [two battalions] to Lithuania. | count/battalions/2
France has [4,000 soldiers] in the Sahel. | troops/soldiers/4000
The mission will have a force of [1,200]. | troops/-/1200
Iran has [between 1,000 and 2,000 military personnel] in Syria. | troops/military personnel/1000..2000
[Four peacekeepers] were killed in Mali. | killed/peacekeepers/4
Kyiv mobilised [300,000 reservists]. | troops/reservists/300000
The village lies [15 km] from the front line. | distance_km/-/15
It was hit [nine miles] south of the city. | distance_km/-/14.484096
The town is [40 kilometres] north-west of Aleppo. | distance_km/-/40
The [3 villages] of the plain were burned. | count/villages/3
Forces pulled back [20-25 km]. | distance_km/-/20..25
They must stay [at least 500 metres] away from the fence. | distance_km/-/0.5+
The shell landed [200m] from a school. | distance_km/-/0.2
The jet flew at [30,000 feet]. | distance_km/-/9.144
A [30-km] buffer zone was set up. | distance_km/-/30
The troops were [a kilometre] away. | distance_km/-/1
The militants are [a few kilometres] from the capital. | distance_km/-/?
The ship was [12 nautical miles] off the coast. | distance_km/-/22.224
The army took 60 square kilometres of land.
The winds reached 120 km per hour.
An [11-hour] pause began. | duration_hours/-/11
The [two sides] agreed to a [72-hour] ceasefire. | count/sides/2; duration_hours/-/72
A [three-day] truce took hold. | duration_hours/-/72
The talks lasted [two and a half hours]. | duration_hours/-/2.5
They gave residents [48 hours] to leave. | duration_hours/-/48
The siege lasted [nearly four years]. | duration_hours/-/~35040
They met for [an hour and a half]. | duration_hours/-/1.5
They spoke for [half an hour]. | duration_hours/-/0.5
The truce held for [a week]. | duration_hours/-/168
Fighting went on for [more than 10 hours]. | duration_hours/-/10+
The [15-minute] meeting was cordial. | duration_hours/-/0.25
The curfew will last [two to three weeks]. | duration_hours/-/336..504
The [month-long] siege ended. | duration_hours/-/720
A [weeklong] ceasefire is due to begin. | duration_hours/-/168
After [several hours] of clashes the rebels withdrew. | duration_hours/-/?
He was sentenced to [15 years] in prison. | duration_hours/-/131400
The court jailed [three activists] for [five years]. | detained/activists/3; duration_hours/-/43800
The United States pledged [$1.5bn] in aid. | money/USD/1500000000
Brussels released [EUR 300 million] for refugees. | money/EUR/300000000
Germany promised [more than €20 million]. | money/EUR/20000000+
The family was given [10,000 rupees]. | money/rupees/10000
The government announced [Rs 5 crore] in relief. | money/Rs/50000000
The fine was [500,000 Pakistani rupees]. | money/PKR/500000
A [$10 million] bounty was offered. | money/USD/10000000
Losses are put at [between $1 billion and $2 billion]. | money/USD/1000000000..2000000000
It needs [$3-4 million]. | money/USD/3000000..4000000
The group raised [millions of dollars]. | money/USD/?
Britain gave [£2.5m] in aid. | money/GBP/2500000
Kuwait lent [300 million euros]. | money/EUR/300000000
The ransom was [2 million US dollars]. | money/USD/2000000
They paid [40,000 Syrian pounds]. | money/SYP/40000
Police found [500 pounds of explosives]. | count/pounds of explosives/500
The Houthis fired [five missiles] at a tanker. | count/missiles/5
[More than 200 houses] were destroyed. | count/houses/200+
Shelling destroyed [30 vehicles] and [two bridges]. | count/vehicles/30; count/bridges/2
[Hundreds of shells] fell on the town. | count/shells/?
A [50-vehicle] convoy entered the town. | count/vehicle/50
A [12-member] delegation arrived. | count/member/12
The convoy carried [20 tonnes of aid]. | count/tonnes of aid/20
[Several dozen protesters] blocked the road. | count/protesters/?
[A few hundred people] gathered. | count/people/?
[More than a dozen trucks] crossed. | count/trucks/12+
[Two] of [eight humanitarian corridors] were open. | count/humanitarian corridors/2; count/humanitarian corridors/8
Turnout was 45 percent.
Some 30 per cent of the crop was lost.
Prices rose 12% in May.
A 12-year-old boy spoke to reporters.
[A 12-year-old boy] was killed. | killed/12-year-old boy/1
A further row of chairs was moved.
Ahmed Ali, 34, was killed by a sniper.
Mohammed Hassan (27) was arrested.
He was killed with his wife, 31, and their [two children], aged 5 and 7. | killed/children/2
[Three children] under five were killed. | killed/children/3
In 2014, Russia annexed Crimea.
The law dates from 1998.
The meeting is on 12 March 2016 at 10.30 a.m.
It was filed at 0600 GMT.
Call the hotline on +963 11 555 1234.
Flight 752 was shot down.
The 4th Division entered Daraa.
The Council adopted Resolution 2254.
An F-16 crashed.
Turkey bought the S-300 and S-400 systems.
NATO invoked Article 5 after 9/11.
The G20 met in Brisbane.
Highway 1 was cut.
The team won 3-1.
The motion was adopted 14-0.
It was the third attack this month.
The prime minister lives at 10 Downing Street.
The M23 rebels took Goma.
The P5+1 talks resumed.
A 6.2-magnitude quake struck.
Soldiers from 40 Commando were sent.
Channel 4 reported the raid.
They fought in World War Two.
Phase 2 of the plan has begun.
Chapter VII was invoked.
Two years ago he fled.
She left three days later.
He has been in power for the past 20 years.
The bullet was 7.62 mm.
[Two helicopters] and [three drones] were shot down. | count/helicopters/2; count/drones/3
[Two Mi-24 helicopters] attacked the camp. | count/Mi-24 helicopters/2
Boko Haram fighters killed [at least 2,000 people], most of them women. | killed/people/2000+
OCHA said that [12,500 people] needed help, 40 per cent more than in May. | count/people/12500
OCHA reported [10 000 displaced people]. | displaced/displaced people/10000
The ministry put the number of wounded at [63]. | injured/-/63
Palestinian officials say [1,00,000 people] are affected. | count/people/100000
[12] dead, [30] hurt in Kabul blast. | killed/-/12; injured/-/30
Bombing kills [12], wounds [30]. | killed/-/12; injured/-/30
The attack, in which [three soldiers] died, was claimed by ISIS. | killed/soldiers/3
Another [30 people] were injured. | injured/people/30
A further [12 people] were hurt. | injured/people/12
[Two people] drowned and [four] are missing. | killed/people/2; count/-/4
Our correspondent counted [six burned-out tanks]. | count/burned-out tanks/6
[Five people], [three of them policemen], were wounded. | injured/people/5; injured/policemen/3
The dam burst, killing [an unspecified number of people]. | killed/people/?
[Seven soldiers] were martyred. | killed/soldiers/7
[100 or more people] were arrested. | detained/people/100+
[Fewer than 50 rebels] remain in the city. | count/rebels/50-
[Thousands] marched in Minsk, and [at least 200] were detained. | count/-/?; detained/-/200+
[Over 900 civilian deaths] were recorded in May. | killed/civilian deaths/900+
[Forty sheep] were killed by the shell. | count/sheep/40
The regime executed [20 political prisoners]. | killed/political prisoners/20
Both sides lost [about 100 men]. | count/men/~100
The bomb killed the driver's [two cousins]. | killed/cousins/2
Russian forces destroyed [up to 50 servicemen] and [two tanks]. | killed/servicemen/50-; count/tanks/2
[Two policemen] were shot and wounded in Diyarbakir. | injured/policemen/2
Police shot and killed [two men]. | killed/men/2
The mine killed [a farmer] and his 12-year-old son. | killed/farmer/1
[At least 38 people], mostly women, died. | killed/people/38+
[Three Palestinians] were killed and [17] injured by Israeli fire. | killed/Palestinians/3; injured/-/17
[None] of the [45 passengers] was hurt. | injured/passengers/0; count/passengers/45
[Six of the dead] were children. | killed/dead/6
The UN says it needs [US$2.3 billion]. | money/USD/2300000000
Authorities seized [12 kilograms of heroin]. | count/kilograms of heroin/12
The army seized [a soldier] at the crossing. | detained/soldier/1
One in three houses is damaged.
[200–300 people] fled the village. | displaced/people/200..300
The rebels withdrew from [two or three villages]. | count/villages/2..3
The road is [10 to 15 kilometres] long. | distance_km/-/10..15
It killed [five to six million people]. | killed/people/5000000..6000000
[More than two dozen officers] were sacked. | count/officers/24+
[12,000] of the [20,000 residents] have left. | count/residents/12000; count/residents/20000
[Seven civilians] - [four of them women] - died. | killed/civilians/7; killed/women/4
The bomb killed [14 people] Monday in Anbar. | killed/people/14
The attack killed [184 people] on Sept. 11. | killed/people/184
He won the 2003 election and its 1991 rerun.
[Only one] of [two corridors] had opened. | count/corridors/1; count/corridors/2
The hall burned for [two more days]. | duration_hours/-/48
One of every three people fled.
The deficit is [$16.4 trillion]. | money/USD/16400000000000
One of the largest attacks was in May.
The blast destroyed [a dozen homes]. | count/homes/~12
Her call lasted [90 seconds]. | duration_hours/-/0.025
"""


MARK = re.compile(r"\[([^\]]*)\]")
ROWS = [tuple(part.strip() for part in row.partition("|")[::2]) for row in TABLE.strip().splitlines()]


def quantity_of(told: str, *, text: str, start: int) -> Quantity:
    """The record that `kind/who/value` stands for."""
    kind, who, value = told.strip().split("/")
    low = high = None
    bound = "exact"
    if value == "?":
        bound = "vague"
    elif value.endswith("+"):
        low, bound = float(value[:-1]), "at_least"
    elif value.endswith("-"):
        high, bound = float(value[:-1]), "at_most"
    elif ".." in value:
        low, high = (float(side) for side in value.split(".."))
    else:
        low = high = float(value.lstrip("~"))
        bound = "about" if value.startswith("~") else "exact"
    return Quantity(kind=kind, who=None if who == "-" else who, low=low, high=high, bound=bound, text=text,
                    start=start, end=start + len(text))


def expected(marked: str, told: str) -> list[Quantity]:
    """The records of one row; brackets are taken out of the offsets."""
    marks = list(MARK.finditer(marked))
    values = told.split(";") if told else []
    assert len(marks) == len(values)
    return [
        quantity_of(value, text=mark.group(1), start=mark.start() - 2 * number)
        for number, (mark, value) in enumerate(zip(marks, values, strict=True))
    ]


@pytest.mark.model
@pytest.mark.parametrize(("marked", "told"), ROWS)
def test_quantities_of_sentence(nlp, marked, told):
    doc = nlp(MARK.sub(r"\1", marked))
    mentions = tuple(find_quantities(doc, lexicon=LEXICON))
    quantities, _, _ = resolve_quantities(reading_of(doc, mentions), lexicon=LEXICON)
    assert list(quantities.values()) == expected(marked, told)
