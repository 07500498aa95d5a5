// The review desk: single keys (docs/design.md, "Script"; help under ?), prepared safer notes, and
// selecting rows. Every key presses a button or follows a link that is on the page too.
const find = (css, root = document) => root.querySelector(css);
const all = (css, root = document) => [...root.querySelectorAll(css)];
const isShown = (element) => element.getClientRects().length > 0;

// The switch: keys are on here until the moderator turns them off, on this device.
const STORE = "queue-keys";
const areOn = () => localStorage.getItem(STORE) !== "off";
const toggle = find("[data-keys-switch]");

function showSwitch() {
	if (toggle) toggle.checked = areOn();
	for (const hint of all("[data-keys-hint]")) hint.hidden = !areOn();
}

// ---------------------------------------------------------------------------- the list of cases

const cases = () => all("[data-case]").filter(isShown);
const rowOf = (link) => link?.closest("li") || link;
const boxOf = (link) => link && find("[type=checkbox]", rowOf(link));
let lastTicked = null;

/** The case that has the focus, else the one that is open. */
function current() {
	const row = document.activeElement.closest("li");
	return (row && find("[data-case]", row)) || find("[data-case][aria-current]");
}

function step(by) {
	const links = cases();
	const at = links.indexOf(current());
	links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}

function tick(box) {
	if (!box) return;
	box.click();
	lastTicked = box;
}

/** Tick every row from the last ticked one to the current one. */
function tickToHere() {
	const boxes = cases().map(boxOf).filter(Boolean);
	const here = boxes.indexOf(boxOf(current()));
	if (here < 0) return;
	const from = Math.max(0, boxes.indexOf(lastTicked));
	for (const box of boxes.slice(Math.min(from, here), Math.max(from, here) + 1)) {
		if (!box.checked) box.click();
	}
	lastTicked = boxes[here];
}

function countTicked() {
	const count = all("[data-case]").filter((link) => boxOf(link)?.checked).length;
	for (const place of all("[data-selected]")) place.textContent = count;
	for (const act of all("[data-bulk]")) act.disabled = !count;
}

// ------------------------------------------------------------------------------- the decision

/** The decision form that is open. */
const decision = () => all("form.decide, .decide form").find(isShown);

/** Bring the prepared note of a reason, unless the moderator has written another. */
function prepareNote(choice) {
	const { form } = choice;
	const field = form && find("[data-safer-note], [name=safer_note]", form);
	if (!field) return;
	const words = field.value.trim();
	const isPrepared = all("[data-note]", form).some((one) => one.dataset.note.trim() === words);
	if (!words || isPrepared) field.value = choice.dataset.note;
}

function choose(number) {
	const choice = find(`[data-choice="${number}"]`, decision() || document);
	if (!choice || !isShown(choice)) return false;
	choice.focus();
	choice.click();
	return true;
}

/** Typing in [data-filter="#reasons"] leaves only the reasons that hold these letters. */
function filter(field) {
	const wanted = field.value.trim().toLocaleLowerCase();
	for (const choice of all("label", find(field.dataset.filter))) {
		choice.hidden = !choice.textContent.toLocaleLowerCase().includes(wanted);
	}
}

document.addEventListener("change", ({ target }) => {
	if (target === toggle) {
		localStorage.setItem(STORE, toggle.checked ? "on" : "off");
		showSwitch();
	}
	if (target.dataset.note !== undefined) prepareNote(target);
	if (target.matches("[data-select-all]")) {
		for (const box of cases().map(boxOf)) if (box) box.checked = target.checked;
	}
	countTicked();
});
document.addEventListener("input", ({ target }) => target.dataset.filter && filter(target));

// ------------------------------------------------------------------------------------- the keys

const isWriting = (element) =>
	element.matches("textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable]");

function press(key) {
	const named = all(`[data-key="${CSS.escape(key)}"]`).find((control) =>
		isShown(control) && !control.disabled);
	if (key === "j") step(1);
	else if (key === "k") step(-1);
	else if (key === "X") tickToHere();
	else if (key === "x" && !named) tick(boxOf(current()));
	else if (/^[1-9]$/.test(key)) return choose(key);
	else if (named) named.click();
	else if (key === "Escape") all("[data-cancel]").find(isShown)?.click();
	else return false;
	return true;
}

document.addEventListener("keydown", (event) => {
	const { key, target } = event;
	if (event.isComposing || event.defaultPrevented || event.altKey) return;
	let isTaken = false;
	if (event.ctrlKey || event.metaKey) {
		// In a text field app.js sends the form; here the focus may be anywhere else.
		const form = decision();
		if (key !== "Enter" || !form || target.matches("textarea")) return;
		form.requestSubmit(find("button:not([type=button], [name=preview])", form));
		isTaken = true;
	} else if (key === "Escape") {
		if (find("dialog[open], details.menu[open]")) return; // they close themselves
		target.blur();
		isTaken = press("Escape");
	} else if (areOn() && !isWriting(target)) isTaken = press(key);
	if (isTaken) event.preventDefault();
});

// A replaced part may bring other rows and another form.
document.addEventListener("fragment", countTicked);
showSwitch();
countTicked();
