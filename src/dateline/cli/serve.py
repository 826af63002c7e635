"""`dateline serve`: the desk over a store, on this machine or, behind a password or token, beyond it."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import run_quietly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.config import Settings

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = (ROOT / "data" / "samples", ROOT.parent.parent / "examples")
"""Where our sample reports are: in the package as it is installed, else in the repository."""
LONGEST_SECRET = 4096
SHORTEST_PASSWORD = 8


def serve(
    context: typer.Context,
    db: Annotated[Path | None, typer.Option(
        "--db", metavar="FILE", help="The store; else that of the settings, else news.db in your data folder.")] = None,
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="PORT", min=1, max=65535, help="On which port.")] = 8765,
    name: Annotated[list[str] | None, typer.Option(
        "--name", metavar="HOST", help="A name by which it is asked beyond this machine; may be given again.")] = None,
    password_file: Annotated[Path | None, typer.Option(
        "--password-file", metavar="FILE", help="Holds the password; else DATELINE_PASSWORD.")] = None,
    token_file: Annotated[Path | None, typer.Option(
        "--token-file", metavar="FILE", help="Holds the token of programs; else DATELINE_TOKEN.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Show sample reports of ours in a store that is thrown away."),
                    ] = False,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Show the store as web pages, with an API: read, compare, correct, map.

    On this machine nobody logs in. With --host beyond it a password or a token is needed.

    Examples:

      dateline serve --demo --open

      dateline serve --db news.db --port 8080

      dateline serve --db news.db --host 0.0.0.0 --name desk.example.org --password-file secret.txt
    """
    raise typer.Exit(run_quietly(lambda: run(
        config=context.obj, db=db, host=host, port=port, names=name or [], password_file=password_file,
        token_file=token_file, demo=demo, show=show)))


def run(
    *, config: Path | None, db: Path | None, host: str, port: int, names: list[str], password_file: Path | None,
    token_file: Path | None, demo: bool, show: bool,
) -> int:
    """Serve until stopped."""
    from dateline.config.extras import load_extra
    from dateline.config.policy import load_policy
    from dateline.config.settings import find_settings, store_file

    for module in ("fastapi", "jinja2"):
        load_extra(module, extra="web", purpose="The desk")
    uvicorn = load_extra("uvicorn", extra="web", purpose="The desk")
    from dateline.web.app import make_app, warm
    from dateline.web.guard import LOOPBACK, hosts_for

    settings = find_settings(config)
    password = secret(password_file, "DATELINE_PASSWORD")
    token = secret(token_file, "DATELINE_TOKEN")
    public = host not in LOOPBACK
    check_doors(host, public=public, password=password, token=token)
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(demo_store(settings)) if demo else db or store_file(settings)
        check_store(store)
        app = make_app(
            store, policy=load_policy(settings.policy), token=token, password=password, public=public,
            hosts=hosts_for(host, names), settings=settings)
        warm(app)
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        print(f"dateline: {store.name} at {address} (stop with Ctrl-C)", file=sys.stderr)
        if public:
            print("dateline: what is sent is not encrypted; put a proxy with TLS before it", file=sys.stderr)
        if show:
            threading.Timer(1.0, webbrowser.open, [address]).start()
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
    return 0


def check_doors(host: str, *, public: bool, password: str | None, token: str | None) -> None:
    """Refuse to serve beyond this machine without a password or a token, or with one that is quickly guessed."""
    from dateline.errors import ConfigError

    if public and password is None and token is None:
        message = (
            f"--host {host} is beyond this machine, and there is no password: give --password-file or --token-file, "
            "or set DATELINE_PASSWORD or DATELINE_TOKEN")
        raise ConfigError(message)
    for what, value in (("password", password), ("token", token)):
        if value is not None and len(value) < SHORTEST_PASSWORD:
            message = f"the {what} is shorter than {SHORTEST_PASSWORD} characters"
            raise ConfigError(message)


def secret(file: Path | None, variable: str) -> str | None:
    """The secret of a file, else of the environment; `None` where there is none. Raises `ConfigError`."""
    from dateline.errors import ConfigError

    if file is None:
        return os.environ.get(variable) or None
    try:
        value = file.read_text(encoding="utf-8")[:LONGEST_SECRET].strip()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{file}: expected a file that holds a secret, found: {error}"
        raise ConfigError(message) from error
    if not value:
        message = f"{file}: expected a secret, found nothing"
        raise ConfigError(message)
    return value


def check_store(store: Path) -> None:
    """Refuse a file that is no store before anything listens; an older one is brought up to date."""
    from dateline.store import open_store

    open_store(store, readonly=True).close()


@contextlib.contextmanager
def demo_store(settings: Settings) -> Iterator[Path]:
    """A store of our sample reports, gone when the server stops. Raises `MissingPart` where they are absent."""
    from dateline.errors import MissingPart
    from dateline.ingest import Given
    from dateline.pipeline import load_parts
    from dateline.pipeline.ingesting import ingest_sources
    from dateline.store import open_store

    reports = samples()
    if not reports:
        message = "the sample reports are absent; reinstall dateline"
        raise MissingPart(message)
    with tempfile.TemporaryDirectory(prefix="dateline-demo-") as folder:
        path = Path(folder) / "demo.db"
        print("dateline: coding the sample reports (a few seconds)", file=sys.stderr)
        with open_store(path) as database:
            for _ in ingest_sources(
                    database, reports, load=lambda: load_parts(settings), settings=settings, given=Given()):
                pass
        yield path


def samples() -> list[str]:
    """Our sample reports, by name."""
    folder = next((one for one in SAMPLES if one.is_dir()), None)
    return [] if folder is None else [
        str(file) for file in sorted(folder.iterdir()) if file.suffix in {".txt", ".html"}]
