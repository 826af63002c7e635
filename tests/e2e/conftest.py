"""The desk in a real browser: `make e2e`. Without DATELINE_E2E=1 nothing here is collected, so that `make test` needs
no browser; with it, an absent browser fails.

No request may leave the machine, no dialog may open, no script may fail: each ends the test that saw it.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest

from tests import desk_made

WANTED = os.environ.get("DATELINE_E2E") == "1"
collect_ignore_glob = [] if WANTED else ["test_*.py"]
SHOTS = Path(os.environ.get("DATELINE_SHOTS", "out/e2e"))
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def browser_path():
    found = os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found:
        pytest.exit("no Chromium on the PATH; install one (Debian: apt-get install chromium) or name it in CHROMIUM", 1)
    return found


class Server:
    """One desk over one store, in a thread of this process."""

    def __init__(self, store):
        import uvicorn

        from dateline.config.policy import default_policy
        from dateline.web.app import make_app

        self.store = store
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        app = make_app(store, policy=default_policy())
        self.uvicorn = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=self.port, log_level="error"))
        self.thread = threading.Thread(target=self.uvicorn.run, daemon=True)
        self.thread.start()
        end = time.monotonic() + 60
        while not self.uvicorn.started:
            assert time.monotonic() < end, "the desk did not start"
            time.sleep(0.05)

    @property
    def home(self):
        return f"http://127.0.0.1:{self.port}"

    def stop(self):
        self.uvicorn.should_exit = True
        self.thread.join(20)


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    path = browser_path()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def server(tmp_path):
    """A desk over a fresh store."""
    made = Server(desk_made.fill(tmp_path / "news.db"))
    yield made
    made.stop()


class Watch:
    """A browser window that lets nothing out and remembers whatever should not happen."""

    def __init__(self, browser, server, **settings):
        self.faults = []
        self.context = browser.new_context(base_url=server.home, accept_downloads=True, **settings)
        self.context.route("**/*", self._pass)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.faults.append(f"script failed: {error}"))
        self.page.on("console", self._console)
        self.home = server.home

    def _pass(self, route):
        if route.request.url.startswith((f"{self.home}/", "data:")):
            route.continue_()
        else:
            self.faults.append(f"a request left the machine: {route.request.url}")
            route.abort()

    def _dialog(self, dialog):
        self.faults.append(f"a script of a report ran: {dialog.message}")
        dialog.dismiss()

    def _console(self, message):
        # A refused form (409, 400) is told by the browser as a failed load; that is meant.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")


@pytest.fixture
def window(browser, server):
    """Opens windows of a size and theme; all are looked through at the end."""
    opened = []

    def run(**settings):
        made = Watch(browser, server, **{"viewport": {"width": 1280, "height": 900}, **settings})
        opened.append(made)
        return made.page

    yield run
    faults = [fault for one in opened for fault in one.faults]
    for one in opened:
        one.context.close()
    assert faults == []


@pytest.fixture
def page(window):
    return window()


@pytest.fixture
def shot():
    """Keeps a picture of a page."""

    def run(page, name, *, full=True):
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=full)

    return run
