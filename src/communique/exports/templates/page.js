"use strict";
// Lights the words that a value rests on: those last gone to ("lit"), and those of the value under pointer or focus ("seen").
const paint = (how, place) => {
  document.querySelectorAll("mark." + how).forEach(mark => mark.classList.remove(how));
  const link = place && place.closest && place.closest("[data-ref]");
  if (!link) return;
  const words = `mark[data-refs~="${CSS.escape(link.dataset.ref)}"]`;
  link.closest(".report").querySelectorAll(words).forEach(mark => mark.classList.add(how));
};
const arrived = () => paint("lit", document.getElementById(location.hash.slice(1)));

// On a wide screen the text scrolls alone: the record that was read stays where it is.
const stayPut = event => {
  const link = event.target.closest(".records a[data-ref]");
  if (!link || getComputedStyle(link.closest(".columns").querySelector(".text")).position !== "sticky") return;
  const top = link.getBoundingClientRect().top;
  addEventListener("hashchange", () => scrollBy(0, link.getBoundingClientRect().top - top), { once: true });
};

// A click on words leads to the first value that begins there.
const toRecord = event => {
  const mark = event.target.closest("mark");
  const back = mark && !event.target.closest("a") && getSelection().isCollapsed && mark.querySelector(".back");
  if (back) location.hash = back.hash;
};

document.addEventListener("pointerover", event => paint("seen", event.target));
document.addEventListener("focusin", event => paint("seen", event.target));
document.addEventListener("click", stayPut);
document.addEventListener("click", toRecord);
addEventListener("hashchange", arrived);
document.documentElement.classList.add("scripted");
arrived();
