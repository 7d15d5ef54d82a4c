// Keys, selected words and highlights of the review pages. A key clicks the control that has its action; without one it does nothing.
// Offsets are counted in characters (code points) of the report's text, as the server counts them; a browser counts UTF-16 units.

const SILENT = "review-keys-off";
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’.,‐-]*[\p{L}\p{N}\p{M}])?/gu;
const TYPING = "input, textarea, select, [contenteditable]";
const LINE = 12;

const text = () => document.getElementById("text");
const control = action => document.querySelector(`[data-action="${CSS.escape(action)}"]`);
const length = string => [...string].length;

// ---- selected words

let picked = null;

function offset(container, node, at) {
  const before = document.createRange();
  before.selectNodeContents(container);
  before.setEnd(node, at);
  return before.toString().length;
}

/** The selection inside the report in UTF-16 units, without the white space at its ends; null where there is none. */
function selected() {
  const container = text(), chosen = document.getSelection();
  if (!container || !chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  if (!container.contains(range.startContainer) || !container.contains(range.endContainer)) return null;
  const whole = container.textContent;
  let start = offset(container, range.startContainer, range.startOffset);
  let end = offset(container, range.endContainer, range.endOffset);
  while (start < end && /\s/.test(whole[start])) start += 1;
  while (start < end && /\s/.test(whole[end - 1])) end -= 1;
  return start < end ? { start, end } : null;
}

function follow() {
  const inside = text()?.contains(document.getSelection().anchorNode);
  const now = selected();
  if (!now && !inside) return; // the selection went elsewhere, as into an input: the words stay picked
  picked = now;
  tell();
}

function tell() {
  const line = document.getElementById("selected");
  if (line) line.textContent = picked ? `Selected: “${text().textContent.slice(picked.start, picked.end)}”. Press the key of a field.` : "";
}

/** The picked words as the server counts them. */
function words() {
  if (!picked || !text()) return {};
  const whole = text().textContent;
  const start = length(whole.slice(0, picked.start));
  return { start, end: start + length(whole.slice(picked.start, picked.end)) };
}

function place(container, at) {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  let left = at, node = walker.nextNode();
  while (node && left > node.length) { left -= node.length; node = walker.nextNode(); }
  return [node ?? container, node ? left : 0];
}

function select(start, end) {
  const container = text(), range = document.createRange();
  range.setStart(...place(container, start));
  range.setEnd(...place(container, end));
  const chosen = document.getSelection();
  chosen.removeAllRanges();
  chosen.addRange(range);
  range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  follow(); // the browser tells of the selection only later, after keys that were pressed meanwhile
}

/** Arrows choose words in the report, with Shift more of them: no mouse is needed. */
function chooseWords(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: LINE, ArrowUp: -LINE }[event.key];
  if (!step || !text()?.contains(event.target)) return false;
  const all = [...text().textContent.matchAll(WORD)].map(found => ({ start: found.index, end: found.index + found[0].length }));
  if (!all.length) return false;
  const first = picked ? all.findIndex(word => word.end > picked.start) : -1;
  const last = picked ? all.findLastIndex(word => word.start < picked.end) : -1;
  const kept = at => Math.max(0, Math.min(all.length - 1, at));
  if (event.shiftKey && picked) {
    const to = kept(Math.max(first, last + step));
    select(all[first].start, all[to].end);
  } else {
    const to = picked ? kept((step > 0 ? last : first) + step) : 0;
    select(all[to].start, all[to].end);
  }
  event.preventDefault();
  return true;
}

// ---- highlights: a field and its words light up together

function light(fields) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const field of fields) {
    document.querySelector(`.field[data-field="${field}"]`)?.classList.add("lit");
    for (const mark of document.querySelectorAll(`mark[data-fields~="${field}"]`)) mark.classList.add("lit");
  }
}

function touched(event) {
  const field = event.target.closest?.(".field[data-field]");
  const mark = event.target.closest?.("mark[data-fields]");
  if (!field && !mark) return light([]);
  light(field ? [field.dataset.field] : mark.dataset.fields.split(" "));
  if (field && event.type === "focusin") text()?.querySelector(`mark[data-fields~="${field.dataset.field}"]`)?.scrollIntoView({ block: "nearest" });
}

// ---- keys

const silent = () => { try { return localStorage.getItem(SILENT) === "yes"; } catch { return false; } };
const actions = Object.fromEntries([...document.querySelectorAll("#keys-map [data-key]")].map(each => [each.dataset.key, each.dataset.does]));

function open(summary) {
  const panel = summary.parentElement;
  panel.open = !panel.open;
  if (panel.open) later(() => panel.querySelector("input:not([type=hidden]), textarea, button, a")?.focus());
}

const later = what => setTimeout(what, 0);

function close() {
  const editor = document.getElementById("editor");
  if (editor?.childElementCount) {
    editor.replaceChildren();
    (returnTo?.isConnected ? returnTo : control("text"))?.focus();
    return;
  }
  const panel = document.activeElement?.closest("details.panel[open]") ?? document.querySelector("details.panel[open]");
  if (!panel) return;
  panel.open = false;
  panel.querySelector("summary").focus();
}

let returnTo = null;

function act(action) {
  if (action === "help") return document.getElementById("keys")?.showModal();
  if (action === "close") return close();
  if (action === "text") { text()?.focus(); return text()?.scrollIntoView({ block: "nearest" }); }
  const found = control(action) ?? (["merge", "split", "apart"].includes(action) ? control("incident") : null);
  if (!found) return;
  if (found.matches("summary")) return open(found);
  found.click();
}

function pressed(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) return close();
  if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]") || silent()) return;
  if (chooseWords(event)) return;
  const action = actions[event.key];
  if (!action || action === "close" || event.repeat) return;
  event.preventDefault();
  act(action);
}

// ---- the editor, and what htmx brings

function filter(input) {
  const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const option of document.querySelectorAll(`${input.dataset.filter} .option`)) {
    const words = option.textContent.toLowerCase();
    option.hidden = !wanted.every(word => words.includes(word));
  }
}

function takeFirst(event) {
  // Enter in a search of the options takes the first that is shown, if the one ticked is hidden.
  const input = event.target.closest?.("[data-filter]");
  if (!input || event.key !== "Enter" || !input.value) return;
  const shown = [...document.querySelectorAll(`${input.dataset.filter} .option:not([hidden]) input`)];
  if (shown.length && !shown.some(each => each.checked)) { shown[0].checked = true; shown[0].focus(); event.preventDefault(); }
}

let asked = null;
async function suggest(input) {
  const list = document.getElementById(input.getAttribute("list"));
  if (!list?.dataset.from) return;
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(`${list.dataset.from}&x-name=${encodeURIComponent(input.value)}`, { signal: asked.signal });
    if (answer.ok) list.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("option"));
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

document.addEventListener("selectionchange", follow);
document.addEventListener("keydown", takeFirst);
document.addEventListener("keydown", pressed);
for (const kind of ["focusin", "mouseover"]) document.addEventListener(kind, touched);
document.addEventListener("input", event => {
  if (event.target.matches("[data-filter]")) filter(event.target);
  if (event.target.matches("[data-suggest]")) suggest(event.target);
});
document.addEventListener("click", event => {
  const other = event.target.closest?.(".other[data-other]");
  if (other && !selected()) document.querySelector(`a[data-other="${other.dataset.other}"]`)?.click();
  const button = event.target.closest?.("button[data-action]");
  if (button && ["help", "close", "text"].includes(button.dataset.action) && button.type === "button") act(button.dataset.action);
});
document.addEventListener("htmx:configRequest", event => {
  if (!event.detail.elt.matches?.("[data-words]")) return;
  Object.assign(event.detail.parameters, words());
  returnTo = event.detail.elt;
});
document.addEventListener("htmx:afterSettle", event => {
  if (event.detail.target?.id === "editor") {
    const form = event.detail.target;
    (form.querySelector("[role=alert]")?.closest("p, fieldset")?.querySelector("input:not([type=hidden]), select")
      ?? form.querySelector("input[type=search], input[type=radio]:checked, input:not([type=hidden]), select, button"))?.focus();
    form.scrollIntoView({ block: "nearest" });
  } else if (event.detail.elt?.id === "bench") {
    picked = null;
    document.querySelector("#bench h1")?.focus({ preventScroll: true });
  }
});
document.addEventListener("htmx:responseError", () => wrong("The desk refused this. Load the page again."));
document.addEventListener("htmx:sendError", () => wrong("The desk cannot be reached; nothing was kept. Try again."));

function wrong(words) {
  const line = document.getElementById("said");
  if (line) line.textContent = words;
}

const on = document.getElementById("keys-on");
if (on) {
  on.checked = !silent();
  on.addEventListener("change", () => { try { localStorage.setItem(SILENT, on.checked ? "no" : "yes"); } catch { /* kept for this page alone */ } });
}
