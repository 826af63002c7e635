// The map at hand: nearer and farther, pulled, by day; what lies close together is told as one number. Without this
// file the map stands still and shows all days, and the list says the same.
(function () {
  "use strict";
  var box = document.getElementById("map");
  if (!box) return;
  var svg = box.querySelector("svg.map");
  var NS = "http://www.w3.org/2000/svg";
  var spots = JSON.parse(document.getElementById("map-data").textContent);
  var narrow = Number(box.dataset.narrow);
  var middle = Number(box.dataset.middle);
  var areas = {};
  svg.querySelectorAll("#areas ellipse").forEach(function (area) { areas[area.dataset.id] = area; });
  var rows = {};
  document.querySelectorAll("#list tbody tr").forEach(function (row) { rows[row.dataset.id] = row; });
  var labels = document.getElementById("labels");
  var home = svg.getAttribute("viewBox").split(" ").map(Number);
  var view = home.slice();
  var world = [-180 * narrow, -80, 360 * narrow, 138];
  var drawn = home.slice();
  var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  // --- days: the slider goes from one day of which something is told to the next ---
  var DAY = 86400000;
  function noon(day) { return Date.parse((day + "-01-01").slice(0, 10) + "T12:00:00Z"); }
  var marks = Array.from(new Set([].concat.apply([], spots.map(function (spot) { return Object.keys(spot.d).map(noon); })))).sort(function (a, b) { return a - b; });
  var slider = document.getElementById("slider");
  var span = document.getElementById("span");
  var told = document.getElementById("told");
  var play = document.getElementById("play");
  var timer = null;
  function iso(at) { return new Date(at).toISOString().slice(0, 10); }
  spots.forEach(function (spot) {
    spot.list = Object.keys(spot.d).map(function (day) { return [noon(day), spot.d[day]]; });
  });
  function range() {
    if (!marks.length) return [0, 0];
    var to = marks[Math.min(marks.length - 1, Number(slider.value))];
    var length = Number(span.value);
    return [length ? to - (length - 1) * DAY : marks[0], to];
  }
  function count(spot, from, to) {
    return spot.list.reduce(function (sum, one) { return one[0] >= from && one[0] <= to ? sum + one[1] : sum; }, 0);
  }

  // --- drawing ---
  function pixel() {
    var width = svg.clientWidth || 1, height = svg.clientHeight || 1;
    return Math.max(view[2] / width, view[3] / height);
  }
  function draw() {
    svg.setAttribute("viewBox", view.join(" "));
    var unit = pixel();
    var between = range();
    var total = 0, places = 0;
    var clusters = [];
    spots.forEach(function (spot) {
      var now = spot.now = count(spot, between[0], between[1]);
      var area = areas[spot.i];
      area.classList.toggle("off", !now);
      if (rows[spot.i]) {
        rows[spot.i].classList.toggle("off", !now);
        rows[spot.i].querySelector(".count").textContent = now;
      }
      if (!now) return;
      total += now; places += 1;
      area.setAttribute("rx", Math.max(spot.rx, 5 * unit));
      area.setAttribute("ry", Math.max(spot.ry, 5 * unit));
      var near = clusters.find(function (one) { return Math.hypot(one.x - spot.x, one.y - spot.y) < 26 * unit; });
      if (near) { near.spots.push(spot); near.count += now; } else clusters.push({ x: spot.x, y: spot.y, count: now, spots: [spot] });
    });
    labels.replaceChildren();
    var few = clusters.length <= 14;
    clusters.forEach(function (one) {
      if (one.spots.length > 1) {
        var ring = document.createElementNS(NS, "circle");
        ring.setAttribute("cx", one.x); ring.setAttribute("cy", one.y);
        ring.setAttribute("r", (9 + 2.2 * String(one.count).length) * unit);
        ring.addEventListener("click", function () { choose(one.spots); });
        labels.appendChild(ring);
      }
      var named = few && one.spots.length === 1 && !clusters.some(function (other) {
        return other !== one && Math.abs(other.x - one.x) < 75 * unit && Math.abs(other.y - one.y) < 24 * unit;
      });
      if (one.count < 2 && !named) return;
      var above = Math.max(one.spots[0].ry, 5 * unit);
      var text = document.createElementNS(NS, "text");
      text.setAttribute("x", one.x);
      text.setAttribute("y", named && above < 30 * unit ? one.y - above - 9 * unit : one.y);
      text.setAttribute("font-size", 12 * unit);
      text.textContent = named ? one.spots[0].n + (one.count > 1 ? " " + one.count : "") : one.count;
      labels.appendChild(text);
    });
    if (marks.length) {
      var when = between[0] === between[1] ? iso(between[0]) : iso(between[0]) + " to " + iso(between[1]);
      told.textContent = when + ": " + total + (total === 1 ? " happening in " : " happenings in ") + places + (places === 1 ? " place" : " places");
      slider.setAttribute("aria-valuetext", when);
    }
    size();
    freshGround();
  }
  // What is to be read keeps its size on the screen, however near the map is; the bar tells kilometres.
  var bars = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
  var scale = document.getElementById("scale");
  function size() {
    var unit = pixel();
    document.querySelectorAll("#names text").forEach(function (text) { text.setAttribute("font-size", 11 * unit); });
    var km = 111.32 * unit;
    var bar = bars.filter(function (one) { return one / km <= 140; }).pop() || 1;
    scale.firstChild.textContent = bar + " km";
    scale.lastChild.style.width = bar / km + "px";
    scale.hidden = false;
  }
  var waiting = null;
  function freshGround() {
    var ratio = view[2] / drawn[2];
    var away = Math.abs(view[0] + view[2] / 2 - drawn[0] - drawn[2] / 2) / drawn[2];
    var over = Math.abs(view[1] + view[3] / 2 - drawn[1] - drawn[3] / 2) / drawn[3];
    if (ratio > 0.4 && ratio < 1.5 && away < 0.45 && over < 0.45) return;
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      var now = view.slice();
      var asked = new URLSearchParams({ west: (now[0] / narrow).toFixed(2), east: ((now[0] + now[2]) / narrow).toFixed(2), north: (-now[1]).toFixed(2), south: (-now[1] - now[3]).toFixed(2), middle: middle });
      fetch("/map/ground?" + asked, { credentials: "same-origin" })
        .then(function (answer) { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
        .then(function (found) { drawn = now; lay(found); })
        .catch(function () { /* the ground that is there stays */ });
    }, 160);
  }
  function lay(found) {
    var ground = document.getElementById("ground");
    var codes = {};
    ground.querySelectorAll("path.told").forEach(function (path) { codes[path.dataset.code] = true; });
    lay.told = Object.assign(lay.told || {}, codes);
    ground.setAttribute("transform", "translate(" + found.x + " " + found.y + ") scale(" + found.unit + ")");
    var land = document.createElementNS(NS, "g"), borders = document.createElementNS(NS, "g");
    land.setAttribute("class", "land"); borders.setAttribute("class", "borders");
    found.areas.forEach(function (one) {
      var path = document.createElementNS(NS, "path");
      path.setAttribute("d", one.d);
      if (one.code) path.dataset.code = one.code;
      if (one.code && lay.told[one.code]) path.setAttribute("class", "told");
      land.appendChild(path);
    });
    found.borders.forEach(function (one) {
      var path = document.createElementNS(NS, "path");
      path.setAttribute("d", one.d);
      if (one.disputed) path.setAttribute("class", "disputed");
      if (one.name) { var title = document.createElementNS(NS, "title"); title.textContent = one.name + ": disputed"; path.appendChild(title); }
      borders.appendChild(path);
    });
    ground.replaceChildren(land, borders);
    var names = document.getElementById("names");
    names.replaceChildren.apply(names, found.names.map(function (one) {
      var text = document.createElementNS(NS, "text");
      text.setAttribute("x", one.x); text.setAttribute("y", one.y);
      text.textContent = one.name;
      return text;
    }));
    size();
  }

  // --- choosing ---
  var list = document.getElementById("chosen-list");
  function choose(some) {
    var section = document.getElementById("chosen");
    list.replaceChildren.apply(list, some.map(function (spot) {
      var item = document.createElement("li");
      var row = rows[spot.i];
      var link = row && row.querySelector("a");
      if (link) { var copy = document.createElement("a"); copy.href = link.getAttribute("href"); copy.textContent = spot.n || "no name"; item.appendChild(copy); }
      else item.appendChild(document.createTextNode(spot.n || "no name"));
      item.appendChild(document.createTextNode(": " + spot.now + (spot.now === 1 ? " happening, " : " happenings, ") + spot.w));
      return item;
    }));
    section.hidden = false;
    section.scrollIntoView({ block: "nearest" });
    section.focus({ preventScroll: true });
  }
  svg.addEventListener("click", function (event) {
    if (moved || !event.target.dataset || event.target.dataset.id === undefined) return;
    choose(spots.filter(function (spot) { return String(spot.i) === event.target.dataset.id; }));
  });

  // --- moving ---
  function zoom(by, x, y) {
    var width = Math.min(world[2] * 1.2, Math.max(0.3, view[2] * by));
    by = width / view[2];
    if (x === undefined) { x = view[0] + view[2] / 2; y = view[1] + view[3] / 2; }
    view = [x - (x - view[0]) * by, y - (y - view[1]) * by, view[2] * by, view[3] * by];
    draw();
  }
  function shift(dx, dy) { view[0] += dx * view[2]; view[1] += dy * view[3]; draw(); }
  function at(event) {
    var point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x, point.y];
  }
  box.querySelector(".tools-map").addEventListener("click", function (event) {
    var what = event.target.dataset.do;
    if (what === "in") zoom(0.6);
    else if (what === "out") zoom(1 / 0.6);
    else if (what === "fit") { view = home.slice(); draw(); }
    else if (what === "world") { view = world.slice(); draw(); }
  });
  svg.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var done = true;
    if (event.key === "+" || event.key === "=") zoom(0.6);
    else if (event.key === "-") zoom(1 / 0.6);
    else if (event.key === "ArrowLeft") shift(-0.12, 0);
    else if (event.key === "ArrowRight") shift(0.12, 0);
    else if (event.key === "ArrowUp") shift(0, -0.12);
    else if (event.key === "ArrowDown") shift(0, 0.12);
    else if (event.key === "0") { view = home.slice(); draw(); }
    else done = false;
    if (done) event.preventDefault();
  });
  svg.addEventListener("wheel", function (event) {
    if (!event.ctrlKey && !event.shiftKey && document.activeElement !== svg) return; // the page scrolls until the map is chosen
    event.preventDefault();
    var point = at(event);
    zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, point[0], point[1]);
  }, { passive: false });
  var held = null, moved = false;
  svg.addEventListener("pointerdown", function (event) { if (event.button) return; held = [event.clientX, event.clientY]; moved = false; });
  window.addEventListener("pointermove", function (event) {
    if (!held) return;
    var unit = pixel();
    var dx = event.clientX - held[0], dy = event.clientY - held[1];
    if (!moved && Math.hypot(dx, dy) < 4) return;
    moved = true;
    view[0] -= dx * unit; view[1] -= dy * unit;
    held = [event.clientX, event.clientY];
    draw();
  });
  window.addEventListener("pointerup", function () { held = null; });
  window.addEventListener("pointercancel", function () { held = null; });

  // --- playing ---
  function stop() { clearInterval(timer); timer = null; play.textContent = "Play"; play.setAttribute("aria-pressed", "false"); }
  function start() {
    if (span.value === "0") span.value = "7";
    if (Number(slider.value) >= marks.length - 1) slider.value = 0;
    play.textContent = "Pause"; play.setAttribute("aria-pressed", "true");
    timer = setInterval(function () {
      if (Number(slider.value) >= marks.length - 1) { stop(); return; }
      slider.value = Number(slider.value) + 1;
      draw();
    }, calm ? 1200 : Math.max(120, Math.min(600, 15000 / marks.length)));
    draw();
  }
  if (marks.length > 1) {
    slider.max = marks.length - 1;
    slider.value = marks.length - 1;
    box.querySelector(".time").hidden = false;
    slider.addEventListener("input", function () { stop(); draw(); });
    span.addEventListener("change", draw);
    play.addEventListener("click", function () { if (timer) stop(); else start(); });
  }
  box.querySelector(".tools-map").hidden = false;
  window.addEventListener("resize", draw);
  draw();
})();
