"""Records of an article with their reasons and private persons."""

from __future__ import annotations

from dateline.coding.sensitive import mark_sensitive
from dateline.records import Arrangement, Claim, Evidence, Resolution, Route, Span, Terms
from dateline.records.base import PrivatePerson
from tests.coding.sensitive.hand_scenes import care_of, table, words

SENTENCE = (
    "Police/NOUN:NNS/nsubj/1 arrested=arrest/VERB:VBD/ROOT/1 Mary/PROPN:NNP/compound/3 Kovac_/PROPN:NNP/dobj/1 "
    ",/PUNCT:,/punct/3 a/DET:DT/det/6 nurse_/NOUN:NN/appos/3 ./PUNCT:./punct/1 || "
    "Talks=talk/NOUN:NNS/nsubj/1 failed_=fail/VERB:VBD/ROOT/1 ./PUNCT:./punct/1"
)


def evidence(text: str, words_told: str, trigger: str) -> Evidence:
    start, at = text.index(words_told), text.index(trigger)
    return Evidence(text=words_told, start=start, end=start + len(words_told),
                    trigger=Span(text=trigger, start=at, end=at + len(trigger)))


def test_a_record_is_marked_for_its_sentence_and_others_are_left_alone():
    reading = care_of(SENTENCE).reading
    text = reading.article.text
    arrest = Claim(id="c-1", article="a-1", codebook="plover-2.0", event="COERCE",
                   evidence=evidence(text, "Police arrested Mary Kovac, a nurse.", "arrested"))
    talks = Claim(id="c-2", article="a-1", codebook="plover-2.0", event="CONSULT",
                  evidence=evidence(text, "Talks failed.", "failed"))
    claims, arrangements, controls = mark_sensitive(
        reading, Resolution(), claims=[arrest, talks], arrangements=[], controls=[], words=words(), table=table())
    assert claims[0].sensitive == ("detainee", "private_person")
    assert claims[0].private == (PrivatePerson(text="Mary Kovac", start=16, end=26, role="a nurse"),)
    assert claims[1] is talks
    assert (arrangements, controls) == ((), ())


def test_a_corridor_that_holds_is_marked_by_its_terms_and_one_that_ended_is_not():
    reading = care_of(SENTENCE).reading
    told = evidence(reading.article.text, "Talks failed.", "failed")
    terms = Terms(routes=(Route(from_="Izium", to="Lozova"),))
    held = Arrangement(id="r-1", article="a-1", arrangement="corridor", status="announced", terms=terms, evidence=told)
    ended = Arrangement(id="r-2", article="a-1", arrangement="corridor", status="ended", terms=terms, evidence=told)
    _, marked, _ = mark_sensitive(
        reading, Resolution(), claims=[], arrangements=[held, ended], controls=[], words=words(), table=table())
    assert [one.sensitive for one in marked] == [("corridor_route",), ()]
