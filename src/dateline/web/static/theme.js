// Before anything is drawn: the theme that was chosen, so that the page does not flash.
(function () {
  "use strict";
  try {
    var chosen = localStorage.getItem("dateline-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch (error) { /* no storage: the system's theme holds */ }
})();
