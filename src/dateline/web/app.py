"""Builds the web application over one store: the guard, the pages, the API, and answers to whatever goes wrong."""

from __future__ import annotations

import importlib
import importlib.util
import sqlite3
from html import escape
from typing import TYPE_CHECKING, Any, Final

import msgspec
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles

from dateline import __version__
from dateline.config.settings import Settings
from dateline.errors import DatelineError, InputError
from dateline.web.desk import HERE, Desk, answer_json, environment, render, wants_json
from dateline.web.guard import LOOPBACK, Doors, Guard
from dateline.web.smallmap import small_map

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from dateline.config.policy import Policy

PAGES: Final = (
    "access", "overview", "events", "timeline", "ledgers", "sources", "reports", "api", "reading", "reviewing",
    "mapping",
)
"""Modules of this package whose `router` the application has."""


def make_app(
    store: Path, *, policy: Policy, token: str | None = None, password: str | None = None, public: bool = False,
    now: Callable[[], dt.datetime] | None = None, hosts: Iterable[str] = LOOPBACK, settings: Settings | None = None,
) -> FastAPI:
    """The desk over a store. `public`: it is served beyond this machine, so that whoever comes must log in with the
    password or send the token, and the stricter of the policy's outputs holds. `hosts` are the names by which it may
    be asked."""
    app = FastAPI(
        title="dateline", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json",
        description="What reports say happened, on whose word. A record says what a report says, not what happened.")
    desk = Desk(store, policy, settings or Settings(), public=public)
    if now is not None:
        desk.now = now
    app.state.desk = desk
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for name in PAGES:
        full = f"dateline.web.{name}"
        if importlib.util.find_spec(full) is not None:
            app.include_router(importlib.import_module(full).router)
    _answer_errors(app)
    doors = Doors(password=password, token=token, public=public, hosts=frozenset(hosts))
    app.add_middleware(Guard, doors=doors, refuse=_refusal)
    return app


def warm(app: FastAPI) -> None:
    """Load what the first pages would load: templates, codes, outlines."""
    desk: Desk = app.state.desk
    templates = environment()
    for name in templates.list_templates():
        templates.get_template(name)
    sorted(desk.codebook.events)
    small_map([(20.0, 20.0, 1.0, "")])


def _answer_errors(app: FastAPI) -> None:
    """Faults of the question are told in words; no answer shows a traceback."""

    @app.exception_handler(DatelineError)
    def of_ours(request: Request, error: DatelineError) -> Response:
        return _sorry(request, 400 if isinstance(error, InputError) else 500, str(error))

    @app.exception_handler(RequestValidationError)
    def of_values(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
        return _sorry(request, 400, told)

    @app.exception_handler(sqlite3.OperationalError)
    def of_store(request: Request, error: sqlite3.OperationalError) -> Response:
        return _sorry(request, 503, f"The store cannot answer now ({error}); try again.")

    # Both are needed: routes raise the one, the router itself its base for addresses that it does not know.
    @app.exception_handler(404)
    @app.exception_handler(405)
    @app.exception_handler(HTTPException)
    def of_http(request: Request, error: HTTPException) -> Response:
        return _sorry(request, error.status_code, str(error.detail))


def _sorry(request: Request, status: int, words: str) -> Response:
    """A page, or an object, that says what went wrong."""
    if request.scope["path"].startswith("/api/") or wants_json(request):
        return answer_json({"error": words, "status": status}, status=status)
    return render(request, "error.html", status=status, error=words)


def _refusal(scope: Any, status: int, words: str) -> tuple[bytes, bytes]:  # noqa: ANN401 - an ASGI scope
    """The kind and the body of an answer of the guard, which has no page to show yet."""
    if scope["path"].startswith("/api/") or scope.get("twin"):
        return b"application/json", msgspec.json.encode({"error": words, "status": status})
    page = f"<!doctype html><html lang=en><title>{status}</title><main><h1>{status}</h1><p>{escape(words)}</p></main>"
    return b"text/html; charset=utf-8", page.encode("utf-8")


__all__ = ["make_app", "warm"]
