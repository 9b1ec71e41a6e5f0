// What every page does with scripts on: tips over marks, clean addresses of filters.
"use strict";
document.documentElement.classList.add("scripted");

// A filter that is not set does not stand in the address.
document.addEventListener("htmx:configRequest", (event) => {
  const parameters = event.detail.parameters;
  for (const name of Object.keys(parameters)) {
    if (parameters[name] === "") delete parameters[name];
  }
});

// Marks of a document: hover or focus shows what was read and by which rule.
const tip = document.createElement("div");
tip.className = "tip";
tip.setAttribute("role", "tooltip");
tip.id = "mark-tip";
let lit = [];

function notesOf(mark) {
  return mark.dataset.notes.split(" ").map((id) => document.getElementById("n-" + id)).filter(Boolean);
}

function hideTip() {
  tip.remove();
  for (const element of lit) element.classList.remove("lit");
  lit = [];
}

function showTip(mark) {
  hideTip();
  const notes = notesOf(mark);
  tip.replaceChildren(...notes.map((note) => {
    const line = document.createElement("p");
    const kind = document.createElement("b");
    kind.textContent = note.querySelector(".note-kind").textContent.trim();
    const rule = document.createElement("code");
    rule.textContent = note.querySelector("code").textContent;
    line.append(kind, document.createElement("br"), rule);
    return line;
  }));
  document.body.append(tip);
  const place = mark.getClientRects()[0];
  const left = Math.min(place.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
  tip.style.left = Math.max(8, left) + window.scrollX + "px";
  tip.style.top = place.top + window.scrollY - tip.offsetHeight - 6 + "px";
  const ids = new Set(mark.dataset.notes.split(" "));
  for (const other of document.querySelectorAll("a.mark")) {
    if (other.dataset.notes && other.dataset.notes.split(" ").some((id) => ids.has(id))) lit.push(other);
  }
  lit.push(...notes);
  for (const element of lit) element.classList.add("lit");
}

for (const mark of document.querySelectorAll("a.mark")) {
  // The tip says the same as the title, which would cover it.
  mark.removeAttribute("title");
  mark.addEventListener("mouseenter", () => showTip(mark));
  mark.addEventListener("focus", () => showTip(mark));
  mark.addEventListener("mouseleave", hideTip);
  mark.addEventListener("blur", hideTip);
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hideTip();
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.querySelector("#q, #top-q").focus();
  }
});
