// Single keys, loaded only for members who switched them on (settings, Display). Never inside
// fields, with modifiers or while composing. Focus really moves, so that screen readers follow.
const find = (css) => document.querySelector(css);

/** Where in a post the control of a key is. */
const CONTROLS = {
  c: ".thread > summary",
  r: "[data-reply]",
  q: "[data-quote]",
  h: "button[data-focus='up']",
  "!": "[href^='/report']",
};

function step(by) {
  const posts = [...document.querySelectorAll("main article")];
  const next = posts[posts.indexOf(document.activeElement.closest("article")) + by];
  if (!next) return;
  next.tabIndex = -1;
  next.focus();
}

/** Use the post's own control, not that of a reply inside it. */
function use(css) {
  const post = document.activeElement.closest("article");
  const controls = [...(post?.querySelectorAll(css) || [])];
  controls.find((control) => control.closest("article") === post)?.click();
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.closest("input, textarea, select, [contenteditable]")) return;
  if (find("[data-keys-switch]")) return; // the review desk has its own keys
  if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (key === "/") find("main [type=search], [type=search]")?.focus();
  else if (key === "?") location.assign("/help/keyboard");
  else if (CONTROLS[key]) use(CONTROLS[key]);
  else return;
  event.preventDefault();
});
