/* A list of any length of which only what is in view stands in the page. Arrow keys walk through its rows. */

class LongList {
  constructor(box) {
    this.box = box;
    this.space = make("div", { class: "list-space", role: "rowgroup" });
    this.box.append(this.space);
    this.rows = new Map();
    this.tops = [0];
    this.kept = -1; // the row that has the focus stays, wherever the list is scrolled to
    this.asked = 0;
    box.addEventListener("scroll", () => this.later(), { passive: true });
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("focusin", (event) => {
      this.kept = this.indexOf(event.target);
    });
    box.addEventListener("focusout", () => {
      this.kept = -1;
      this.later();
    });
    new ResizeObserver(() => this.later()).observe(box);
  }

  /* Show `count` rows: heightOf(i) in pixels, fill(i, row) writes the cells into a row. */
  show(count, heightOf, fill) {
    this.count = count;
    this.fill = fill;
    this.tops = new Float64Array(count + 1);
    for (let i = 0; i < count; i++) this.tops[i + 1] = this.tops[i] + heightOf(i);
    this.space.style.height = this.tops[count] + "px";
    this.box.style.height = this.tops[count] + 2 + "px"; // with its borders; the style sheet sets the most
    this.box.setAttribute("aria-rowcount", count);
    this.space.replaceChildren();
    this.rows.clear();
    this.kept = -1;
    this.box.scrollTop = 0;
    this.draw();
  }

  later() {
    if (!this.asked)
      this.asked = requestAnimationFrame(() => {
        this.asked = 0;
        this.draw();
      });
  }

  draw() {
    if (!this.count) return;
    const top = this.box.scrollTop,
      bottom = top + this.box.clientHeight;
    const first = Math.max(0, lowest(this.tops, top) - 8),
      last = Math.min(this.count, lowest(this.tops, bottom) + 8);
    for (const [i, row] of this.rows) {
      if ((i < first || i >= last) && i !== this.kept) {
        row.remove();
        this.rows.delete(i);
      }
    }
    for (let i = first; i < last; i++) if (!this.rows.has(i)) this.add(i);
  }

  add(i) {
    const row = make("div", { class: "row", role: "row", "aria-rowindex": i + 1 });
    row.style.top = this.tops[i] + "px";
    row.style.height = this.tops[i + 1] - this.tops[i] + "px";
    row.dataset.i = i;
    this.fill(i, row);
    this.rows.set(i, row);
    let next = null; // rows stand in reading order, for Tab and for screen readers
    for (const [j, other] of this.rows) if (j > i && (next === null || j < Number(next.dataset.i))) next = other;
    this.space.insertBefore(row, next);
  }

  indexOf(element) {
    const row = element.closest(".row");
    return row ? Number(row.dataset.i) : -1;
  }

  key(event) {
    const here = this.indexOf(document.activeElement);
    const page = Math.max(1, Math.floor(this.box.clientHeight / 48) - 1);
    const to = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: here + page,
      PageUp: here - page,
      Home: 0,
      End: this.count - 1,
    }[event.key];
    if (to === undefined || here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.focus(Math.min(this.count - 1, Math.max(0, to)));
  }

  focus(i) {
    const { scrollTop, clientHeight } = this.box;
    if (this.tops[i] < scrollTop) this.box.scrollTop = this.tops[i];
    if (this.tops[i + 1] > scrollTop + clientHeight) this.box.scrollTop = this.tops[i + 1] - clientHeight;
    this.draw();
    const row = this.rows.get(i);
    const link = row && row.querySelector("a");
    if (link) link.focus({ preventScroll: true });
  }
}
