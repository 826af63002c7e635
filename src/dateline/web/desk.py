"""What every page shares: the store of this thread, the policy, who asks, and one way to answer.

`render` answers the values of a page as HTML, or as JSON where that is asked for: both are made of the same values.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from fastapi import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dateline import __version__
from dateline.codebook import load_codebook
from dateline.config.policy import STRICTNESS
from dateline.config.settings import Settings
from dateline.export.care import Gate
from dateline.store import open_store
from dateline.store.desk import open_for_pages, version_of
from dateline.web import filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dateline.codebook import Codebook
    from dateline.config.policy import Output, Policy
    from dateline.store import Database
    from dateline.web.guard import Visitor

HERE: Final = Path(__file__).resolve().parent
NAV: Final = (
    ("/", "Overview"), ("/events", "Events"), ("/map", "Map"), ("/timeline", "Timeline"),
    ("/arrangements", "Arrangements"), ("/control", "Control"), ("/sources", "Sources"), ("/reports", "Reports"),
    ("/review", "Review"),
)
HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json"
MOST_KEPT: Final = 64
"""Answers of costly questions that are kept until the store changes."""


@dataclass
class Desk:
    """One store with its policy, for as long as the server runs. `public`: served beyond this machine."""

    store: Path
    policy: Policy
    settings: Settings = field(default_factory=Settings)
    public: bool = False
    now: Callable[[], dt.datetime] = field(default=lambda: dt.datetime.now(dt.UTC))
    _held: threading.local = field(default_factory=threading.local, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _kept: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False)

    @property
    def reading(self) -> Database:
        """The store, read-only; each thread keeps one open."""
        database: Database | None = getattr(self._held, "database", None)
        if database is None:
            database = self._held.database = open_for_pages(self.store)
        return database

    def cached(self, name: str, asked: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is made
        """What `make` gives, made anew when the store has changed or the hour has."""
        key = (name, repr(asked), version_of(self.reading), self.now().strftime("%Y%m%d%H"))
        with self._lock:
            if key in self._kept:
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return made

    @contextlib.contextmanager
    def writing(self) -> Iterator[Database]:
        """The store, for what a person says of it; closed afterwards."""
        with open_store(self.store, create=False) as database:
            yield database

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook of the settings."""
        return load_codebook(self.settings.codebook)

    @property
    def output(self) -> Output:
        """Which output of the policy the pages are: beyond this machine the stricter of `desk` and `api`."""
        if not self.public:
            return "desk"
        scale = STRICTNESS["outputs"]
        return max(("desk", "api"), key=lambda name: scale.index(self.policy.outputs[name]))

    def gate(self, output: Output | None = None) -> Gate:
        """A fresh gate for one answer; `map` and `api` are never looser than the pages."""
        return Gate(self.policy, output or self.output, now=self.now())

    @property
    def obeys(self) -> bool:
        """Whether the pages hold back what the policy says, instead of only marking it."""
        return self.policy.outputs[self.output] != "mark"

    @cached_property
    def user(self) -> str:
        """Whose name stands beside what is changed on this machine, where nobody logs in."""
        try:
            return getpass.getuser()
        except (OSError, KeyError):
            return "desk"


def desk_of(request: Request) -> Desk:
    """The desk that answers a request."""
    desk: Desk = request.app.state.desk
    return desk


def visitor_of(request: Request) -> Visitor:
    """Who asks, as the guard let him through."""
    visitor: Visitor = request.scope["visitor"]
    return visitor


def person_of(request: Request) -> str:
    """The name that stands beside what this visitor changes: that given at the login, else of the user of the
    machine."""
    return visitor_of(request).name or desk_of(request).user


def form_of(request: Request) -> dict[str, str]:
    """The fields of a form that was sent, the last of each name; the guard has read and checked them already."""
    fields: dict[str, str] = request.scope.get("form", {})
    return fields


def wants_json(request: Request) -> bool:
    """Whether the JSON twin is asked for: `.json` at the end of the path, `?format=json`, or by the Accept header."""
    if request.scope.get("twin") or request.query_params.get("format") == "json":
        return True
    accepted = request.headers.get("accept", "")
    return JSON in accepted and "text/html" not in accepted


def render(
    request: Request, name: str, /, *, status: int = 200, gate: Gate | None = None,
    **values: Any,  # noqa: ANN401 - the values of a page
) -> Response:
    """The page `name` of the templates with these values, or the values themselves as JSON.

    `gate` adds `care`: how many records were held back, left out or made coarser. Whatever `msgspec` can encode may be
    a value.
    """
    if gate is not None:
        values["care"] = care_of(gate)
    if wants_json(request):
        return answer_json(values, status=status)
    page = environment().get_template(name).render(**_frame(request), **values)
    return Response(page, status_code=status, media_type=HTML)


def answer_json(values: object, *, status: int = 200) -> Response:
    """Values as JSON."""
    return Response(msgspec.json.encode(values, enc_hook=str), status_code=status, media_type=JSON)


def care_of(gate: Gate) -> dict[str, Any]:
    """What the policy did to an answer, for people and programs."""
    return {
        "output": gate.output, "held": gate.held, "dropped": gate.dropped, "changed": gate.changed,
        "next_release": gate.next_release.isoformat() if gate.next_release and gate.next_release.year < dt.MAXYEAR
        else None,
    }


def _frame(request: Request) -> Mapping[str, Any]:
    """What the frame of every page shows."""
    desk, visitor = desk_of(request), visitor_of(request)
    path = request.scope["path"]
    return {
        "nav": NAV, "path": path, "query": request.query_params, "public": desk.public, "csrf": visitor.csrf,
        "person": person_of(request), "logged_in": visitor.name is not None, "version": __version__,
        "twin": twin_of(path, request.url.query), "policy": desk.policy,
        "now": desk.now().strftime("%Y-%m-%d %H:%M UTC"), "store_name": desk.store.name,
    }


def twin_of(path: str, query: str) -> str:
    """The address of the JSON twin of a page."""
    return ("/index.json" if path == "/" else f"{path}.json") + (f"?{query}" if query else "")


_ENVIRONMENT: list[Environment] = []


def environment() -> Environment:
    """The templates, made once; every value is escaped unless it was made as markup by us."""
    if not _ENVIRONMENT:
        made = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True)
        made.filters.update(filters.FILTERS)
        made.globals.update(version=__version__)
        _ENVIRONMENT.append(made)
    return _ENVIRONMENT[0]
