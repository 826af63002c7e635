"""Sentences that tell where the words before came from: "That's from the armed wing", "He says a guard told him so".

Takes the drafts of one article, in any order, and mends the saying of the sentence before: its speaker passed it on,
and who is named now is the origin. What stands here as "his claim rests on" names the origin too, "the assurance was
reported by" the next hop outward. Only the last saying of the same paragraph is mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.carriage import is_media
from dateline.analyze.grounds import inner_end, source_after
from dateline.analyze.speech import Draft, agents_of, expand, phrase_range, subject_of, trim

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from dateline.analyze.speech import Scene

BACK_WORDS = frozenset({"so", "this", "that", "it"})
"""What stands for the words before, behind "told him"."""
HEARERS = frozenset({"him", "her", "them", "it"})
SPEAKING_AGAIN = frozenset({"it", "he", "she", "they"})
OWNERS = frozenset({"his", "her", "its", "their", "the", "this", "that"})
RESTING = frozenset({"base", "rest", "come", "stem", "derive", "rely"})
GETTING = frozenset({"get", "have", "learn", "hear", "know", "receive", "obtain"})
REPEATING = frozenset({"repeat", "relay", "carry", "report", "broadcast", "air", "quote", "publish", "reproduce"})
INFORMANTS = frozenset({"informant", "source", "authority", "witness"})
GOTTEN = frozenset({"number", "figure", "information", "news", "story", "account", "detail", "it", "this", "toll"})
NEWS = frozenset({"release", "story", "article", "conference", "interview", "charge"})
"""Nouns that may be what is reported, not what was said."""
ON, TO, FROM, BEING = (
    frozenset({"on", "upon", "from"}), frozenset({"to"}), frozenset({"from"}), frozenset({"is", "was", "were"}))
COMING_FROM = frozenset((verb, "from") for verb in ("is", "'s", "’s", "was", "comes", "came"))
SHORT = 45
"""Words of a sentence that tells of a source; longer ones have other news."""


def add_sources(scene: Scene, drafts: list[Draft]) -> None:
    """Go through the sentences of each paragraph and mend the saying that stands before."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.cue is not None and scene.quote_of[draft.cue.i] < 0 and draft.manner != "attitude":
            by_sentence.setdefault(draft.cue.sent.start, []).append(draft)
    previous: Span | None = None
    for sent in scene.doc.sents:
        follows = previous is not None and same_paragraph(scene, previous, sent)
        before = by_sentence.get(previous.start, []) if previous is not None and follows else []
        if len(sent) <= SHORT:
            plain = plain_source(scene, sent) if previous is not None and follows and not before else []
            if plain and previous is not None:
                drafts.append(plain_draft(scene, sent, plain, previous=previous))
            else:
                mend(scene, sent, before=before, here=by_sentence.get(sent.start, []))
        previous = sent


def same_paragraph(scene: Scene, one: Span, other: Span) -> bool:
    """Both sentences stand in one paragraph."""
    return scene.paragraph_of[one.start] == scene.paragraph_of[other.start] >= 0


def plain_draft(scene: Scene, sent: Span, speakers: list[Token], *, previous: Span) -> Draft:
    """A saying of its own that tells the sentence before."""
    return Draft(
        manner="according_to", lemma="according to", commitment="unspecified", cue=sent[0], kind="according",
        clause=(sent.start, max(phrase_range(head)[1] for head in speakers)), speakers=speakers,
        content=[trim(scene.doc, previous.start, previous.end)],
    )


def mend(scene: Scene, sent: Span, *, before: list[Draft], here: list[Draft]) -> None:
    """Look for the turns in a sentence; mend the saying before its semicolon, else the last of the sentence before."""
    for token in sent:
        if scene.quote_of[token.i] >= 0:
            continue
        carriers = repeated_by(scene, token)
        host = host_before(scene, token, before=before, here=here, near=True) if carriers else None
        if host is not None:
            host.carriers.append(carriers)
            return
        origin = told_so(scene, token, sent) or rested_on(scene, token, sent) or got_from(scene, token, sent)
        host = host_before(scene, token, before=before, here=here, near=False) if origin else None
        if host is not None and not {head.i for head in origin} & {head.i for head in host.speakers}:
            host.carriers = [host.speakers, *host.carriers]
            host.speakers, host.cited = origin, True
            return


def host_before(
    scene: Scene, token: Token, *, before: list[Draft], here: list[Draft], near: bool,
) -> Draft | None:
    """The last saying before a token: of its own sentence where a semicolon stands between, a passive hangs on it or it
    is `near`, else of the sentence before; never one that is mended already."""
    for draft in reversed(here):
        cue = draft.cue
        if cue is None or cue.i >= token.i:
            continue
        parted = any(scene.doc[at].text == ";" for at in range(cue.i, token.i))
        if near or parted or (cue.i == token.head.i and agents_of(token)):
            return draft if is_open(draft, near=near) else None
    last = before[-1] if before else None
    return last if last is not None and is_open(last, near=near) else None


def is_open(draft: Draft, *, near: bool) -> bool:
    """The saying is not mended yet; who only passed it on may be told of one that has no speaker."""
    return not draft.cited and (near or bool(draft.speakers))


def plain_source(scene: Scene, sent: Span) -> list[Token]:
    """That's from NAME; so affirms NAME."""
    words = tuple(token.lower_ for token in sent[:3])
    if words[:1] in {("that",), ("this",)} and words[1:] in COMING_FROM:
        return source_after(scene, sent.start + 3)
    if words[:1] == ("so",) and len(words) > 1 and sent[1].lemma_.lower() in scene.speech.verbs:
        return source_after(scene, sent.start + 2)
    return []


def told_so(scene: Scene, token: Token, sent: Span) -> list[Token]:
    """NAME told him (so), or he was told by NAME, with nothing else told."""
    entry = scene.speech.verbs.get(token.lemma_.lower())
    subject = subject_of(token) if entry is not None and entry.kind == "tell" else None
    if subject is None:
        return []
    after, passive = token.i + 1, agents_of(token)
    if passive:
        bare = subject.pos_ == "PRON" and is_bare(scene, passive[-1].right_edge.i + 1, sent)
        return passive if bare else []
    told = after < sent.end and scene.doc[after].lower_ in HEARERS and is_bare(scene, after + 1, sent)
    return expand(subject) if told else []


def is_bare(scene: Scene, index: int, sent: Span) -> bool:
    """Nothing is told here: "so", a mark or the end of the sentence follows."""
    if index >= sent.end or scene.doc[index].lower_ in BACK_WORDS - {"that"}:
        return True
    following = scene.doc[index + 1].lower_ if index + 1 < sent.end else ""
    return scene.doc[index].is_punct and following != "that"


def rested_on(scene: Scene, token: Token, sent: Span) -> list[Token]:
    """Its statement was based on what NAME said; it attributed the figure to NAME; its informant is NAME."""
    lemma = token.lemma_.lower()
    if lemma in RESTING and owned_subject(scene, token):
        return behind(scene, token, sent, words=ON)
    subject = subject_of(token)
    if lemma == "attribute" and subject is not None and subject.lower_ in SPEAKING_AGAIN:
        return behind(scene, token, sent, words=TO)
    if lemma in INFORMANTS and token.i > sent.start and scene.doc[token.i - 1].lower_ in OWNERS - {"the"}:
        return behind(scene, token, sent, words=BEING)
    return []


def owned_subject(scene: Scene, verb: Token) -> bool:
    """The verb's subject is "its statement", "the claim": a noun of saying or thought."""
    subject = subject_of(verb)
    if subject is None or subject.lemma_.lower() not in scene.speech.nouns:
        return False
    return scene.doc[phrase_range(subject)[0]].lower_ in OWNERS


def behind(scene: Scene, token: Token, sent: Span, *, words: frozenset[str]) -> list[Token]:
    """The source behind the first of these words that follows, in the same sentence."""
    for index in range(token.i + 1, sent.end - 1):
        if scene.doc[index].lower_ in words:
            end = inner_end(scene, index + 1)
            return [head for head in source_after(scene, index + 1) if end == index + 1 or head.i < end]
    return []


def got_from(scene: Scene, token: Token, sent: Span) -> list[Token]:
    """It got the number from NAME: a pronoun's verb of getting, what words are made of, and "from"."""
    if token.lemma_.lower() not in GETTING or token.pos_ != "VERB":
        return []
    subject = subject_of(token)
    objects = [child for child in token.children if child.dep_ == "dobj"]
    if subject is None or subject.lower_ not in SPEAKING_AGAIN:
        return []
    if not any(one.lemma_.lower() in GOTTEN for one in objects):
        return []
    return behind(scene, token, sent, words=FROM)


def repeated_by(scene: Scene, token: Token) -> list[Token]:
    """State agencies relayed the claim; the assurance was reported by NAME: the media that passed the words on."""
    if token.lemma_.lower() not in REPEATING:
        return []
    passive, subject = agents_of(token), subject_of(token)
    if passive:
        return [voice for voice in passive if is_media(scene, voice)] if is_words(scene, subject) else []
    objects = [child for child in token.children if child.dep_ == "dobj"]
    if subject is None or not is_media(scene, subject) or not any(is_words(scene, one) for one in objects):
        return []
    return expand(subject)


def is_words(scene: Scene, noun: Token | None) -> bool:
    """The claim, his words: what was said before, taken up."""
    if noun is None or noun.lemma_.lower() in NEWS:
        return False
    said = noun.lemma_.lower() in scene.speech.nouns or noun.lemma_.lower() in scene.speech.carriers
    return said and scene.doc[phrase_range(noun)[0]].lower_ in OWNERS
