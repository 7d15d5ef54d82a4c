// How far sending is, asked again every two seconds while it moves; when it stops, the page is made anew with what can be done then.
const box = document.getElementById("status");
const again = async () => {
  if (document.hidden) return setTimeout(again, 2000);
  const answer = await fetch(box.dataset.from, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer || !answer.ok) return setTimeout(again, 10000);
  const told = document.createElement("div");
  told.innerHTML = await answer.text();
  const before = box.querySelector(".tag")?.textContent;
  if (told.querySelector(".tag")?.textContent !== before) return location.reload();
  if (!box.contains(document.activeElement)) box.replaceChildren(...told.childNodes);
  setTimeout(again, 2000);
};
if ("moving" in box.dataset) setTimeout(again, 2000);
