"""The tables behind arrangements and control claims: `arrangements.toml` and `control.toml` to checked, indexed rows.

Words are lemmas in lower case, a hyphen counting as a space; "@name" takes in a class of the file or of the codebook.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

import msgspec

from dateline.codebook.reading import convert_row, convert_rows, fail, read_toml, refuse_unknown_tables
from dateline.codebook.rules import Words
from dateline.records.arrangement import ArrangementKind, Role, Status
from dateline.records.base import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BOOK_FOLDER = Path(__file__).parent.parent / "data" / "codebook"
"""Where the files that ship with dateline lie."""

Need = Literal[
    "state", "place", "armed", "armed-subject", "armed-or-setting", "purpose", "setting", "relief", "conflict",
    "timed", "notified", "distance", "mutual", "may", "barred", "bound", "paused", "pledged", "hindering", "passage",
    "asked-passage", "rebel-subject", "fighting-subject", "relief-led", "to-party", "leaving", "ordered", "both",
    "sited",
    "since", "goods", "arranged", "for-captives", "captives",
]
Window = Literal["start", "end", "announced", "extended"]


class Kind(Record, frozen=True, kw_only=True):
    """Nouns that name one kind of arrangement.

    `nouns` are phrases keyed by their last word; `heads` name it only with `preps` and one of `things` ("halt to
    airstrikes"); `weak_heads` are too common to count without a state word. `unless` are words of the same phrase
    that make it something else. `needs` must be met: a state word, a place, an armed party or setting in the
    sentence, an article about war, or (for a bare "deal") a purpose.
    """

    id: str
    kind: ArrangementKind
    direction: Literal["grants", "restricts"] = "grants"
    nouns: Words = ()
    heads: Words = ()
    preps: Words = ()
    things: Words = ()
    weak_heads: bool = False
    unless: Words = ()
    needs: tuple[Need, ...] = ()
    fires: Words
    silent: Words


class ActRow(Record, frozen=True, kw_only=True):
    """A verb that by itself makes or refuses an arrangement, with what it needs around it and what it says.

    `words` must stand near after the verb; `prep` are beginnings of phrases that must ("from the contact line").
    """

    id: str
    kind: ArrangementKind
    direction: Literal["grants", "restricts"] = "grants"
    verbs: Words
    words: Words = ()
    subject: Words = ()
    object: Words = ()
    prep: Words = ()
    unless: Words = ()
    needs: tuple[Need, ...] = ()
    status: Status
    role: Role
    fires: Words
    silent: Words


class State(Record, frozen=True, kw_only=True):
    """A word that says how an arrangement stands, what its subject is to it, and which end of the window it dates.

    `at`: where the arrangement stands to the word (object, subject, prep:to, ...). `negated` is the status under
    "not": "breach" makes the subject accused of one, "none" leaves nothing to tell. `over` lets the word win over an
    inner one ("refused to extend the truce"). `party_object` asks for a party as the object ("does not bind us").
    """

    id: str
    verbs: Words = ()
    nouns: Words = ()
    modifiers: Words = ()
    adjectives: Words = ()
    words: Words = ()
    kinds: tuple[ArrangementKind, ...] = ()
    at: Words
    status: Status
    role: Role | None = None
    future: Status | None = None
    window: Window | None = None
    negated: Literal[
        "none", "breach", "rejected", "in_force", "expired", "ended", "collapsed", "never_took_effect",
    ]
    ended_how: str | None = None
    breach: bool = False
    over: bool = False
    direction: Literal["restricts"] | None = None
    party_object: bool = False


class Third(Record, frozen=True, kw_only=True):
    """Words by which somebody stands between or beside the sides."""

    role: Role
    verbs: Words
    participles: Words
    nouns: Words


class Trap(Record, frozen=True, kw_only=True):
    """Words that make a likeness of an arrangement.

    `reach`: above (governs it: "call for"), head (the noun it modifies: "ceasefire talks"), phrase (modifies it or
    stands in its phrase: "trade truce"), sentence, article (some of them make the whole article one of another realm).
    """

    id: str
    reach: Literal["above", "head", "phrase", "sentence", "article"]
    kinds: tuple[ArrangementKind, ...] = ()
    words: Words


class Purpose(Record, frozen=True, kw_only=True):
    """What a bare "deal" is, by the verb of its clause and what stands in that clause."""

    kind: ArrangementKind
    verbs: Words
    nouns: Words = ()
    things: Words


class Reason(Record, frozen=True, kw_only=True):
    """One purpose of the ETH/PRIO file and the words that tell it."""

    purpose: str
    words: Words


class FormRow(Record, frozen=True, kw_only=True):
    """One form in which an arrangement is made and the words that tell it."""

    form: Literal["verbal", "written", "tacit", "notice"]
    words: Words


class WordLists(Record, frozen=True, kw_only=True):
    """Plain word lists; each name says what for."""

    open_ended: Words
    unilateral: Words
    partial: Words
    definite: frozenset[str]
    none: frozenset[str]
    armed_sectors: frozenset[str]
    fighting_sectors: frozenset[str]
    acting_sectors: frozenset[str]
    setting: frozenset[str]
    relief: frozenset[str]
    emergency: frozenset[str]
    disaster: frozenset[str]
    specific: frozenset[str]
    accuse: frozenset[str]
    complaining: frozenset[str]
    charges: frozenset[str]
    trading: frozenset[str]
    warning: frozenset[str]
    keeping: frozenset[str]
    unkept: frozenset[str]
    light: frozenset[str]
    seeing: frozenset[str]
    origins: frozenset[str]
    broken_by: frozenset[str]
    going_on: frozenset[str]
    constituting: frozenset[str]
    of_another: frozenset[str]
    admit: frozenset[str]
    each_other: frozenset[str]
    aspect: frozenset[str]
    brink: frozenset[str]
    factive: frozenset[str]
    may: frozenset[str]
    for_others: frozenset[str]
    mutual: Words
    both: frozenset[str]
    side_nouns: frozenset[str]
    hypothetical: frozenset[str]
    others: frozenset[str]
    pass_through: frozenset[str]
    pointing: frozenset[str]
    pointed: frozenset[str]
    unsigned: Words
    immediate: Words
    passage: Words
    leaving: Words
    asking: frozenset[str]
    ordering: frozenset[str]
    hindering: Words
    ordered: Words
    since: Words
    goods: frozenset[str]
    arranged: Words
    barred: frozenset[str]
    bound: frozenset[str]
    pause_words: frozenset[str]
    led_by_relief: Words
    bloody: frozenset[str]
    violent_verbs: frozenset[str]
    violent_nouns: frozenset[str]
    faults: frozenset[str]
    feared: Words
    breakable: dict[str, tuple[ArrangementKind, ...]]
    tying: frozenset[str]
    after_its_end: Words
    protected: frozenset[str]
    timely: Words
    denying: frozenset[str]
    contesting: frozenset[str]
    going_back: frozenset[str]
    moving: frozenset[str]
    razing: frozenset[str]
    moved: frozenset[str]
    disowning: Words
    houses: Words
    stopping: frozenset[str]
    breaking: frozenset[str]
    further: Words
    naming: frozenset[str]
    listing: frozenset[str]
    toll: frozenset[str]
    blaming: frozenset[str]
    state_arms: frozenset[str]
    both_sides: frozenset[str]
    both_words: frozenset[str]
    civil_makers: frozenset[str]
    truce_words: frozenset[str]
    no_sides: frozenset[str]
    able_sectors: frozenset[str]
    heading_marks: Words
    going_between: frozenset[str]
    failing: frozenset[str]
    joint: frozenset[str]
    with_: frozenset[str] = msgspec.field(name="with")
    mechanism: Words
    access_preps: frozenset[str]
    tellers: frozenset[str]
    route_to: frozenset[str]
    route_from: frozenset[str]
    route_via: frozenset[str]
    route_for: frozenset[str]
    way_nouns: frozenset[str]
    departing: frozenset[str]
    headings: frozenset[str]
    site_nouns: frozenset[str]
    aims: Words
    aim_nouns: frozenset[str]
    one: frozenset[str]
    rest: frozenset[str]


class ControlRow(Record, frozen=True, kw_only=True):
    """One way in which news tells who holds, took or lost a place.

    `holder` and `place` are where they stand to the verb: subject, object, prep:to ...; `light` nouns stand as object
    with the place behind `preps` ("took control of"). `armed` asks for a holder that fights or governs ("hold" alone is
    too common), `fighters` for an armed one, `near` for one of its words in the sentence, `line` for one as the subject
    ("the front line runs"). `leaving` rows tell no loss of a country or of a line.
    """

    id: str
    change: Literal["holds", "captured", "lost", "contested"]
    verbs: Words
    light: Words = ()
    preps: Words = ()
    holder: Literal["subject", "object", "prep:to", "prep:by", "prep:with"] = "subject"
    place: str = "object"
    loser: Words = ()
    near: Words = ()
    armed: bool = False
    fighters: bool = False
    leaving: bool = False
    line: bool = False
    fires: Words
    silent: Words


class ControlNoun(Record, frozen=True, kw_only=True):
    """One way in which a noun tells who holds, took or lost a place ("the capture of X by Y").

    `holder` and `loser` are where they stand: poss, or a preposition; `preps` lead to the place, `owned` lets it own
    the noun ("Palmyra's fall"). `armed` asks for a party that fights or governs.
    """

    id: str
    change: Literal["holds", "captured", "lost", "contested"]
    nouns: Words
    holder: Words = ()
    loser: Words = ()
    preps: Words
    owned: bool = False
    armed: bool = False
    fires: Words
    silent: Words


class ControlWords(Record, frozen=True, kw_only=True):
    """Plain word lists of `control.toml`; each name says what for."""

    held: dict[str, Literal["holds", "captured", "lost", "contested"]]
    hands: frozenset[str]
    possession: frozenset[str]
    hand_preps: frozenset[str]
    divided: frozenset[str]
    area_nouns: frozenset[str]
    sites: frozenset[str]
    settlements: frozenset[str]
    settled_preps: frozenset[str]
    borders: frozenset[str]
    bare_areas: frozenset[str]
    lines: frozenset[str]
    present: frozenset[str]
    conceding: frozenset[str]
    home_words: frozenset[str]
    unit_nouns: frozenset[str]
    wresting: frozenset[str]
    losing: frozenset[str]
    only_meant: frozenset[str]
    force_words: frozenset[str]
    denying: frozenset[str]
    announcing: frozenset[str]
    single: frozenset[str]
    wide: frozenset[str]
    of_persons: frozenset[str]
    participles: frozenset[str]
    labels: frozenset[str]
    carriers: frozenset[str]
    state_words: frozenset[str]
    shares: dict[str, str]
    inner_preps: frozenset[str]
    strongholds: frozenset[str]
    reaching: frozenset[str]
    not_yet: frozenset[str]
    brink: frozenset[str]
    failing: frozenset[str]
    turned: frozenset[str]
    kept_states: frozenset[str]
    unless: frozenset[str]
    unless_civil: frozenset[str]
    fighting_sectors: frozenset[str]
    holders: dict[str, str]
    parts: dict[str, str]


Lists = TypeVar("Lists")
Phrases = dict[str, tuple[tuple[tuple[str, ...], Any], ...]]
"""Rows by one key word of their phrase: (the phrase's other words, row)."""


@dataclass(frozen=True, slots=True)
class ControlBook:
    """Control rows by the first lemma of their verb, and the word lists."""

    version: str
    rows: tuple[ControlRow, ...]
    verbs: Mapping[str, tuple[tuple[tuple[str, ...], ControlRow], ...]]
    nouns: Mapping[str, tuple[ControlNoun, ...]]
    words: ControlWords


@dataclass(frozen=True, slots=True)
class ArrangementBook:
    """All rows, indexed: nouns by last word, verbs by first, modifiers and traps by word; with the control tables."""

    version: str
    kinds: tuple[Kind, ...]
    acts: tuple[ActRow, ...]
    nouns: Mapping[str, tuple[tuple[tuple[str, ...], Kind], ...]]
    heads: Mapping[str, tuple[Kind, ...]]
    act_verbs: Mapping[str, tuple[tuple[tuple[str, ...], ActRow], ...]]
    state_verbs: Mapping[str, tuple[tuple[tuple[str, ...], State], ...]]
    state_nouns: Mapping[str, tuple[tuple[tuple[str, ...], State], ...]]
    modifiers: Mapping[str, State]
    adjectives: Mapping[str, State]
    third_verbs: Mapping[str, Third]
    third_participles: Mapping[str, Third]
    third_nouns: Mapping[str, Third]
    wishes: frozenset[str]
    compounds: frozenset[str]
    topics: frozenset[str]
    scenes: tuple[Trap, ...]
    realms: tuple[frozenset[str], ...]
    purposes: tuple[Purpose, ...]
    reasons: tuple[Reason, ...]
    forms: tuple[FormRow, ...]
    words: WordLists
    things: Mapping[str, frozenset[str]]
    """Per kind, act and purpose row (`id`, or the purpose's place), the spelled-out words of its conditions."""
    control: ControlBook


class HasClasses(Protocol):
    """A codebook, as far as this file needs it."""

    @property
    def classes(self) -> Mapping[str, frozenset[str]]:
        """Word classes by name."""


def load_arrangements(folder: Path = BOOK_FOLDER, *, codebook: HasClasses | None = None) -> ArrangementBook:
    """Read both files; `codebook` lends its word classes.

    Raises `ConfigError` naming file, row, expected and found, or `MissingPart` when a file is absent.
    """
    file = folder / "arrangements.toml"
    table = read_toml(file)
    known = ("version", "class", "kind", "act", "state", "third", "trap", "purpose", "reason", "form", "words")
    refuse_unknown_tables(table, known, file=file)
    classes = _classes(table, codebook, file=file)
    kinds = convert_rows(table, "kind", Kind, file=file)
    acts = convert_rows(table, "act", ActRow, file=file)
    states = convert_rows(table, "state", State, file=file)
    purposes = convert_rows(table, "purpose", Purpose, file=file)
    _check_ids((*kinds, *acts, *states), file=file)
    _check_sentences((*kinds, *acts), file=file)
    thirds = convert_rows(table, "third", Third, file=file)
    traps = convert_rows(table, "trap", Trap, file=file)
    things: dict[str, frozenset[str]] = {}
    for kind in kinds:
        things[kind.id] = _spell(kind.things, classes, file=file, row=kind.id)
    for act in acts:
        things[act.id] = _spell(act.object, classes, file=file, row=act.id)
        things[f"{act.id}.subject"] = _spell(act.subject, classes, file=file, row=act.id)
    for number, purpose in enumerate(purposes):
        things[f"purpose.{number}"] = _spell(purpose.things, classes, file=file, row=f"purpose {number + 1}")
    return ArrangementBook(
        version=str(table.get("version", "0")),
        kinds=kinds,
        acts=acts,
        nouns=_by_last((word, kind) for kind in kinds for word in kind.nouns),
        heads=_grouped((word, kind) for kind in kinds for word in kind.heads),
        act_verbs=_by_first((word, act) for act in acts for word in act.verbs),
        state_verbs=_by_first((word, state) for state in states for word in state.verbs),
        state_nouns=_by_first((word, state) for state in states for word in state.nouns),
        modifiers={word: state for state in reversed(states) for word in state.modifiers},
        adjectives={word: state for state in reversed(states) for word in state.adjectives},
        third_verbs={word: third for third in reversed(thirds) for word in third.verbs},
        third_participles={word: third for third in reversed(thirds) for word in third.participles},
        third_nouns={word: third for third in reversed(thirds) for word in third.nouns},
        wishes=_trap_words(traps, "above"),
        compounds=_trap_words(traps, "head"),
        topics=_trap_words(traps, "phrase"),
        scenes=tuple(trap for trap in traps if trap.reach == "sentence"),
        realms=tuple(frozenset(trap.words) for trap in traps if trap.reach == "article"),
        purposes=purposes,
        reasons=convert_rows(table, "reason", Reason, file=file),
        forms=convert_rows(table, "form", FormRow, file=file),
        words=convert_words(table, WordLists, file=file),
        things=things,
        control=load_control(folder),
    )


def load_control(folder: Path = BOOK_FOLDER) -> ControlBook:
    """Read `control.toml`; raises `ConfigError` or `MissingPart`."""
    file = folder / "control.toml"
    table = read_toml(file)
    refuse_unknown_tables(table, ("version", "row", "noun", "words"), file=file)
    rows = convert_rows(table, "row", ControlRow, file=file)
    nouns = convert_rows(table, "noun", ControlNoun, file=file)
    _check_ids((*rows, *nouns), file=file)
    _check_sentences((*rows, *nouns), file=file)
    return ControlBook(
        version=str(table.get("version", "0")),
        rows=rows,
        verbs=_by_first((word, row) for row in rows for word in row.verbs),
        nouns=_grouped((word, noun) for noun in nouns for word in noun.nouns),
        words=convert_words(table, ControlWords, file=file),
    )


def convert_words(table: dict[str, Any], row_type: type[Lists], *, file: Path) -> Lists:
    """The `[words]` table as its struct; lists become sets where the struct says so."""
    found = table.get("words", {})
    if not isinstance(found, dict):
        fail(file, "words", expected="a table [words]", found=found)
    return convert_row(found, row_type, file=file, name="words")


def _classes(table: dict[str, Any], codebook: HasClasses | None, *, file: Path) -> dict[str, frozenset[str]]:
    classes = dict(codebook.classes) if codebook is not None else {}
    for name, words in table.get("class", {}).items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            fail(file, f"class {name}", expected="a list of lemmas", found=words)
        classes[name] = frozenset(words)
    return classes


def _spell(words: Words, classes: Mapping[str, frozenset[str]], *, file: Path, row: str) -> frozenset[str]:
    """Words with classes spelled out."""
    spelled: set[str] = set()
    for word in words:
        if word.startswith("@"):
            if word[1:] not in classes:
                fail(file, row, expected="a class of this file or of classes.toml", found=word)
            spelled |= classes[word[1:]]
        else:
            spelled.add(word)
    return frozenset(spelled)


def _check_ids(rows: Iterable[Kind | ActRow | State | ControlRow | ControlNoun], *, file: Path) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            fail(file, row.id, expected="an id used once", found=row.id)
        seen.add(row.id)


def _check_sentences(rows: Iterable[Kind | ActRow | ControlRow | ControlNoun], *, file: Path) -> None:
    for row in rows:
        if not row.fires or not row.silent:
            fail(file, row.id, expected="at least one sentence each in fires and silent", found="none")


def _trap_words(traps: Iterable[Trap], reach: str) -> frozenset[str]:
    return frozenset(word for trap in traps if trap.reach == reach for word in trap.words)


def _by_first(pairs: Iterable[tuple[str, Any]]) -> Phrases:
    index: dict[str, list[tuple[tuple[str, ...], Any]]] = defaultdict(list)
    for phrase, row in pairs:
        first, *rest = phrase.split()
        index[first].append((tuple(rest), row))
    return {word: tuple(sorted(rows, key=_first_tried)) for word, rows in index.items()}


def _first_tried(pair: tuple[tuple[str, ...], Any]) -> tuple[int, bool]:
    """Longer phrases first, then rows made for some kinds only."""
    return -len(pair[0]), not getattr(pair[1], "kinds", ())


def _by_last(pairs: Iterable[tuple[str, Any]]) -> Phrases:
    index: dict[str, list[tuple[tuple[str, ...], Any]]] = defaultdict(list)
    for phrase, row in pairs:
        *rest, last = phrase.split()
        index[last].append((tuple(rest), row))
    return {word: tuple(sorted(rows, key=lambda pair: -len(pair[0]))) for word, rows in index.items()}


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[Any, ...]]:
    index: dict[str, list[Any]] = defaultdict(list)
    for word, row in pairs:
        index[word].append(row)
    return {word: tuple(rows) for word, rows in index.items()}
