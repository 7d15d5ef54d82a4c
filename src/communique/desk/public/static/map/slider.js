// The slider: bars of incidents over time, two handles, and playing a span of days forward.

const SVG = "http://www.w3.org/2000/svg";
const DAY = 86400000;
const STEP_MS = 700;
const toDay = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
const toText = (day) => new Date(day * DAY).toISOString().slice(0, 10);

export class Slider {
  constructor(state, colours, changed) {
    this.state = state;
    this.colours = colours;
    this.changed = changed;
    this.timer = null;
    this.bars = document.getElementById("bars");
    this.since = document.getElementById("range-since");
    this.until = document.getElementById("range-until");
    this.play = document.getElementById("play");
    for (const range of [this.since, this.until]) {
      range.addEventListener("input", () => this.say());
      range.addEventListener("change", () => this.choose(Number(this.since.value), Number(this.until.value)));
    }
    document.getElementById("all-time").addEventListener("click", () => { this.stop(); this.choose(null, null); });
    this.one = document.getElementById("step");
    this.one.addEventListener("click", () => { this.stop(); this.step(); });
    this.play.addEventListener("click", () => (this.timer ? this.stop() : this.start()));
  }

  show(found) {
    this.found = found;
    const empty = !found.bars.length;
    for (const control of [this.since, this.until, this.play, this.one]) control.disabled = empty;
    if (empty) { this.bars.replaceChildren(); return; }
    this.first = toDay(found.first);
    this.last = toDay(found.last);
    for (const range of [this.since, this.until]) { range.min = this.first; range.max = this.last; }
    this.draw();
    this.place();
  }

  draw() {
    const top = Math.max(...this.found.bars.map((bar) => bar.count));
    const width = 1000 / this.found.bars.length;
    this.bars.setAttribute("viewBox", "0 0 1000 60");
    this.bars.setAttribute("preserveAspectRatio", "none");
    this.bars.replaceChildren(...this.found.bars.flatMap((bar, at) => {
      let low = 60;
      return Object.entries(bar.families).map(([family, count]) => {
        const height = (58 * count) / top;
        const rect = document.createElementNS(SVG, "rect");
        low -= height;
        for (const [name, value] of Object.entries({ x: at * width, y: low, width: Math.max(width - 0.6, 0.5), height, fill: this.colours[family] })) rect.setAttribute(name, value);
        return rect;
      });
    }));
  }

  // Put the handles where the state says.
  place() {
    if (!this.found?.bars.length) return;
    this.since.value = this.state.get("since") ? toDay(this.state.get("since")) : this.first;
    this.until.value = this.state.get("until") ? toDay(this.state.get("until")) : this.last;
    this.say();
  }

  say() {
    const [since, until] = [Number(this.since.value), Number(this.until.value)].sort((a, b) => a - b);
    const all = since <= this.first && until >= this.last;
    const words = all ? "all time" : `${toText(since)} to ${toText(until)}`;
    document.getElementById("days").textContent = words;
    this.since.setAttribute("aria-valuetext", toText(since));
    this.until.setAttribute("aria-valuetext", toText(until));
  }

  choose(one, other, quietly) {
    const [since, until] = one === null ? [null, null] : [one, other].sort((a, b) => a - b);
    this.state.set("since", since === null || since <= this.first ? null : toText(since));
    this.state.set("until", until === null || until >= this.last ? null : toText(until));
    this.place();
    this.changed(!quietly);
  }

  // One span of days on; from the first where all days are chosen. False at the end.
  step() {
    const span = Math.max(1, this.found.span * Math.max(1, Math.round(this.found.bars.length / 24)));
    const [since, until] = [Number(this.since.value), Number(this.until.value)].sort((a, b) => a - b);
    const all = since <= this.first && until >= this.last;
    const from = all ? this.first : until + 1;
    if (from > this.last) return false;
    this.choose(from, Math.min(this.last, from + (all ? span : Math.max(1, until - since + 1)) - 1), true);
    return true;
  }

  start() {
    this.play.textContent = "Pause";
    this.play.setAttribute("aria-pressed", "true");
    this.step();
    this.timer = window.setInterval(() => { if (!this.step()) this.stop(); }, STEP_MS);
  }

  stop() {
    window.clearInterval(this.timer);
    this.timer = null;
    this.play.textContent = "Play";
    this.play.setAttribute("aria-pressed", "false");
  }
}
