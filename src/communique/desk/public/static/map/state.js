// The state of the view, all of it in the address: filters as the server reads them, and where the map looks.

export class State {
  constructor(known) {
    this.usual = known.usual;
    this.read(window.location.search || `?${known.query}`);
  }

  read(search) {
    this.query = new URLSearchParams(search);
    for (const [name, value] of [...this.query]) if (!value) this.query.delete(name);
    const at = (this.query.get("at") || "").split(",").map(Number);
    this.at = at.length === 3 && at.every(Number.isFinite) ? { longitude: at[0], latitude: at[1], zoom: at[2] } : null;
    this.holds = this.query.get("holds") === "1";
    this.query.delete("at");
    this.query.delete("holds");
  }

  get(name) { return this.query.get(name); }
  all(name) { return this.query.getAll(name); }

  set(name, values) {
    this.query.delete(name);
    for (const value of [values].flat()) if (value !== null && value !== "") this.query.append(name, value);
  }

  // What the server is asked with: the filters alone.
  filters() { return this.query.toString(); }

  address() {
    const query = new URLSearchParams(this.query);
    if (this.at) query.set("at", [this.at.longitude.toFixed(3), this.at.latitude.toFixed(3), this.at.zoom.toFixed(2)].join(","));
    if (this.holds) query.set("holds", "1");
    return `${window.location.pathname}?${query}`;
  }

  // Moving the map replaces the entry of the history, choosing makes a new one, so that "back" undoes a choice.
  keep(chosen) {
    if (chosen) window.history.pushState(null, "", this.address());
    else window.history.replaceState(null, "", this.address());
  }
}
