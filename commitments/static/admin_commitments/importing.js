// The preview of an import: choosing rows and lines, and changing clauses without a new page. The server does every
// change; this module keeps the list of changes in one hidden field, sends it, and puts the rows that differ in place.
const form = document.getElementById("import");
const clauses = document.getElementById("clauses");
const text = document.getElementById("text");
const progress = document.getElementById("progress");
const operations = form.elements.operations;
const line = form.elements.line;
const chosen = document.getElementById("chosen");
const ticks = document.getElementById("ticks");
const undo = form.querySelector("[value=undo]");
const backwards = getComputedStyle(clauses).direction === "rtl";
const CHANGES = ["indent", "outdent", "join", "drop", "kind"];
let current = null; // the clause that the keyboard is at
let anchor = null; // where a choice of several began
let busy = false;

const box = (row) => row.children[0];
const tick = (row) => row.children[1]; // shown at the end of the row
const rowOf = (node) => node.closest?.("#clauses > li");
const keys = () => [...clauses.querySelectorAll("[name=at]:checked")].map((each) => each.value);
const say = (words) => { progress.textContent = words; };

function count() {
  const number = clauses.querySelectorAll("[name=at]:checked").length;
  chosen.textContent = number ? chosen.dataset.some.replace("%s", number) : chosen.dataset.none;
  ticks.textContent = ticks.dataset.some.replace("%s", clauses.querySelectorAll("[name=ticked]:checked").length);
  undo.disabled = JSON.parse(operations.value || "[]").length === 0;
}

// Only the clause that the keyboard is at is a stop of the Tab key.
function prepare(rows) {
  for (const row of rows) {
    row.tabIndex = -1;
    box(row).tabIndex = -1;
    tick(row).tabIndex = -1;
    row.querySelector("a").tabIndex = -1;
  }
}

function light(row) {
  for (const lit of text.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (let number = +row.dataset.from; number <= +row.dataset.to; number++) {
    document.getElementById(`l${number}`)?.classList.add("lit");
  }
}

// Scrolls a pane, never the page.
function reveal(pane, node) {
  const inner = node.getBoundingClientRect(), outer = pane.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    pane.scrollTop += inner.top - outer.top - outer.height / 4;
  }
}

function go(row, { focus = true, scroll = true } = {}) {
  if (!row) return;
  if (current) {
    current.tabIndex = -1;
    current.classList.remove("current");
  }
  current = row;
  row.tabIndex = 0;
  row.classList.add("current");
  if (focus) row.focus({ preventScroll: true });
  reveal(clauses, row);
  light(row);
  const first = document.getElementById(`l${row.dataset.from}`);
  if (first && scroll) atLine(first);
}

function choose(row, { add = false, range = false } = {}) {
  if (!add && !range) for (const each of clauses.querySelectorAll("[name=at]:checked")) each.checked = false;
  if (range && anchor?.isConnected) {
    const rows = [...clauses.children];
    const [low, high] = [rows.indexOf(anchor), rows.indexOf(row)].sort((a, b) => a - b);
    rows.forEach((each, place) => { box(each).checked = low <= place && place <= high; });
  } else {
    box(row).checked = add ? !box(row).checked : true;
    anchor = row;
    form.elements.kind.value = row.dataset.kind;
  }
  count();
}

function atLine(paragraph, { scroll = true } = {}) {
  text.querySelector(".at")?.classList.remove("at");
  paragraph.classList.add("at");
  line.value = paragraph.dataset.n;
  if (scroll) reveal(text, paragraph);
}

function showClauseAt(number) {
  let found = null;
  for (const row of clauses.children) {
    if (+row.dataset.from > number) break;
    if (+row.dataset.to >= number) found = row;
  }
  if (!found) return;
  go(found, { focus: false, scroll: false });
  choose(found);
}

async function change(list) {
  if (busy) return;
  busy = true;
  clauses.setAttribute("aria-busy", "true");
  say(form.dataset.working);
  const sent = new FormData(form);
  sent.delete("ticked");
  sent.delete("at");
  sent.set("ticked_list", JSON.stringify([...clauses.querySelectorAll("[name=ticked]:checked")].map((each) => each.value)));
  sent.set("operations", JSON.stringify(list));
  const selected = new Set(keys());
  const at = current?.id;
  const place = current ? [...clauses.children].indexOf(current) : 0;
  try {
    const answer = await fetch(form.dataset.edit, { method: "POST", body: sent, headers: { Accept: "application/json" } });
    const given = await answer.json();
    if (answer.ok) {
      const old = [...clauses.children].slice(given.from, given.from + given.count);
      const before = clauses.children[given.from + given.count] ?? null;
      const template = document.createElement("template");
      template.innerHTML = given.rows;
      const fresh = [...template.content.children];
      prepare(fresh);
      for (const row of old) row.remove();
      clauses.insertBefore(template.content, before);
      for (const row of fresh) box(row).checked = selected.has(box(row).value);
      operations.value = JSON.stringify(given.operations);
      document.getElementById("summary").textContent = given.summary;
      const pairing = document.getElementById("pairing");
      if (pairing) pairing.innerHTML = given.pairing;
      go((at && document.getElementById(at)) || clauses.children[Math.max(0, Math.min(place, clauses.children.length) - 1)],
        { focus: document.activeElement === document.body || !!rowOf(document.activeElement), scroll: false });
    }
    say(given.problems.join(" "));
  } catch {
    say(form.dataset.failed);
  }
  clauses.removeAttribute("aria-busy");
  busy = false;
  count();
}

function press(what) {
  const list = JSON.parse(operations.value || "[]");
  if (what === "undo") {
    if (list.length) change(list.slice(0, -1));
    return;
  }
  let at = keys();
  if (!at.length && current) at = [box(current).value];
  if (!at.length) { say(chosen.dataset.none); return; }
  change([...list, what === "kind" ? { do: what, at, kind: form.elements.kind.value } : { do: what, at }]);
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=do]");
  if (button) {
    if (CHANGES.includes(button.value) || button.value === "undo") {
      event.preventDefault();
      press(button.value);
    } else if (button.value.startsWith("tick-")) {
      event.preventDefault();
      const which = button.value.slice(5);
      for (const row of clauses.children) tick(row).checked = which !== "none" && which in row.dataset;
      count();
    } else if (button.dataset.sure && JSON.parse(operations.value || "[]").length && !confirm(button.dataset.sure)) {
      event.preventDefault();
    }
    return;
  }
  const paragraph = event.target.closest("#text > p[data-n]");
  if (paragraph) {
    atLine(paragraph, { scroll: false });
    showClauseAt(+paragraph.dataset.n);
    return;
  }
  const row = rowOf(event.target);
  if (!row) return;
  if (event.target === tick(row)) { count(); return; }
  if (event.target === box(row)) {
    if (event.shiftKey) choose(row, { range: true }); else { anchor = row; count(); }
    go(row);
    return;
  }
  event.preventDefault();
  choose(row, { add: event.ctrlKey || event.metaKey, range: event.shiftKey });
  go(row);
});

clauses.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (!row) return;
  const deeper = backwards ? "ArrowLeft" : "ArrowRight", higher = backwards ? "ArrowRight" : "ArrowLeft";
  const step = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling,
    Home: clauses.firstElementChild, End: clauses.lastElementChild }[event.key];
  if (event.key === " " && event.target === row) {
    tick(row).checked = !tick(row).checked;
    count();
  } else if (step) {
    choose(step, { range: event.shiftKey });
    go(step);
  } else if (event.shiftKey && event.key === deeper) press("indent");
  else if (event.shiftKey && event.key === higher) press("outdent");
  else if (event.key === "Delete") press("drop");
  else if (event.code === "KeyJ" && !event.ctrlKey && !event.metaKey && !event.altKey) press("join");
  else if (event.key === "Enter" && event.target === row) choose(row);
  else return;
  event.preventDefault();
});

text.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const lines = [...text.querySelectorAll("p[data-n]")];
  const at = lines.indexOf(text.querySelector(".at"));
  const next = lines[event.key === "ArrowDown" ? at + 1 : Math.max(0, at - 1)];
  if (!next) return;
  atLine(next);
  showClauseAt(+next.dataset.n);
});

form.addEventListener("keydown", (event) => {
  if (event.code !== "KeyZ" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
  if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  event.preventDefault();
  press("undo");
});

// A link to a line moves the text, not the page.
form.addEventListener("click", (event) => {
  const link = event.target.closest(".import-warnings a");
  const paragraph = link && document.querySelector(link.hash);
  if (!paragraph) return;
  event.preventDefault();
  atLine(paragraph);
  showClauseAt(+paragraph.dataset.n);
});

// One field for all ticks: a form may have thousands.
form.addEventListener("submit", (event) => {
  form.elements.ticked_list.value = JSON.stringify(
    [...clauses.querySelectorAll("[name=ticked]:checked")].map((each) => each.value));
  for (const each of clauses.querySelectorAll("[name=ticked]")) each.disabled = true;
  const what = event.submitter?.value;
  say(what === "confirm" ? form.dataset.importing : form.dataset.reading);
});

addEventListener("pageshow", () => {
  for (const each of clauses.querySelectorAll("[name=ticked]")) each.disabled = false;
  form.elements.ticked_list.value = "";
  say("");
  count();
});

prepare(clauses.children);
if (clauses.firstElementChild) clauses.firstElementChild.tabIndex = 0;
const target = location.hash && document.getElementById(location.hash.slice(1));
if (target && rowOf(target)) go(target);
else {
  const first = text.querySelector("p[data-n]:not(.out)");
  if (first && text.querySelector(".out")) reveal(text, first);
}
