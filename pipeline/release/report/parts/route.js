/* The address: #class=n01440764&lang=DE opens one cell, either alone opens a list. Back and forward follow it. */

function address(position, language) {
  const parts = [];
  if (position !== null) parts.push("class=" + encodeURIComponent(release.classes.wnid[position]));
  if (language !== null) parts.push("lang=" + encodeURIComponent(release.languages.language[language]));
  return "#" + parts.join("&");
}

const upTo = (text) => text.toUpperCase();

function findLanguage(text) {
  const { language, bcp47 } = release.languages;
  const exact = language.indexOf(upTo(text));
  return exact >= 0 ? exact : bcp47.findIndex((tag) => upTo(tag) === upTo(text));
}

function findClass(text) {
  const { wnid, class_index: index } = release.classes;
  return /^\d+$/.test(text) ? index.indexOf(Number(text)) : wnid.indexOf(text.toLowerCase());
}

/* {class, language, unknown}: places or null, and what of the address this release does not have. Null for other addresses. */
function parsed(hash) {
  if (!hash.includes("=")) return null;
  const asked = new URLSearchParams(hash.slice(1));
  const route = { class: null, language: null, unknown: [] };
  for (const [key, name, find] of [
    ["class", "class", findClass],
    ["lang", "language", findLanguage],
  ]) {
    if (!asked.has(key)) continue;
    const place = find(asked.get(key));
    if (place >= 0) route[name] = place;
    else route.unknown.push(`${name} “${cut(asked.get(key), 60)}”`);
  }
  return route;
}

async function copyLink(said) {
  const link = location.href;
  try {
    await navigator.clipboard.writeText(link);
    said.textContent = "Link copied.";
  } catch {
    said.replaceChildren(
      "Copy it from here: ",
      make("input", { readonly: "", value: link, "aria-label": "Link", class: "link" }),
    );
    said.lastChild.select();
  }
}
