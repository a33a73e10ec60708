/* The heat map's picture: only what is in view is painted, from one small image that holds a pixel a cell. */

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const HEAT_COLOURS = ["--heat-none", "--heat-rejected", "--heat-label", "--heat-ambiguous"];
const silent = (text) => text.replaceAll(HARMFUL, "\ufffd");

function heatImage() {
  const { rows, columns } = heat;
  const shades = HEAT_COLOURS.map((name) => {
    const hex = Number.parseInt(colour(name).slice(1), 16);
    return [hex >> 16, (hex >> 8) & 255, hex & 255];
  });
  const image = document.createElement("canvas");
  [image.width, image.height] = [columns.length, rows.length];
  const pixels = new ImageData(columns.length, rows.length);
  let at = 0;
  for (const language of rows) {
    for (const position of columns) {
      pixels.data.set(shades[stateOf(language, position)], at);
      pixels.data[at + 3] = 255;
      at += 4;
    }
  }
  image.getContext("2d").putImageData(pixels, 0, 0);
  return image;
}

function paintHeat() {
  const box = node("heat-box"),
    canvas = node("heat-canvas"),
    scale = devicePixelRatio || 1;
  const [wide, tall] = [box.clientWidth, box.clientHeight];
  if (!wide || !tall || !heat.rows.length || !heat.columns.length) return;
  if (canvas.width !== Math.round(wide * scale) || canvas.height !== Math.round(tall * scale)) {
    [canvas.width, canvas.height] = [Math.round(wide * scale), Math.round(tall * scale)];
    [canvas.style.width, canvas.style.height] = [wide + "px", tall + "px"];
  }
  heat.image ||= heatImage();
  const pen = canvas.getContext("2d");
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, wide, tall);
  paintCells(pen, box, wide, tall);
  paintNames(pen, box, wide, tall);
  paintCursor(pen);
}

function inView(box, wide, tall) {
  const first = { row: Math.floor(box.scrollTop / heat.height), column: Math.floor(box.scrollLeft / heat.width) };
  const rows = Math.min(heat.rows.length - first.row, Math.ceil((tall - heat.top) / heat.height) + 1);
  const columns = Math.min(heat.columns.length - first.column, Math.ceil((wide - heat.left) / heat.width) + 1);
  return { ...first, rows: Math.max(0, rows), columns: Math.max(0, columns) };
}

function paintCells(pen, box, wide, tall) {
  const part = inView(box, wide, tall);
  const [x, y] = placeOf(part);
  pen.save();
  pen.beginPath();
  pen.rect(heat.left, heat.top, wide - heat.left, tall - heat.top);
  pen.clip();
  pen.imageSmoothingEnabled = Math.min(heat.width, heat.height) * devicePixelRatio < 0.98; // only where cells outnumber pixels
  pen.imageSmoothingQuality = "high";
  if (part.rows && part.columns)
    pen.drawImage(
      heat.image,
      part.column,
      part.row,
      part.columns,
      part.rows,
      x,
      y,
      part.columns * heat.width,
      part.rows * heat.height,
    );
  if (Math.min(heat.width, heat.height) >= 7) paintMarks(pen, part, x, y);
  pen.restore();
}

/* Where cells are large enough: lines between them, a cross in what was rejected, a stroke in what is shared. */
function paintMarks(pen, part, x, y) {
  const { width, height } = heat;
  pen.strokeStyle = colour("--card");
  pen.lineWidth = 1;
  pen.beginPath();
  for (let row = 0; row <= part.rows; row++) {
    pen.moveTo(x, y + row * height);
    pen.lineTo(x + part.columns * width, y + row * height);
  }
  for (let column = 0; column <= part.columns; column++) {
    pen.moveTo(x + column * width, y);
    pen.lineTo(x + column * width, y + part.rows * height);
  }
  for (let row = 0; row < part.rows; row++) {
    for (let column = 0; column < part.columns; column++) {
      const state = stateOf(heat.rows[part.row + row], heat.columns[part.column + column]);
      if (state !== 1 && state !== 3) continue;
      const [left, top, right, bottom] = [
        x + column * width + width * 0.25,
        y + row * height + height * 0.25,
        x + (column + 0.75) * width,
        y + (row + 0.75) * height,
      ];
      pen.moveTo(left, bottom);
      pen.lineTo(right, top);
      if (state === 1) {
        pen.moveTo(left, top);
        pen.lineTo(right, bottom);
      }
    }
  }
  pen.stroke();
}

function paintNames(pen, box, wide, tall) {
  const part = inView(box, wide, tall),
    sans = colour("--sans");
  pen.fillStyle = colour("--quiet");
  pen.textBaseline = "middle";
  pen.textAlign = "right";
  pen.font = `11px ${sans}`;
  pen.save();
  pen.beginPath();
  pen.rect(0, heat.top, heat.left, tall - heat.top);
  pen.clip();
  const every = Math.ceil(13 / heat.height);
  for (let row = Math.ceil(part.row / every) * every; row < part.row + part.rows; row += every) {
    pen.fillText(
      shortened(pen, silent(release.languages.name[heat.rows[row]]), heat.left - 14),
      heat.left - 8,
      placeOf({ row, column: 0 })[1] + Math.max(6, heat.height / 2),
    );
  }
  pen.restore();
  pen.save();
  pen.beginPath();
  pen.rect(heat.left, 0, wide - heat.left, heat.top);
  pen.clip();
  if (heat.top > 100) paintColumnNames(pen, part);
  else paintTicks(pen, part, wide);
  pen.restore();
}

function paintColumnNames(pen, part) {
  pen.textAlign = "left";
  for (let column = part.column; column < part.column + part.columns; column++) {
    pen.save();
    pen.translate(placeOf({ row: 0, column })[0] + heat.width / 2, heat.top - 6);
    pen.rotate(-Math.PI / 2);
    pen.fillText(shortened(pen, silent(nameOf(heat.columns[column])), heat.top - 10), 0, 0);
    pen.restore();
  }
}

function paintTicks(pen, part, wide) {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((step) => step * heat.width >= 60) || 10000;
  for (let column = Math.ceil(part.column / step) * step; column < part.column + part.columns; column += step) {
    const x = placeOf({ row: 0, column })[0];
    pen.textAlign = x > wide - 40 ? "right" : "left";
    pen.fillText(number(column), x, heat.top / 2);
  }
}

function paintCursor(pen) {
  if (!heat.cursor) return;
  const [x, y] = placeOf(heat.cursor);
  const [wide, tall] = [Math.max(7, heat.width), Math.max(7, heat.height)];
  if (x < heat.left - 1 || y < heat.top - 1) return;
  const [left, top] = [x + heat.width / 2 - wide / 2, y + heat.height / 2 - tall / 2];
  for (const [width, name] of [
    [4, "--card"],
    [2, "--focus"],
  ]) {
    pen.lineWidth = width;
    pen.strokeStyle = colour(name);
    pen.strokeRect(left, top, wide, tall);
  }
}

function shortened(pen, text, room) {
  if (pen.measureText(text).width <= room) return text;
  let end = Math.min(text.length, 40);
  while (end > 1 && pen.measureText(text.slice(0, end) + "…").width > room) end--;
  return text.slice(0, end) + "…";
}
