/* The two lists: all labels of a language, all labels of a class. */

const view = { class: null, language: null, list: null, asked: 0, unknown: "" };
const ROW = 52,
  TALL_ROW = 148; // a vertical word needs room to run down

function setUpBrowser() {
  view.list = new LongList(node("view-list"));
  node("view-filter").addEventListener("change", fillView);
  node("view-copy").addEventListener("click", () => copyLink(node("status")));
}

/* Show the list of a class or of a language; the other is null. True where that was not yet shown. */
function showView(position, language) {
  if (view.class === position && view.language === language && !node("view").hidden) return false;
  Object.assign(view, { class: position, language });
  node("view").hidden = false;
  node("view-filter").value = "all";
  if (language !== null) titleLanguage(language);
  else titleClass(position);
  fillView();
  return true;
}

function hideView() {
  Object.assign(view, { class: null, language: null });
  node("view").hidden = true;
}

function titleLanguage(language) {
  const { languages, classes } = release;
  node("view-title").replaceChildren(plain(languages.name[language]));
  const lost = release.funnel[language].map(([rule, count]) => `${rule} ${number(count)}`).join(", ");
  const about = [
    languages.language[language],
    "BCP-47 " + languages.bcp47[language],
    "written in " + languages.scripts[language].map(scriptName).join(", "),
    `${number(languages.labels[language])} of ${many(classes.wnid.length, "class", "classes")} have a label`,
    `${many(languages.candidates[language], "candidate", "candidates")}, ${number(languages.rejected[language])} rejected` +
      (lost ? ` (${lost})` : ""),
  ];
  node("view-about").replaceChildren(plain(about.join(" · "), 2000));
}

function titleClass(position) {
  const { classes } = release;
  node("view-title").replaceChildren(plain(classes.lemmas[position].join(", ") || classes.wnid[position], 400));
  const about = [
    classes.wnid[position],
    "index " + classes.class_index[position],
    many(classes.labels[position], "language has a label", "languages have a label"),
    many(classes.candidates[position], "candidate", "candidates") + `, ${number(classes.rejected[position])} rejected`,
    classes.gloss[position],
  ];
  node("view-about").replaceChildren(plain(about.filter(Boolean).join(" · "), 2000));
}

const KEEP = {
  all: () => true,
  label: (byte) => (byte & 3) >= 2,
  none: (byte) => (byte & 3) < 2,
  flagged: (byte) => (byte & 4) > 0,
};

async function fillView() {
  const turn = ++view.asked;
  const { class: position, language } = view;
  const keep = KEEP[node("view-filter").value];
  const byName = (a, b) => release.languages.name[a].localeCompare(release.languages.name[b], "en");
  const places =
    language !== null ? release.classes.wnid.map((_, i) => i) : release.languages.name.map((_, i) => i).sort(byName);
  const cellOf = language !== null ? (place) => [language, place] : (place) => [place, position];
  const shown = places.filter((place) => keep(cell(...cellOf(place))));
  const tall = await tallCells(language !== null ? [language] : shown);
  if (turn !== view.asked) return; // another list was asked for meanwhile
  const height = (i) => (tall(...cellOf(shown[i])) ? TALL_ROW : ROW);
  view.list.show(shown.length, height, (i, row) => fillRow(row, ...cellOf(shown[i]), language !== null));
  node("status").textContent = `${view.unknown} ${many(shown.length, "row", "rows")} shown.`.trim();
}

/* Which cells hold vertical words: only languages that know a vertical script are opened to find out. */
async function tallCells(languages) {
  const blocks = new Map();
  for (const language of languages) {
    if (release.languages.scripts[language].some(isVertical)) blocks.set(language, await labelsOf(language));
  }
  return (language, position) => {
    const block = blocks.get(language);
    const row = block && block.rowOf.get(position);
    return row !== undefined && isVertical(release.lists.script[block.script[row]]);
  };
}

function fillRow(row, language, position, ofLanguage) {
  const { languages, classes } = release;
  const name = ofLanguage ? nameOf(position) : languages.name[language];
  const code = ofLanguage ? classes.wnid[position] : languages.language[language];
  const link = make("a", { href: address(position, language) }, plain(name, 80));
  const label = make("div", { class: "label", role: "cell" });
  const notes = make("div", { class: "notes", role: "cell" });
  row.append(make("div", { class: "of", role: "cell" }, link, make("small", {}, plain(code))), label, notes);
  if (stateOf(language, position) < 2) {
    label.append(make("span", { class: "nothing" }, STATES[stateOf(language, position)]));
    return;
  }
  labelAt(language, position)
    .then((found) => {
      label.append(word(found.text, language, { script: found.script }));
      notes.append(...tags(found.flags));
    })
    .catch(failed);
}

const tags = (codes) => codes.map((code) => make("code", { class: "tag" }, plain(code)));
