"""Lives told by a sequence against its checks: what counts as right."""

from __future__ import annotations

import json

import msgspec
import pytest

from dateline.evaluate.ledgers import Told, read_ledger, score_ledger
from dateline.evaluate.matching import Tally
from dateline.records import Breach
from tests.events.arrangements.lives import ARMY, REBELS, on, tell
from tests.events.arrangements.test_threads import DECLARED, REFUSED
from tests.making import TEXT

LABEL = "October truce"
BREACH = Breach(accused=(ARMY,), accuser=(REBELS,), standing="claimed", time=on("2004-10-10"))
BROKEN = tell("2004-10-11", "in_force", (REBELS, "observes"), outlet="B", breaches=(BREACH,))


def row(report, **slots):
    evidence = report.arrangements[0].evidence
    return {"kind": "arrangement", "label": LABEL, "arrangement": ["ceasefire"], "start": evidence.start,
            "end": evidence.end, "also_spans": [], **slots}


def score(*checks, reports=(DECLARED, REFUSED, BROKEN), breaches=(), label=LABEL, **slots):
    tally = Tally()
    told = [Told(text=TEXT, expected=[row(one, **slots)], report=one) for one in reports]
    score_ledger(told, [{"label": label, "checks": list(checks), "breaches": list(breaches)}], tally)
    return {name: right / count for name, (right, count) in tally.sums.items()}, tally.misses


def check(day, party, *statuses):
    return {"as_of": day, "party": [party], "status": list(statuses)}


def test_right_and_wrong_checks():
    figures, misses = score(
        check("2004-10-02", "NPL:REB", "announced", "scheduled"), check("2004-10-02", "NPL:GOV", "unknown"),
        check("2004-10-05", "NPL:GOV", "rejected"), check("2004-10-11", "NPL:REB", "suspended"))
    assert figures == {"ledger": 0.75}
    assert [(miss["gold"]["as_of"], miss["answer"]["status"]) for miss in misses] == [("2004-10-11", "in_force")]


def test_reports_of_later_days_do_not_count():
    figures, _ = score(check("2004-10-04", "NPL:MIL", "unknown"), check("2004-10-10", "NPL:REB", "scheduled"))
    assert figures == {"ledger": 1.0}


def test_a_label_that_no_record_stands_at_is_wrong_whatever_is_asked():
    figures, misses = score(check("2004-10-04", "NPL:MIL", "unknown"), label="another")
    assert figures == {"ledger": 0.0}
    assert misses[0]["answer"] is None


def test_a_record_of_another_kind_at_the_place_is_second_choice():
    figures, _ = score(check("2004-10-05", "NPL:GOV", "rejected"), arrangement=["exchange"])
    assert figures == {"ledger": 1.0}


@pytest.mark.parametrize(("wanted", "value"), [
    ({"accused": ["NPL:MIL"], "accuser": ["NPL:REB"], "date": "2004-10"}, 1.0),
    ({"accused": ["NPL:MIL"], "accuser": ["NPL:REB"], "date": "any"}, 1.0),
    ({"accused": ["NPL:MIL"], "accuser": ["NPL:REB"], "date": "2004-11"}, 0.0),
    ({"accused": ["NPL:REB"], "accuser": ["NPL:MIL"], "date": "any"}, 0.0),
    ({"accused": ["NPL:MIL"], "accuser": "outlet", "date": "any"}, 0.0),
])
def test_breaches_by_accused_accuser_and_day(wanted, value):
    assert score(breaches=[wanted])[0] == {"ledger_breaches": value}


def test_the_outlet_s_own_word_has_no_accuser_or_is_observed():
    observed = msgspec.structs.replace(BREACH, standing="observed")
    report = tell("2004-10-11", "in_force", (REBELS, "observes"), outlet="B", breaches=(observed,))
    wanted = {"accused": ["NPL:MIL"], "accuser": "outlet", "date": "any"}
    assert score(breaches=[wanted], reports=(DECLARED, report))[0] == {"ledger_breaches": 1.0}


def test_rows_of_a_sequence_are_read(tmp_path):
    file = tmp_path / "ledger.jsonl"
    file.write_text(json.dumps({"label": LABEL, "checks": []}) + "\n\n", encoding="utf-8")
    assert read_ledger(file) == [{"label": LABEL, "checks": []}]
