/* Words that two classes want: a list to filter by kind and language, each word with the classes that bear it. */

const CLASSES_IN_ROW = 4;

async function setUpShared() {
  const pairs = await read("pairs");
  const kinds = node("pairs-kind"),
    languages = node("pairs-language"),
    list = new LongList(node("pairs-list"));
  const present = [...new Set(pairs.map(([, language]) => language))].sort((a, b) =>
    release.languages.name[a].localeCompare(release.languages.name[b], "en"),
  );
  kinds.append(
    make("option", { value: "" }, "every kind"),
    ...release.kinds.map((kind, i) => make("option", { value: i }, kind)),
  );
  languages.append(
    make("option", { value: "" }, "every language"),
    ...present.map((language) => make("option", { value: language }, release.languages.name[language])),
  );
  const fill = () => {
    const shown = pairs.filter(
      ([kind, language]) =>
        (!kinds.value || kind === Number(kinds.value)) && (!languages.value || language === Number(languages.value)),
    );
    list.show(
      shown.length,
      () => ROW,
      (i, row) => fillPair(row, shown[i]),
    );
    node("pairs-count").textContent = many(shown.length, "word", "words");
  };
  kinds.addEventListener("change", fill);
  languages.addEventListener("change", fill);
  node("pairs").hidden = pairs.length === 0;
  fill();
}

function fillPair(row, [kind, language, text, positions]) {
  const links = positions
    .slice(0, CLASSES_IN_ROW)
    .map((position) => make("a", { href: address(position, language) }, plain(nameOf(position), 60)));
  const more = positions.length - links.length;
  row.append(
    make("div", { class: "label", role: "cell" }, word(text, language, { vertical: false })),
    make(
      "div",
      { class: "of", role: "cell" },
      plain(release.languages.name[language], 60),
      make("small", {}, release.kinds[kind]),
    ),
    make("div", { class: "bearers", role: "cell" }, ...links, ...(more > 0 ? [`and ${number(more)} more`] : [])),
  );
}
