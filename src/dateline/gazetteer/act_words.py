"""The words by which the place of an act is told (`data/gazetteer/acts.toml`), as one checked table, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from dateline.gazetteer.reading import read_table

_PATH = Path(__file__).resolve().parent.parent / "data" / "gazetteer" / "acts.toml"


class Costs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What each link of the parse between an act and a place costs; `limit` is the most that a place may cost."""

    limit: int
    at_place: int
    to_place: int
    to_place_else: int
    from_place: int
    from_place_else: int
    of_place: int
    against: int
    object: int
    object_country: int
    passive_subject: int
    subject: int
    subject_is_place: int
    subject_inside: int
    object_inside: int
    part_of_name: int
    part_of_object: int
    possessor: int
    possessor_else: int
    people: int
    list: int
    apposition: int
    verb_list_down: int
    verb_list_up: int
    complement_down: int
    complement_up: int
    clause_down: int
    clause_up: int
    relative_up: int
    speech_up: int
    speech_place: int
    fronted: int
    adverb: int
    other: int
    country: int
    vast: int


class ActWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The schema of `acts.toml`; the comments in the file say what each list is for."""

    at_place: frozenset[str]
    to_place: frozenset[str]
    from_place: frozenset[str]
    leads_to: frozenset[str]
    leads_from: frozenset[str]
    subject_is_place: frozenset[str]
    of_people: frozenset[str]
    speech: frozenset[str]
    matters: frozenset[str]
    place_nouns: frozenset[str]
    people: frozenset[str]
    happenings: frozenset[str]
    built: frozenset[str]
    relatives: frozenset[str]
    clause_marks: frozenset[str]
    costs: Costs


@cache
def load_act_words(path: Path = _PATH) -> ActWords:
    """Read the table; raises `ConfigError` on a wrong row."""
    return read_table(path, ActWords)
