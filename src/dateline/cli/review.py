"""`dateline correct`, `reject` and `confirm`: what a person says of a claim of the store."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Any

from dateline.cli.console import console, plain
from dateline.cli.outgoing import door_of, tell_care
from dateline.config.settings import find_settings, store_file
from dateline.errors import InputError
from dateline.export.care import remark
from dateline.export.sentences import sentence
from dateline.records import Claim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dateline.codebook import Codebook
    from dateline.config import Settings
    from dateline.store.reviewing import Action

CODE_LETTERS = 3
PLAIN = ("event", "mode", "cameo", "temporal", "stake")
"""Slots whose value is the word given."""


def run_review(
    name: str, *, action: Action, config: Path | None, db: Path | None, maker: str | None, note: str,
    given: Mapping[str, Any] | None = None,
) -> int:
    """Keep a review of one claim and show what now stands."""
    from dateline.codebook import load_codebook
    from dateline.pipeline.linking import Linker
    from dateline.store import open_store
    from dateline.store.queries import show
    from dateline.store.reviewing import review_claim

    settings = find_settings(config)
    path = db or store_file(settings)
    with open_store(path, create=False) as database:
        claim = show(database, name)
        if not isinstance(claim, Claim):
            message = f"{name} is no claim; only claims can be reviewed here"
            raise InputError(message)
        changes = changes_of(claim, given or {}, settings=settings)
        if action == "correct" and not changes:
            message = "nothing to correct; give at least one slot, as --event or --place"
            raise InputError(message)
        codebook = load_codebook(settings.codebook)
        _check_codes(changes, claim, codebook)
        review = review_claim(
            database, claim, action=action, maker=maker or getpass.getuser(), note=note, changes=changes,
            codebook=codebook)
        Linker(database, codebook=codebook).link(claim.article)
        door = door_of(database, config=config)
        stands = show(database, claim.id)
        now = door.record(stands) if isinstance(stands, Claim) else None
        tell_care(door.gate)
    print(f"dateline: {review.id} by {review.maker}: {action}ed", file=sys.stderr)
    if isinstance(now, Claim) and action != "reject":
        console().print(plain(sentence(now) + remark(now)))
    return 0


def changes_of(claim: Claim, given: Mapping[str, Any], *, settings: Settings) -> dict[str, Any]:
    """The options as slots with their values; options that were not given change nothing."""
    changes: dict[str, Any] = {slot: given[slot] for slot in PLAIN if given.get(slot)}
    for slot, option in (("actors", "actor"), ("recipients", "recipient")):
        if given.get(option):
            changes[slot] = [_party(who) for who in given[option]]
    if given.get("polarity") or given.get("certainty"):
        changes["factuality"] = {
            "polarity": given.get("polarity") or claim.factuality.polarity,
            "certainty": given.get("certainty") or claim.factuality.certainty,
        }
    if given.get("day"):
        changes["time"] = {
            "start_date": given["day"], "end_date": given["day"], "precision": _precision(given["day"]),
            "basis": "stated"}
    if given.get("place"):
        changes["place"] = _place(given["place"], settings)
    if "event" in changes:
        changes["event"] = changes["event"].upper()
    return changes


def _check_codes(changes: Mapping[str, Any], claim: Claim, codebook: Codebook) -> None:
    """Raise `InputError` for an event, mode or CAMEO code that the codebook does not have."""
    event = changes.get("event", claim.event)
    if event not in codebook.events:
        message = f"{event} is no PLOVER event; there are {', '.join(sorted(codebook.events))}"
        raise InputError(message)
    mode = changes.get("mode")
    if mode is not None and (event, mode) not in codebook.modes:
        known = sorted(name for owner, name in codebook.modes if owner == event)
        message = f"{mode} is no mode of {event}; there are {', '.join(known) or 'none'}"
        raise InputError(message)
    if "cameo" in changes and changes["cameo"] not in codebook.cameo:
        message = f"{changes['cameo']} is no CAMEO code"
        raise InputError(message)


def _party(who: str) -> dict[str, Any]:
    """SYRGOV as a country with its sector, SYR as a country, anything else as a name; it stands nowhere in the text."""
    found: dict[str, Any] = {"text": who, "start": 0, "end": 0}
    if who.isupper() and who.isalpha() and len(who) == 2 * CODE_LETTERS:
        return found | {"country": who[:CODE_LETTERS], "sector": who[CODE_LETTERS:], "code": who}
    if who.isupper() and who.isalpha() and len(who) == CODE_LETTERS:
        return found | {"country": who, "code": who}
    return found | {"name": who}


def _precision(day: str) -> str:
    return {4: "year", 7: "month", 10: "day"}.get(len(day), "minute")


def _place(name: str, settings: Settings) -> dict[str, Any]:
    """The likeliest place of a name, `NAME, CCC` for one country; raises `InputError` where the index has none."""
    from dateline.gazetteer.places import open_places

    words, _, country = name.rpartition(",") if "," in name else (name, "", "")
    rows: Sequence[Any] = open_places(settings.places, own=settings.data).lookup(words.strip())
    rows = [row for row in rows if not country or row.country == country.strip().upper()]
    if not rows:
        message = f"{name}: no such place is known; try `dateline places lookup`"
        raise InputError(message)
    row = rows[0]
    return {
        "text": words.strip(), "start": 0, "end": 0, "name": row.name, "country": row.country, "admin1": row.admin1,
        "admin2": row.admin2, "latitude": row.latitude, "longitude": row.longitude, "uncertainty_km": row.radius_km,
        "geonames_id": row.geonames_id, "precision": row.precision,
    }
