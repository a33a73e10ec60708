/* The data: blocks of base64 that stay packed until something asks for them. */

const node = (id) => document.getElementById(id);
const release = {}; // the index, once it is read: languages, classes, lists, scripts, ...

async function unpack(name) {
  const text = atob(node("data-" + name).textContent);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function read(name) {
  return JSON.parse(new TextDecoder().decode(await unpack(name)));
}

function summed(steps) {
  let here = 0;
  return Int32Array.from(steps, (step) => (here += step));
}

/* At most `most` answers are kept, the longest unused goes first: a long visit must not fill the memory. */
function keeping(most, ask) {
  const kept = new Map();
  return (key) => {
    const answer = kept.get(key) || ask(key);
    kept.delete(key);
    kept.set(key, answer);
    if (kept.size > most) kept.delete(kept.keys().next().value);
    return answer;
  };
}

const labelsOf = keeping(600, async (language) => {
  const block = await read("labels-" + language);
  block.position = summed(block.position);
  block.rowOf = new Map(Array.from(block.position, (position, row) => [position, row]));
  return block;
});

const storiesOf = keeping(6, async (language) => {
  const block = await read("stories-" + language);
  block.position = summed(block.position);
  block.synset_id = summed(block.synset_id);
  const labels = await labelsOf(language);
  let next = labels.label.length; // 0 is the label of the cell, 1 a text that was not there before, the rest are places
  block.label = block.label.map((code, row) =>
    code === 0 ? labels.rowOf.get(block.position[row]) : code === 1 ? next++ : code - 2,
  );
  return block;
});

/* The label of one cell, or null: {text, script, source, sources, repairs, flags}. */
async function labelAt(language, position) {
  const block = await labelsOf(language);
  const row = block.rowOf.get(position);
  if (row === undefined) return null;
  const from = (list) => release.lists[list][block[list][row]];
  return {
    row,
    text: block.label[row],
    script: from("script"),
    source: from("source"),
    sources: from("sources"),
    repairs: from("repairs"),
    flags: from("flags"),
  };
}

/* Every candidate of one cell in the order of candidates.parquet, and the label's other words, best first. */
async function storyAt(language, position) {
  const [labels, block] = await Promise.all([labelsOf(language), storiesOf(language)]);
  const text = (place) =>
    place < labels.label.length ? labels.label[place] : block.texts[place - labels.label.length];
  const from = (list, row) => release.lists[list][block[list][row]];
  const candidates = [];
  for (let row = lowest(block.position, position); block.position[row] === position; row++) {
    const label = text(block.label[row]);
    const lemma =
      block.lemma[row] === -1 ? label : block.lemma[row] === -2 ? label.replaceAll(" ", "_") : text(block.lemma[row]);
    candidates.push({
      label,
      lemma,
      order: candidates.length + 1,
      source: from("source", row),
      synset: from("synset_id", row),
      sense: block.sense_id[row],
      repairs: from("repairs", row),
      flags: from("flags", row),
      verdict: block.verdict[row],
      rule: block.rule[row] < 0 ? "" : from("rule", row),
      reason: block.reason[row] < 0 ? "" : text(block.reason[row]),
    });
  }
  const row = labels.rowOf.get(position);
  const alternatives =
    row === undefined
      ? []
      : block.alternatives[row].map((place) => (place < 0 ? text(-1 - place) : candidates[place].label));
  return { candidates, alternatives };
}

/* The first place in ascending numbers that is not below `wanted`. */
function lowest(ascending, wanted) {
  let low = 0,
    high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* The heat map's byte of a cell: state in the low two bits, 4 where the label bears a flag. */
const cell = (language, position) => release.heat[language * release.width + position];
const STATES = ["no candidate", "all candidates rejected", "label", "label shared with another class"];
const stateOf = (language, position) => cell(language, position) & 3;
const nameOf = (position) => release.classes.lemmas[position][0] || release.classes.wnid[position];
