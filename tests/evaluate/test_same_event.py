from __future__ import annotations

import json

import pytest

from dateline.errors import UnreadableInput
from dateline.evaluate.same_event import evaluate_same_event

FIRST = "ZENICA, Bosnia - Bosnian Serb troops shelled Zenica on Tuesday, killing 14 people at a bakery."
SECOND = (
    "Serb troops who shelled the Bosnian town of Zenica on Tuesday hit a bakery, the hospital said. Buglers mourned.")


def write(folder, name, rows):
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def mark(report, text, word, **gold):
    start = text.index(word)
    return {"report": report, "trigger": {"text": word, "start": start, "end": start + len(word)},
            "sentence": {"start": 0, "end": text.index(".")}, "stake": "unknown", **gold}


@pytest.mark.model
def test_happenings_are_scored_with_what_the_coder_tells_and_with_an_oracle(tmp_path, parts):
    write(tmp_path, "reports.jsonl", [
        {"id": "1", "published": "1993-03-16", "outlet": "A", "publisher": "a.org", "agency": None,
         "title": "Zenica shelled", "text": FIRST},
        {"id": "2", "published": "1993-03-17", "outlet": "B", "publisher": "b.org", "agency": None,
         "title": "Zenica mourns", "text": SECOND}])
    write(tmp_path, "claims.jsonl", [
        mark("1", FIRST, "shelled", event="ASSAULT", happening="h1", origin="outlet:A"),
        mark("2", SECOND, "shelled", event="ASSAULT", happening="h1", origin="hospital"),
        mark("2", SECOND, "mourned", event="PROTEST", happening="h2", origin="outlet:B")])
    write(tmp_path, "happenings.jsonl", [
        {"happening": "h1", "distinct_origins": 2}, {"happening": "h2", "distinct_origins": 1}])
    figures, answers = evaluate_same_event(tmp_path, parts=parts)
    assert (figures["pair_f1"], figures["oracle_pair_f1"], figures["false_origins"]) == (1.0, 1.0, 0.0)
    assert (figures["coded"], figures["n coded"]) == (0.6667, 3.0)
    assert [answer["event"] is None for answer in answers] == [False, False, True]
    assert answers[0]["event"] == answers[1]["event"] != answers[2]["oracle_event"]


@pytest.mark.model
def test_a_folder_whose_rows_lack_a_key_is_refused(tmp_path, parts):
    write(tmp_path, "reports.jsonl", [])
    write(tmp_path, "happenings.jsonl", [])
    write(tmp_path, "claims.jsonl", [{"report": "1"}])
    with pytest.raises(UnreadableInput, match="trigger"):
        evaluate_same_event(tmp_path, parts=parts)
