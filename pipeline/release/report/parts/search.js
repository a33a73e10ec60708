/* The search: languages and classes by anything that names them, best first, in a combobox. */

const MOST_HITS = 40;
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("_", " ").toLowerCase().trim();

let folded = null;

function foldAll() {
  const { languages, classes } = release;
  folded = {
    languages: languages.name.map((name, i) => ({
      place: i,
      codes: [languages.language[i], languages.bcp47[i]].map(fold),
      names: [fold(name)],
    })),
    classes: classes.wnid.map((wnid, i) => ({
      place: i,
      codes: [wnid, String(classes.class_index[i])],
      names: classes.lemmas[i].map(fold),
      gloss: fold(classes.gloss[i]),
    })),
  };
}

/* 0 is a perfect match, a larger number a weaker one, Infinity none. */
function distance(entry, wanted) {
  if (entry.codes.includes(wanted)) return 0;
  if (entry.names.includes(wanted)) return 1;
  if (entry.names.some((name) => name.startsWith(wanted))) return 2;
  if (entry.codes.some((code) => wanted.length > 1 && code.startsWith(wanted))) return 3;
  if (entry.names.some((name) => name.includes(" " + wanted))) return 4;
  if (entry.names.some((name) => name.includes(wanted))) return 5;
  return entry.gloss && wanted.length > 2 && entry.gloss.includes(wanted) ? 6 : Infinity;
}

function nearest(entries, wanted, worst = 6) {
  const found = entries.map((entry) => [distance(entry, wanted), entry.place]).filter(([far]) => far <= worst);
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/* Cells for queries that name a class and a language: "goldfish german", "de n01443537". */
function cellHits(words) {
  const hits = [];
  for (let cutAt = 1; cutAt < words.length; cutAt++) {
    const sides = [words.slice(0, cutAt).join(" "), words.slice(cutAt).join(" ")];
    for (const [one, other] of [sides, [sides[1], sides[0]]]) {
      for (const [far, language] of nearest(folded.languages, one, 1).slice(0, 2)) {
        for (const [, position] of nearest(folded.classes, other, 4).slice(0, 3))
          hits.push({ far, language, position });
      }
    }
  }
  return hits;
}

/* {hits: [{language, position}], total}: null in `language` or `position` where the hit is a whole class or language. */
function matches(query) {
  if (!folded) foldAll();
  const wanted = fold(query);
  if (!wanted) return { hits: [], total: 0 };
  const languages = nearest(folded.languages, wanted).map(([far, language]) => ({ far, language, position: null }));
  const classes = nearest(folded.classes, wanted).map(([far, position]) => ({ far, language: null, position }));
  const single = [...languages, ...classes].sort((a, b) => a.far - b.far);
  const all = [...cellHits(wanted.split(/\s+/)), ...single];
  return { hits: all.slice(0, MOST_HITS), total: all.length };
}

function hitLine({ language, position }) {
  const { languages, classes } = release;
  if (position === null) {
    const about = `${languages.language[language]} · ${many(languages.labels[language], "label", "labels")}`;
    return [make("b", {}, plain(languages.name[language])), make("span", {}, plain(about)), make("i", {}, "language")];
  }
  const name = classes.lemmas[position].slice(0, 3).join(", ") || classes.wnid[position];
  if (language === null)
    return [
      make("b", {}, plain(name)),
      make("span", {}, plain(classes.wnid[position] + " · " + classes.gloss[position])),
      make("i", {}, "class"),
    ];
  return [
    make("b", {}, plain(name)),
    make("span", {}, plain("in " + languages.name[language])),
    make("i", {}, "label"),
  ];
}

function setUpSearch() {
  const input = node("query"),
    box = node("hits"),
    status = node("status");
  let hits = [],
    active = -1;

  const close = () => {
    box.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const choose = (i) => {
    const hit = hits[i];
    close();
    input.value = "";
    status.textContent = "";
    go(address(hit.position, hit.language));
  };
  const point = (to) => {
    if (active >= 0) box.children[active].setAttribute("aria-selected", "false");
    active = (to + hits.length) % hits.length;
    box.children[active].setAttribute("aria-selected", "true");
    box.children[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", "hit-" + active);
  };
  const look = () => {
    const found = matches(input.value);
    hits = found.hits;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    box.replaceChildren(
      ...hits.map((hit, i) =>
        make("li", { role: "option", id: "hit-" + i, "aria-selected": "false" }, ...hitLine(hit)),
      ),
    );
    box.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    const more = found.total > hits.length ? `, the first ${hits.length} are shown` : "";
    status.textContent = input.value.trim() ? many(found.total, "match", "matches") + more + "." : "";
  };

  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      return;
    }
    if (!hits.length || event.isComposing) return;
    if (box.hidden && event.key === "ArrowDown") look();
    if (event.key === "ArrowDown") point(active + 1);
    else if (event.key === "ArrowUp") point(active < 0 ? -1 : active - 1);
    else if (event.key === "Enter" && !box.hidden) choose(Math.max(0, active));
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  box.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the field
  box.addEventListener("click", (event) => {
    const hit = event.target.closest("li");
    if (hit) choose([...box.children].indexOf(hit));
  });
}
