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

// A page that takes long shows that it is on its way.
let pending;
function startLoading() { pending = setTimeout(() => document.body.classList.add("loading"), 250); }
function stopLoading() { clearTimeout(pending); document.body.classList.remove("loading"); }
window.addEventListener("pageshow", stopLoading);
document.addEventListener("submit", (event) => { if (!event.defaultPrevented) startLoading(); });
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const plain = !event.defaultPrevented && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (link && plain && !link.target && !link.getAttribute("href").startsWith("#") && !link.hasAttribute("download")) startLoading();
});

// What could not be done is said, where a form was sent without leaving the page.
function say(words) {
  const box = document.createElement("p");
  box.className = "fault-message";
  box.setAttribute("role", "alert");
  box.textContent = words;
  document.body.append(box);
  setTimeout(() => box.remove(), 8000);
}
document.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const lede = page.querySelector("main .lede, main h1");
  say(lede ? lede.textContent.trim() : "That did not work. Load the page again.");
});
document.addEventListener("htmx:sendError", () => say("The server does not answer. Try again."));
document.addEventListener("htmx:afterRequest", stopLoading);

// The review by keyboard: j and k move, a accepts, r rejects, u undoes, o opens.
const queue = document.querySelector("[data-queue]");
if (queue) {
  const current = () => document.activeElement.closest(".waits");
  const move = (by) => {
    const items = [...queue.querySelectorAll(".waits")];
    const at = items.indexOf(current());
    const next = items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + by))];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") move(1);
    if (event.key === "k") move(-1);
    const item = current();
    if (!item) return;
    if (event.key === "o" && item.dataset.open) location.assign(item.dataset.open);
    const button = item.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (button) button.click();
  });
  // Where an item was decided, the line in its place keeps the focus.
  let place = -1;
  queue.addEventListener("htmx:beforeSwap", (event) => {
    place = [...queue.children].indexOf(event.target.closest(".waits"));
  });
  queue.addEventListener("htmx:afterSettle", () => { if (place >= 0 && queue.children[place]) queue.children[place].focus(); });
}

// Files are dropped, and listed before they are sent.
for (const drop of document.querySelectorAll("[data-drop]")) {
  const input = drop.querySelector("input[type=file]");
  const list = drop.querySelector(".chosen");
  const show = () => list.replaceChildren(...[...input.files].map((file) => {
    const line = document.createElement("li");
    line.textContent = `${file.name} (${Math.max(1, Math.round(file.size / 1024)).toLocaleString("en")} KB)`;
    return line;
  }));
  input.addEventListener("change", show);
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    const link = event.dataTransfer.getData("text/uri-list");
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; show(); }
    else if (link) { const links = drop.form || drop.closest("form"); links.elements.links.value += link + "\n"; }
  });
}
