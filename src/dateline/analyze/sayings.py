"""Who says what in one article: quotations, indirect speech, "according to", evidence, passives, headlines.

Takes a `Doc` and its mentions, gives `Saying`s in the order of their words. Drafts are made cue by cue, each within
its sentence; then quotations are given to the cue beside them, carriers handed on to "the official" and "he" who
speak again, and each saying told in another one finds its parent. What is not clear is left to the outlet's voice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.bounds import bounded
from dateline.analyze.carriage import add_beside, carriers_of, is_media
from dateline.analyze.grounds import add_grounds
from dateline.analyze.idioms import IDIOMS, idiom_draft
from dateline.analyze.inquits import (
    FINITE,
    find_inquit,
    segment_of,
    subject_after_saying,
    subject_before_comma,
    told_beside,
)
from dateline.analyze.quoting import NO_BARE_QUOTE, give_quotes, continued_drafts
from dateline.analyze.handing_on import hand_on_carriers, take_back_participles
from dateline.analyze.saying_records import find_parents, finish
from dateline.analyze.labels import label_drafts, under_labels
from dateline.analyze.reports import headline_draft, noun_draft, phrase_draft
from dateline.analyze.sources import add_sources
from dateline.analyze.speech import (
    CITING,
    HELD_KINDS,
    VERBAL,
    Draft,
    Scene,
    agents_of,
    build_scene,
    clause_range,
    content_heads,
    content_ranges,
    entry_of,
    expand,
    in_other_quote,
    is_full_quote,
    is_linked,
    is_passive,
    phrase_range,
    speakers_of,
    stated_after,
    stated_outside,
    subject_of,
    trim,
)
if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from dateline.codebook.lexicons import SpeechEntry, SpeechLexicon
    from dateline.records.reading import Mention, Saying

QUOTING = frozenset({"quote", "cite"})
DIRECTING = frozenset({"act", "tell", "ask", "call"})
"""Kinds that take an infinitive as what is said: "urged them to leave"; others only where the links say so."""
REFLEXIVE = ("self", "selves")
"""Who portrays himself as something need not say so."""
SPEAKING_PERSONS = frozenset({"i", "we", "you", "me", "us"})
ATTITUDES = frozenset({"judge", "side", "call"})
PUT_IN = frozenset({"say", "tell", "way"})
"""Kinds whose clause may be put in beside what it tells."""
OBJECT = frozenset({"object"})
COMMON_NOUNS = frozenset({"states", "promises", "projects", "texts", "posts", "notes"})
"""Plurals of verbs of saying that are hardly ever one."""
MAX_SENTENCE_WORDS = 250
"""A longer sentence is a list, a table or worse, and its parse is not worth its cost."""


def find_sayings(doc: Doc, mentions: Sequence[Mention], *, speech: SpeechLexicon) -> tuple[Saying, ...]:
    """Every act of saying in an article, in order of cue or content; speakers point at `mentions` where covered."""
    scene = build_scene(doc, mentions, speech=speech)
    drafts = find_drafts(scene)
    give_quotes(scene, drafts)
    for draft in drafts:
        if not draft.content:
            take_object(scene, draft)
    drafts = [draft for draft in drafts if draft.content and not repeats_quoted(scene, draft)]
    for draft in drafts:
        draft.content = bounded(scene, draft)
    take_back_participles(scene, drafts)
    drafts = [draft for draft in drafts if draft.content]
    add_grounds(scene, drafts)
    add_sources(scene, drafts)
    add_beside(scene, drafts)
    drafts.extend(continued_drafts(scene, drafts))
    drafts.sort(key=lambda draft: (draft.cue.i if draft.cue is not None else draft.content[0][0], draft.content))
    hand_on_carriers(scene, drafts)
    parents = find_parents(drafts)
    return tuple(
        finish(scene, draft, parent, outer=None if parent is None else drafts[parent])
        for draft, parent in zip(drafts, parents, strict=True)
    )


def take_object(scene: Scene, draft: Draft) -> None:
    """What somebody condemns, backs or wants, where nothing is quoted: an attitude, whose matter he does not tell."""
    cue = draft.cue
    if cue is None or draft.kind not in ATTITUDES or draft.manner == "passive" or not draft.speakers:
        return
    links = OBJECT | scene.speech.verb_links.get(draft.lemma, frozenset())
    heads = [
        child for child in cue.children
        if child.i > cue.i and is_linked(child, links) and not in_other_quote(scene, child.i, cue.i)
    ]
    draft.content = content_ranges(scene, heads)
    draft.manner = "attitude"


def repeats_quoted(scene: Scene, draft: Draft) -> bool:
    """Inside a full quotation "I told them" and "we say" add no hop: the outer speaker speaks of himself or nobody."""
    if not draft.speakers or any(head.lower_ not in SPEAKING_PERSONS for head in draft.speakers):
        return False
    number = scene.quote_of[draft.speakers[0].i]
    return number >= 0 and is_full_quote(scene, number)


def find_drafts(scene: Scene) -> list[Draft]:
    """One draft for each cue verb, cue noun, "according to" and headline; some still without content."""
    drafts: list[Draft] = []
    for sent in scene.doc.sents:
        if len(sent) <= MAX_SENTENCE_WORDS:
            for token in sent:
                add(drafts, cue_draft(scene, token))
    for first, last in scene.paragraphs:
        add(drafts, headline_draft(scene, first, last))
    return under_labels(drafts, label_drafts(scene))


def cue_draft(scene: Scene, token: Token) -> Draft | None:
    """The saying of which a token is the cue, if it is one."""
    speech, lemma = scene.speech, token.lemma_.lower()
    if token.lower_ == "according":
        return phrase_draft(scene, token)
    if lemma in IDIOMS:
        return idiom_draft(scene, token)
    if token.pos_ in VERBAL:
        if token.dep_ in {"amod", "compound", "nmod"}:
            return None
        known = lemma in speech.verbs or lemma in speech.shows or any(c.dep_ == "prt" for c in token.children)
        return verb_draft(scene, token) if known else None
    if token.tag_ == "NNS" and lemma in speech.verbs:
        draft = misread_draft(scene, token, entry=speech.verbs[lemma])
        if draft is not None:
            return draft
    if lemma in speech.nouns and token.pos_ in {"NOUN", "PROPN"}:
        return noun_draft(scene, token)
    return None


def misread_draft(scene: Scene, cue: Token, *, entry: SpeechEntry) -> Draft | None:
    """The clause of saying at the end of a statement whose verb the tagger took for a noun: ", their chief charges"."""
    after = scene.doc[cue.i + 1] if cue.i + 1 < len(scene.doc) else None
    thought = entry.kind == "think" and entry.commitment == "probable"
    if not (entry.kind == "say" or thought) or cue.lower_ in COMMON_NOUNS or (after is not None and not after.is_punct):
        return None
    inquit = find_inquit(scene, cue, kind=entry.kind)
    if inquit is None or inquit.clause[0] == cue.i or not is_voice(scene, inquit.head):
        return None
    return Draft(
        manner="indirect", lemma=entry.lemma, commitment=entry.commitment, clause=inquit.clause, cue=cue,
        kind=entry.kind, speakers=expand(inquit.head), content=list(inquit.content),
    )


def add(drafts: list[Draft], draft: Draft | None) -> None:
    """Append what was found."""
    if draft is not None:
        drafts.append(draft)


def verb_draft(scene: Scene, cue: Token) -> Draft | None:
    """The saying of one cue verb, or `None` for a use that says nothing ("told" without content, "as saying")."""
    shown = scene.speech.shows.get(cue.lemma_.lower())
    entry = entry_of(scene, cue)
    speakers = speakers_of(scene, cue)
    if shown is not None and (entry is None or is_evidence(scene, speakers)):
        return show_draft(scene, cue, entry=shown, speakers=speakers)
    if entry is None or (entry.kind == "quote" and not quoted_saying(cue)):
        return citing_draft(scene, cue, entry=entry, speakers=speakers)
    if is_way_of_sending(scene, cue):
        return None
    if cue.dep_ == "pcomp" and cue.head.lower_ == "as" and cue.head.head.lemma_.lower() in QUOTING:
        return None
    if entry.kind == "quote":
        return quoted_draft(scene, cue, entry)
    return plain_draft(scene, cue, entry=entry, speakers=speakers)


def is_voice(scene: Scene, head: Token) -> bool:
    """A name, a pronoun, or a noun for a person, body or document that speaks."""
    return head.pos_ in {"PROPN", "PRON"} or head.i in scene.actor_at or head.lemma_.lower() in scene.speech.voice_nouns


def is_way_of_sending(scene: Scene, cue: Token) -> bool:
    """The verb tells how something was made known: "in a message that her party posted", "an address aired live"."""
    if cue.dep_ not in {"relcl", "acl"} or cue.lemma_.lower() not in scene.speech.carries:
        return False
    lemma = cue.head.lemma_.lower()
    return lemma in scene.speech.carriers or scene.speech.voice_nouns.get(lemma) in HELD_KINDS


def plain_draft(scene: Scene, cue: Token, *, entry: SpeechEntry, speakers: list[Token]) -> Draft | None:
    """X says that, X was reported to have, and their like; content may still come from a quotation beside it."""
    links = scene.speech.verb_links.get(entry.lemma, frozenset())
    if entry.kind in DIRECTING:
        links |= {"infinitive"}
    heads = content_heads(scene, cue, links=links)
    content = content_ranges(scene, heads)
    passive = is_passive(cue)
    if passive:
        content = with_subject(scene, cue, content, kind=entry.kind)
    elif not speakers and content and cue.tag_ in FINITE:
        speakers = subject_before_comma(scene, cue)
    elif cue.dep_ == "ccomp" and subject_of(cue) is None and is_finite(cue):
        speakers = subject_after_saying(scene, cue) or speakers
    clause = clause_range(scene, cue, speakers=speakers, content=content)
    if not content and speakers and not passive and entry.kind not in NO_BARE_QUOTE:
        content = stated_after(scene, cue, clause) or stated_outside(scene, cue, clause)
    inquit = find_inquit(scene, cue, kind=entry.kind) if may_be_put_in(scene, cue, entry) else None
    if inquit is not None and not any(inquit.clause[0] < cue.i < first < inquit.clause[1] for first, _ in content):
        clause, content = inquit.clause, list(inquit.content)
        passive = passive and bool(agents_of(cue))
        if not passive:
            speakers = expand(inquit.head)
    if says_nothing(scene, cue, entry, told=bool(content and speakers)):
        return None
    cited = cited_by(scene, cue, speakers)
    if passive and not speakers:
        speakers = written_in(scene, cue)
    hearers = hearers_of(cue, speakers, content) if passive and entry.kind == "tell" else []
    return Draft(
        manner="passive" if passive else "indirect", lemma=entry.lemma, commitment=entry.commitment, clause=clause,
        cue=cue, kind=entry.kind, speakers=[] if is_expletive(speakers) else speakers, content=content,
        carriers=hearers + carriers_of(scene, cue, speakers) + cited, cited=bool(cited),
    )


def with_subject(scene: Scene, cue: Token, content: list[tuple[int, int]], *, kind: str) -> list[tuple[int, int]]:
    """What is told of a passive's subject holds the subject: "rebels are said to have fled"."""
    subject = subject_of(cue)
    if subject is None or not content or kind in {"act", "tell", "call", "judge", "ask"}:
        return content
    return [trim(scene.doc, subject.left_edge.i, subject.right_edge.i + 1), *content]


def says_nothing(scene: Scene, cue: Token, entry: SpeechEntry, *, told: bool) -> bool:
    """A use in which nothing is said: thought without content, "went on to win", "portrayed himself as"."""
    if entry.kind == "think":
        return not told
    if entry.kind == "way":
        return not is_finite(cue) or any(token.tag_ == "TO" for token in scene.doc[cue.i + 1 : cue.i + 3])
    return entry.kind == "call" and any(c.dep_ == "dobj" and c.lower_.endswith(REFLEXIVE) for c in cue.children)


def hearers_of(cue: Token, speakers: list[Token], content: list[tuple[int, int]]) -> list[list[Token]]:
    """Who passes on what he "was told by NAME that": the subject, where a clause is told and not an order."""
    subject = subject_of(cue)
    if not speakers or not content or subject is None or subject.pos_ not in {"NOUN", "PROPN"}:
        return []
    ordered = any(child.dep_ == "xcomp" for child in cue.children)
    return [] if ordered else [expand(subject)]


def written_in(scene: Scene, cue: Token) -> list[Token]:
    """The document in which something is stated, where nobody states it: "this is stated in an address"."""
    for child in cue.children:
        if child.dep_ == "prep" and child.lower_ == "in" and child.i > cue.i:
            return [noun for noun in child.children if scene.speech.voice_nouns.get(noun.lemma_.lower()) == "document"]
    return []


def is_finite(cue: Token) -> bool:
    """The verb is finite or has its auxiliary: "had radioed"."""
    return cue.tag_ in FINITE or any(child.dep_ == "aux" and child.tag_ != "TO" for child in cue.children)


def may_be_put_in(scene: Scene, cue: Token, entry: SpeechEntry) -> bool:
    """A verb whose clause may stand beside what it tells: of thought only a belief, and none in a quotation."""
    if entry.kind == "think":
        return entry.commitment in {"probable", "possible"} and cue.tag_ != "VBN" and scene.quote_of[cue.i] < 0
    return entry.kind in PUT_IN


def is_expletive(speakers: list[Token]) -> bool:
    """Nobody speaks in "there is said to be"."""
    return len(speakers) == 1 and speakers[0].dep_ == "expl"


def cited_by(scene: Scene, cue: Token, speakers: list[Token]) -> list[list[Token]]:
    """Nothing unless the clause cites somebody: "SANA said, citing a military source" makes SANA the carrier."""
    cited = cited_voices(scene, cue, speakers)
    if not cited:
        return []
    carried = list(speakers)
    speakers[:] = cited
    return [carried] if carried else []


def cited_voices(scene: Scene, cue: Token, speakers: list[Token]) -> list[Token]:
    """The objects of "citing" or "quoting" that hangs on a cue, or on who speaks ("SANA, quoting an aide, said")."""
    beside = [child for speaker in speakers for child in speaker.children if child.dep_ == "acl"]
    for child in [*cue.children, *beside]:
        if child.dep_ in {"advcl", "prep", "xcomp", "acl"} and child.lower_ in CITING:
            named = [voice for noun in child.children if noun.dep_ in {"dobj", "pobj"} for voice in expand(noun)]
            return [voice for voice in named if not in_other_quote(scene, voice.i, cue.i)]
    return []


def citing_draft(scene: Scene, cue: Token, *, entry: SpeechEntry | None, speakers: list[Token]) -> Draft | None:
    """A bare "quoted", which may yet be given the quotation beside it; "citing" belongs to the verb above it."""
    if entry is None or cue.tag_ == "VBG":
        return None
    said = [voice for noun in cue.children if noun.dep_ == "dobj" for voice in expand(noun)]
    carriers = [speakers] if speakers and said else []
    if is_passive(cue):
        subject = subject_of(cue)
        said, carriers = (expand(subject) if subject is not None else []), [speakers] if speakers else []
    clause = clause_range(scene, cue, speakers=said or speakers, content=())
    return Draft(
        manner="direct", lemma=entry.lemma, commitment=entry.commitment, clause=clause, cue=cue, kind="quote",
        speakers=said or speakers, carriers=carriers,
    )


def quoted_saying(cue: Token) -> Token | None:
    """The "saying" of "quoted X as saying"."""
    for child in cue.children:
        if child.lower_ == "as" and child.i > cue.i:
            return next((inner for inner in child.children if inner.tag_ == "VBG"), None)
    return None


def quoted_draft(scene: Scene, cue: Token, entry: SpeechEntry) -> Draft | None:
    """A quoted B as saying; B was quoted by A as saying: B speaks, A carries, "saying" is the cue."""
    saying = quoted_saying(cue)
    if saying is None:
        return None
    content = content_ranges(scene, content_heads(scene, saying, links=frozenset()))
    if is_passive(cue):
        subject = subject_of(cue)
        speakers, carried = (expand(subject) if subject is not None else []), agents_of(cue)
    else:
        speakers = [voice for child in cue.children if child.dep_ == "dobj" for voice in expand(child)]
        carried = speakers_of(scene, cue)
        carried = carried or agents_of(saying)
    clause = clause_range(scene, cue, speakers=[*speakers, *carried], content=content)
    content = content or stated_after(scene, saying, clause)
    if not content:
        start, end = segment_of(scene, cue)
        clause = (min(phrase_range(head)[0] for head in [*speakers, *carried, cue] if start <= head.i < end), end)
        content = list(told_beside(scene, clause, segment=(start, end), verb=-1))
    return Draft(
        manner="indirect", lemma=saying.lemma_.lower(), commitment=entry.commitment, clause=clause, cue=saying,
        speakers=speakers, content=content,
        carriers=([carried] if carried else []) + carriers_of(scene, cue, speakers),
    )


def is_evidence(scene: Scene, speakers: list[Token]) -> bool:
    """The subject is footage or a document."""
    kinds = {scene.speech.voice_nouns.get(head.lemma_.lower()) for head in speakers}
    return bool(kinds & {"footage", "document", "witness"})


def show_draft(scene: Scene, cue: Token, *, entry: SpeechEntry, speakers: list[Token]) -> Draft | None:
    """Footage shows clashes, documents reveal that: the thing shown may be a noun; of others only a clause counts."""
    if not speakers or is_passive(cue):
        return None
    evidence = is_evidence(scene, speakers) or (
        cue.tag_ in FINITE and any(is_media(scene, head) for head in speakers))
    heads = content_heads(scene, cue, links=frozenset({"object"}) if evidence else frozenset())
    if evidence:
        more = [child for child in cue.rights if child.dep_ in {"dobj", "dep", "advcl", "conj"}]
        heads += [child for child in more if child not in heads]
        if not heads and cue.dep_ in {"xcomp", "ccomp"}:
            heads = [child for child in cue.head.children if child.dep_ == "ccomp" and child.i < cue.head.i]
    content = content_ranges(scene, heads)
    clause = clause_range(scene, cue, speakers=speakers, content=content)
    return Draft(
        manner="evidence", lemma=entry.lemma, commitment=entry.commitment, clause=clause, cue=cue, kind="show",
        speakers=speakers, content=content, carriers=carriers_of(scene, cue, speakers),
    )
