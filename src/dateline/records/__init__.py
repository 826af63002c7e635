"""The public records (version 0) and what the stages hand to one another. Nothing else lives here.

A record says what a report SAYS, not what happened.
"""

from dateline.records.arrangement import (
    Arrangement, ArrangementKind, Breach, ControlClaim, Link, Role, Route, Side, Status, StatusBy, Terms,
)
from dateline.records.article import (
    READ_KINDS, TELLING_KINDS, Article, Block, BlockKind, Issue, Published,
)
from dateline.records.base import (
    PrivatePerson, Record, SensitiveReason, Span, Tier, Why, encode, make_id,
)
from dateline.records.claim import (
    About, Claim, Commitment, Evidence, Factuality, Hop, Label, LabelUse, Relation, Speaker, SpeakerKind, Stake,
    Telling,
)
from dateline.records.event import Event, Judgement, Review, ReviewTarget, SlotValue
from dateline.records.reading import (
    Mention, MentionKind, Reading, Resolution, Saying, Stance, Voice,
)
from dateline.records.refs import (
    ActorRef, Office, PlaceRef, Precision, Quantity, QuantityKind, Unresolved, When,
)

__all__ = [
    "READ_KINDS", "TELLING_KINDS", "About", "ActorRef", "Arrangement", "ArrangementKind", "Article", "Block",
    "BlockKind", "Breach", "Claim", "Commitment", "ControlClaim", "Event", "Evidence", "Factuality", "Hop", "Issue",
    "Judgement", "Label", "LabelUse", "Link", "Mention", "MentionKind", "Office", "PlaceRef", "Precision",
    "PrivatePerson", "Published", "Quantity", "QuantityKind", "Reading", "Record", "Relation", "Resolution", "Review",
    "ReviewTarget", "Role", "Route", "Saying", "SensitiveReason", "Side", "SlotValue", "Span", "Speaker",
    "SpeakerKind", "Stake", "Stance", "Status", "StatusBy", "Telling", "Terms", "Tier", "Unresolved", "Voice", "When",
    "Why", "encode", "make_id",
]
