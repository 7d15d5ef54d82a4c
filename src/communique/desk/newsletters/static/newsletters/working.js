// Proof of work, where the operator asks for it: numbers are tried until SHA-256 of "moment:address:number" begins with
// enough zero bits (protecting/working.py). Browsers give their own SHA-256 to pages that come by https or from this machine.
const form = document.querySelector("form[data-work]");
const AT_ONCE = 512;
const written = new TextEncoder();

const zeros = digest => {
  let found = 0;
  for (const byte of new Uint8Array(digest)) {
    if (byte) return found + Math.clz32(byte) - 24;
    found += 8;
  }
  return found;
};

const worked = async (given, bits) => {
  for (let first = 0; ; first += AT_ONCE) {
    const tried = Array.from({ length: AT_ONCE }, (_, each) => crypto.subtle.digest("SHA-256", written.encode(given + (first + each))));
    const right = (await Promise.all(tried)).findIndex(digest => zeros(digest) >= bits);
    if (right >= 0) return String(first + right);
  }
};

form.addEventListener("submit", async event => {
  event.preventDefault();
  const { moment, email, work } = form.elements;
  form.querySelector("button").disabled = true;
  form.querySelector("[role=status]").hidden = false;
  if (crypto.subtle) work.value = await worked(`${moment.value}:${email.value.trim()}:`, Number(form.dataset.work));
  form.submit();
});
