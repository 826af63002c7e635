"""Who says what in one article: quotations, indirect speech, "according to", evidence, passives, headlines.

Takes a `Doc` and its mentions, gives `Saying`s in the order of their words. Drafts are made cue by cue, each within
its sentence; then quotations are given to the cue beside them, carriers handed on to "the official" and "he" who
speak again, and each saying told in another one finds its parent. What is not clear is left to the outlet's voice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.quotes import MARKS
from dateline.analyze.reports import headline_draft, noun_draft, phrase_draft
from dateline.analyze.speech import (
    VERBAL,
    Draft,
    Scene,
    agents_of,
    build_scene,
    carriers_of,
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
from dateline.records.reading import Saying, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from dateline.codebook.lexicons import SpeechEntry, SpeechLexicon
    from dateline.records.reading import Mention

QUOTING = frozenset({"quote", "cite"})
NO_BARE_QUOTE = frozenset({"think", "show", "judge"})
"""Kinds whose clause is not read as a parenthesis: "The army, he thinks, ..." is thought, not told."""
DIRECTING = frozenset({"act", "tell", "ask", "call"})
"""Kinds that take an infinitive as what is said: "urged them to leave"; others only where the links say so."""
REFLEXIVE = ("self", "selves")
"""Who portrays himself as something need not say so."""
SPEAKING_PERSONS = frozenset({"i", "we", "you", "me", "us"})
ATTITUDES = frozenset({"judge", "side", "call"})
OBJECT = frozenset({"object"})
CONDITIONAL = frozenset({"if", "unless", "whether"})
HYPOTHETICAL = frozenset({"would", "could", "might", "may", "should", "can", "must", "'d", "’d"})
GOING_ON = frozenset({"go", "continue", "begin", "start", "proceed", "come", "rise", "return"})
"""Verbs under which an infinitive of saying is carried out."""
MAX_SENTENCE_WORDS = 250
"""A longer sentence is a list, a table or worse, and its parse is not worth its cost."""
FULL_SHARE = 0.7
"""A paragraph of which this share stands in quotation marks is a quotation as a whole."""
ANAPHORIC_REACH = 6
"""How many sayings back "the official" may look for the one whose words are carried."""


def find_sayings(doc: Doc, mentions: Sequence[Mention], *, speech: SpeechLexicon) -> tuple[Saying, ...]:
    """Every act of saying in an article, in order of cue or content; speakers point at `mentions` where covered."""
    scene = build_scene(doc, mentions, speech=speech)
    drafts = find_drafts(scene)
    give_quotes(scene, drafts)
    for draft in drafts:
        if not draft.content:
            take_object(scene, draft)
    drafts = [draft for draft in drafts if draft.content and not repeats_quoted(scene, draft)]
    drafts.extend(continued_drafts(scene, drafts))
    drafts.sort(key=lambda draft: (draft.cue.i if draft.cue is not None else draft.content[0][0], draft.content))
    hand_on_carriers(drafts)
    parents = find_parents(drafts)
    return tuple(finish(scene, draft, parent) for draft, parent in zip(drafts, parents, strict=True))


def take_object(scene: Scene, draft: Draft) -> None:
    """What somebody condemns, backs or wants, where nothing is quoted: an attitude, whose matter he does not tell."""
    cue = draft.cue
    if cue is None or draft.kind not in ATTITUDES or draft.manner == "passive" or not draft.speakers:
        return
    heads = [
        child for child in cue.children
        if child.i > cue.i and is_linked(child, OBJECT) and not in_other_quote(scene, child.i, cue.i)
    ]
    draft.content = content_ranges(scene, heads)
    draft.manner = "attitude"


def is_asserted(cue: Token, *, nested: bool) -> bool:
    """Whether the words tell that it was said: not so of an infinitive that nobody carried out ("refused to say"), of
    an if-clause, and, told by somebody else, of what was not or would be said.

    An infinitive counts under verbs of going on ("went on to say") and as what a call or a stage is for, where a
    quotation or clause follows ("interjected to say: ...").
    """
    words = {child.lower_ for child in cue.children if child.i < cue.i and child.dep_ in {"aux", "mark", "neg"}}
    if words & CONDITIONAL:
        return False
    if nested and (words & HYPOTHETICAL or any(child.dep_ == "neg" for child in cue.children)):
        return False
    if cue.tag_ != "VB" or "to" not in words:
        return True
    if cue.dep_ in {"xcomp", "conj"} and cue.head.lemma_.lower() in GOING_ON:
        return True
    return cue.dep_ == "advcl" and any(child.dep_ == "ccomp" and child.i > cue.i for child in cue.children)


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
    return drafts


def cue_draft(scene: Scene, token: Token) -> Draft | None:
    """The saying of which a token is the cue, if it is one."""
    speech, lemma = scene.speech, token.lemma_.lower()
    if token.lower_ == "according":
        return phrase_draft(scene, token)
    if token.pos_ in VERBAL:
        if token.dep_ in {"amod", "compound", "nmod"}:
            return None
        known = lemma in speech.verbs or lemma in speech.shows or any(c.dep_ == "prt" for c in token.children)
        return verb_draft(scene, token) if known else None
    if lemma in speech.nouns and token.pos_ in {"NOUN", "PROPN"}:
        return noun_draft(scene, token)
    return None


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
    if cue.dep_ == "pcomp" and cue.head.lower_ == "as" and cue.head.head.lemma_.lower() in QUOTING:
        return None
    if entry.kind == "quote":
        return quoted_draft(scene, cue, entry)
    return plain_draft(scene, cue, entry=entry, speakers=speakers)


def plain_draft(scene: Scene, cue: Token, *, entry: SpeechEntry, speakers: list[Token]) -> Draft | None:
    """X says that, X was reported to have, and their like; content may still come from a quotation beside it."""
    links = scene.speech.verb_links.get(entry.lemma, frozenset())
    if entry.kind in DIRECTING:
        links |= {"infinitive"}
    heads = content_heads(scene, cue, links=links)
    content = content_ranges(scene, heads)
    passive = is_passive(cue)
    subject = subject_of(cue)
    if passive and subject is not None and content and entry.kind not in {"act", "tell", "call", "judge", "ask"}:
        content = [trim(scene.doc, subject.left_edge.i, subject.right_edge.i + 1), *content]
    clause = clause_range(scene, cue, speakers=speakers, content=content)
    if not content and speakers and not passive and entry.kind not in NO_BARE_QUOTE:
        content = stated_after(scene, cue, clause) or stated_outside(scene, cue, clause)
    if entry.kind == "think" and not (content and speakers):
        return None
    if entry.kind == "call" and any(c.dep_ == "dobj" and c.lower_.endswith(REFLEXIVE) for c in cue.children):
        return None
    return Draft(
        manner="passive" if passive else "indirect", lemma=entry.lemma, commitment=entry.commitment, clause=clause,
        cue=cue, kind=entry.kind, speakers=[] if is_expletive(speakers) else speakers, content=content,
        carriers=carriers_of(scene, cue, speakers) + cited_by(scene, cue, speakers),
    )


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
        if child.dep_ in {"advcl", "prep", "xcomp", "acl"} and child.lower_ in {"citing", "quoting"}:
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
    clause = clause_range(scene, cue, speakers=[*speakers, *carried], content=content)
    return Draft(
        manner="indirect", lemma=saying.lemma_.lower(), commitment=entry.commitment, clause=clause, cue=saying,
        speakers=speakers, content=content or stated_after(scene, saying, clause),
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
    evidence = is_evidence(scene, speakers)
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


def give_quotes(scene: Scene, drafts: list[Draft]) -> None:
    """Give each full quotation to the cue beside it: before the clause, after it, then further on in the paragraph."""
    owners: dict[int, Draft] = {}
    verbs = [draft for draft in drafts if draft.cue is not None and draft.kind not in {"show", "according"}]
    for draft in verbs:
        claim(scene, draft, quote_before(scene, draft), owners=owners)
    for draft in verbs:
        claim(scene, draft, quote_after(scene, draft), owners=owners)
    run_on(scene, owners)
    for number in sorted(owners):
        if number not in owners[number].quotes:
            owners[number].quotes.append(number)
    for draft in verbs:
        if draft.quotes:
            take_quotes(scene, draft)


def claim(scene: Scene, draft: Draft, number: int, *, owners: dict[int, Draft]) -> None:
    """Note the owner of a quote: the first one stays, unless it only thinks or judges."""
    if number < 0:
        return
    if number not in owners or owners[number].kind in NO_BARE_QUOTE:
        cue = draft.cue
        if cue is not None and scene.quote_of[cue.i] != number:
            owners[number] = draft


def quote_before(scene: Scene, draft: Draft) -> int:
    """The full quote that ends just before the clause, or -1; one that ends its own sentence with a stop is not its."""
    index, doc = draft.clause[0] - 1, scene.doc
    while index > 0 and (doc[index].text in MARKS or doc[index].text in {",", "-", "–", "—"}):
        index -= 1
    number = scene.quote_of[index] if index >= 0 else -1
    if number < 0 or not is_full_quote(scene, number) or number == scene.quote_of[draft.clause[0]]:
        return -1
    starts_sentence = any(doc[i].is_sent_start for i in range(scene.quotes[number].last, draft.clause[0] + 1))
    return -1 if doc[index].text == "." and starts_sentence and draft.content else number


def quote_after(scene: Scene, draft: Draft) -> int:
    """The quote that begins just after the clause in the same sentence, or -1; after a colon it may be the next one."""
    index, doc = draft.clause[1], scene.doc
    colon = False
    while index < len(doc) and (doc[index].is_punct or doc[index].is_space or doc[index].lower_ == "that"):
        if doc[index].text in {".", "!", "?", ";"} or ("\n" in doc[index].text and not colon):
            return -1
        colon = colon or doc[index].text == ":"
        index += 1
    if index >= len(doc):
        return -1
    number = scene.quote_of[index]
    return number if number >= 0 and scene.quotes[number].first == index else -1


def run_on(scene: Scene, owners: dict[int, Draft]) -> None:
    """Quotes without a cue of their own go to the speaker of their paragraph when it has only one, and across
    paragraphs where an open quotation is taken up."""
    speaking: dict[int, list[Draft]] = {}
    for number in sorted(owners):
        speaking.setdefault(scene.quotes[number].paragraph, []).append(owners[number])
    for number, quote in enumerate(scene.quotes):
        here = speaking.get(quote.paragraph, [])
        if number in owners or not is_full_quote(scene, number) or len({voice_key(draft) for draft in here}) != 1:
            continue
        if starts_utterance(scene, number):
            owners[number] = here[0]
    for number, quote in enumerate(scene.quotes):
        if quote.taken_up and number not in owners and number - 1 in owners:
            owners[number] = owners[number - 1]
    for number in range(len(scene.quotes) - 1, 0, -1):
        if scene.quotes[number].taken_up and number in owners and number - 1 not in owners:
            owners[number - 1] = owners[number]


def starts_utterance(scene: Scene, number: int) -> bool:
    """The quote begins a sentence: a part of a sentence in marks is not an utterance."""
    first = scene.quotes[number].first
    return bool(scene.doc[first].is_sent_start) or (first > 0 and bool(scene.doc[first - 1].is_sent_start))


def voice_key(draft: Draft) -> tuple[str, ...]:
    """What tells speakers of one paragraph apart; a pronoun is taken to be whoever else speaks there."""
    return tuple(head.lower_ for head in draft.speakers if head.pos_ != "PRON")


def take_quotes(scene: Scene, draft: Draft) -> None:
    """Make the quotes the content; keep what is told indirectly beside them."""
    quotes = sorted((scene.quotes[n].first, scene.quotes[n].last) for n in draft.quotes)
    kept = [
        (first, last) for first, last in draft.content
        if not any(first < stop and start < last for start, stop in quotes) and draft.manner != "direct"
    ]
    inside = [
        (first, last) for first, last in draft.content
        if any(first <= start and stop <= last for start, stop in quotes) and first > draft.clause[0]
    ]
    rest = [q for q in quotes if not any(first <= q[0] and q[1] <= last for first, last in inside)]
    if draft.kind != "quote" and not inside and rest:
        draft.manner = "direct"
        kept = [part for part in kept if part[0] > draft.clause[0]]
    draft.content = sorted({*kept, *inside, *(trim(scene.doc, *q) for q in rest)})


def continued_drafts(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """A paragraph that is a quotation as a whole, without a cue, belongs to who was quoted last in the one before."""
    last_direct: dict[int, Draft] = {}
    told_in: set[int] = set()
    for draft in sorted(drafts, key=lambda d: d.clause):
        paragraph = scene.paragraph_of[draft.clause[0]]
        if draft.cue is None or scene.quote_of[draft.cue.i] < 0:
            told_in.add(paragraph)
            last_direct[paragraph] = draft
    owned = {number for draft in drafts for number in draft.quotes}
    found: list[Draft] = []
    for number, quote in enumerate(scene.quotes):
        start, end = scene.paragraphs[quote.paragraph]
        whole = quote.last - quote.first >= FULL_SHARE * (end - start)
        before = last_direct.get(quote.paragraph - 1)
        if number in owned or quote.paragraph in told_in or not whole or before is None or before.manner != "direct":
            continue
        draft = Draft(
            manner="continued", lemma=before.lemma, commitment=before.commitment, clause=(quote.first, quote.first),
            speakers=before.speakers, carriers=before.carriers, content=[trim(scene.doc, quote.first, quote.last)],
        )
        found.append(draft)
        last_direct[quote.paragraph] = Draft(
            manner="direct", lemma=before.lemma, commitment=before.commitment, clause=draft.clause,
            speakers=before.speakers, carriers=before.carriers,
        )
    return found


def hand_on_carriers(drafts: list[Draft]) -> None:
    """Who speaks again as "he" or "the official" is still carried by whom the report quoted him through."""
    told: list[Draft] = []
    for draft in drafts:
        if len(draft.speakers) == 1 and not draft.carriers:
            before = spoken_before(draft.speakers[0], told)
            if before is not None:
                draft.carriers = before.carriers
        if draft.speakers:
            told.append(draft)


def spoken_before(head: Token, told: list[Draft]) -> Draft | None:
    """The saying whose speaker a pronoun or "the ..." takes up: the last one, or the last with all its words.

    "The statement" takes up the saying whose clause has "in a statement carried by".
    """
    if head.pos_ == "PRON":
        return told[-1] if told and head.lower_ in {"he", "she", "they", "it"} else None
    first, last = phrase_range(head)
    if head.doc[first].lower_ not in {"the", "this"}:
        return None
    words = {token.lower_ for token in head.doc[first + 1 : last]}
    for draft in reversed(told[-ANAPHORIC_REACH:]):
        start, stop = phrase_range(draft.speakers[0])
        if words <= {token.lower_ for token in head.doc[start:stop]}:
            return draft
        if draft.carriers and any(token.lower_ == head.lower_ for token in head.doc[draft.clause[0] : draft.clause[1]]):
            return draft
    return None


def find_parents(drafts: list[Draft]) -> list[int | None]:
    """For each saying the innermost other one in whose content its own words stand; never one that it holds itself."""
    sizes = [sum(last - first for first, last in draft.content) for draft in drafts]
    marks = [draft.cue.i if draft.cue is not None else draft.content[0][0] for draft in drafts]
    covering: dict[int, list[int]] = {}
    wanted = set(marks)
    for index, draft in enumerate(drafts):
        for first, last in draft.content if draft.manner != "attitude" else ():
            for position in range(first, last):
                if position in wanted:
                    covering.setdefault(position, []).append(index)
    parents: list[int | None] = []
    for index, mark in enumerate(marks):
        outer = [o for o in covering.get(mark, ()) if o != index and index not in covering.get(marks[o], ())]
        parents.append(min(outer, key=lambda o: (sizes[o], o), default=None))
    return parents


def finish(scene: Scene, draft: Draft, parent: int | None) -> Saying:
    """The record of a draft, with when and where it was said as far as the clause tells."""
    cue = draft.cue
    when, where = (None, None) if cue is None else told_when_where(scene, draft)
    first, last = (None, None) if cue is None else cue_range(cue)
    asserted = cue is None or is_asserted(cue, nested=parent is not None)
    return Saying(
        manner=draft.manner, speakers=voices(scene, draft.speakers),
        carriers=tuple(voices(scene, group) for group in draft.carriers), cue_first=first, cue_last=last,
        cue_lemma=draft.lemma or None, content=tuple(draft.content),
        commitment=draft.commitment if asserted else "possible", time=when, place=where, parent=parent,
        asserted=asserted,
    )


def cue_range(cue: Token) -> tuple[int, int]:
    """The cue with the particle or preposition that makes it one: "pointed out", "according to"."""
    after = cue.i + 1
    joined = after < len(cue.doc) and (cue.doc[after].dep_ == "prt" or cue.lower_ == "according")
    return cue.i, after + 1 if joined else after


def told_when_where(scene: Scene, draft: Draft) -> tuple[int | None, int | None]:
    """Indices of the time and place mentions in the clause of a saying, outside its speakers' names."""
    spoken = {i for head in draft.speakers for i in range(*phrase_range(head))}
    span = [i for i in range(*draft.clause) if i not in spoken]
    times = (scene.time_at[i] for i in span if i in scene.time_at)
    governed = [i for i in span if scene.doc[i].dep_ in {"pobj", "npadvmod"}]
    places = (scene.place_at[i] for i in governed if i in scene.place_at)
    return next(times, None), next(places, None)


def voices(scene: Scene, heads: Iterable[Token]) -> tuple[Voice, ...]:
    """The speakers as token ranges, each with the actor mention that covers its head."""
    found: list[Voice] = []
    for head in heads:
        first, last = phrase_range(head)
        found.append(Voice(first=first, last=last, head=head.i, mention=scene.actor_at.get(head.i)))
    return tuple(found)
