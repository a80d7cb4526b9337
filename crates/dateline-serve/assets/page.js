// The page: asks the server to read, and shows what it says. Offsets count code points.
import { map, timeline } from "./draw.js";

const $ = (id) => document.getElementById(id);
let found = null, chars = [], chosen = null;

const EXAMPLE = `Five killed in Diyala bombing; police arrest two suspects

BAQUBAH, 12 March 2024 - A roadside bomb killed five soldiers and wounded three others near Muqdadiyah on Monday, a security source said.

Police later arrested two suspects in Baqubah, the provincial command announced. Turkish aircraft bombed PKK positions in the Duhok governorate on Sunday, the Turkish Defense Ministry said, adding that four fighters were killed.

Iraqi forces plan to launch an operation in the Hamrin mountains. Officials denied that civilians had been hurt.`;

function make(name, text, attributes = {}) {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

async function ask(path, body) {
  const answer = await fetch(path, body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error((await answer.text()) || answer.statusText);
  return answer;
}

async function read() {
  const text = $("article").value;
  if (!text.trim()) return;
  try {
    found = await (await ask("/api/read", { text, published: $("published").value.trim() })).json();
  } catch (error) {
    $("state").textContent = error.message;
    return;
  }
  chars = Array.from(text);
  chosen = null;
  show();
}

function show() {
  const { incidents, events, entities, outlet, published } = found.extraction;
  $("state").textContent = `${outlet ?? "unknown outlet"} · ${published ?? "no day"} · ${incidents.length} incidents from ${events.length} mentions, ${entities.length} entities`;
  mark();
  table();
  timeline($("timeline"), incidents, choose);
  map($("map"), incidents, choose);
  $("entities").replaceChildren(...entities.map((e) => make("li", `${e.name} · ${e.kind}`)));
  $("why").replaceChildren(make("p", "Choose an event.", { class: "quiet" }));
}

// Cuts the text at every border, and gives each piece what covers it; the kind that comes first here shows.
const KINDS = ["event", "count", "time", "source", "role", "entity"];
function mark() {
  const spans = [];
  const { events, entities } = found.extraction;
  for (const entity of entities) for (const at of entity.mentions) spans.push({ span: at.span, kind: "entity", title: `${entity.name}: ${entity.kind}` });
  for (const event of events) {
    for (const [role, fillers] of Object.entries(event.roles)) for (const f of fillers) spans.push({ span: f.span, kind: "role", title: `${role} of ${event.type}`, event });
    spans.push({ span: event.trigger.span, kind: "event", title: `${event.type}, ${event.status}`, event });
    if (event.count?.span) spans.push({ span: event.count.span, kind: "count", title: `${event.type}: ${number(event.count)}`, event });
    if (event.time?.span) spans.push({ span: event.time.span, kind: "time", title: `${event.type}: ${day(event.time)}`, event });
    if (event.source && !event.source.inferred) spans.push({ span: event.source.span, kind: "source", title: `says so: ${event.type}`, event });
  }
  const borders = [...new Set([0, chars.length, ...spans.flatMap((s) => s.span)])].sort((a, b) => a - b);
  const out = document.createDocumentFragment();
  for (let n = 0; n + 1 < borders.length; n++) {
    const [start, end] = [borders[n], borders[n + 1]];
    const over = spans.filter((s) => s.span[0] <= start && end <= s.span[1]);
    const text = chars.slice(start, end).join("");
    if (over.length === 0) { out.append(text); continue; }
    const best = KINDS.map((kind) => over.find((s) => s.kind === kind)).find(Boolean);
    const mine = chosen !== null && over.some((s) => s.event?.id === chosen);
    const node = make(best.kind === "event" ? "button" : "span", text, { class: best.kind + (mine ? " chosen" : ""), title: over.map((s) => s.title).join("; ") });
    if (best.kind === "event") node.addEventListener("click", () => choose(best.event.id));
    out.append(node);
  }
  $("marked").replaceChildren(out);
  $("legend").hidden = false;
}

const texts = (fillers) => (fillers ?? []).map((f) => f.name ?? f.text).join("; ");
const day = (time) => (!time?.start ? "" : time.end && time.end !== time.start ? `${time.start} – ${time.end}` : time.start);
const number = (c) => (!c ? "" : c.max === null ? `${c.min} or more` : c.max === c.min ? `${c.min}` : `${c.min} to ${c.max}`);

function table() {
  const rows = found.extraction.incidents.map((incident) => {
    const row = make("tr", undefined, { tabindex: "0", "aria-selected": String(incident.events.includes(chosen)) });
    const { roles, time } = incident;
    for (const cell of [incident.type, texts(roles.agent), texts(roles.patient), number(incident.count), texts(roles.place), day(time), incident.source?.text ?? "", incident.status + (incident.aggregate ? ", toll" : "")]) row.append(make("td", cell));
    row.addEventListener("click", () => choose(incident.events[0]));
    row.addEventListener("keydown", (key) => { if (key.key === "Enter" || key.key === " ") { key.preventDefault(); choose(incident.events[0], true); }
      const next = key.key === "ArrowDown" ? row.nextElementSibling : key.key === "ArrowUp" ? row.previousElementSibling : null;
      if (next) { key.preventDefault(); next.focus(); }
    });
    return row;
  });
  $("events").tBodies[0].replaceChildren(...rows);
}

function choose(id, fromTable) {
  chosen = id;
  mark();
  table();
  why(id);
  const row = $("events").querySelector("[aria-selected=true]");
  if (fromTable) row?.focus();
  else document.querySelector(".marked .event.chosen")?.focus({ preventScroll: true });
}

function why(id) {
  for (const sentence of found.sentences) {
    const trigger = sentence.triggers.find((t) => t.outcome.mention?.event?.id === id);
    if (!trigger) continue;
    const mention = trigger.outcome.mention;
    const out = [make("p", `${trigger.rule}#${mention.form} at “${trigger.at.text}” [${trigger.at.span[0]}]; ${mention.status}: ${mention.why}`)];
    const list = make("dl");
    for (const role of trigger.roles) {
      const misfits = (role.found ?? []).map((m) => `“${m.text}” at ${m.place} does not fit (${m.reason})`).join("; ");
      list.append(make("dt", role.role + (role.required ? " (required)" : "")), make("dd", role.filler ? `“${role.filler}”` : `empty; wants ${role.types.join(", ") || "anything"} at ${role.at.join(", ")}${misfits ? ": " + misfits : ""}`));
    }
    out.push(list);
    if (trigger.forms) {
      const details = make("details");
      const forms = make("dl");
      for (const f of trigger.forms) forms.append(make("dt", f.form), make("dd", f.read ? "read in this form" : f.wants ? `${f.held ? `has ${f.held.join(", ")}; ` : ""}wants ${f.wants}` : "a closer form goes before"));
      details.append(make("summary", "Forms tried"), forms);
      out.push(details);
    }
    const others = sentence.triggers.filter((t) => t.outcome.stopped);
    if (others.length) out.push(make("p", "In the same sentence: " + others.map((t) => `${t.rule} at “${t.at.text}”: ${t.outcome.stopped}`).join("; "), { class: "quiet" }));
    const edit = make("button", "Edit the rule");
    edit.addEventListener("click", () => openRule(trigger.rule));
    out.push(edit);
    $("why").replaceChildren(...out);
    return;
  }
}

async function openRule(rule) {
  const short = rule.split("/")[1];
  const file = [...$("file").options].map((o) => o.value).find((f) => f.startsWith(rule.split("/")[0]) && f.endsWith(`/${short}.toml`));
  if (file) { $("file").value = file; await load(); $("rule").focus(); }
}

async function openFile(finding) {
  if (![...$("file").options].some((o) => o.value === finding.file)) return;
  $("file").value = finding.file;
  await load();
  const units = (at) => Array.from($("rule").value).slice(0, at).join("").length;
  $("rule").focus();
  $("rule").setSelectionRange(units(finding.start), units(finding.end));
}

async function load() {
  $("rule").value = await (await ask(`/api/rule?file=${encodeURIComponent($("file").value)}`)).text();
  lines([]);
  $("rule").scrollTop = 0;
  $("findings").replaceChildren();
  $("compiled").textContent = "";
}

function lines(findings) {
  const wrong = new Set(findings.map((f) => f.line));
  const count = $("rule").value.split("\n").length;
  const out = document.createDocumentFragment();
  for (let n = 1; n <= count; n++) {
    out.append(wrong.has(n) ? make("span", `▸${n}`, { class: "wrong", title: findings.filter((f) => f.line === n).map((f) => f.message).join("; ") }) : `${n}`, "\n");
  }
  $("lines").replaceChildren(out);
  under(findings);
}

// The same text below the editor's own, invisible but for the places that are wrong.
function under(findings) {
  const text = Array.from($("rule").value);
  const out = document.createDocumentFragment();
  let at = 0;
  for (const f of [...findings].sort((a, b) => a.start - b.start)) {
    if (f.start < at) continue;
    const end = Math.min(Math.max(f.end, f.start + 1), text.length);
    out.append(text.slice(at, f.start).join(""), make("span", text.slice(f.start, end).join(""), { class: f.error ? "error" : "warning" }));
    at = end;
  }
  // A last empty line is as high as in the editor.
  out.append(text.slice(at).join(""), "\n ");
  $("under").replaceChildren(out);
  follow();
}

function follow() {
  const { scrollTop, scrollLeft } = $("rule");
  $("lines").scrollTop = scrollTop;
  $("under").scrollTop = scrollTop;
  $("under").scrollLeft = scrollLeft;
}


let waiting = 0;
async function change() {
  const text = $("rule").value;
  const result = await (await ask("/api/rule", { file: $("file").value, text })).json();
  const counts = `${result.used} rules in use, ${result.rejected} rejected, ${result.disabled} switched off`;
  $("compiled").textContent = result.usable ? counts : `these packs cannot be used; the rules before go on reading: ${counts}`;
  lines(result.findings);
  const units = (at) => Array.from(text).slice(0, at).join("").length;
  const item = (f, where, go) => {
    const button = make("button", `${where}line ${f.line}: ${f.message}${f.help ? " (" + f.help + ")" : ""}`);
    button.addEventListener("click", go);
    const item = make("li");
    item.append(button);
    return item;
  };
  $("findings").replaceChildren(
    ...result.findings.map((f) => item(f, "", () => { $("rule").focus(); $("rule").setSelectionRange(units(f.start), units(f.end)); })),
    ...result.elsewhere.slice(0, 20).map((f) => item(f, `${f.file}, `, () => openFile(f))),
    ...(result.elsewhere.length > 20 ? [make("li", `and ${result.elsewhere.length - 20} more in other files`)] : []),
  );
  await read();
}

$("read").addEventListener("click", read);
$("article").addEventListener("keydown", (key) => { if (key.key === "Enter" && (key.ctrlKey || key.metaKey)) read(); });
$("open").addEventListener("change", async () => { $("article").value = await $("open").files[0].text(); await read(); });
$("file").addEventListener("change", load);
$("example").addEventListener("click", () => { $("article").value = EXAMPLE; $("published").value = ""; read(); });
$("rule").addEventListener("input", () => { lines([]); clearTimeout(waiting); waiting = setTimeout(change, 300); });
$("rule").addEventListener("scroll", follow);

const files = await (await ask("/api/rules")).json();
$("file").replaceChildren(...files.map((f) => make("option", f, { value: f })));
await load();
