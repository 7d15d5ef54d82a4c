// The page of the map: asks the server for what the address says, draws it, and keeps list, slider and address in step.

import { State } from "./state.js";
import { draw, drawHolding, drawNames, drawTowns, hatch, light, middles, shape, style } from "./layers.js";
import { Slider } from "./slider.js";

const known = JSON.parse(document.getElementById("known").textContent);
const script = document.querySelector("script[data-library]");
const colours = Object.fromEntries(known.families.map((each) => [each.family, each.colour]));
const state = new State(known);
const list = document.getElementById("list");
const note = document.getElementById("map-note");
const dark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
};

let shown = { clusters: [], singles: [], areas: [], countries: {} };
let held = [];
let asked = 0;
let within = null; // a box that a click chose for the list

async function ask(address, query) {
  const answer = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error((await answer.text()).slice(0, 300) || `the server answered ${answer.status}`);
  return answer;
}

function say(words) { note.textContent = words; note.hidden = !words; }

const { Map: GlMap, NavigationControl, Popup, setWorkerUrl } = await import(script.dataset.library);
setWorkerUrl(new URL(script.dataset.worker, window.location.href).href);
const start = state.at || { longitude: 20, latitude: 18, zoom: 1.6 };
const map = new GlMap({
  container: "map", style: style(known, dark()), center: [start.longitude, start.latitude], zoom: start.zoom,
  maxZoom: 14, renderWorldCopies: false, attributionControl: { compact: true }, dragRotate: false, pitchWithRotate: false,
});
map.addControl(new NavigationControl({ showCompass: false }), "top-left");
map.touchZoomRotate.disableRotation();
const land = await (await fetch(known.addresses.land)).json();
const places = middles(land);
await new Promise((done) => (map.loaded() ? done() : map.once("load", done)));
map.addImage("hatch", hatch(dark()));
map.setPaintProperty("hatched", "fill-pattern", "hatch");
map.setPaintProperty("hatched", "fill-opacity", 0.75);
for (const each of known.families) map.addImage(each.family, shape(each.shape, each.colour, dark()), { pixelRatio: 2 });
drawNames(map, places);
fetch(known.addresses.towns).then((answer) => answer.json()).then((towns) => drawTowns(map, towns)).catch((error) => say(`No names of towns: ${error.message}`));

function box() {
  const bounds = map.getBounds();
  const clamp = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(4);
  return [clamp(bounds.getWest(), 180), clamp(bounds.getSouth(), 90), clamp(bounds.getEast(), 180), clamp(bounds.getNorth(), 90)].join(",");
}

function whole() { return map.getZoom() < 2.2; }

async function refresh(chosen) {
  const turn = (asked += 1);
  if (chosen) state.keep(true);
  const query = new URLSearchParams(state.filters());
  query.set("box", box());
  query.set("zoom", map.getZoom().toFixed(2));
  try {
    const found = await (await ask(known.addresses.tiles, query)).json();
    if (turn !== asked) return;
    shown = found;
    draw(map, found, colours, places);
    tell(found);
    await Promise.all([relist(), state.holds ? hold() : drawHolding(map, [])]);
    links();
    say("");
  } catch (error) {
    if (turn === asked) say(`Not brought up to date: ${error.message}`);
  }
}

function tell(found) {
  const words = [`${found.shown.toLocaleString("en")} incidents in the selection`];
  const countries = Object.values(found.countries).reduce((sum, each) => sum + each, 0);
  if (countries) words.push(`${countries.toLocaleString("en")} known to the country alone`);
  if (found.unlocated) words.push(`not located: ${found.unlocated.toLocaleString("en")}`);
  if (found.undated) words.push(`without a date: ${found.undated.toLocaleString("en")}`);
  const counts = document.getElementById("counts");
  if (counts) counts.textContent = words.join(" · ");
  map.getCanvas().setAttribute("aria-label", words.join(", "));
}

async function relist(after) {
  if (!list) return;
  const query = new URLSearchParams(state.filters());
  const chosen = within || (whole() ? null : box());
  if (chosen) query.set("box", chosen);
  if (after) query.set("after", after);
  const html = await (await ask(known.addresses["map-list"], query)).text();
  const made = new DOMParser().parseFromString(html, "text/html").body;
  if (after) {
    list.querySelector("button.more")?.parentElement.remove();
    list.append(...made.querySelectorAll("ol.rows, p:has(button.more)"));
  } else list.replaceChildren(...made.childNodes);
}

async function hold() {
  const found = await (await ask(known.addresses.holding, state.filters())).json();
  held = found.places;
  drawHolding(map, held);
  if (found.more) say("Who holds what: drawn of the latest claims of the selection.");
}

function links() {
  for (const link of document.querySelectorAll("a[data-download]")) link.search = `?${state.filters()}`;
  const frame = document.getElementById("frame");
  if (!frame) return;
  const query = new URLSearchParams(state.address().split("?")[1]);
  query.set("basis", "reviewed"); // what strangers, who look at the frame, may see
  frame.value = frame.value.replace(/src="([^"?]*)[^"]*"/, (_, address) => `src="${address}?${query}"`);
}

// Pop-ups are made of nodes, so that no report's words are ever read as markup.
function node(tag, text, address) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (address) { made.href = address; if (document.body.classList.contains("embedded")) { made.target = "_blank"; made.rel = "noopener"; } }
  return made;
}

function popup(at, nodes) {
  const body = document.createElement("div");
  body.append(...nodes);
  new Popup({ maxWidth: "320px" }).setLngLat(at).setDOMContent(body).addTo(map);
}

function toll(each) {
  if (each.low === null && each.best === null && each.high === null) return "killed: not given";
  if (each.best !== null && each.low === each.best && each.high === each.best) return `killed: ${each.best}`;
  return `killed: ${each.low ?? "?"} to ${each.high ?? "open"}, best ${each.best ?? "not given"}`;
}

map.on("click", "singles", (event) => {
  const each = shown.singles[event.features[0].properties.index];
  popup([each.longitude, each.latitude], [
    node("strong", each.type), node("p", `${each.place || "place not given"} · ${each.day || "date not given"} · ${toll(each)}`),
    node("a", `${each.name}: words and sources`, `${known.addresses.incident}${each.name}/?basis=${known.basis}`),
  ]);
});
map.on("click", "clusters", async (event) => {
  const each = shown.clusters[event.features[0].properties.index];
  const [west, south, east, north] = each.box;
  if (east - west > 0.02 || north - south > 0.02) {
    map.fitBounds([[west, south], [east, north]], { padding: 90, maxZoom: map.getZoom() + 3, animate: false });
    return;
  }
  within = [west - 0.005, south - 0.005, east + 0.005, north + 0.005].join(",");
  await relist();
  popup([each.longitude, each.latitude], [node("strong", `${each.count} incidents here`), node("p", each.killed_given ? `Killed, where a figure is given (${each.killed_given}): ${each.killed}` : "No figure of dead is given."), node("p", "They are in the list.")]);
});
map.on("click", "areas", async (event) => {
  if (map.queryRenderedFeatures(event.point, { layers: ["singles", "clusters", "holding"] }).length) return;
  const each = shown.areas[event.features.at(-1).properties.index];
  const [west, south, east, north] = each.box;
  within = [west - 0.001, south - 0.001, east + 0.001, north + 0.001].join(",");
  await relist();
  popup([each.longitude, each.latitude], [node("strong", `${each.count} somewhere within ${Math.round(each.km)} km`), node("p", "Reports say no more than the district or the region. They are in the list.")]);
});
map.on("click", "holding", (event) => {
  const each = held[event.features[0].properties.index];
  const claims = each.claims.map((claim) => node("p", `“${claim.quote || claim.incident}” — ${[claim.said_by, claim.publisher].filter(Boolean).join(", ") || "source not named"}`));
  popup([each.longitude, each.latitude], [node("strong", each.name), node("p", each.words), node("p", each.rule), ...claims]);
});
map.on("mouseenter", "singles", (event) => {
  const { name } = event.features[0].properties;
  for (const row of list?.querySelectorAll("li[data-incident]") || []) row.classList.toggle("lit", row.dataset.incident === name);
});
map.on("mouseleave", "singles", () => { for (const row of list?.querySelectorAll("li.lit") || []) row.classList.remove("lit"); });
for (const kind of ["mouseover", "focusin"]) {
  list?.addEventListener(kind, (event) => {
    const name = event.target.closest("li[data-incident]")?.dataset.incident;
    const found = shown.singles.find((each) => each.name === name);
    light(map, found ? [found.longitude, found.latitude] : null);
  });
}
list?.addEventListener("mouseleave", () => light(map, null));
for (const layer of ["singles", "clusters", "areas", "holding"]) {
  map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
}

const slider = new Slider(state, colours, (chosen) => {
  if (!chosen) state.keep(false); // a step as it plays is no choice to go back to
  return refresh(chosen);
});
async function retime() { slider.show(await (await ask(known.addresses.timeline, state.filters())).json()); }

map.on("moveend", () => {
  const { lng, lat } = map.getCenter();
  state.at = { longitude: lng, latitude: lat, zoom: map.getZoom() };
  within = null;
  state.keep(false);
  refresh(false);
});
for (const check of document.querySelectorAll(".map-legend input[name=family]")) {
  check.addEventListener("change", async () => {
    const all = [...document.querySelectorAll(".map-legend input[name=family]")];
    const on = all.filter((each) => each.checked).map((each) => each.value);
    state.set("family", on.length === all.length ? [] : on);
    await Promise.all([refresh(true), retime()]);
  });
}
const holds = document.getElementById("holds");
holds.checked = state.holds;
holds.addEventListener("change", () => { state.holds = holds.checked; refresh(true); });
document.getElementById("copy")?.addEventListener("click", () => navigator.clipboard.writeText(document.getElementById("frame").value));
list?.addEventListener("click", (event) => { if (event.target.matches("button.more")) relist(event.target.dataset.after); });
document.querySelector(".map-filters form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = new FormData(event.target);
  for (const name of new Set([...event.target.elements].map((each) => each.name).filter(Boolean))) state.set(name, given.getAll(name));
  if (known.basis !== (state.get("basis") || known.usual)) { window.location.assign(state.address()); return; }
  Promise.all([refresh(true), retime()]);
});
window.addEventListener("popstate", () => window.location.reload());
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => window.location.reload());
document.addEventListener("theme", () => window.location.reload());

// The first look is at what there is.
function fit() {
  const found = [...shown.clusters, ...shown.singles, ...shown.areas].map((each) => [each.longitude, each.latitude]);
  if (!found.length) return;
  const xs = found.map(([x]) => x), ys = found.map(([, y]) => y);
  map.fitBounds([[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]], { padding: 70, maxZoom: 6, animate: false });
}

await Promise.all([refresh(false), retime()]).catch((error) => say(`Not brought up to date: ${error.message}`));
if (!state.at) fit();
map.once("idle", () => { document.getElementById("map").dataset.ready = "yes"; });
map.triggerRepaint();
