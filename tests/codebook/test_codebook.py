"""The codebook that ships: PLOVER 2.0 complete, CAMEO mapped both ways, every rule whole and no two at odds."""

from __future__ import annotations

import pytest

from dateline.codebook import Codebook, load_codebook


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


def test_plover_is_complete(codebook: Codebook) -> None:
    tables = (codebook.events, codebook.modes, codebook.contexts, codebook.sectors)
    assert tuple(len(table) for table in tables) == (16, 67, 37, 25)
    assert codebook.version == "plover-2.0"


def test_events_without_modes(codebook: Codebook) -> None:
    with_modes = {event for event, _ in codebook.modes}
    assert set(codebook.events) - with_modes == {"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID"}


def test_defects_of_the_manual_are_decided(codebook: Codebook) -> None:
    assert codebook.plover_score("ACCUSE") == -3
    assert codebook.quad("SANCTION") == 4
    assert codebook.plover_score("PROTEST", "vandalize") == -5
    assert not codebook.events["PROTEST"].needs_recipient
    assert (codebook.cameo["196"].event, codebook.cameo["196"].mode) == ("ASSAULT", None)
    assert codebook.cameo["200"].event == "ASSAULT"


@pytest.mark.parametrize(("event", "quad"), [("AGREE", 1), ("AID", 2), ("REJECT", 3), ("ASSAULT", 4)])
def test_quad_classes(codebook: Codebook, event: str, quad: int) -> None:
    assert codebook.quad(event) == quad


def test_cameo_is_complete_and_mapped(codebook: Codebook) -> None:
    assert len(codebook.cameo) == 312
    unmapped = {code[:2] for code, row in codebook.cameo.items() if row.event is None}
    assert unmapped == {"01", "02"}
    assert (codebook.goldstein("0874"), codebook.goldstein("195"), codebook.goldstein("0256")) == (10, -10, -0.3)


@pytest.mark.parametrize(
    ("event", "mode", "contexts", "cameo"),
    [
        ("REQUEST", "assist", ("military",), "1012"),
        ("REQUEST", "assist", (), "101"),
        ("COERCE", "restrict", ("economic",), "163"),
        ("RETREAT", "ceasefire", ("military",), "0871"),
        ("ASSAULT", "drone", ("military",), "195"),
        ("SUPPORT", None, (), "050"),
        ("AGREE", None, ("peacekeeping",), "0334"),
    ],
)
def test_back_to_cameo(
    codebook: Codebook, event: str, mode: str | None, contexts: tuple[str, ...], cameo: str,
) -> None:
    assert codebook.cameo_for(event, mode, contexts=contexts) == cameo


def test_every_event_and_mode_leads_to_a_code_of_that_event(codebook: Codebook) -> None:
    astray = []
    for event, mode in [*((event, None) for event in codebook.events), *codebook.modes]:
        row = codebook.cameo[codebook.cameo_for(event, mode)]
        if event != row.event and event not in row.also:
            astray.append((event, mode, row.code))
    assert astray == []


def test_every_event_and_mode_has_a_rule(codebook: Codebook) -> None:
    ruled = {(rule.event, rule.mode) for rule in codebook.rules}
    assert set(codebook.modes) - ruled == set()
    assert set(codebook.events) - {event for event, _ in ruled} == set()


def test_breadth(codebook: Codebook) -> None:
    predicates = {(kind, word) for rule in codebook.rules
                  for kind, words in (("v", rule.verbs), ("n", rule.nouns), ("a", rule.adjectives)) for word in words}
    assert len(codebook.rules) >= 500
    assert len(predicates) >= 2500


def test_sentences_are_sentences(codebook: Codebook) -> None:
    odd = [
        (rule.id, text) for rule in codebook.rules for text in (*rule.fires, *rule.silent)
        if not text.endswith((".", "?", '"')) or "  " in text or len(text) < 12
    ]
    assert odd == []


def test_no_sentence_both_fires_and_is_silent(codebook: Codebook) -> None:
    assert [rule.id for rule in codebook.rules if set(rule.fires) & set(rule.silent)] == []


def _pattern(rule: object) -> tuple[object, ...]:
    """All conditions of a rule, in a form that can be compared."""
    lists = ("object", "subject", "complement", "modifier", "unless_object", "unless_subject", "unless_complement",
             "unless_modifier")
    plain = tuple(tuple(sorted(getattr(rule, name))) for name in lists)
    preps = tuple(
        tuple(sorted((key, tuple(sorted(words))) for key, words in getattr(rule, name).items()))
        for name in ("prep", "unless_prep")
    )
    return (*plain, *preps)


def test_no_predicate_has_two_events_on_equal_conditions(codebook: Codebook) -> None:
    seen: dict[tuple[object, ...], tuple[str, str]] = {}
    clashes = []
    for rule in codebook.rules:
        for kind, words in (("v", rule.verbs), ("n", rule.nouns), ("a", rule.adjectives)):
            for word in words:
                event, earlier = seen.setdefault((kind, word, _pattern(rule)), (rule.event, rule.id))
                if event != rule.event:
                    clashes.append((word, earlier, rule.id))
    assert clashes == []


def test_lists_hold_no_word_twice(codebook: Codebook) -> None:
    doubled = [
        rule.id for rule in codebook.rules
        for words in (rule.verbs, rule.nouns, rule.adjectives, rule.object, rule.subject, rule.complement)
        if len(set(words)) < len(words)
    ]
    assert doubled == []


def test_slipped_lemmas_stand_beside_the_right_ones(codebook: Codebook) -> None:
    rule = next(rule for rule in codebook.rules if rule.id == "assault.coup.stage")
    assert {"stage", "stag"} <= set(rule.verbs)


@pytest.mark.parametrize(
    ("frame", "inner", "event"),
    [
        ("promise", "AID", "AGREE"), ("promise", "RETREAT", "CONCEDE"), ("promise", "COERCE", "THREATEN"),
        ("agree", "RETREAT", "AGREE"), ("future", "CONSULT", "AGREE"), ("future", "RETREAT", "CONCEDE"),
        ("demand", "RETREAT", "REQUEST"), ("demand", "AID", "REQUEST"), ("refuse", "CONSULT", "REJECT"),
        ("stop", "ASSAULT", "RETREAT"), ("stop", "AID", "SANCTION"), ("stop", "PROTEST", "CONCEDE"),
        ("condemn", "ASSAULT", "ACCUSE"), ("praise", "RETREAT", "SUPPORT"), ("deny", "ASSAULT", "same"),
        ("mark", "ASSAULT", "none"), ("prepare", "ASSAULT", "MOBILIZE"),
    ],
)
def test_reductions(codebook: Codebook, frame: str, inner: str, event: str) -> None:
    rows = [row for row in codebook.compose if row.frame == frame and ("*" in row.inner or inner in row.inner)]
    assert {row.event for row in rows} == {event}


def test_denial_turns_the_polarity(codebook: Codebook) -> None:
    assert [row.polarity for row in codebook.compose if row.frame == "deny"] == ["-"]


def test_every_frame_but_silent_ones_covers_itself(codebook: Codebook) -> None:
    framed = {row.frame for row in codebook.compose}
    # "must" borrows the compositions of "demand" (coding/find.py, deontic_acts)
    assert {frame.id for frame in codebook.frames} == framed | {"deontic"}


def test_threats_keep_the_mode_of_the_harm(codebook: Codebook) -> None:
    rows = [row for row in codebook.compose if row.frame == "threaten" and row.inner == ("COERCE",)]
    told = {(row.inner_modes, row.inner_cameo): (row.mode, row.cameo) for row in rows}
    assert told[(), ("163",)] == ("restrict", "1312")
    assert told[("arrest",), ()] == ("arrest", "132")
    assert told[("deport",), ()] == ("expel", "136")
