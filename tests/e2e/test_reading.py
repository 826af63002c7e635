"""Reading, correcting, undoing, adding; by mouse, by keys alone, without script, and two at once."""

from __future__ import annotations

from tests.desk_made import WAR, war_claims

SHELLED, BOMBED, COLLAPSED, MET = (one.id for one in war_claims())


def done(page, words):
    """Wait for the page that tells what was done, its script too."""
    page.locator(".done", has_text=words).wait_for()
    page.wait_for_load_state("load")


def open_report(page):
    page.goto("/reports")
    page.get_by_role("link", name="Shells fall on Aleppo").click()
    page.wait_for_selector("#words")


def test_a_click_takes_a_claim_apart_without_a_new_page(page):
    open_report(page)
    assert [one.inner_text() for one in page.locator("#words p.paragraph").all()] == [
        line for line in WAR.splitlines() if len(line) > 60]
    page.evaluate("window.same = true")
    page.locator("#words a.trigger", has_text="bombed").click()
    page.locator(f"#claim [data-id='{BOMBED}']").wait_for()
    assert page.evaluate("window.same") is True
    assert page.locator(".chain li").first.inner_text().startswith("origin: The army (institution")
    picked = page.locator("#words .picked").all_inner_texts()
    assert "".join(picked) == "The army said it bombed depots in Idlib after talks in Aleppo collapsed."
    page.locator("#claim details summary", has_text="why").first.click()
    assert "rule:test@1" in page.locator("#claim").inner_text()


def test_correcting_and_undoing_by_mouse(page):
    open_report(page)
    page.locator("#words a.trigger", has_text="bombed").click()
    page.locator(f"#claim [data-id='{BOMBED}']").wait_for()
    page.get_by_role("button", name="Mend").click()
    page.get_by_label("event", exact=True).last.select_option("COERCE")
    page.get_by_label("told as").select_option("-")
    page.get_by_role("button", name="Keep the correction").click()
    done(page, "Mended")
    assert "COERCE" in page.locator("#claim h2").inner_text()
    assert "not so" in page.locator("#claim .slots").inner_text()
    page.locator(".done").get_by_role("button", name="Undo").click()
    done(page, "Taken back")
    assert "ASSAULT/aerial" in page.locator("#claim h2").inner_text()


def test_keys_alone_read_accept_undo_mend_and_reject(page):
    page.goto("/reports/a-war")
    page.keyboard.press("j")
    page.locator(f"#claim [data-id='{SHELLED}']").wait_for()
    page.keyboard.press("j")
    page.locator(f"#claim [data-id='{BOMBED}']").wait_for()
    page.keyboard.press("k")
    page.locator(f"#claim [data-id='{SHELLED}']").wait_for()
    page.keyboard.press("a")
    done(page, "Accepted")
    page.locator(f"#claim [data-id='{BOMBED}']").wait_for()  # on to the next that is open
    page.keyboard.press("u")
    done(page, "Taken back")
    assert page.locator("#claims .meta", has_text="by hand").count() == 0
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "event"
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    done(page, "Rejected")
    assert page.locator("#claims li.gone").count() == 1


def test_tabs_reach_everything_and_the_focus_is_seen(page):
    page.goto(f"/reports/a-war?claim={BOMBED}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.innerText || document.activeElement.name || ''").strip()[:30])
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or page.evaluate("document.activeElement === document.body")
    assert {"shelled", "bombed", "met"} <= seen
    assert any(one.startswith("Accept") for one in seen)


def test_a_missed_claim_is_added_by_selecting_its_words(page):
    page.goto("/reports/a-war")
    page.evaluate("""() => {
        const pieces = [...document.querySelectorAll('#words [data-start]')];
        const piece = pieces.find(one => one.textContent.includes('envoys'));
        const at = piece.textContent.indexOf('envoys');
        const range = document.createRange();
        range.setStart(piece.firstChild, at); range.setEnd(piece.firstChild, at + 6);
        const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
        document.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
    }""")
    assert page.locator("#add-words").input_value() == "envoys"
    assert int(page.locator("#add-start").input_value()) == WAR.index("envoys")  # behind a character of two units
    page.locator("#add-event").select_option("AID")
    page.locator("#add-actors").fill("SYRMIL")
    page.get_by_role("button", name="Add it").click()
    done(page, "Added")
    assert page.locator("#words a.trigger", has_text="envoys").count() == 1
    page.locator(".done").get_by_role("button", name="Undo").click()
    done(page, "Taken back")
    assert page.locator("#words a.trigger", has_text="envoys").count() == 0


def test_without_script_it_is_read_and_mended(window):
    page = window(java_script_enabled=False)
    page.goto("/reports/a-war")
    page.locator("#words a.trigger", has_text="met").click()
    assert "claim=" in page.url
    page.locator("#mending summary").click()
    page.locator("#m-temporal").select_option("ongoing")
    page.get_by_role("button", name="Keep the correction").click()
    assert "Mended" in page.locator(".done").inner_text()
    assert "ongoing" in page.locator("#claim .slots").inner_text()


def test_two_reviewers_at_once_lose_nothing(window):
    ana, ben = window(), window()
    for page in (ana, ben):
        page.goto(f"/reports/a-war?claim={BOMBED}")
        page.get_by_role("button", name="Mend").click()
    ana.locator("#m-temporal").select_option("ongoing")
    ana.get_by_role("button", name="Keep the correction").click()
    done(ana, "Mended")
    ben.locator("#m-stake").select_option("ally")
    ben.get_by_role("button", name="Keep the correction").click()
    ben.get_by_text("Somebody was quicker.").wait_for()
    assert "was “past”, is “ongoing”" in ben.locator("#claim").inner_text()
    assert ben.locator("#m-stake").input_value() == "ally"
    ben.locator("#m-temporal").select_option("ongoing")
    ben.get_by_role("button", name="Keep the correction").click()
    done(ben, "Mended")
    words = ben.locator("#claim .slots").inner_text()
    assert "ongoing" in words
    assert "ally" in words


def test_hostile_reports_never_run(page):
    for address in ("/", "/reports", "/reports/a-trap", "/events", "/review", "/map", "/sources", "/search?q=convoy",
                    "/search?q=%3Cscript%3Ealert(9)%3C/script%3E"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.locator("a[href^='javascript:']").count() == 0
    page.goto("/reports/a-trap")
    page.locator("#words a.trigger").first.click()
    page.locator("#claim [data-id]").wait_for()
    assert "<script>alert(1)</script>" in page.locator("h1").inner_text()
