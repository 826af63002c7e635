"""Announced and happened are two times: `sentence with * before the trigger | value basis`, told on 19 October 2016.

The day of publication is a Wednesday. A value is `start..end`, one date alone where they are the same.
"""

from __future__ import annotations

import pytest

from dateline.analyze.times import find_times
from dateline.codebook.measures import load_times
from dateline.coding.times import act_time
from dateline.records import Resolution
from dateline.resolve.times import resolve_times
from tests.hand import reading_of

LEXICON = load_times()
PUBLISHED = "2016-10-19"

TABLE = """
The government *announced on Monday a ceasefire to begin on Friday. | 2016-10-17 relative
The government announced on Monday a *ceasefire to begin on Friday. | 2016-10-21 relative
On Monday the army announced a truce that will *start on Friday. | 2016-10-21 relative
On Monday the army *announced a truce that will start on Friday. | 2016-10-17 relative
Officials said on Tuesday that rebels *attacked the town on Sunday. | 2016-10-16 relative
Officials *said on Tuesday that rebels attacked the town on Sunday. | 2016-10-18 relative
Rebels *attacked the town on Sunday, officials said on Tuesday. | 2016-10-16 relative
Rebels attacked the town on Sunday, officials *said on Tuesday. | 2016-10-18 relative
The United Nations said Tuesday it would *evacuate staff on Friday. | 2016-10-21 relative
The United Nations *said Tuesday it would evacuate staff on Friday. | 2016-10-18 relative
The president *declared on Monday a three-day truce starting on Friday. | 2016-10-17 relative
The president declared on Monday a three-day *truce starting on Friday. | 2016-10-21.. relative
Talks due on Friday were *cancelled on Monday. | 2016-10-17 relative
The court on Tuesday *sentenced a man who killed two officers in 2014. | 2016-10-18 relative
The court on Tuesday sentenced a man who *killed two officers in 2014. | 2014 stated
Police on Tuesday *arrested three men over Sunday's bombing. | 2016-10-18 relative
Police on Tuesday arrested three men over Sunday's *bombing. | 2016-10-16 relative
The minister, who *resigned on Friday, told reporters on Monday that he was ill. | 2016-10-14 relative
The minister, who resigned on Friday, *told reporters on Monday that he was ill. | 2016-10-17 relative
Turkey *warned on Tuesday that it would invade on Friday. | 2016-10-18 relative
Turkey warned on Tuesday that it would *invade on Friday. | 2016-10-21 relative
The group claimed on Tuesday that it had *killed 12 soldiers. | ..2016-10-18 told_by
The group *claimed on Tuesday that it had killed 12 soldiers. | 2016-10-18 relative
The ceasefire, agreed on Monday, *began on Tuesday. | 2016-10-18 relative
The ceasefire, *agreed on Monday, began on Tuesday. | 2016-10-17 relative
Russia will *withdraw its troops on Friday, the ministry said on Monday. | 2016-10-21 relative
Russia will withdraw its troops on Friday, the ministry *said on Monday. | 2016-10-17 relative
A bomb *exploded on Monday, killing six people, the police said on Tuesday. | 2016-10-17 relative
A bomb exploded on Monday, *killing six people, the police said on Tuesday. | 2016-10-17 relative
The council *voted on Monday to send observers next week. | 2016-10-17 relative
The council voted on Monday to *send observers next week. | 2016-10-24..2016-10-30 relative
The army *shelled the town on Sunday after rebels attacked a convoy on Saturday. | 2016-10-16 relative
The army shelled the town on Sunday after rebels *attacked a convoy on Saturday. | 2016-10-15 relative
Protesters who *marched on Friday were freed on Monday. | 2016-10-14 relative
Protesters who marched on Friday were *freed on Monday. | 2016-10-17 relative
Iran on Monday *denied that it had tested a missile last week. | 2016-10-17 relative
Iran on Monday denied that it had *tested a missile last week. | 2016-10-10..2016-10-16 relative
The two leaders *agreed on Monday to meet on Friday. | 2016-10-17 relative
The two leaders agreed on Monday to *meet on Friday. | 2016-10-21 relative
The embassy, which was *bombed in 1998, reopened on Monday. | 1998 stated
The embassy, which was bombed in 1998, *reopened on Monday. | 2016-10-17 relative
A prisoner swap announced on Monday will *take place on Thursday. | 2016-10-20 relative
A prisoner swap *announced on Monday will take place on Thursday. | 2016-10-17 relative
Rebels will *hand over weapons by the end of the month under a deal signed on Monday. | ..2016-10-31 relative
Rebels will hand over weapons by the end of the month under a deal *signed on Monday. | 2016-10-17 relative
The truce *collapsed on Tuesday, a day after it was announced. | 2016-10-18 relative
Speaking on Monday, the general *vowed to retake the city this week. | 2016-10-17 relative
Speaking on Monday, the general vowed to *retake the city this week. | 2016-10-17..2016-10-23 relative
The minister said on Monday that troops had *entered the town the day before. | 2016-10-16 relative
In an interview published on Tuesday, the general *said the army had lost 40 men. | 2016-10-18 relative
Aid *reached the town on Saturday for the first time since March. | 2016-10-15 relative
The planes *struck hours after the truce expired on Monday. | 2016-10-17 relative
The ministry said the raid *took place on Sunday. | 2016-10-16 relative
The ministry said on Tuesday that the border would *reopen from Sunday. | 2016-10-23.. relative
The ministry *said on Tuesday that the border would reopen from Sunday. | 2016-10-18 relative
A curfew *imposed on Monday will be lifted on Friday. | 2016-10-17 relative
A curfew imposed on Monday will be *lifted on Friday. | 2016-10-21 relative
Sudan's army *signed a truce on Monday that takes effect on Thursday. | 2016-10-17 relative
Sudan's army signed a *truce on Monday that takes effect on Thursday. | 2016-10-20 relative
The rebels *agreed on Tuesday to free 20 soldiers captured in August. | 2016-10-18 relative
The rebels agreed on Tuesday to free 20 soldiers *captured in August. | 2016-08 relative
On Tuesday the court *upheld a verdict handed down in May 2015. | 2016-10-18 relative
The blast, which *killed 12 people on Saturday, was claimed on Monday by the group. | 2016-10-15 relative
The blast, which killed 12 people on Saturday, was *claimed on Monday by the group. | 2016-10-17 relative
He was *arrested on Friday and will appear in court on Monday. | 2016-10-14 relative
He was arrested on Friday and will *appear in court on Monday. | 2016-10-24 relative
Police said on Monday they had *arrested a man on Saturday in connection with a 2014 attack. | 2016-10-15 relative
The foreign minister will *meet his colleague next week, a spokesman said on Tuesday. | 2016-10-24..2016-10-30 relative
According to a statement released on Tuesday, troops *killed 14 militants. | ..2016-10-18 told_by
The envoy *urged both sides on Tuesday to extend a truce that expires on Thursday. | 2016-10-18 relative
The envoy urged both sides on Tuesday to extend a truce that *expires on Thursday. | 2016-10-20 relative
Two days after the bombing, the government on Tuesday *banned the group. | 2016-10-18 relative
The parliament will *vote on Friday on a bill introduced in March. | 2016-10-21 relative
Last week's *attack was claimed on Monday by the group. | 2016-10-10..2016-10-16 relative
France *said on Wednesday it would send 500 troops by December. | 2016-10-19 relative
France said on Wednesday it would *send 500 troops by December. | ..2016-12 relative
The group *threatened on Monday to attack the capital within 48 hours. | 2016-10-17 relative
The premier *assured the envoy in a telephone call on Monday that the truce would hold. | 2016-10-17 relative
Nine people were *killed in clashes on Monday. | 2016-10-17 relative
Two men were *charged in the attack on Monday. | 2016-10-19 publication
On Monday, hours before the guns fell silent, jets *bombed positions near the port. | 2016-10-17 relative
Rebels ambushed a convoy on Tuesday, a day after a truce *took effect. | 2016-10-17 relative
Rebels *ambushed a convoy on Tuesday, a day after a truce took effect. | 2016-10-18 relative
The prisoners have been held since Saturday, and their families *marched to the palace. | 2016-10-19 publication
The army *took the town within 48 hours. | 2016-10-19 publication
"""

ROWS = [tuple(part.strip() for part in line.split("|")) for line in TABLE.strip().splitlines()]


@pytest.mark.model
@pytest.mark.parametrize(("marked", "value"), ROWS, ids=[row[0] for row in ROWS])
def test_times_of_acts(nlp, marked, value):
    doc = nlp(marked.replace("*", ""))
    reading = reading_of(doc, tuple(find_times(doc, lexicon=LEXICON)))
    times, unresolved, notes = resolve_times(reading, published=PUBLISHED, lexicon=LEXICON)
    trigger = next(token.i for token in doc if token.idx == marked.index("*"))
    resolution = Resolution(times=times, unresolved=unresolved, notes=notes)
    when, reason = act_time(reading, resolution, trigger, published=PUBLISHED)
    assert when is not None, reason
    start, end = when.start_date or "", when.end_date or ""
    assert f"{start if start == end else f'{start}..{end}'} {when.basis}" == value
