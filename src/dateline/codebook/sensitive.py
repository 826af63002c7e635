"""Word classes by which care is due (`data/lexicons/sensitive.toml`, `private_persons.toml`), as checked tables.

A class is a set of lemmas in lower case; an entry of two words is a noun with the word before it ("aid worker"), or a
verb with its particle ("set out").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.codebook.lexicons import LEXICON_FOLDER
from dateline.codebook.reading import convert_row, read_toml
from dateline.records.base import Record

if TYPE_CHECKING:
    from pathlib import Path

WordClass = frozenset[str]


class Movers(Record, frozen=True, kw_only=True):
    """Who and what moves; the comments in the file say what each list is for."""

    civilians: WordClass
    people: WordClass
    peoples: WordClass
    carriers: WordClass
    convoys: WordClass
    hauliers: WordClass
    relief: WordClass
    agencies: WordClass
    helpers: WordClass
    staff: WordClass
    healers: WordClass
    soldiers: WordClass
    others: WordClass


class Moves(Record, frozen=True, kw_only=True):
    """How they move, and what makes a movement announced, ongoing or over."""

    go: WordClass
    carry: WordClass
    lead_out: WordClass
    travel: WordClass
    flight: WordClass
    waiting: WordClass
    events: WordClass
    evacuations: WordClass
    announcing: WordClass
    ordering: WordClass
    postponing: WordClass
    ended: WordClass
    refusing: WordClass
    wishes: WordClass
    directions: WordClass
    ends: WordClass
    each: WordClass
    soon: WordClass
    spans: WordClass
    danger: WordClass
    straits: WordClass


class Sites(Record, frozen=True, kw_only=True):
    """Hospitals, schools and shelters, and what is told of them."""

    health: WordClass
    makeshift_health: WordClass
    schools: WordClass
    buildings: WordClass
    lessons: WordClass
    teaching: WordClass
    refuges: WordClass
    hideouts: WordClass
    havens: WordClass
    namesakes: WordClass
    sheltering: WordClass
    staying: WordClass
    bedding: WordClass
    venues: WordClass
    attending: WordClass
    holding: WordClass
    become: WordClass
    serving: WordClass
    treating: WordClass
    working: WordClass
    moving_site: WordClass
    underground: WordClass
    closed: WordClass
    rehearsed: WordClass
    taking: WordClass


class Attacks(Record, frozen=True, kw_only=True):
    """What is done to a site, and by what."""

    verbs: WordClass
    doubtful: WordClass
    nouns: WordClass
    arms: WordClass
    weapons: WordClass
    labour: WordClass


class Routes(Record, frozen=True, kw_only=True):
    """Ways out and in, and the words about their waypoints."""

    ways: WordClass
    corridors: WordClass
    safe: WordClass
    plain: WordClass
    humane: WordClass
    other: WordClass
    before_places: WordClass
    until: WordClass
    opening: WordClass


class Lists(Record, frozen=True, kw_only=True):
    """Details of sites and journeys that are handed to those who bear arms."""

    terms: WordClass
    strong_terms: WordClass
    details: WordClass
    handing: WordClass
    circulating: WordClass
    journeys: WordClass
    armed: WordClass
    protected: WordClass
    lapsed: WordClass


class PersonWords(Record, frozen=True, kw_only=True):
    """By what a private person is told from a public one."""

    public_sectors: WordClass
    public_heads: WordClass
    offices: WordClass
    leading: WordClass
    voices: WordClass
    private_heads: WordClass
    kin: WordClass
    children: WordClass
    females: WordClass
    males: WordClass
    honorifics: WordClass
    courtesies: WordClass
    no_names: WordClass
    no_persons: WordClass
    credits: WordClass
    victim_verbs: WordClass
    victim_nouns: WordClass
    detention_verbs: WordClass
    detention_nouns: WordClass
    formerly: WordClass
    lesser: WordClass
    hurt: WordClass
    hurt_passive: WordClass
    suffered: WordClass
    no_trades: WordClass
    trades: tuple[str, ...]
    numbers: dict[str, int]
    seen: dict[str, str]


class SensitiveWords(Record, frozen=True, kw_only=True):
    """All of it."""

    movers: Movers
    moves: Moves
    sites: Sites
    attacks: Attacks
    routes: Routes
    lists: Lists
    persons: PersonWords


def load_sensitive(folder: Path = LEXICON_FOLDER) -> SensitiveWords:
    """Both files, and the numbers in words; raises `MissingPart`, or `ConfigError` naming file and cause."""
    file = folder / "sensitive.toml"
    persons = folder / "private_persons.toml"
    numbers = read_toml(folder / "numbers.toml")["small"]
    person_words = convert_row({**read_toml(persons), "numbers": numbers}, PersonWords, file=persons, name="the file")
    return convert_row({**read_toml(file), "persons": person_words}, SensitiveWords, file=file, name="the file")
