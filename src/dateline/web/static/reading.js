// Choosing claims by click or keys without loading the page anew, and adding one by selecting words. Without this file
// the same is done by links and forms.
(function () {
  "use strict";
  var reader = document.querySelector(".reader");
  var panel = document.getElementById("claim");
  if (!reader || !panel) return;
  var report = reader.dataset.report;
  var items = Array.prototype.slice.call(document.querySelectorAll("#claims > li"));
  var words = document.getElementById("words");
  var asked = 0;

  function current() {
    var card = panel.querySelector("[data-id]");
    return card ? card.dataset.id : null;
  }
  function ready() {
    panel.querySelectorAll("[data-key=e]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", mend);
    });
    var id = current();
    items.forEach(function (item) {
      var link = item.querySelector("a");
      if (item.dataset.claim === id) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    });
    if (words) words.querySelectorAll("[data-claims]").forEach(function (piece) {
      piece.classList.toggle("picked", id !== null && piece.dataset.claims.split(" ").indexOf(id) >= 0);
    });
  }
  function mend() {
    var box = panel.querySelector("#mending");
    if (!box) return;
    box.open = true;
    box.querySelector("select, input:not([type=hidden])").focus();
  }
  function choose(id, scroll) {
    var mine = ++asked;
    var address = "/reports/" + encodeURIComponent(report);
    return fetch(address + "/claims/" + encodeURIComponent(id), { headers: { accept: "text/html" }, credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) throw new Error(String(answer.status)); return answer.text(); })
      .then(function (page) {
        if (mine !== asked) return;
        // Our own page, its values escaped; parsed, so that nothing in it runs.
        var parsed = new DOMParser().parseFromString(page, "text/html");
        panel.replaceChildren.apply(panel, Array.prototype.slice.call(parsed.body.childNodes));
        history.replaceState(null, "", address + "?claim=" + encodeURIComponent(id));
        ready();
        var piece = words && words.querySelector(".trigger.picked, .picked");
        if (scroll && piece) piece.scrollIntoView({ block: "nearest" });
        panel.scrollIntoView({ block: "nearest" });
      })
      .catch(function () { location.href = address + "?claim=" + encodeURIComponent(id) + "#claim"; });
  }
  function step(by) {
    if (!items.length) return;
    var id = current();
    var at = items.findIndex(function (item) { return item.dataset.claim === id; });
    var next = at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, at + by));
    choose(items[next].dataset.claim, true);
  }
  function press(key) {
    var button = panel.querySelector(".quick [data-key=" + key + "]");
    if (button) button.click();
    return Boolean(button);
  }
  document.addEventListener("click", function (event) {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    var link = event.target.closest("#words a.trigger, #claims a");
    if (!link) return;
    var id = new URL(link.href).searchParams.get("claim");
    if (id) { event.preventDefault(); choose(id, false); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
      if (event.key === "Escape") { event.target.blur(); panel.focus(); }
      return;
    }
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "a") press("a");
    else if (event.key === "x") press("x");
    else if (event.key === "e") { event.preventDefault(); mend(); }
    else if (event.key === "u") {
      var undo = document.querySelector("form[data-undo] button[value=undo]");
      if (undo) undo.click(); else press("u");
    } else if (event.key === "Enter" && (event.target === document.body || event.target.id === "main")) {
      if (current()) panel.focus(); else step(1);
    } else return;
  });

  // Offsets are characters (code points) of the article; the browser counts UTF-16 units.
  function offset(node, units) {
    var piece = node.nodeType === 3 ? node.parentElement : node;
    piece = piece && piece.closest("[data-start]");
    if (!piece || !words.contains(piece)) return null;
    return Number(piece.dataset.start) + Array.from(piece.textContent.slice(0, units)).length;
  }
  if (words) document.addEventListener("mouseup", function () {
    var box = document.getElementById("adding");
    var chosen = window.getSelection();
    if (!box || !chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    var range = chosen.getRangeAt(0);
    var start = offset(range.startContainer, range.startOffset);
    var end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start || end - start > 200) return;
    document.getElementById("add-start").value = start;
    document.getElementById("add-end").value = end;
    document.getElementById("add-words").value = chosen.toString();
    box.open = true;
  });
  var typed = document.getElementById("add-words");
  if (typed) typed.addEventListener("input", function () {
    document.getElementById("add-start").value = "";
    document.getElementById("add-end").value = "";
  });
  ready();
  var wanted = location.hash.slice(1);
  if (!current() && items.some(function (item) { return item.dataset.claim === wanted; })) choose(wanted, true);
})();
