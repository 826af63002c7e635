"""The word lists behind who-says-what: verbs and nouns of speech, kinds of voices, stance cues, alliances.

Each loader takes a folder and gives a typed, frozen table; a wrong row raises `ConfigError` naming file, line,
expected and found. A lemma may have several rows ("describe": says, and calls), one for each kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from dateline.codebook.reading import convert_row, read_csv
from dateline.records.base import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

LEXICON_FOLDER = Path(__file__).parent.parent / "data" / "lexicons"
"""Where the word lists that ship with dateline lie."""

SpeechKind = Literal["say", "tell", "ask", "act", "call", "judge", "side", "show", "think", "quote", "carry", "make"]
VoiceKind = Literal[
    "unnamed_official", "institution", "media", "agency", "document", "footage", "witness", "monitor", "addressee",
    "carrier",
]
Row = TypeVar("Row")


class SpeechEntry(Record, frozen=True, kw_only=True):
    """One lemma of saying.

    `kind`: say (takes a clause), tell (the hearer is its object), ask, act (urge, vow, accuse), call (names a thing),
    judge (praise, condemn: its object is not told by it), side (support, oppose: neither), show (of documents and
    footage), think, quote, carry, make (of verbs whose object is a noun of saying: "issued a denial").
    `commitment` is what the cue says of its speaker; `verbal_event` the PLOVER root that the act itself may be.
    """

    lemma: str
    pos: Literal["verb", "noun"]
    kind: SpeechKind
    commitment: Literal["certain", "probable", "possible", "distances", "denies", "unspecified"]
    verbal_event: str
    source: str


class VoiceEntry(Record, frozen=True, kw_only=True):
    """One word for a voice. `match` is noun (lemma of the head) or name (whole words as printed, case kept)."""

    words: str
    match: Literal["noun", "name"]
    kind: VoiceKind
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
    verb_links: Mapping[str, frozenset[str]]
    noun_links: Mapping[str, frozenset[str]]
    voice_nouns: Mapping[str, VoiceKind]
    voice_names: Mapping[str, VoiceKind]
    addressees: frozenset[str]
    carriers: frozenset[str]

    def measured(self) -> frozenset[str]:
        """Lemmas over which figures with the suffix `_speech` are counted: all but those of thought and of sides."""
        tables = (self.verbs, self.nouns, self.shows)
        left_out = ("think", "side", "carry")
        return frozenset(entry.lemma for table in tables for entry in table.values() if entry.kind not in left_out)


@dataclass(frozen=True, slots=True)
class StanceCues:
    """Stance cues by form, then lemma: each lemma's (slot, value) pairs."""

    cues: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]]

    def of(self, form: str, lemma: str) -> tuple[tuple[str, str], ...]:
        """The (slot, value) pairs of one lemma in one form; empty when it is no cue."""
        return self.cues.get(form, {}).get(lemma, ())


@dataclass(frozen=True, slots=True)
class Alliances:
    """Who stands with and against whom; rows without an end hold to this day."""

    rows: tuple[Alliance, ...]


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
        verb_links=load_links(folder, "verb"),
        noun_links=load_links(folder, "noun"),
        voice_nouns={
            voice.words: voice.kind for voice in voices
            if voice.match == "noun" and voice.kind not in ("addressee", "carrier")
        },
        voice_names={v.words.casefold(): v.kind for v in voices if v.match == "name"},
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
