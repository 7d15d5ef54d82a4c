// One button that opens or closes the claims of every field. Without it each can be opened by itself.
const button = document.querySelector("button.open-all");
const claims = [...document.querySelectorAll("details.every")];

if (button && claims.length > 1) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-pressed") !== "true";
    for (const each of claims) each.open = open;
    button.setAttribute("aria-pressed", String(open));
  });
}
