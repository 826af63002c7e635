"""The queue, events with a download, the map, accessibility of every page, and pictures of them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.desk_made import war_claims

AXE = Path(__file__).with_name("axe.min.js")
SHELLED, BOMBED, COLLAPSED, MET = (one.id for one in war_claims())
PAGES = ("/", "/events", "/map", "/timeline", "/arrangements", "/control", "/sources", "/reports", "/review",
         f"/reports/a-war?claim={BOMBED}", "/reports/a-trap", "/search?q=Aleppo")
MOST_BYTES = 400_000


def done(page, words):
    """Wait for the page that tells what was done, its script too."""
    page.locator(".done", has_text=words).wait_for()
    page.wait_for_load_state("load")


def test_the_queue_is_worked_by_keys(page):
    page.goto("/review")
    before = page.locator(".queue .item").count()
    page.locator(".queue .item .quick").first.wait_for()
    page.keyboard.press("j")
    while page.locator(".queue .item:focus [data-key=a]").count() == 0:
        page.keyboard.press("j")
    page.keyboard.press("a")
    done(page, "Accepted")
    assert page.locator(".queue .item").count() == before - 1
    page.keyboard.press("u")
    done(page, "Taken back")
    assert page.locator(".queue .item").count() == before
    assert "minutes per row" in page.locator("table").inner_text()


def test_reviews_are_downloaded_as_gold(page):
    page.goto("/review")
    item = page.locator(".queue .item:has(.quick)").first
    item.get_by_role("button", name="Accept").click()
    done(page, "Accepted")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Reviewed claims as gold").click()
    rows = [json.loads(line) for line in Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()]
    assert [row["review"]["action"] for row in rows] == ["confirm"]


def test_events_are_filtered_and_downloaded(page):
    page.goto("/events")
    assert page.locator("#events > li").count() > 1
    page.locator("form.filters [name=place]").fill("Idlib")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**place=Idlib**")
    assert page.locator("#events > li").count() == 1
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    with zipfile.ZipFile(waiting.value.path()) as packed:
        rows = next(name for name in packed.namelist() if name.endswith("events.csv"))
        told = packed.read(rows).decode("utf-8")
    assert "Idlib" in told
    assert "Shells fall" not in told


def test_the_map_by_slider_and_keys(page):
    page.goto("/map")
    page.locator(".time").wait_for()
    told = page.locator("#told")
    assert "4 happenings in 2 places" in told.inner_text()
    page.locator("#span").select_option("1")
    slider = page.locator("#slider")
    slider.focus()
    page.keyboard.press("Home")
    assert "2016-10-18: 1 happening in 1 place" in told.inner_text()
    assert page.locator("#list tbody tr:visible").count() == 1
    page.keyboard.press("ArrowRight")
    assert "2016-10-19: 2 happenings in 2 places" in told.inner_text()
    page.keyboard.press("Home")
    page.get_by_role("button", name="Play").click()
    page.locator("#play[aria-pressed=true]").wait_for()
    page.locator("#play[aria-pressed=false]").wait_for()
    assert slider.input_value() == "2"
    view = page.locator("svg.map")
    before = view.get_attribute("viewBox")
    view.focus()
    with page.expect_response("**/map/ground*"):
        for _ in range(4):
            page.keyboard.press("-")
    page.keyboard.press("ArrowLeft")
    assert view.get_attribute("viewBox") != before
    page.keyboard.press("0")
    assert [float(one) for one in view.get_attribute("viewBox").split()] == [float(one) for one in before.split()]
    page.locator("#span").select_option("0")
    page.locator("#areas ellipse.area").last.click(force=True)
    assert "happening" in page.locator("#chosen-list").inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_no_serious_finding_of_accessibility(window, address, theme):
    page = window(color_scheme=theme)
    page.goto(address)
    # The content policy lets no script in but ours, so the checker is put there from outside the page.
    session = page.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})
    page.reload()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    serious = [
        (one["id"], one["help"], [node["html"][:200] + node["failureSummary"][:200] for node in one["nodes"][:3]])
        for one in found["violations"] if one["impact"] in {"serious", "critical"}]
    assert serious == []


@pytest.mark.parametrize("address", PAGES)
def test_a_first_view_is_light_and_fits_a_phone(window, address):
    page = window(viewport={"width": 390, "height": 800}, color_scheme="light")
    sizes = []
    page.on("response", lambda answer: sizes.append(len(answer.body()) if answer.status == 200 else 0))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert sum(sizes) < MOST_BYTES
    assert page.evaluate("document.documentElement.scrollWidth") <= 391


@pytest.mark.parametrize(("name", "settings"), [
    ("light", {"color_scheme": "light"}), ("dark", {"color_scheme": "dark"}),
    ("phone", {"color_scheme": "light", "viewport": {"width": 390, "height": 800}}),
])
def test_pictures(window, shot, name, settings):
    page = window(**settings)
    for address in PAGES:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.locator("h1").count() == 1
        part = address.strip("/").partition("?")[0].replace("/", "-") or "overview"
        shot(page, f"{part}-{name}")
