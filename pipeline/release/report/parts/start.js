/* The beginning: the summary already stands; the data is opened after the first paint, and the address decides what is shown. */

let quiet = false;

function failed(error) {
  const old = typeof DecompressionStream === "undefined";
  node("status").textContent = old
    ? "This browser is too old to open the labels; the summary on this page is whole, and every label is in labels.parquet."
    : "The data of this page cannot be read; it may be cut. " + error;
}

function go(hash) {
  if (location.hash === hash) follow();
  else location.hash = hash;
}

/* Change the address without moving the reader: the story was closed where it was opened. */
function goQuietly(hash) {
  quiet = true;
  location.hash = hash;
}

function follow() {
  const hushed = quiet;
  quiet = false;
  const route = parsed(location.hash);
  if (!route) {
    closeStory();
    if (location.hash === "") hideView();
    return;
  }
  view.unknown = route.unknown.length ? `This release has no ${route.unknown.join(" and no ")}.` : "";
  node("status").textContent = view.unknown;
  const { class: position, language } = route;
  if (position === null && language === null) return closeStory();
  if (position !== null && language !== null) {
    if (view.class !== position && view.language !== language) showView(null, language);
    openStory(language, position).catch(failed);
    return;
  }
  closeStory();
  showView(position, language);
  if (hushed) return;
  node("labels").scrollIntoView({ block: "start" });
  node("view-title").focus({ preventScroll: true });
}

async function start() {
  Object.assign(release, await read("index"));
  release.width = release.classes.wnid.length;
  release.heat = await unpack("heat");
  learnScripts();
  node("browser").hidden = false;
  setUpSearch();
  setUpBrowser();
  setUpStory();
  addEventListener("hashchange", follow);
  if (parsed(location.hash)) follow();
  setUpHeat();
  await setUpShared();
  document.documentElement.dataset.ready = "true";
}

/* Two frames: the first paints what the server wrote, the second is ours. */
requestAnimationFrame(() => requestAnimationFrame(() => start().catch(failed)));
