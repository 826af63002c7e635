// Keys for the queue: j and k move, a x e answer the item in hand, u takes the last answer back.
(function () {
  "use strict";
  var items = Array.prototype.slice.call(document.querySelectorAll(".queue .item"));
  function hand() {
    return items.findIndex(function (item) { return item.contains(document.activeElement); });
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    var at = hand();
    if (event.key === "j" || event.key === "k") {
      var next = Math.min(items.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)));
      if (items[next]) items[next].focus();
    } else if (event.key === "u") {
      var undo = document.querySelector("form[data-undo] button");
      if (undo) undo.click();
    } else if (/^[axe]$/.test(event.key) && at >= 0) {
      var button = items[at].querySelector("[data-key=" + event.key + "]");
      if (button) button.click();
    }
  });
  if (items.length && document.querySelector("form[data-undo]")) items[0].focus();
})();
