/* The heat map under the hand: pointer, touch and keys move one cursor, which tells what lies under it. */

let heatAsked = 0;
let toldTurn = 0;
const laterHeat = () => {
  if (!heatAsked)
    heatAsked = requestAnimationFrame(() => {
      heatAsked = 0;
      paintHeat();
    });
};

function setUpHeat() {
  const box = node("heat-box");
  orderHeat();
  if (!heat.rows.length || !heat.columns.length) return; // nothing to draw: the section says so in words
  node("heat").hidden = false;
  measureHeat();
  paintHeat();
  box.addEventListener("scroll", laterHeat, { passive: true });
  box.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch") moveTo(under(event), false);
  });
  for (const place of [box, node("heat-tip")]) place.addEventListener("pointerleave", pointerLeft);
  box.addEventListener("click", clicked);
  box.addEventListener("keydown", heatKey);
  box.addEventListener("focus", () => {
    if (!heat.cursor) moveTo({ row: 0, column: 0 }, true);
  });
  for (const place of [box, node("heat-tip")])
    place.addEventListener("focusout", (event) => {
      if (!onMap(event.relatedTarget)) moveTo(null, false);
    });
  for (const id of ["heat-rows", "heat-columns"])
    node(id).addEventListener("change", () => {
      orderHeat();
      moveTo(null, false);
      paintHeat();
    });
  for (const [id, by] of [
    ["heat-in", 1],
    ["heat-out", -1],
    ["heat-fit", -ZOOMS.length],
  ])
    node(id).addEventListener("click", () => zoomHeat(by));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    heat.image = null;
    paintHeat();
  });
  new ResizeObserver(() => {
    measureHeat();
    laterHeat();
  }).observe(box.parentElement);
}

/* The note belongs to the map: who goes over to it has not left. */
const onMap = (element) => node("heat-box").contains(element) || node("heat-tip").contains(element);

function pointerLeft(event) {
  if (event.pointerType === "touch" || onMap(event.relatedTarget)) return; // a lifted finger is still reading
  if (document.activeElement !== node("heat-box")) moveTo(null, false);
  else hideTip();
}

function under(event) {
  const frame = node("heat-box").getBoundingClientRect();
  return cellUnder(
    event.clientX - frame.left - node("heat-box").clientLeft,
    event.clientY - frame.top - node("heat-box").clientTop,
  );
}

function clicked(event) {
  const found = under(event);
  if (!found) return;
  const touched = event.pointerType === "touch";
  moveTo(found, touched);
  if (!touched) go(addressUnder(found)); // a finger first reads the note, whose link opens the story
}

const addressUnder = ({ row, column }) => address(heat.columns[column], heat.rows[row]);

function zoomHeat(by) {
  const box = node("heat-box");
  const centre = heat.cursor ||
    cellUnder(heat.left + (box.clientWidth - heat.left) / 2, heat.top + (box.clientHeight - heat.top) / 2) || {
      row: 0,
      column: 0,
    };
  heat.zoom = Math.max(0, Math.min(ZOOMS.length - 1, heat.zoom + by));
  if (by > 0) while (heat.zoom < ZOOMS.length - 1 && ZOOMS[heat.zoom] <= Math.min(heat.width, heat.height)) heat.zoom++;
  measureHeat();
  box.scrollLeft = (centre.column + 0.5) * heat.width - (box.clientWidth - heat.left) / 2;
  box.scrollTop = (centre.row + 0.5) * heat.height - (box.clientHeight - heat.top) / 2;
  paintHeat();
  if (heat.cursor) moveTo(heat.cursor, false);
}

function heatKey(event) {
  const from = heat.cursor || { row: 0, column: 0 };
  const move = {
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    ArrowRight: [0, 1],
    ArrowLeft: [0, -1],
    PageDown: [10, 0],
    PageUp: [-10, 0],
    Home: [0, -Infinity],
    End: [0, Infinity],
  }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (move) {
    const within = (value, most) => Math.min(most - 1, Math.max(0, value));
    const to = {
      row: within(from.row + move[0], heat.rows.length),
      column: within(from.column + move[1], heat.columns.length),
    };
    scrollToCell(to);
    moveTo(to, true);
  } else if (event.key === "Enter" || event.key === " ") go(addressUnder(from));
  else if (event.key === "+" || event.key === "=") zoomHeat(1);
  else if (event.key === "-") zoomHeat(-1);
  else if (event.key === "Escape") hideTip();
  else return;
  event.preventDefault();
}

/* Put the cursor on a cell, or away; say it aloud where it was moved on purpose. */
async function moveTo(to, aloud) {
  const same = to && heat.cursor && to.row === heat.cursor.row && to.column === heat.cursor.column;
  heat.cursor = to;
  laterHeat();
  if (!to) {
    hideTip();
    return;
  }
  if (same && !node("heat-tip").hidden && !aloud) return;
  const turn = ++toldTurn;
  const [language, position] = [heat.rows[to.row], heat.columns[to.column]];
  const label = await labelAt(language, position);
  if (turn !== toldTurn) return;
  showTip(to, language, position, label);
  if (aloud)
    node("heat-status").textContent =
      `${release.languages.name[language]}, ${nameOf(position)}: ${STATES[stateOf(language, position)]}${label ? ", " + cut(label.text, 80) : ""}`;
}

function hideTip() {
  toldTurn++;
  node("heat-tip").hidden = true;
}

function showTip(at, language, position, label) {
  const tip = node("heat-tip"),
    frame = node("heat-box").getBoundingClientRect();
  const link = make("a", { href: address(position, language), tabindex: "-1" }, "Open its story");
  tip.replaceChildren(
    make("b", {}, plain(release.languages.name[language])),
    make("span", {}, plain(nameOf(position), 80), " · ", plain(release.classes.wnid[position])),
    ...(label
      ? [
          make(
            "p",
            { class: "tip-word" },
            word(label.text, language, { script: label.script, longest: 60, vertical: false }),
          ),
        ]
      : []),
    make("span", {}, STATES[stateOf(language, position)]),
    link,
  );
  tip.hidden = false;
  const [x, y] = placeOf(at);
  const left = Math.min(x + heat.width + 10, frame.width - tip.offsetWidth - 4);
  const above = y + heat.height + 10 + tip.offsetHeight > frame.height;
  tip.style.left = Math.max(4, left) + "px";
  tip.style.top = (above ? Math.max(4, y - tip.offsetHeight - 10) : y + heat.height + 10) + "px";
}
