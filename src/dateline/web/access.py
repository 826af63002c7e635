"""Logging in and out, beyond this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.export.wording import clean
from dateline.web.desk import form_of, render
from dateline.web.guard import COOKIE, NAME_CHARS, SESSION_SECONDS

if TYPE_CHECKING:
    from dateline.web.guard import Doors

router = APIRouter(include_in_schema=False)


@router.get("/login")
def login_page(request: Request) -> Response:
    """The form; nothing of the store is on it."""
    return _page(request)


@router.post("/login")
def log_in(request: Request) -> Response:
    """Open a session for whoever knows the password; too many failures have to wait."""
    doors = _doors(request)
    form = form_of(request)
    address = request.client.host if request.client else ""
    if doors.must_wait(address):
        return _page(request, status=429, error="Too many failed logins. Wait a quarter of an hour.")
    name = clean(form.get("name", "")).strip()[:NAME_CHARS]
    if not doors.may_enter(form.get("password", ""), address=address):
        return _page(request, status=401, error="That is not the password.", name=name)
    if not name:
        return _page(request, status=400, error="Give a name: it stands beside what you change.")
    answer = RedirectResponse(local(form.get("back", "/")), status_code=303)
    answer.set_cookie(
        COOKIE, doors.open_session(name), max_age=SESSION_SECONDS, httponly=True, samesite="strict", path="/",
        secure=request.url.scheme == "https")
    return answer


@router.post("/logout")
def log_out(_request: Request) -> Response:
    """Forget the session."""
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return answer


def local(address: str) -> str:
    """The address where it is a path of this desk, else the overview: a login never leads elsewhere."""
    fine = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if fine and "\\" not in address else "/"


def _page(request: Request, *, status: int = 200, error: str = "", name: str = "") -> Response:
    back = local(request.query_params.get("back") or form_of(request).get("back") or "/")
    return render(request, "login.html", status=status, error=error, back=back, name=name)


def _doors(request: Request) -> Doors:
    doors: Doors = request.scope["doors"]
    return doors
