"""What persons reviewed, as rows for others: gold in the form of `gold/README.md`, and rows to train on.

A gold row says what a claim tells in the eyes of whoever reviewed it last; a rejected claim has none. A training row is
one review: the sentence, the trigger in it, what the machine said, and what the person said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dateline.export.wording import clean
from dateline.records import encode
from dateline.store.reviewing import BLIND
from dateline.web.agreement import NOTHING, label_of

if TYPE_CHECKING:
    from dateline.records import ActorRef, Article, Claim, Hop, Review

ANY = "any"


def gold_row(claim: Claim, article: Article, review: Review) -> dict[str, Any]:
    """One claim that a person accepted, mended or added, as an expected row; every list of alternatives has one."""
    evidence = claim.evidence
    chain = [_voice(hop) for hop in claim.attribution]
    return {
        "kind": "claim", "doc": article.id, "line": article.text.count("\n", 0, evidence.start) + 1,
        "start": evidence.start, "end": evidence.end, "sentence": article.text[evidence.start:evidence.end],
        "also_spans": [[one.start, one.end] for one in claim.tellings
                       if (one.start, one.end) != (evidence.start, evidence.end)],
        "must": True, "event": [claim.event], "mode": [claim.mode] if claim.mode else [],
        "cameo": [claim.cameo] if claim.cameo else [], "actors": [[_codes(one)] for one in claim.actors],
        "recipients": [[_codes(one)] for one in claim.recipients], "date": _date(claim),
        "place": clean(claim.place.name or claim.place.text) if claim.place else None,
        "origin": chain[0] if chain else "outlet", "chain": [one for one in chain[1:] if one != "outlet"],
        "polarity": claim.factuality.polarity, "factuality": [claim.factuality.certainty], "temporal": [claim.temporal],
        "review": {"action": review.action, "maker": review.maker, "at": review.at},
    }


def _codes(ref: ActorRef) -> str:
    return f"{ref.country or ''}:{ref.sector or ''}"


def _date(claim: Claim) -> str:
    """The day on which the act begins; not scored where the report does not tell it, or only dates the telling."""
    time = claim.time
    return time.start_date if time and time.start_date and time.basis in {"stated", "relative"} else ANY


def _voice(hop: Hop) -> str:
    """Whose words a hop is: its voices as alternatives, "outlet" where the page speaks."""
    names = [clean(one.text).replace("|", " ") for one in hop.speakers if one.text]
    return "|".join(names) or "outlet"


def training_row(claim: Claim, before: Claim | None, review: Review) -> dict[str, Any]:
    """One review with the words that it is about; `before` is the claim as the machine told it, `None` where a person
    added it."""
    evidence = claim.evidence
    shift = evidence.start
    told = None if before is None else {slot: _plain(before)[slot] for slot in sorted(review.changes)}
    return {
        "article": claim.article, "text": evidence.text,
        "trigger": [evidence.trigger.start - shift, evidence.trigger.end - shift], "action": review.action,
        "machine": None if before is None else before.event, "person": label_of(review),
        "is_act": label_of(review) != NOTHING, "before": told,
        "after": review.changes if review.action != "add" else {"event": claim.event},
        "blind": review.note.startswith(BLIND), "maker": review.maker, "at": review.at,
        "codebook": claim.codebook,
    }


def _plain(claim: Claim) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.json.decode(encode(claim))
    return plain
