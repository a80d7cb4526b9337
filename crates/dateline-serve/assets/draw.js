// Timeline and map, drawn as SVG without anything from outside.

const NS = "http://www.w3.org/2000/svg";

function add(svg, name, attributes, text) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  svg.append(node);
  return node;
}

/** Incidents with a day, each a point on a line of days. */
export function timeline(svg, incidents, choose) {
  svg.replaceChildren();
  const dated = incidents.filter((i) => i.time?.start).map((i) => ({ i, day: Date.parse(i.time.start.slice(0, 10)) }));
  if (dated.length === 0) return void add(svg, "text", { x: 12, y: 24, class: "grid-text" }, "No days are told.");
  const days = dated.map((d) => d.day);
  const first = Math.min(...days), last = Math.max(...days);
  const x = (day) => (first === last ? 240 : 30 + (420 * (day - first)) / (last - first));
  add(svg, "line", { x1: 20, x2: 460, y1: 92, y2: 92, class: "grid" });
  const used = new Map();
  for (const { i, day } of dated) {
    const above = used.get(day) ?? 0;
    used.set(day, above + 1);
    const point = add(svg, "circle", { cx: x(day), cy: 84 - 11 * Math.min(above, 6), r: 4 });
    add(point, "title", {}, `${i.time.start} ${i.type}`);
    point.addEventListener("click", () => choose(i.events[0]));
  }
  for (const [day, anchor] of first === last ? [[first, "middle"]] : [[first, "start"], [last, "end"]]) {
    add(svg, "text", { x: x(day), y: 110, "text-anchor": anchor }, new Date(day).toISOString().slice(0, 10));
  }
}

/** Places with coordinates on a grid of degrees around them. */
export function map(svg, incidents, choose) {
  svg.replaceChildren();
  const places = new Map();
  for (const incident of incidents) {
    for (const place of incident.roles.place ?? []) {
      if (place.lat == null || place.precision === "country") continue;
      const key = `${place.lat},${place.lon}`;
      const entry = places.get(key) ?? { name: place.name ?? place.text, lat: place.lat, lon: place.lon, types: [], event: incident.events[0] };
      entry.types.push(incident.type);
      places.set(key, entry);
    }
  }
  if (places.size === 0) return void add(svg, "text", { x: 12, y: 24, class: "grid-text" }, "No place on the map is told.");
  const all = [...places.values()];
  const middle = (key) => (Math.min(...all.map((p) => p[key])) + Math.max(...all.map((p) => p[key]))) / 2;
  const span = (key) => Math.max(...all.map((p) => p[key])) - Math.min(...all.map((p) => p[key]));
  const [lat, lon] = [middle("lat"), middle("lon")];
  // A degree of longitude is shorter than one of latitude away from the equator.
  const shrink = Math.cos((lat * Math.PI) / 180);
  const scale = Math.min(220 / Math.max(span("lat"), 1.5), 380 / (Math.max(span("lon"), 2) * shrink));
  const x = (value) => 240 + (value - lon) * shrink * scale, y = (value) => 150 - (value - lat) * scale;
  for (let degree = Math.ceil(lon - 240 / (shrink * scale)); x(degree) < 480; degree++) {
    add(svg, "line", { x1: x(degree), x2: x(degree), y1: 0, y2: 300, class: "grid" });
    add(svg, "text", { x: x(degree) + 2, y: 296, class: "grid-text" }, `${degree}° E`);
  }
  for (let degree = Math.ceil(lat - 150 / scale); y(degree) > 0; degree++) {
    add(svg, "line", { x1: 0, x2: 480, y1: y(degree), y2: y(degree), class: "grid" });
    add(svg, "text", { x: 4, y: y(degree) - 2, class: "grid-text" }, `${degree}° N`);
  }
  for (const place of all) {
    const point = add(svg, "circle", { cx: x(place.lon), cy: y(place.lat), r: 3 + Math.sqrt(place.types.length) * 2, "fill-opacity": 0.7 });
    add(point, "title", {}, `${place.name}: ${place.types.join(", ")}`);
    point.addEventListener("click", () => choose(place.event));
    add(svg, "text", { x: x(place.lon) + 9, y: y(place.lat) + 4 }, place.name);
  }
}
