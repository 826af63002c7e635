// Small comforts of every page; all of it works without this file.
(function () {
  "use strict";
  var root = document.documentElement;
  var button = document.getElementById("theme");
  function dark() {
    if (root.dataset.theme) return root.dataset.theme === "dark";
    return window.matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function label() { button.textContent = dark() ? "Light" : "Dark"; button.setAttribute("aria-label", "Change to the " + (dark() ? "light" : "dark") + " theme"); }
  if (button) {
    button.hidden = false;
    label();
    button.addEventListener("click", function () {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("dateline-theme", root.dataset.theme); } catch (error) { /* not kept */ }
      label();
    });
  }
  // "/" goes to the search field, as in most tools of this kind.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable) return;
    var field = document.getElementById("find");
    if (field) { event.preventDefault(); field.focus(); }
  });
  // Forms of filters send only what was filled in, so that addresses stay short enough to pass on.
  document.querySelectorAll("form.filters").forEach(function (form) {
    form.addEventListener("submit", function () {
      form.querySelectorAll("input, select").forEach(function (field) { if (!field.value) field.disabled = true; });
    });
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form.filters :disabled").forEach(function (field) { field.disabled = false; });
  });
})();
