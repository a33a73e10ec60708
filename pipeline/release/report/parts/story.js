/* The whole story of one cell: every candidate, what was done to it, what became of it and why. */

const story = { position: null, language: null, asked: 0 };
const VERDICTS = [
  ["●", "chosen"],
  ["○", "alternative"],
  ["✕", "rejected"],
];
const MOST_AT_ONCE = 200;

function setUpStory() {
  const dialog = node("story");
  node("story-close").addEventListener("click", () => dialog.close());
  node("story-copy").addEventListener("click", () => copyLink(node("story-said")));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => {
    const route = parsed(location.hash);
    if (route && route.class !== null && route.language !== null) goQuietly(address(view.class, view.language));
  });
}

async function openStory(language, position) {
  const turn = ++story.asked,
    dialog = node("story");
  const body = storyHead(language, position);
  node("story-said").textContent = "";
  node("story-body").replaceChildren(...body);
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  node("story-title").focus({ preventScroll: true });
  const label = await labelAt(language, position);
  const told = release.leftOut.includes(language) ? null : await storyAt(language, position);
  if (turn !== story.asked) return;
  node("story-body").append(
    ...storyWord(label, language, position),
    ...storyFacts(label, told, language),
    ...storyCandidates(told, language),
  );
}

function closeStory() {
  story.asked++;
  if (node("story").open) node("story").close();
}

function storyHead(language, position) {
  const { languages, classes } = release;
  node("story-title").replaceChildren(plain(nameOf(position)), " in ", plain(languages.name[language]));
  const ids = `${classes.wnid[position]} · index ${classes.class_index[position]} · ${languages.language[language]} · BCP-47 ${languages.bcp47[language]}`;
  const links = make(
    "p",
    { class: "story-links" },
    make("a", { href: address(position, null) }, "This class in every language"),
    make("a", { href: address(null, language) }, "Every class in ", plain(languages.name[language])),
  );
  return [
    make("p", { class: "hint" }, plain(ids)),
    make(
      "p",
      {},
      plain(classes.lemmas[position].join(", "), 400),
      classes.gloss[position] ? ": " : "",
      plain(classes.gloss[position], 2000),
    ),
    links,
  ];
}

function storyWord(label, language, position) {
  if (!label) return [make("p", { class: "story-word nothing" }, "No label: " + STATES[stateOf(language, position)])];
  const big = make("p", { class: "story-word" }, word(label.text, language, { script: label.script, longest: 300 }));
  return [big, ...characters(label.text, language, label.script)];
}

/* What the eye misses in a text: hidden characters as named chips, and all of a text that is cut above. */
function characters(text, language, script, longest = 300) {
  const parts = [];
  if (text.search(UNSEEN) >= 0)
    parts.push(
      make(
        "p",
        { class: "spelled" },
        make("span", { class: "what" }, "With what is hidden: "),
        word(text, language, { script, longest: 300, all: true, vertical: false }),
      ),
    );
  if (text.length > longest) {
    const more = make("details", { class: "whole" }, make("summary", {}, `All ${number(text.length)} characters`));
    more.addEventListener("toggle", () => {
      if (more.children.length === 1)
        more.append(make("p", {}, word(text, language, { script, longest: Infinity, all: true, vertical: false })));
    });
    parts.push(more);
  }
  return parts;
}

function fact(facts, what, ...values) {
  if (values.length) facts.append(make("div", {}, make("dt", {}, what), make("dd", {}, ...values)));
}

function storyFacts(label, told, language) {
  const facts = make("dl", { class: "facts" });
  if (label) {
    fact(facts, "Script", plain(scriptName(label.script)));
    fact(facts, "Source", ...tags([label.source]));
    fact(facts, "Sources that agree", ...tags(label.sources));
    fact(facts, "Repairs, in order", ...tags(label.repairs));
    fact(facts, "Flags", ...tags(label.flags));
  }
  if (told)
    fact(
      facts,
      "Other words, best first",
      ...told.alternatives
        .slice(0, MOST_AT_ONCE)
        .map((text) => make("span", { class: "other" }, word(text, language, { vertical: false }))),
    );
  if (told && told.alternatives.length > MOST_AT_ONCE)
    facts.lastChild.lastChild.append(
      `and ${number(told.alternatives.length - MOST_AT_ONCE)} more, all among the candidates below`,
    );
  return facts.children.length ? [facts] : [];
}

function storyCandidates(told, language) {
  if (!told)
    return [
      make(
        "p",
        { class: "notice" },
        `This page leaves out the ${many(release.languages.candidates[language], "candidate", "candidates")} of this language to stay small; they are in candidates.parquet.`,
      ),
    ];
  const counts = VERDICTS.map(
    ([, name], verdict) => `${number(told.candidates.filter((one) => one.verdict === verdict).length)} ${name}`,
  );
  const title = make(
    "h3",
    {},
    many(told.candidates.length, "candidate", "candidates"),
    make("small", {}, " " + counts.join(", ")),
  );
  const ordered = [...told.candidates].sort((a, b) => a.verdict - b.verdict || a.order - b.order);
  const list = make("ol", { class: "candidates" });
  const more = make("button", { type: "button" });
  const show = () => {
    const from = list.children.length;
    list.append(...ordered.slice(from, from + MOST_AT_ONCE).map((one) => candidate(one, language)));
    const left = ordered.length - list.children.length;
    more.textContent = `Show the next of ${number(left)} more`;
    more.hidden = left === 0;
  };
  more.addEventListener("click", show);
  show();
  return [title, list, more];
}

function candidate(one, language) {
  const [mark, verdict] = VERDICTS[one.verdict];
  const head = make(
    "p",
    { class: "verdict" },
    make("span", { class: "mark", "aria-hidden": "true" }, mark),
    verdict,
    one.rule ? " by " : "",
    ...tags(one.rule ? [one.rule] : []),
  );
  const item = make(
    "li",
    { class: verdict },
    head,
    make("p", { class: "candidate-word" }, word(one.label, language, { longest: 300, vertical: false })),
    ...characters(one.label, language, undefined),
  );
  if (one.reason) item.append(make("p", { class: "reason" }, plain(one.reason, 2000)));
  const facts = make("dl", { class: "facts" });
  if (one.lemma !== one.label)
    fact(facts, "As the lexicon has it", word(one.lemma, language, { longest: 300, all: true, vertical: false }));
  fact(facts, "Source", ...tags([one.source]));
  if (one.repairs.length) fact(facts, "Repairs", ...tags(one.repairs));
  if (one.flags.length) fact(facts, "Flags", ...tags(one.flags));
  fact(facts, "Synset", ...tags([one.synset]));
  if (one.sense) fact(facts, "Sense", ...tags([one.sense]));
  fact(facts, "Place among the senses", number(one.order));
  item.append(facts);
  return item;
}
