/* The heat map's shape: the order of its rows and columns, the size of its cells, what is in view. */

const ZOOMS = [0, 4, 8, 14, 22]; // pixels of a cell's side; 0 fits the whole map into the frame
const heat = { rows: [], columns: [], zoom: 0, width: 1, height: 1, left: 0, top: 0, cursor: null, image: null };

function orderHeat() {
  const { languages, classes } = release;
  const places = (list) => list.map((_, i) => i);
  const byName = (a, b) => languages.name[a].localeCompare(languages.name[b], "en");
  const heard = (language) => languages.candidates[language] > 0 || languages.labels[language] > 0;
  heat.rows = places(languages.name).filter(heard).sort(
    node("heat-rows").value === "name" ? byName : (a, b) => languages.labels[b] - languages.labels[a] || a - b,
  );
  heat.columns = places(classes.wnid);
  if (node("heat-columns").value === "coverage")
    heat.columns.sort((a, b) => classes.labels[b] - classes.labels[a] || a - b);
  heat.image = null;
}

/* Cell sizes for the frame and the zoom; the scrolled space gets the size of the whole map. */
function measureHeat() {
  const box = node("heat-box");
  const wide = box.clientWidth,
    tall = Math.max(320, Math.min(720, innerHeight * 0.72));
  const side = ZOOMS[heat.zoom];
  heat.left = wide < 560 ? 84 : 148;
  heat.top = side >= 14 ? 128 : 22;
  const fit = (room, count, least) => Math.min(22, Math.max(least, room / Math.max(1, count)));
  heat.width = side || fit(wide - heat.left - 1, heat.columns.length, 0.7);
  heat.height = side || fit(tall - heat.top - 2, heat.rows.length, 2);
  const [spaceWide, spaceTall] = [
    heat.left + heat.width * heat.columns.length,
    heat.top + heat.height * heat.rows.length,
  ];
  box.style.height = Math.min(tall, spaceTall + 2) + "px";
  node("heat-space").style.width = Math.max(box.clientWidth, spaceWide) + "px";
  node("heat-space").style.height = Math.max(box.clientHeight, spaceTall) + "px";
}

/* {row, column} under a point of the frame, or null outside the cells. */
function cellUnder(x, y) {
  const box = node("heat-box");
  if (x < heat.left || y < heat.top) return null;
  const column = Math.floor((x - heat.left + box.scrollLeft) / heat.width),
    row = Math.floor((y - heat.top + box.scrollTop) / heat.height);
  return row < heat.rows.length && column < heat.columns.length ? { row, column } : null;
}

/* Where a cell stands in the frame, in pixels. */
function placeOf({ row, column }) {
  const box = node("heat-box");
  return [heat.left + column * heat.width - box.scrollLeft, heat.top + row * heat.height - box.scrollTop];
}

function scrollToCell({ row, column }) {
  const box = node("heat-box");
  const [x, y] = [column * heat.width, row * heat.height];
  const [wide, tall] = [box.clientWidth - heat.left, box.clientHeight - heat.top];
  if (x < box.scrollLeft) box.scrollLeft = x;
  else if (x + heat.width > box.scrollLeft + wide) box.scrollLeft = x + heat.width - wide;
  if (y < box.scrollTop) box.scrollTop = y;
  else if (y + heat.height > box.scrollTop + tall) box.scrollTop = y + heat.height - tall;
}
