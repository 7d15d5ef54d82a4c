// Lights the words that a value came from, and the event that words belong to. Without it the links still lead there.
const marks = [...document.querySelectorAll("mark[data-refs]")];

function slug(ref) {
  const [number, path] = ref.split(/:(.*)/s);
  return `e${number}-${path.replace(/[^\p{L}\p{N}_]+/gu, "-")}`;
}

function light(id, on) {
  for (const mark of marks) {
    if (mark.dataset.refs.split(" ").some((ref) => slug(ref) === id)) mark.classList.toggle("lit", on);
  }
}

for (const link of document.querySelectorAll("a[data-words]")) {
  for (const [name, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) {
    link.addEventListener(name, () => light(link.dataset.words, on));
  }
}

for (const link of document.querySelectorAll("a.number")) {
  link.addEventListener("click", () => document.getElementById(`event-${link.dataset.no}`)?.focus());
}
