"""What the stages hand to one another inside one worker; never printed, stored or pickled.

`analyze` gives a `Reading`, `resolve` adds a `Resolution`, `coding` takes both. `doc.text == article.text`: furniture
and the white space between blocks are single tokens (see `Reading.doc`), so a token's `idx` is its offset in
`Article.text` and nothing has to be converted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dateline.records.base import Record, Span

if TYPE_CHECKING:
    from dateline.records.article import Article, BlockKind
    from dateline.records.refs import ActorRef, PlaceRef, Quantity, When
    from collections.abc import Mapping
    from spacy.tokens import Doc

MentionKind = Literal["actor", "place", "time", "quantity"]


class Mention(Record, frozen=True, kw_only=True):
    """A span that names an actor, a place, a time or a quantity.

    `first`, `last` is the half-open token range, `head` the token that stands for it in the parse, `start`, `end`
    the characters. `entries` are row ids of the table that knows the words (actor table or gazetteer), best first,
    empty when none does. `antecedents` are indices into `Reading.mentions`: what a pronoun or short form stands for,
    several for "the two leaders", empty where none was found or needed.
    """

    kind: MentionKind
    form: Literal["name", "noun", "pronoun", "demonym", "expression"]
    first: int
    last: int
    head: int
    start: int
    end: int
    text: str
    entries: tuple[str, ...] = ()
    antecedents: tuple[int, ...] = ()


class Voice(Record, frozen=True, kw_only=True):
    """A speaker as the words give it: a half-open token range and its head token.

    `mention` is the index of the actor mention that covers the head, or `None`.
    """

    first: int
    last: int
    head: int
    mention: int | None = None


class Saying(Record, frozen=True, kw_only=True):
    """One act of saying: who says what, by which cue.

    `speakers` are parallel voices; empty when the report names none ("it was reported that"). `content` holds
    half-open token ranges, in order, and may run over several sentences. `carriers` are the further hops outward,
    nearest first, each with parallel voices ("in a statement carried by state television and news agencies").
    `parent` is the index of the saying inside whose content this one stands. `manner` tells how it was found.
    `asserted` is false where nobody is told to have said it: "refused to say that", "if he says that". What an
    `attitude` (condemned, backs, wants) is about is not told by whoever has it, so it makes no hop.
    """

    manner: Literal["direct", "indirect", "according_to", "evidence", "passive", "headline", "continued", "attitude"]
    speakers: tuple[Voice, ...]
    carriers: tuple[tuple[Voice, ...], ...] = ()
    cue_first: int | None = None
    cue_last: int | None = None
    cue_lemma: str | None = None
    content: tuple[tuple[int, int], ...]
    commitment: Literal["certain", "probable", "possible", "distances", "denies", "unspecified"] = "unspecified"
    time: int | None = None
    place: int | None = None
    parent: int | None = None
    asserted: bool = True


class Stance(Record, frozen=True, kw_only=True):
    """How a predicate is presented where it stands; the default is a plain past or present statement.

    `tense` is `past`, `present` (ongoing), `future` (will, is to, planned) or `generic` (habit, history). `condition`
    is the span of an if-clause. `cues` name the words behind it, for `why`.
    """

    certainty: Literal["certain", "probable", "possible", "unspecified"] = "certain"
    polarity: Literal["+", "-"] = "+"
    tense: Literal["past", "present", "future", "generic"] = "past"
    condition: Span | None = None
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as analysed. `stances` is keyed by token index and holds every verb and every noun under a cue."""

    article: Article
    doc: Doc
    mentions: tuple[Mention, ...] = ()
    sayings: tuple[Saying, ...] = ()
    stances: Mapping[int, Stance] = field(default_factory=dict)
    block_kinds: Mapping[int, BlockKind] = field(default_factory=dict)
    """Kind of the block in which a sentence stands, by the index of the sentence's first token; gaps are absent."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What each mention stands for, by its index in `Reading.mentions`; `unresolved` gives the reason for the rest.

    An actor mention may stand for several actors ("the two leaders"). `notes` says in plain words how each was
    resolved, and by which rule: (maker, note).
    """

    actors: Mapping[int, tuple[ActorRef, ...]] = field(default_factory=dict)
    places: Mapping[int, PlaceRef] = field(default_factory=dict)
    times: Mapping[int, When] = field(default_factory=dict)
    quantities: Mapping[int, Quantity] = field(default_factory=dict)
    unresolved: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[int, tuple[str, str]] = field(default_factory=dict)
