"""The options by which the store is asked, one table for all commands that take them."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.choices import iso_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.store.filters import Filters

Options = dict[str, Any]

WHO = "an id, a code (SYRGOV), a country (SYR) or a name"
FLAGGED = (
    "Flag of the event: single_origin, self_reported_only, several_distinct_origins, accounts_differ, denied, "
    "corrected or confirmed_by_person.")
FILTERS: dict[str, tuple[str, str]] = {
    "actor": ("WHO", f"Who did it: {WHO}; the holder of a place, a side of an arrangement."),
    "recipient": ("WHO", f"To whom it was done: {WHO}."),
    "dyad": ("A-B", "Between these two, either way round: SYR-RUS."),
    "event": ("EVENT", "PLOVER event: ASSAULT."),
    "mode": ("MODE", "PLOVER mode: aerial."),
    "country": ("CCC", "Country of the place: SYR."),
    "place": ("NAME", "Place, district or province."),
    "near": ("LAT,LON,KM", "Within so many km of a point in degrees."),
    "from": ("DATE", "From that day on."),
    "to": ("DATE", "Up to that day."),
    "origin": ("WHO", "On whose word: a code, a country or a name."),
    "stake": ("STAKE", "The origin's stake: actor, recipient, ally, opponent, third_party or unknown."),
    "text": ("WORDS", "Words that must stand there; in double quotes: together."),
    "as-of": ("TIME", "What the store held at that moment, in UTC."),
    "flag": ("NAME", FLAGGED),
    "min-origins": ("N", "The event has at least so many distinct origins."),
}
DATES = frozenset({"from", "to"})
NUMBERS = frozenset({"min-origins"})


def filter_parameters(names: tuple[str, ...]) -> list[inspect.Parameter]:
    """The typer parameters of some filters, in the order of the table."""
    found = []
    for name, (metavar, words) in FILTERS.items():
        if name in names:
            callback = iso_date if name in DATES else None
            if name in NUMBERS:
                number = typer.Option(f"--{name}", metavar=metavar, help=words, min=1)
                found.append(parameter(_slot(name), Annotated[int | None, number], None))
                continue
            option = typer.Option(f"--{name}", metavar=metavar, help=words, callback=callback)
            found.append(parameter(_slot(name), Annotated[str | None, option], None))
    if "without-self-reports" in names:
        option = typer.Option("--without-self-reports", help="Leave out what a party tells of its own success.")
        found.append(parameter("without_self_reports", Annotated[bool, option], default=False))
    return found


def _slot(name: str) -> str:
    """The name of an option in Python: `from` and `to` are words of the language or too short."""
    return {"from": "first", "to": "last"}.get(name, name.replace("-", "_"))


def parameter(name: str, annotation: object, default: object) -> inspect.Parameter:
    """One option of a command as its signature has it."""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def filters_of(given: Mapping[str, Any]) -> Filters:
    """What the options ask; raises `InputError` for a pair, point or flag that is none."""
    from dateline.store.filters import Filters, parse_dyad, parse_near

    values: Options = dict(given)
    if values.get("dyad"):
        values["dyad"] = parse_dyad(values["dyad"])
    if values.get("near"):
        values["near"] = parse_near(values["near"])
    if values.get("flag"):
        values["flag"] = _flag(values["flag"])
    if values.get("event"):
        values["event"] = values["event"].upper()
    return Filters(**values)


def _flag(name: str) -> str:
    """The flag of events of this name; raises `InputError`."""
    from dateline.errors import InputError
    from dateline.events.happening import FLAGS

    flag = name.lower().replace("-", "_")
    if flag not in FLAGS:
        message = f"{name!r} is no flag of events; there are {', '.join(FLAGS)}"
        raise InputError(message)
    return flag
