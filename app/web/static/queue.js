// The review desk: single keys, prepared notes, ticked rows (docs/design.md, "Script"). Every key
// presses a button or follows a link that is on the page too.
const find = (css, root = document) => root.querySelector(css);
const all = (css, root = document) => [...root.querySelectorAll(css)];
const on = (name, act, early) => document.addEventListener(name, act, early);
const isShown = (element) => element.getClientRects().length > 0;
const seen = (css, root) => all(css, root).find(isShown);

// Keys are on here until the moderator turns them off, on this device.
const store = localStorage;
const areOn = () => store.queueKeys !== "off";

function showState() {
	for (const toggle of all("[data-keys-switch]")) toggle.checked = areOn();
	for (const hint of all("[data-keys-hint]")) hint.hidden = !areOn();
	const count = cases().filter((link) => boxOf(link)?.checked).length;
	for (const place of all("[data-selected]")) {
		place.textContent = count;
		place.closest("label").hidden = false;
	}
	for (const act of all("[data-bulk]")) act.disabled = !count;
}

// The list of cases.
const cases = () => all("[data-case]").filter(isShown);
const boxOf = (link) => link && find("[type=checkbox]", link.closest("li"));
let lastTicked;

/** The case that has the focus, else the one that is open. */
function current() {
	const row = document.activeElement.closest("li");
	return (row && find("[data-case]", row)) || find("[data-case][aria-current]");
}

function step(by) {
	const links = cases();
	links[Math.min(links.length - 1, Math.max(0, links.indexOf(current()) + by))]?.focus();
}

function tick(box) {
	box?.click();
	lastTicked = box;
}

/** Tick every row from the last ticked one to the current one. */
function tickToHere() {
	const boxes = cases().map(boxOf).filter(Boolean);
	const here = boxes.indexOf(boxOf(current()));
	if (here < 0) return;
	const [from, to] = [Math.max(0, boxes.indexOf(lastTicked)), here].sort((a, b) => a - b);
	for (const box of boxes.slice(from, to + 1)) if (!box.checked) box.click();
	lastTicked = boxes[here];
}

// The decision.
const decision = () => seen("form.decide, .decide form");

function send() {
	const form = decision();
	form?.requestSubmit(find("button:not([type=button], [name=preview])", form));
	return form;
}

/** Bring the prepared note of a reason, unless the moderator has written another. */
function prepareNote({ form, dataset }) {
	const field = form && find("[data-safer-note], [name=safer_note]", form);
	if (!field) return;
	const words = field.value.trim();
	const known = all("[data-note]", form).map((one) => one.dataset.note.trim());
	if (!words || known.includes(words)) field.value = dataset.note;
}

function choose(number) {
	const choice = seen(`[data-choice="${number}"]`, decision());
	choice?.focus();
	choice?.click();
	return choice;
}

on("change", ({ target }) => {
	if (target.matches("[data-keys-switch]")) store.queueKeys = target.checked ? "on" : "off";
	if (target.dataset.note !== undefined) prepareNote(target);
	if (target.matches("[data-select-all]")) {
		for (const box of cases().map(boxOf)) if (box) box.checked = target.checked;
	}
	showState();
});

// What is under way: acts wait for it in `awaited`, which is null while nothing is.
let awaited = null;
let leaving;

on("click", (event) => {
	const link = event.target.closest("a[data-fragment='#desk']");
	if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
	const isOpen = link.matches(".tools [aria-current]");
	if (!isOpen && !awaited) {
		awaited = [];
		leaving = decision();
		return;
	}
	event.preventDefault();
	event.stopPropagation();
	const fields = isOpen && all("fieldset input, textarea", decision());
	if (isOpen) (fields.find((one) => one.checked) || fields[0])?.focus();
	else awaited.push(() => all("a").find((one) => one.href === link.href)?.click());
}, true);

on("submit", ({ target, defaultPrevented }) => { // a page load ends what waits
	if (!defaultPrevented && target.closest("#desk")) awaited = [];
});
addEventListener("pageshow", () => { awaited = null; });

/** What was chosen while the same form was on its way goes into it. */
function carry(from, to) {
	if (!to || from?.action !== to.action || from.act?.value !== to.act?.value) return;
	for (const { name, type, value, checked } of from.elements) {
		const twin = type !== "hidden" && to.elements[name] || {};
		if (type === "checkbox") twin.checked = checked;
		else if (checked || type !== "radio") twin.value = value;
	}
}

on("fragment", ({ target }) => {
	showState(); // other rows, another form
	if (target.id !== "desk") return;
	carry(leaving, decision());
	setTimeout(() => { // app.js moves the focus first
		const acts = awaited || [];
		awaited = null;
		for (const act of acts) awaited ? awaited.push(act) : act();
	});
});

// The keys.
const isWriting = (element) =>
	element.matches("textarea, select, input:not([type=checkbox], [type=radio])");

function press(key) {
	const named = seen(`[data-key="${CSS.escape(key)}"]:not(:disabled)`);
	if (key === "j") step(1);
	else if (key === "k") step(-1);
	else if (key === "X") tickToHere();
	else if (key === "x" && !named) tick(boxOf(current()));
	else if (/^[1-9]$/.test(key)) return choose(key);
	else if (named) named.click();
	else if (key === "Escape") seen("[data-cancel]")?.click();
	else return false;
	return true;
}

on("keydown", (event) => {
	const { key, target } = event;
	if (event.isComposing || event.defaultPrevented || event.altKey) return;
	let act = () => press(key);
	if (event.ctrlKey || event.metaKey) { // in a text field app.js does it
		if (key !== "Enter" || target.matches("textarea")) return;
		act = send;
	} else if (key === "Escape") {
		if (find("dialog[open], details.menu[open]")) return; // they close themselves
		target.blur();
		awaited = null;
	} else if (!areOn() || isWriting(target) || !/^[!-~]$/.test(key)) return;
	if (awaited ? awaited.push(act) : act()) event.preventDefault();
});

showState();
