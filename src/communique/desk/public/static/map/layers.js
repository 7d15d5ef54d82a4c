// What is drawn: land, hatched countries, dashed areas, rings with numbers, single incidents, and who is said to hold what.

const FONT = ["sans-serif"];
const EMPTY = { type: "FeatureCollection", features: [] };
// Towns are named from so many thousand people, fewer the closer one looks.
const BIG = [">=", ["get", "people"], ["step", ["zoom"], 2000, 5, 700, 6, 250, 7, 100, 8, 50]];
// A count gives way to a cluster, and is written over it only where there is no other room.
const AWAY = { "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 1.7, "text-overlap": "always", "text-justify": "auto" };
const HELD = { held: "#0072B2", contested: "#D55E00" };

export function palette(dark) {
  return dark
    ? { sea: "#10161d", land: "#232b34", border: "#4a5563", ink: "#e8eaed", halo: "#10161d", ring: "#e8eaed", fill: "#2b3440" }
    : { sea: "#dbe6ee", land: "#f7f5f0", border: "#b3aa98", ink: "#1b1f24", halo: "#ffffff", ring: "#1b1f24", fill: "#ffffff" };
}

export function style(known, dark) {
  const c = palette(dark);
  const label = (size) => ({ "text-font": FONT, "text-size": size, "text-allow-overlap": false });
  const ink = { "text-color": c.ink, "text-halo-color": c.halo, "text-halo-width": 1.4 };
  const sources = { land: { type: "geojson", data: known.addresses.land, attribution: "Land: Natural Earth; borders are no statement of whose land is whose" } };
  for (const name of ["countries", "areas", "counts", "clusters", "singles", "lit", "holding", "names", "towns"]) sources[name] = { type: "geojson", data: EMPTY };
  return {
    version: 8,
    sources,
    layers: [
      { id: "sea", type: "background", paint: { "background-color": c.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": c.land } },
      { id: "hatched", type: "fill", source: "land", filter: ["in", ["get", "code"], ["literal", []]], paint: { "fill-opacity": 0 } },
      { id: "borders", type: "line", source: "land", paint: { "line-color": c.border, "line-width": 0.7 } },
      { id: "names", type: "symbol", source: "names", layout: { ...label(11), "text-field": ["get", "name"], "symbol-sort-key": ["get", "rank"] }, paint: { ...ink, "text-opacity": 0.65 } },
      { id: "towns", type: "symbol", source: "towns", minzoom: 4, filter: BIG, layout: { ...label(11), "text-field": ["get", "name"], "symbol-sort-key": ["-", 0, ["get", "people"]] }, paint: { ...ink, "text-opacity": 0.75 } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.1 } },
      { id: "edges", type: "line", source: "areas", paint: { "line-color": ["get", "colour"], "line-width": 1.4, "line-dasharray": [3, 2] } },
      { id: "lit", type: "circle", source: "lit", paint: { "circle-radius": 14, "circle-color": c.ring, "circle-opacity": 0.18, "circle-stroke-color": c.ring, "circle-stroke-width": 2 } },
      { id: "singles", type: "symbol", source: "singles", layout: { "icon-image": ["get", "family"], "icon-allow-overlap": true, "icon-ignore-placement": true } },
      { id: "clusters", type: "circle", source: "clusters", paint: { "circle-radius": ["get", "radius"], "circle-color": c.fill, "circle-opacity": 0.9, "circle-stroke-color": ["get", "colour"], "circle-stroke-width": 5 } },
      { id: "counts", type: "symbol", source: "counts", layout: { ...AWAY, "text-font": FONT, "text-size": 12, "text-field": ["get", "label"] }, paint: { ...ink } },
      { id: "countries", type: "symbol", source: "countries", layout: { ...AWAY, "text-font": FONT, "text-size": 12, "text-field": ["get", "label"], "text-max-width": 9 }, paint: { ...ink } },
      { id: "numbers", type: "symbol", source: "clusters", layout: { "text-font": FONT, "text-size": 12, "text-field": ["get", "label"], "text-allow-overlap": true }, paint: { "text-color": c.ink } },
      { id: "holding", type: "circle", source: "holding", paint: { "circle-radius": 9, "circle-color": ["get", "colour"], "circle-stroke-color": c.ring, "circle-stroke-width": 2 } },
      { id: "holders", type: "symbol", source: "holding", layout: { ...label(12), "text-field": ["get", "label"], "text-offset": [0, 1.2], "text-anchor": "top" }, paint: { ...ink } },
    ],
  };
}

// Stripes for land of which reports say no more than the country.
export function hatch(dark) {
  const size = 12;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  pen.strokeStyle = dark ? "rgba(232,234,237,.35)" : "rgba(27,31,36,.28)";
  pen.lineWidth = 2;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}

// The shape of a family: a path in a box of 16 by 16, drawn at twice the size for sharp screens.
export function shape(path, colour, dark) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 36;
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  pen.translate(1, 1);
  pen.fillStyle = colour;
  pen.strokeStyle = palette(dark).ring;
  pen.lineWidth = 1.2;
  pen.lineJoin = "round";
  pen.fill(new Path2D(path));
  pen.stroke(new Path2D(path));
  return pen.getImageData(0, 0, 36, 36);
}

const point = (longitude, latitude, properties) => ({ type: "Feature", properties, geometry: { type: "Point", coordinates: [longitude, latitude] } });

function circle(longitude, latitude, km) {
  const ring = [];
  const wide = Math.max(0.05, Math.cos((latitude * Math.PI) / 180));
  for (let step = 0; step <= 64; step += 1) {
    const angle = (step / 64) * 2 * Math.PI;
    ring.push([longitude + (km / 111.32 / wide) * Math.cos(angle), Math.max(-85, Math.min(85, latitude + (km / 110.57) * Math.sin(angle)))]);
  }
  return ring;
}

export function draw(map, found, colours, places) {
  const set = (name, features) => map.getSource(name).setData({ type: "FeatureCollection", features });
  const short = (count) => (count >= 10000 ? `${Math.round(count / 1000)}k` : `${count}`);
  set("clusters", found.clusters.map((each, index) => point(each.longitude, each.latitude, {
    index, label: short(each.count), colour: colours[Object.keys(each.families)[0]], radius: 12 + 3 * Math.log2(each.count + 1), // as overlaps.py reckons
  })));
  set("singles", found.singles.map((each, index) => point(each.longitude, each.latitude, { index, name: each.name, family: each.family })));
  set("areas", found.areas.map((each, index) => ({
    type: "Feature", properties: { index, colour: colours[each.family] },
    geometry: { type: "Polygon", coordinates: [circle(each.longitude, each.latitude, each.km)] },
  })));
  set("counts", found.areas.map((each, index) => point(each.longitude, each.latitude, { index, label: `${short(each.count)} within ${Math.round(each.km)} km` })));
  map.setFilter("hatched", ["in", ["get", "code"], ["literal", Object.keys(found.countries)]]);
  set("countries", Object.entries(found.countries).filter(([code]) => places[code]).map(([code, count]) => point(...places[code].at, {
    code, label: `somewhere in ${places[code].name}: ${count}`,
  })));
}

export function drawHolding(map, places) {
  const features = places.map((each, index) => point(each.longitude, each.latitude, { index, label: each.name, colour: HELD[each.state] || "#7A7A7A" }));
  map.getSource("holding").setData({ type: "FeatureCollection", features });
}

// Where to write a country's name: the middle of the box of its largest ring.
export function middles(land) {
  const found = {};
  for (const feature of land.features) {
    let best = null;
    for (const [ring] of feature.geometry.coordinates) {
      const xs = ring.map(([x]) => x), ys = ring.map(([, y]) => y);
      const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
      const size = (box[2] - box[0]) * (box[3] - box[1]);
      if (!best || size > best.size) best = { size, at: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] };
    }
    if (best && feature.properties.name) found[feature.properties.code] = { name: feature.properties.name, at: best.at, size: best.size };
  }
  return found;
}

export function drawNames(map, places) {
  const features = Object.values(places).map((each) => point(...each.at, { name: each.name, rank: -each.size }));
  map.getSource("names").setData({ type: "FeatureCollection", features });
}

// [longitude, latitude, name, thousands of people] of each.
export function drawTowns(map, towns) {
  map.getSource("towns").setData({ type: "FeatureCollection", features: towns.map(([x, y, name, people]) => point(x, y, { name, people })) });
}

// A ring about an incident that is pointed at in the list.
export function light(map, at) {
  map.getSource("lit").setData({ type: "FeatureCollection", features: at ? [point(at[0], at[1], {})] : [] });
}
