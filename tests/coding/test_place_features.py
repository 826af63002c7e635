from __future__ import annotations

from dateline.coding.place_features import Candidate, lies_in, shown_by
from dateline.gazetteer.act_words import load_act_words
from dateline.gazetteer.place_model import Shown, load_place_model, singles
from dateline.records import Mention, PlaceRef

from tests.hand import doc_of

SENTENCE = (
    "Gunmen=gunman/NOUN/nsubj/1 killed=kill/VERB/ROOT/1 five/NUM/nummod/3 people/NOUN/dobj/1 near/ADP/prep/1 "
    "Homs_/PROPN/pobj/4 ,/PUNCT/punct/5 Syria_/PROPN/appos/5 ./PUNCT/punct/1"
)


def place(doc, at: int) -> Mention:
    token = doc[at]
    return Mention(kind="place", form="name", first=at, last=at + 1, head=at, start=token.idx,
                   end=token.idx + len(token.text), text=token.text)


def ref(text: str, precision: str, **more: object) -> PlaceRef:
    return PlaceRef(text=text, start=0, end=len(text), name=text, precision=precision, **more)  # type: ignore[arg-type]


def both() -> list[Shown]:
    doc = doc_of(SENTENCE)
    candidates = [
        Candidate(0, place(doc, 5), ref("Homs", "city", country="SYR")),
        Candidate(1, place(doc, 7), ref("Syria", "country", country="SYR")),
    ]
    return shown_by(candidates, doc[1], words=load_act_words())


def test_what_a_place_shows() -> None:
    assert both()[0] == Shown(
        act=("act=VERB", "act.tag=VBD", "act.dep=ROOT", "act.class=people", "act.has=nsubj", "act.nsubj=NOUN",
             "act.has=dobj", "act.dobj=people", "act.has=prep"),
        order=("order=after", "order=after 3", "order=after bare", "order=after verbs0"),
        others=("others=2", "kind=city", "lies in next", "nearest", "finest", "first", "next after"),
        type=(), first="first=False near", before="before=near", holder="holder=act",
        rest=("after=,", "dep=pobj", "governor=near", "governor=near of act", "down=near.pobj"),
    )


def test_the_container_shows_that_it_is_coarser() -> None:
    assert both()[1].others == ("others=2", "kind=country", "coarser", "last")


def test_weights_know_what_the_code_shows() -> None:
    known = load_place_model().single
    for shown in both():
        names = singles(shown)
        assert sum(name in known for name in names) >= 0.8 * len(names)


def test_no_name_and_no_verb_is_shown() -> None:
    text = " ".join(name for shown in both() for name in singles(shown)).lower()
    assert "homs" not in text
    assert "kill" not in text


def test_lies_in() -> None:
    homs, syria = ref("Homs", "city", country="SYR"), ref("Syria", "country", country="SYR")
    assert lies_in(homs, syria)
    assert not lies_in(syria, homs)
    assert not lies_in(homs, ref("Iraq", "country", country="IRQ"))
    assert lies_in(ref("Babdin Square", "site", within="Aleppo"), ref("Aleppo", "city"))
