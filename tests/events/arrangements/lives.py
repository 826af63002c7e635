"""Reports of arrangements made by hand: one line says who told what, when, of whom."""

from __future__ import annotations

from typing import Any

from dateline.events.arrangements import Report
from dateline.records import (
    ActorRef, Arrangement, Breach, ControlClaim, Hop, PlaceRef, Published, Side, Speaker, StatusBy, When, make_id,
)
from tests.making import article, evidence

GOVERNMENT = ActorRef(
    text="the government", start=0, end=14, name="Nepal", id="state-nepal", country="NPL", sector="GOV", code="NPLGOV")
ARMY = ActorRef(text="the army", start=0, end=8, country="NPL", sector="MIL", code="NPLMIL")
REBELS = ActorRef(text="Maoist rebels", start=0, end=13, country="NPL", sector="REB", code="NPLREB")
MEDIATOR = ActorRef(text="the UN envoy", start=0, end=12, country="UNO", sector="GOV", code="UNOGOV")
NEPAL = PlaceRef(text="Nepal", start=0, end=5, name="Nepal", country="NPL", precision="country")
ROLPA = PlaceRef(text="Rolpa", start=0, end=5, name="Rolpa", country="NPL", latitude=28.3, longitude=82.6,
                 uncertainty_km=5.0, geonames_id=1, precision="city")
JHAPA = PlaceRef(text="Jhapa", start=0, end=5, name="Jhapa", country="NPL", latitude=26.6, longitude=88.0,
                 uncertainty_km=5.0, geonames_id=2, precision="city")


def on(value: str | None) -> When | None:
    """A stated time, as fine as it is written."""
    if value is None:
        return None
    precision = {4: "year", 7: "month", 10: "day"}.get(len(value), "minute")
    return When(text=value, start=0, end=1, start_date=value, end_date=value, precision=precision, basis="stated")


def speaks(actor: ActorRef | None) -> Hop:
    """The origin: an actor, or the outlet."""
    if actor is None:
        return Hop(speakers=(Speaker(kind="outlet", named=True),))
    return Hop(speakers=(
        Speaker(text=actor.text, start=0, end=1, actor=actor, kind="institution", named=True),))


def page(day: str | None, outlet: str = "Radio", mark: str = "") -> Any:
    """An article of a day; `mark` tells two of one outlet and day apart."""
    published = Published(value=day, precision="day", basis="given") if day else None
    return article(id=make_id("a", day, outlet, mark), outlet=outlet, published=published)


def tell(
    day: str | None, status: str, *sides: tuple[ActorRef, str], by: ActorRef | None = None, outlet: str = "Radio",
    kind: str = "ceasefire", starts: str | None = None, ends: str | None = None, place: PlaceRef | None = NEPAL,
    also: tuple[tuple[str, ActorRef | None], ...] = (), breaches: tuple[Breach, ...] = (), mark: str = "",
    **more: Any,
) -> Report:
    """One report that tells one arrangement; `also` are further statuses with whose word they are."""
    source = page(day, outlet, mark)
    record = record_of(
        source.id, status, *sides, by=by, day=day, kind=kind, starts=starts, ends=ends, place=place, also=also,
        breaches=breaches, **more)
    return Report(article=source, arrangements=(record,))


def record_of(
    article_id: str, status: str, *sides: tuple[ActorRef, str], by: ActorRef | None, day: str | None, kind: str,
    starts: str | None, ends: str | None, place: PlaceRef | None, also: tuple[tuple[str, ActorRef | None], ...],
    breaches: tuple[Breach, ...], **more: Any,
) -> Arrangement:
    """The record of `tell`."""
    told = () if status == "unknown" else ((status, by),)
    return Arrangement(**{
        "id": make_id("r", article_id, kind, more.pop("number", 0)), "article": article_id, "arrangement": kind,
        "sides": tuple(Side(actor=actor, role=role) for actor, role in sides), "place": place, "status": status,
        "status_by": tuple(StatusBy(status=one, according_to=who, as_of=on(day)) for one, who in (*told, *also)),
        "effective_from": on(starts), "effective_to": on(ends), "breaches": breaches, "attribution": (speaks(by),),
        "evidence": evidence("ceasefire"), **more})


def holds(
    day: str, change: str, holder: ActorRef, *, by: ActorRef | None = None, place: PlaceRef = ROLPA,
    outlet: str = "Radio", time: str | None = None, **more: Any,
) -> Report:
    """One report that tells who holds a place."""
    source = page(day, outlet)
    claim = ControlClaim(**{
        "id": make_id("k", source.id, holder.text), "article": source.id, "place": place, "holder": holder,
        "change": change, "time": on(time), "attribution": (speaks(by),), "evidence": evidence("observed"), **more})
    return Report(article=source, controls=(claim,))
