"""A table of time expressions in sentences: `day of publication | sentence | value; value`.

A value is `start..end precision` (one date alone: start and end are the same; an empty side is open), and `?` a time
that is found and stays without a value. A row without values holds no time at all.
"""

from __future__ import annotations

import pytest

from dateline.analyze.times import find_times
from dateline.codebook.measures import load_times
from dateline.resolve.times import resolve_times
from tests.hand import reading_of

LEXICON = load_times()

TABLE = """
2016-10-19 | Talks will begin on Monday. | 2016-10-24 day
2016-10-19 | Shells fell on Monday. | 2016-10-17 day
2016-10-19 | The ministry announced a truce starting on Monday. | 2016-10-24.. day
2016-10-19 | Flights will be suspended from Monday. | 2016-10-24.. day
2016-10-19 | From Monday, residents will need a permit. | 2016-10-24.. day
2016-10-19 | The army announced a curfew from Friday. | 2016-10-21.. day
2016-10-19 | The two sides agreed to a ceasefire beginning Friday. | 2016-10-21.. day
2016-10-19 | The footage from Monday shows a burning truck. | 2016-10-17 day
2016-10-19 | Clashes that began on Monday killed 40 people. | 2016-10-17 day
2016-10-19 | The president arrived last Tuesday. | 2016-10-18 day
2016-10-19 | The council meets next Monday. | 2016-10-24 day
2016-10-19 | The court will rule this Friday. | 2016-10-21 day
2016-10-19 | The bridge fell this Monday. | 2016-10-17 day
2016-10-19 | The hearing will resume on Tuesday week. | 2016-11-01 day
2016-10-19 | The hearing will resume a week on Tuesday. | 2016-11-01 day
2016-10-19 | He resigned on Monday of last week. | 2016-10-10 day
2016-10-19 | The envoy will return on Friday next week. | 2016-10-28 day
2016-10-19 | Four soldiers were killed over the weekend. | 2016-10-15..2016-10-16 day
2016-10-19 | The leaders will meet at the weekend. | 2016-10-22..2016-10-23 day
2016-10-19 | Rebels took the town last weekend. | 2016-10-15..2016-10-16 day
2016-10-19 | Clashes broke out on the weekend of 8-9 October. | 2016-10-08..2016-10-09 day
2016-10-19 | Fighting raged from 28 February to 3 March. | 2016-02-28..2016-03-03 day
2016-10-19 | Between late May and mid-June the border was closed. | 2016-05..2016-06 month
2016-10-19 | The exercise was held on 12-14 July. | 2016-07-12..2016-07-14 day
2016-10-19 | The village was burned on the night of 3-4 May. | 2016-05-03..2016-05-04 day
2016-10-19 | Exports fell in 2014-15. | 2014..2015 year
2016-12-10 | The conference took place Nov 30 - Dec 2. | 2016-11-30..2016-12-02 day
2022-01-10 | The internet was cut from 28 December to 3 January. | 2021-12-28..2022-01-03 day
2022-01-10 | It was cut from December 30, 2021 to January 2, 2022. | 2021-12-30..2022-01-02 day
2016-10-19 | Shops were shut from Monday to Wednesday. | 2016-10-17..2016-10-19 day
2016-10-19 | Between Friday and Sunday, 30 people were arrested. | 2016-10-14..2016-10-16 day
2016-10-19 | The airport will be closed from Friday to Sunday. | 2016-10-21..2016-10-23 day
2016-10-19 | Some 100,000 people died between 1992 and 1995. | 1992..1995 year
2016-10-19 | He ruled from 1990 to 1994. | 1990..1994 year
2016-10-19 | She led the party between 2003 and May 2011. | 2003..2011-05 year
2016-10-19 | The siege lasted from June 2014 to 3 March 2015. | 2014-06..2015-03-03 month
2016-10-19 | Between March 3 and 5, two boats sank. | 2016-03-03..2016-03-05 day
2016-10-19 | They met on 8 and 9 May. | 2016-05-08..2016-05-09 day
2016-10-19 | Polls were open from 9 a.m. to 5 p.m. on Friday. | 2016-10-14T09:00..2016-10-14T17:00 minute
2016-10-19 | Planes struck between 8am and noon on Tuesday. | 2016-10-18T08:00..2016-10-18T12:00 minute
2016-10-19 | The shelling lasted from Monday night to Tuesday morning. | 2016-10-17..2016-10-18 day
2016-10-19 | The raid took place on the night from Sunday to Monday. | 2016-10-16..2016-10-17 day
2016-10-19 | Shells hit the camp overnight into Tuesday. | 2016-10-17..2016-10-18 day
2016-10-19 | The town was shelled overnight from Monday to Tuesday. | 2016-10-17..2016-10-18 day
2016-10-19 | The city was bombed from 24 to 26 August 2015. | 2015-08-24..2015-08-26 day
2016-10-19 | They met on August 24-26, 2015. | 2015-08-24..2015-08-26 day
2016-10-19 | Attacks rose in the first quarter of 2015. | 2015-01..2015-03 season
2016-10-19 | Attacks fell in the third quarter. | 2016-07..2016-09 season
2016-10-19 | Sales fell in Q2 2015. | 2015-04..2015-06 season
2016-10-19 | Attacks doubled in the second half of 2014. | 2014-07..2014-12 season
2016-10-19 | Attacks doubled in the first half of this year. | 2016-01..2016-06 season
2016-10-19 | In the first two months of 2016, 90 people drowned. | 2016-01..2016-02 month
2016-10-19 | The revolt began in the first week of May. | 2016-05-01..2016-05-07 week
2016-10-19 | The revolt ended in the last week of March 2015. | 2015-03-25..2015-03-31 week
2016-10-19 | Thousands fled in the early 1990s. | 1990..1999 year
2016-10-19 | He was jailed in the late 1980s. | 1980..1989 year
2016-10-19 | The dam was built in the mid-1970s. | 1970..1979 year
2016-10-19 | The feud goes back to the nineties. | 1990..1999 year
2016-10-19 | The fort dates from the 19th century. | 1800..1899 year
2016-10-19 | The road was built in the early 20th century. | 1900..1999 year
2016-10-19 | Over the past year, 400 people were jailed. | 2015-10-19..2016-10-19 year
2016-10-19 | In the past week, 40 people were jailed. | 2016-10-12..2016-10-19 week
2016-10-19 | Over the past decade, the group grew. | 2006-10-19..2016-10-19 year
2016-10-19 | Over the last month, prices doubled. | 2016-09-19..2016-10-19 month
2016-10-19 | Guns fell silent at 0600 GMT on Tuesday. | 2016-10-18T06:00+00:00 minute
2016-10-19 | At 0600 GMT the guns fell silent. | 2016-10-19T06:00+00:00 minute
2016-10-19 | The truce took hold at 8am local time on Tuesday. | 2016-10-18T08:00 minute
2016-10-19 | It began at 2pm Damascus time (1200 GMT) on Tuesday. | 2016-10-18T14:00+02:00 minute
2016-10-19 | It began on Tuesday at 2 p.m. (12:00 GMT). | 2016-10-18T14:00+02:00 minute
2016-10-19 | It began at 7 p.m. EDT (2300 GMT) on Tuesday. | 2016-10-18T19:00-04:00 minute
2016-10-19 | The plane landed at 14:30 Moscow time on Tuesday. | 2016-10-18T14:30 minute
2016-10-19 | As of 5 p.m., 30 bodies had been found. | 2016-10-19T17:00 minute
2016-10-19 | As of 5 p.m. Tuesday, 30 bodies had been found. | 2016-10-18T17:00 minute
2016-10-19 | As of Friday, 30 bodies had been found. | 2016-10-14 day
2016-10-19 | A bomb went off at six o'clock on Tuesday evening. | 2016-10-18T18:00 minute
2016-10-19 | The siege began at 20:00 on 3 May 2014. | 2014-05-03T20:00 minute
2016-10-19 | A bomb went off at 3.30pm on Tuesday. | 2016-10-18T15:30 minute
2016-10-19 | A bomb went off at 9:15 a.m. Tuesday. | 2016-10-18T09:15 minute
2016-10-19 | The patrol left at 1400 hours on Tuesday. | 2016-10-18T14:00 minute
2016-10-19 | The church was bombed on Christmas Eve. | 2015-12-24 day
2024-01-02 | Drones hit the port on New Year's Eve. | 2023-12-31 day
2024-01-02 | Drones hit the port on New Year's Day. | 2024-01-01 day
2016-10-19 | The church was bombed on Easter Sunday. | 2016-03-27 day
2016-10-19 | The accord was signed on Good Friday 1998. | 1998-04-10 day
2016-10-19 | The rising began on Easter Monday 1916. | 1916-04-24 day
2022-05-01 | The city was shelled on Orthodox Easter. | 2022-04-24 day
2017-04-10 | Two churches were bombed on Palm Sunday. | 2017-04-09 day
2020-03-01 | The market burned on Ash Wednesday. | 2020-02-26 day
2023-01-10 | Guns were heard on Orthodox Christmas. | 2023-01-07 day
2016-07-10 | A car bomb exploded on Eid al-Fitr. | 2016-07-06..2016-07-08 day
2016-10-19 | The war began on Yom Kippur in 1973. | 1973-10-06 day
2016-07-10 | The mosque was attacked during Eid. | ?
2016-10-19 | They met on 3 May 2014. The next day they left. | 2014-05-03 day; 2014-05-04 day
2016-10-19 | The attack came on 3 May 2014. Three days later the army replied. | 2014-05-03 day; 2014-05-06 day
2016-10-19 | He was shot on 3 May 2014. The day before, he had resigned. | 2014-05-03 day; 2014-05-02 day
2016-10-19 | He arrived on 3 May 2014 and left the same day. | 2014-05-03 day; 2014-05-03 day
2016-10-19 | He fled on 3 May 2014. The following week he was caught. | 2014-05-03 day; 2014-05-05..2014-05-11 week
2016-10-19 | Protests began in March 2011. Two months later the army moved in. | 2011-03 month; 2011-05 month
2016-10-19 | The war began in 2011. Three years later the city fell. | 2011 year; 2014 year
2016-10-19 | The war began in 2011. The previous year crops had failed. | 2011 year; 2010 year
2016-10-19 | Protests began in March 2011. Two days later the army moved in. | 2011-03 month; ?
2016-10-19 | He was shot on 3 May 2014. Later that night he died. | 2014-05-03 day; 2014-05-03 day
2016-10-19 | Troops arrived two days after the attack. | ?
2016-10-19 | Troops arrived two days after the 3 May attack. | 2016-05-05 day
2016-10-19 | Troops arrived the day after Sunday's bombing. | 2016-10-17 day
2016-10-19 | Troops arrived a week after 9 October. | 2016-10-10..2016-10-16 week
2016-10-19 | He fled a fortnight ago. | 2016-10-03..2016-10-09 week
2016-10-19 | He fled two weeks ago. | 2016-10-03..2016-10-09 week
2016-10-19 | He fled ten days ago. | 2016-10-09 day
2016-10-19 | He fled three years ago. | 2013 year
2016-10-19 | He fled a decade ago. | 2006 year
2016-10-19 | He fled a few days ago. | ?
2016-10-19 | The group was banned several weeks ago. | ?
2016-10-19 | Voters look to next month's election. | 2016-11 month
2016-10-19 | He led last month's raid. | 2016-09 month
2016-10-19 | Troops will leave by the end of the year. | ..2016-12-31 day
2016-10-19 | Troops will leave by year-end. | ..2016-12-31 day
2016-10-19 | Troops will leave by the end of 2017. | ..2017-12-31 day
2016-10-19 | Troops left at the end of March. | 2016-03 month
2016-10-19 | Troops will leave at the start of next month. | 2016-11 month
2016-10-19 | Troops will leave by mid-November. | ..2016-11 month
2016-10-19 | Rebels must leave within 48 hours. | 2016-10-19..2016-10-21 day
2016-10-19 | The army took the town within 48 hours. | ?
2016-10-19 | The leaders will meet in three days. | 2016-10-22 day
2016-10-19 | The vote will be held in two weeks' time. | 2016-10-31..2016-11-06 week
2016-10-19 | The army took three towns in two weeks. | ?
2016-10-19 | Shells hit the town for the third day running. |
2016-10-19 | Fighting grew in recent days. | ?
2016-10-19 | Aid will arrive in the coming days. | ?
2016-10-19 | The town has been besieged for months. |
2016-10-19 | They marched for three weeks. |
2016-10-19 | They marched on the first of May. | 2016-05-01 day
2016-10-19 | They marched on the third of March 2014. | 2014-03-03 day
2016-10-19 | They marched on the twenty-first of June. | 2016-06-21 day
2016-10-19 | They marched on the 3rd of March. | 2016-03-03 day
2016-10-19 | The deal was signed on 2014-05-03. | 2014-05-03 day
2016-10-19 | The deal was signed on 2014/05/03. | 2014-05-03 day
2016-10-19 | The deal was signed on 03/04/2016. | ?
2016-10-19 | The deal was signed on 25/04/2016. | 2016-04-25 day
2016-10-19 | The deal was signed on 4/25/2016. | 2016-04-25 day
2016-10-19 | The deal was signed on 04/04/2016. | 2016-04-04 day
2016-10-19 | The deal was signed on 25.04.2016. | 2016-04-25 day
2016-10-19 | It was signed on 25/04/2016 and broken on 03/05/2016. | 2016-04-25 day; 2016-05-03 day
2016-10-19 | The temple was built in 1500 BC. |
2016-10-19 | The town was founded in 44 BC. |
2016-10-19 | Spending rose in fiscal year 2016. | ?
2016-10-19 | Spending rose in fiscal 2016. | ?
2016-10-19 | Spending rose in the 2015-16 financial year. | ?
2016-10-19 | They met on Friday, 19 October 2016. | ?
2016-10-19 | They met on Wednesday, 19 October 2016. | 2016-10-19 day
2016-10-19 | They met on Friday 4 March. | 2016-03-04 day
2016-01-10 | They met on Thursday, March 5. | 2015-03-05 day
2016-10-19 | They will meet on Monday, October 24. | 2016-10-24 day
2016-10-19 | He praised the 2015 nuclear deal. | ?
2016-10-19 | He wants the 1967 borders back. | ?
2016-10-19 | Iraq was bombed in 1991. | 1991 year
2016-10-19 | Resolution 2254 was adopted. |
2016-10-19 | Some 2000 people fled. |
2016-10-19 | A second attack may follow. |
2016-10-19 | Crowds gathered after Friday prayers. |
2016-10-19 | They march every Tuesday. |
2016-10-19 | Black September militants took hostages. |
2016-10-19 | He recalled the September 11 attacks. | 2001-09-11 day
2024-11-05 | It was the deadliest day since the October 7 attack. | 2023-10-07.. day
2016-10-19 | Aid arrived in March. | 2016-03 month
2016-10-19 | Aid arrived in December. | 2015-12 month
2016-10-19 | The country will hold elections in March. | 2017-03 month
2016-10-19 | The road has been closed since December. | 2015-12.. month
2016-10-19 | He was jailed last March. | 2016-03 month
2016-10-19 | The court will sit next March. | 2017-03 month
2016-10-19 | Aid arrived in March last year. | 2015-03 month
2016-10-19 | The party split in late 2015. | 2015 year
2016-10-19 | The party split in mid-2014. | 2014 year
2016-10-19 | The party split early this year. | 2016-01-01..2016-10-19 year
2016-10-19 | The party split late last month. | 2016-09 month
2016-10-19 | The party will split early next year. | 2017 year
2016-10-19 | They will meet later this month. | 2016-10-19..2016-10-31 month
2016-10-19 | They will meet later this week. | 2016-10-19..2016-10-23 week
2016-10-19 | The city fell in the summer of 2014. | 2014-06..2014-08 season
2016-10-19 | The city fell last winter. | 2015-12..2016-02 season
2016-10-19 | The city fell this summer. | 2016-06..2016-08 season
2016-10-19 | The school will open next spring. | 2017-03..2017-05 season
2016-10-19 | A bomb killed two on Tuesday morning. | 2016-10-18 day
2016-10-19 | A bomb killed two this morning. | 2016-10-19 day
2016-10-19 | A bomb killed two last night. | 2016-10-18 day
2016-10-19 | The king will speak tomorrow morning. | 2016-10-20 day
2016-10-19 | The market was hit on the night of 3 May. | 2016-05-03 day
2016-10-19 | It was hit in the early hours of Tuesday. | 2016-10-18 day
2016-10-19 | Troops moved in before dawn on Tuesday. | 2016-10-18 day
2016-10-19 | Troops moved in shortly before noon on Tuesday. | ..2016-10-18T12:00 minute
2016-10-19 | Troops moved in late on Tuesday. | 2016-10-18 day
2016-10-19 | Troops moved in late Tuesday. | 2016-10-18 day
2016-10-19 | He condemned Tuesday's attack. | 2016-10-18 day
2016-10-19 | Rebels must leave by Friday. | ..2016-10-21 day
2016-10-19 | Rebels must leave before Friday. | ..2016-10-20 day
2016-10-19 | Calm returned after Friday's attack. | 2016-10-14 day
2016-10-19 | It has rained since last week. | 2016-10-10.. week
2016-10-19 | The family has ruled since the 1990s. | 1990.. year
2016-10-19 | The plot began as early as 2012. | 2012 year
2016-10-19 | The feud dates back to 1998. | 1998 year
2016-10-19 | Prior to 2011 the road was safe. | ..2010 year
2016-10-19 | He stayed up until March 2015. | ..2015-03 month
2016-10-19 | He left the day before yesterday. | 2016-10-17 day
2016-10-19 | He will leave the day after tomorrow. | 2016-10-21 day
2016-10-19 | In the past 24 hours 30 people died. | 2016-10-18..2016-10-19 day
2016-10-19 | In the last three days 30 people died. | 2016-10-16..2016-10-19 day
2016-10-19 | Over the next 48 hours aid will arrive. | 2016-10-19..2016-10-21 day
2016-10-19 | In 1991, 1992 and 1993 they met. | 1991 year; 1992 year; 1993 year
2016-10-19 | The years 1991 to 1995 were hard. | 1991..1995 year
2016-10-19 | It was agreed in the year 2000. | 2000 year
2016-10-19 | Shells fell on Monday and Tuesday. | 2016-10-17 day; 2016-10-18 day
2024-01-02 | Shells fell on Monday. | 2024-01-01 day
2024-01-02 | Shells fell last week. | 2023-12-25..2023-12-31 week
2024-01-02 | Shells fell on December 30. | 2023-12-30 day
2024-01-02 | He was arrested in November. | 2023-11 month
2024-01-02 | The court will rule on January 15. | 2024-01-15 day
2020-02-29 | The talks will end tomorrow. | 2020-03-01 day
2020-02-29 | The deal was struck a month ago. | 2020-01 month
1999-12-31 | The canal will change hands tomorrow. | 2000-01-01 day
1990-08-02 | Troops crossed the border early on Thursday. | 1990-08-02 day
1990-08-02 | Talks collapsed on Wednesday. | 1990-08-01 day
1994-04-08 | The president's plane was shot down on Wednesday night. | 1994-04-06 day
2003-03-21 | The bombing began on March 20. | 2003-03-20 day
2008-08-08 | Troops have massed since early August. | 2008-08.. month
2011-02-28 | Protests erupted on 15 February. | 2011-02-15 day
2011-02-28 | The prime minister will speak on 2 March. | 2011-03-02 day
2014-07-17 | The airliner was downed at 16:20 local time on Thursday. | 2014-07-17T16:20 minute
2022-03-01 | Russia invaded on 24 February. | 2022-02-24 day
2022-03-01 | Russia invaded on the 24th. | 2022-02-24 day
2022-03-01 | Talks were held Feb. 28. | 2022-02-28 day
2023-10-07 | Gunmen crossed the fence at about 6:30 a.m. on Saturday. | 2023-10-07T06:30 minute
2026-01-05 | The opposition leader was freed on Saturday. | 2026-01-03 day
2026-01-05 | Elections are due in April. | 2026-04 month
2016-10-19 | The summit will run from 30 October to 2 November. | 2016-10-30..2016-11-02 day
2024-12-20 | The festival will be held from 28 December to 3 January. | 2024-12-28..2025-01-03 day
2016-10-19 | The fair was held 7-9 Oct. | 2016-10-07..2016-10-09 day
2016-10-19 | He served from March 2009 until May 2012. | 2009-03..2012-05 month
2016-10-19 | It was the worst violence since the 2006-07 war. | ?
2016-10-19 | The group ruled from 1996-2001. | 1996..2001 year
2016-10-19 | The first phase will start in early November. | 2016-11 month
2016-10-19 | Police raided the flat in the small hours of Sunday. | 2016-10-16 day
2016-10-19 | The deadline expires at 5 p.m. on Friday. | 2016-10-21T17:00 minute
2016-10-19 | The deadline passed at midnight on Monday. | 2016-10-17T00:00 minute
2016-10-19 | Results are expected by the end of next week. | ..2016-10-30 week
2016-10-19 | The law came into force on 1 January this year. | 2016-01-01 day
2016-10-19 | The law will come into force on 1 January. | 2017-01-01 day
2016-10-19 | He has been held since being arrested in August. | 2016-08 month
2016-10-19 | They fled their homes three or four years ago. | 2012 year
2016-10-19 | Nearly half a million people have fled since then. |
2016-10-19 | The trial is to begin in the second week of November. | 2016-11-08..2016-11-14 week
2016-10-19 | She was elected in November 2013 for a five-year term. | 2013-11 month
2016-10-19 | The 17-year-old was shot on Sunday. | 2016-10-16 day
2016-10-19 | In May and June the border was shut. | 2016-05 month; 2016-06 month
2016-10-19 | At the turn of the century he moved to Paris. |
2016-10-19 | On 11 September 2001 the towers fell. | 2001-09-11 day
2016-10-19 | Four hours later the police arrived. | ?
2016-10-19 | The truce lasted from 7 p.m. on Monday until 7 a.m. on Tuesday. | 2016-10-17T19:00..2016-10-18T07:00 minute
2016-10-19 | Some 300 people have died so far this year. | 2016 year
2016-10-19 | The drill starts Monday and ends Friday. | 2016-10-24 day; 2016-10-21 day
2016-10-19 | He quit on the day of the vote. |
2016-10-19 | The ban takes effect at the end of October. | 2016-10 month
2016-10-19 | More than 1990 soldiers were sent home. |
2016-10-19 | The hotel opened in the 1850s. | 1850..1859 year
2016-10-19 | The strike hit on Oct. 8, killing 140 people. | 2016-10-08 day
2016-10-19 | The election is scheduled for Nov. 8. | 2016-11-08 day
2016-10-19 | The vote was postponed to Nov. 27. | 2016-11-27 day
2016-10-19 | The emergency was extended until January 15. | ..2017-01-15 day
2016-10-19 | The men were killed on or about May 5. | 2016-05-05 day
2016-10-19 | Then, on June 3, he was arrested again. | 2016-06-03 day
2016-10-19 | Between 8 and 10 May 2015 it rained. | 2015-05-08..2015-05-10 day
2016-10-19 | Between 8 and 10 people died. |
2016-10-19 | Fighters entered the city one week ago today. | 2016-10-12 day
2016-10-19 | His speech on Monday night drew protests. | 2016-10-17 day
2016-10-19 | He was last seen alive on the evening of 9 March 2015. | 2015-03-09 day
2016-10-19 | May said on Monday that Britain would leave. | 2016-10-17 day
2016-10-19 | The March for Life drew crowds. |
2016-10-19 | August Hanning resigned. |
2016-10-19 | Protesters will march on Saturday. | 2016-10-22 day
2016-10-19 | The army says it may attack by spring. | ..2017-05 season
2016-10-19 | The convoy, due to arrive on Thursday, was delayed. | 2016-10-20 day
2016-10-19 | A truce came into effect at sunset on Monday. | 2016-10-17 day
2016-10-19 | He won the 2012 election with 60 per cent. | ?
2016-10-19 | In 2012's election he lost. | 2012 year
2016-10-19 | Since the beginning of the year 90 people were killed. | 2016-01-01.. year
2016-10-19 | The minister will visit during the week of October 24. | 2016-10-24 day
2016-10-19 | Iraq invaded Kuwait on August 2, 1990, and was expelled in February 1991. | 1990-08-02 day; 1991-02 month
2016-10-19 | From 2003 onwards the group grew. | 2003.. year
2016-10-19 | The road will be closed for the next two weeks. | 2016-10-19..2016-11-02 week
2016-10-19 | A week earlier, rebels had seized the base. | ?
2016-10-19 | It happened one night in 1988. | 1988 year
2016-10-19 | About 5:30 p.m. Monday, shots rang out. | 2016-10-17T17:30 minute
2016-10-19 | Police were called shortly after 11pm on Friday night. | 2016-10-14T23:00.. minute
"""

ROWS = [tuple(part.strip() for part in line.split("|")) for line in TABLE.strip().splitlines()]


def shown(times, unresolved):
    values = dict.fromkeys(unresolved, "?")
    for index, when in times.items():
        start, end = when.start_date or "", when.end_date or ""
        values[index] = f"{start if start == end else f'{start}..{end}'} {when.precision}"
    return "; ".join(values[index] for index in sorted(values))


@pytest.mark.model
@pytest.mark.parametrize(("published", "sentence", "values"), ROWS, ids=[row[1] for row in ROWS])
def test_times_in_sentences(nlp, published, sentence, values):
    doc = nlp(sentence)
    reading = reading_of(doc, tuple(find_times(doc, lexicon=LEXICON)))
    times, unresolved, _ = resolve_times(reading, published=published, lexicon=LEXICON)
    assert shown(times, unresolved) == values
