/* Words on the page: always as text, never as markup; in their own script, language and direction; with nothing hidden. */

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const CONTROLS = {
  0x00: "NUL",
  0x09: "TAB",
  0x0a: "LF",
  0x0d: "CR",
  0x1b: "ESC",
  0x7f: "DEL",
  0xa0: "NBSP",
  0xad: "SHY",
  0x34f: "CGJ",
  0x61c: "ALM",
  0x180e: "MVS",
  0x200b: "ZWSP",
  0x200c: "ZWNJ",
  0x200d: "ZWJ",
  0x200e: "LRM",
  0x200f: "RLM",
  0x2028: "LS",
  0x2029: "PS",
  0x202a: "LRE",
  0x202b: "RLE",
  0x202c: "PDF",
  0x202d: "LRO",
  0x202e: "RLO",
  0x202f: "NNBSP",
  0x2060: "WJ",
  0x2066: "LRI",
  0x2067: "RLI",
  0x2068: "FSI",
  0x2069: "PDI",
  0x3000: "IDSP",
  0xfeff: "BOM",
};
/* Everything unseen, and the same without what letters of Persian, Indic and Mongolian words hang on. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\u034f\u00a0\u2000-\u200a\u202f\u205f\u3000]/gu;
const HARMFUL = /(?![\u200c\u200d\u180e\u0600-\u0605\u06dd\u070f\u08e2])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;

function chip(character) {
  const point = character.codePointAt(0);
  const code = "U+" + point.toString(16).toUpperCase().padStart(4, "0");
  const name = CONTROLS[point] ? CONTROLS[point] + " " + code : code;
  return make("span", { class: "chip", dir: "ltr", title: name }, CONTROLS[point] || code);
}

/* Fill `element` with text in which each character that `pattern` finds is a named chip. */
function spell(element, text, pattern) {
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    element.append(text.slice(end, found.index), chip(found[0]));
    end = found.index + found[0].length;
  }
  element.append(text.slice(end));
  return element;
}

function cut(text, longest) {
  if (text.length <= longest) return text;
  const end = /[\ud800-\udbff]/.test(text[longest - 1]) ? longest - 1 : longest;
  return text.slice(0, end) + "…";
}

const CODE = /^[A-Z][a-z]{3}$/;
let scriptTests = [];

function learnScripts() {
  for (const code of release.scripts.filter((code) => CODE.test(code))) {
    try {
      scriptTests.push([code, new RegExp(`\\p{Script=${code}}`, "u")]);
    } catch {
      /* Hans, Hant, Jpan and their like are no Unicode scripts; Hani, Hira and Kana stand for them. */
    }
  }
}

/* ISO 15924 code of the first letter, as far as the release knows its script; "" otherwise. */
function scriptOf(text, language) {
  const letter = /\p{L}/u.exec(text.slice(0, 200));
  const found = letter && scriptTests.find(([, test]) => test.test(letter[0]));
  if (!found) return "";
  const own = release.languages.scripts[language];
  if (found[0] === "Hani") return own.find((code) => ["Hans", "Hant", "Jpan", "Kore"].includes(code)) || "Hani";
  return found[0];
}

const scriptNames = new Intl.DisplayNames(["en"], { type: "script", fallback: "code" });
const scriptName = (code) => (CODE.test(code) ? `${scriptNames.of(code)} (${code})` : code);
const isVertical = (script) => release.vertical.includes(script);

/* A word of a language: isolated from what surrounds it, in the fonts and the direction of its script. */
function word(text, language, { script = scriptOf(text, language), longest = 120, all = false, vertical = true } = {}) {
  const known = CODE.test(script);
  const side = release.rightToLeft.includes(script) ? "rtl" : known && !script.startsWith("Z") ? "ltr" : "auto";
  const lines = vertical && isVertical(script) ? " vertical" : "";
  const element = make("bdi", {
    class: "word" + (known ? " s-" + script : "") + lines,
    dir: side,
    lang: release.languages.bcp47[language] || null,
  });
  return spell(element, cut(text, longest), all ? UNSEEN : HARMFUL);
}

/* English or code: the same care without a script. */
const plain = (text, longest = 200) => spell(make("bdi"), cut(text, longest), HARMFUL);
const number = (value) => value.toLocaleString("en");
const many = (count, one, more) => `${number(count)} ${count === 1 ? one : more}`;
