"""The word lists behind who-says-what: verbs and nouns of speech, kinds of voices, stance cues, alliances.

Each loader takes a folder and gives a typed, frozen table; a wrong row raises `ConfigError` naming file, line,
expected and found. A lemma may have several rows ("describe": says, and calls), one for each kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from dateline.codebook.reading import convert_row, read_csv
from dateline.records.base import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LEXICON_FOLDER = Path(__file__).parent.parent / "data" / "lexicons"
"""Where the word lists that ship with dateline lie."""

SpeechKind = Literal[
    "say", "tell", "ask", "act", "call", "judge", "side", "show", "think", "quote", "carry", "make", "way",
]
VoiceKind = Literal[
    "unnamed_official", "institution", "media", "agency", "document", "footage", "witness", "monitor", "addressee",
    "carrier",
]
UNCOUNTED = frozenset({"think", "side", "carry", "way"})
"""Kinds that are no words for saying: of thought, of taking sides, of carrying, of the way words are brought forth."""
Row = TypeVar("Row")


class SpeechEntry(Record, frozen=True, kw_only=True):
    """One lemma of saying.

    `kind`: say (takes a clause), tell (the hearer is its object), ask, act (urge, vow, accuse), call (names a thing),
    judge (praise, condemn: its object is not told by it), side (support, oppose: neither), show (of documents and
    footage), think, quote, carry, make (of verbs whose object is a noun of saying: "issued a denial"), way (tells how
    words were brought forth or sent, and is no word for saying: "went on", "radioed").
    `commitment` is what the cue says of its speaker; `verbal_event` the PLOVER root that the act itself may be.
    """

    lemma: str
    pos: Literal["verb", "noun"]
    kind: SpeechKind
    commitment: Literal["certain", "probable", "possible", "distances", "denies", "unspecified"]
    verbal_event: str
    source: str


class VoiceEntry(Record, frozen=True, kw_only=True):
    """One word for a voice. `match` is noun (lemma of the head), name (whole words as printed, case kept) or part: a
    capitalised word that makes a name that of a medium ("Radio", "Tribune").
    """

    words: str
    match: Literal["noun", "name", "part"]
    kind: VoiceKind
    source: str


class Ground(Record, frozen=True, kw_only=True):
    """Words before who a saying rests on. `kind`: rests (beside a saying), alone (as "according to"), passes (before
    who passed it on).
    """

    words: str
    kind: Literal["rests", "alone", "passes"]
    source: str


class SpeechLink(Record, frozen=True, kw_only=True):
    """By what a lemma takes its content besides a clause: a preposition, `object`, or `infinitive`."""

    lemma: str
    pos: Literal["verb", "noun"]
    link: str
    source: str


class StanceCue(Record, frozen=True, kw_only=True):
    """One word that changes how a predicate is presented: its lemma, the form it has, the slot and the value."""

    lemma: str
    form: Literal[
        "modal", "adverb", "adjective", "noun", "verb", "marker", "determiner", "pronoun", "preposition", "time",
        "factive", "light",
    ]
    slot: Literal["certainty", "polarity", "tense", "condition", "barrier"]
    value: str
    source: str


class Alliance(Record, frozen=True, kw_only=True):
    """Two parties and how they stand. A party is a country, a country with sector (`SYRGOV`), or an actor id.

    `since` and `until` are ISO dates, `until` empty while it lasts; `ground` says on what fact it rests.
    """

    left: str
    right: str
    relation: Literal["ally", "opponent"]
    since: str
    until: str
    ground: str
    checked: str


@dataclass(frozen=True, slots=True)
class SpeechLexicon:
    """Verbs and nouns of saying by lemma, and words for voices: by head lemma, and by folded name.

    `verbs` leaves out show and carry words that are nothing else; those stand in `shows` and `carries`.
    """

    verbs: Mapping[str, SpeechEntry]
    nouns: Mapping[str, SpeechEntry]
    shows: Mapping[str, SpeechEntry]
    carries: frozenset[str]
    makes: frozenset[str]
    ways: frozenset[str]
    verb_links: Mapping[str, frozenset[str]]
    noun_links: Mapping[str, frozenset[str]]
    voice_nouns: Mapping[str, VoiceKind]
    voice_names: Mapping[str, VoiceKind]
    name_parts: Mapping[str, VoiceKind]
    grounds: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    addressees: frozenset[str]
    carriers: frozenset[str]

    def measured(self) -> frozenset[str]:
        """Lemmas over which figures with the suffix `_speech` are counted: the words for saying."""
        tables = (self.verbs, self.nouns, self.shows)
        return frozenset(entry.lemma for table in tables for entry in table.values() if entry.kind not in UNCOUNTED)


@dataclass(frozen=True, slots=True)
class StanceCues:
    """Stance cues by form, then lemma: each lemma's (slot, value) pairs."""

    cues: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]]

    def of(self, form: str, lemma: str) -> tuple[tuple[str, str], ...]:
        """The (slot, value) pairs of one lemma in one form; empty when it is no cue."""
        return self.cues.get(form, {}).get(lemma, ())


@dataclass(frozen=True, slots=True)
class Alliances:
    """Who stands with and against whom; rows without an end hold to this day. Of several that fit the first counts, so
    that narrow rows stand before wide ones."""

    rows: tuple[Alliance, ...]
    by_party: Mapping[str, tuple[int, ...]] = field(init=False)
    """Numbers of the rows that name a party on either side, in order."""

    def __post_init__(self) -> None:
        index: dict[str, list[int]] = {}
        for number, row in enumerate(self.rows):
            index.setdefault(row.left, []).append(number)
            index.setdefault(row.right, []).append(number)
        object.__setattr__(self, "by_party", {name: tuple(numbers) for name, numbers in index.items()})

    def between(self, ours: Iterable[str], theirs: Iterable[str], *, on: str | None) -> str | None:
        """How two parties stand on an ISO date, either way round, each told by all its names; `None` where no row fits.
        Without a date every row counts, whenever it held."""
        mine, other = frozenset(ours), frozenset(theirs)
        for number in sorted({number for name in mine for number in self.by_party.get(name, ())}):
            row = self.rows[number]
            if on is not None and not row.since <= on[:10] <= (row.until or on[:10]):
                continue
            if (row.left in mine and row.right in other) or (row.left in other and row.right in mine):
                return row.relation
        return None


def load_rows(file: Path, row_type: type[Row]) -> tuple[Row, ...]:
    """Read one CSV word list as rows of `row_type`; raises `ConfigError` or `MissingPart`."""
    return tuple(
        convert_row(row, row_type, file=file, name=f"line {number}")
        for number, row in enumerate(read_csv(file), start=2)
    )


def load_links(folder: Path, pos: str) -> dict[str, frozenset[str]]:
    """The links of each verb, or of each noun, from `speech_links.csv`."""
    links: dict[str, frozenset[str]] = {}
    for row in load_rows(folder / "speech_links.csv", SpeechLink):
        if row.pos == pos:
            links[row.lemma] = links.get(row.lemma, frozenset()) | {row.link}
    return links


def load_grounds(folder: Path) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The phrases of `grounds.csv` by their first word, each with its words and kind, in the order of the file."""
    grounds: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for row in load_rows(folder / "grounds.csv", Ground):
        words = tuple(row.words.split())
        grounds[words[0]] = (*grounds.get(words[0], ()), (words, row.kind))
    return grounds


def load_speech(folder: Path = LEXICON_FOLDER) -> SpeechLexicon:
    """The lexicon of saying from `speech.csv`, `speech_links.csv` and `voices.csv`; of one lemma the first row."""
    entries = load_rows(folder / "speech.csv", SpeechEntry)
    voices = load_rows(folder / "voices.csv", VoiceEntry)
    verbs: dict[str, SpeechEntry] = {}
    for entry in entries:
        if entry.pos == "verb" and entry.kind not in ("show", "carry", "make"):
            verbs.setdefault(entry.lemma, entry)
    return SpeechLexicon(
        verbs=verbs,
        nouns={e.lemma: e for e in reversed(entries) if e.pos == "noun"},
        shows={e.lemma: e for e in entries if e.kind == "show"},
        carries=frozenset(e.lemma for e in entries if e.kind == "carry"),
        makes=frozenset(e.lemma for e in entries if e.kind == "make"),
        ways=frozenset(e.lemma for e in entries if e.kind == "way"),
        verb_links=load_links(folder, "verb"),
        noun_links=load_links(folder, "noun"),
        voice_nouns={
            voice.words: voice.kind for voice in voices
            if voice.match == "noun" and voice.kind not in ("addressee", "carrier")
        },
        voice_names={v.words.casefold(): v.kind for v in voices if v.match == "name"},
        name_parts={v.words.casefold(): v.kind for v in voices if v.match == "part"},
        grounds=load_grounds(folder),
        addressees=frozenset(v.words for v in voices if v.kind == "addressee"),
        carriers=frozenset(v.words for v in voices if v.kind == "carrier"),
    )


def load_stance_cues(folder: Path = LEXICON_FOLDER) -> StanceCues:
    """The stance cues from `stance_cues.csv`."""
    cues: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {}
    for cue in load_rows(folder / "stance_cues.csv", StanceCue):
        form = cues.setdefault(cue.form, {})
        form[cue.lemma] = (*form.get(cue.lemma, ()), (cue.slot, cue.value))
    return StanceCues(cues=cues)


def load_alliances(file: Path | None = None) -> Alliances:
    """The table of alliances; a user may pass one of their own in the same form, `None` is ours."""
    return Alliances(rows=load_rows(file or LEXICON_FOLDER / "alliances.csv", Alliance))
