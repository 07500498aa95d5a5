// Every page; the site works without it. It makes no HTML: it inserts what the server rendered, or
// sets text and attributes. What it reads: docs/design.md, "Script".
const words = document.body.dataset;
const $ = (css, root = document) => css ? root.querySelector(css) : null;
const $$ = (css, root = document) => [...root.querySelectorAll(css)];
const on = (name, act) => document.addEventListener(name, act);
const here = () => location.pathname + location.search;
const ask = (url, body) =>
	fetch(url, { method: body ? "POST" : "GET", body, headers: { "X-Fragment": "1" } });
const valuesOf = (form) => new URLSearchParams(new FormData(form));
const texts = (form) => $$("textarea[name], [type=text], [type=url]", form);
let shown = here();

const say = (...content) => $(".status > [role=status]")?.replaceChildren(...content);
on("say", (event) => say(event.detail)); // from ask.js and queue.js

function focusOn(element) {
	if (element?.tabIndex < 0) element.tabIndex = -1;
	element?.focus();
}

/** The server's part takes the place of `target`, or fills it when it has another id. */
async function load(target, url, body) {
	const answer = await ask(url, body);
	const { ok } = answer;
	if (answer.redirected) return location.assign(answer.url), { ok };
	const page = new DOMParser().parseFromString(await answer.text(), "text/html");
	const twin = page.getElementById(target.id);
	if (!ok && !twin) return { error: page.body.textContent.trim() || words.wordsFailed };
	for (const icon of $$("symbol", page)) { // drawings this page lacks
		if (document.getElementById(icon.id)) icon.remove();
		else $("svg[hidden]").append(icon);
	}
	const told = $("template[data-status]", page);
	told?.remove();
	const text = $("[data-announce]", page)?.dataset.announce;
	if (twin) target.replaceWith(twin);
	else target.replaceChildren(...page.body.childNodes);
	const part = twin || target;
	wake(part);
	if (told || text) say(told?.content || text);
	part.dispatchEvent(new CustomEvent("fragment", { bubbles: true }));
	return { ok, part };
}

async function send(form, button, target, isPreview) {
	const data = valuesOf(form);
	if (button?.name) data.append(button.name, button.value);
	const url = button?.getAttribute("formaction") || form.getAttribute("action") || here();
	const inside = target.contains(form);
	const { ok, part, error = "" } = await load(target, url, data)
		.catch(() => ({ error: words.wordsOffline }));
	const near = $(".form-status", form);
	if (near) near.textContent = error;
	else if (error) say(error);
	if (ok && !isPreview) sessionStorage.removeItem(`draft:${form.dataset.draft}`);
	if (!part) return;
	if (isPreview) return part.scrollIntoView({ block: "nearest" });
	if (ok && !inside) form.reset();
	const same = button?.dataset.focus && `[data-focus="${button.dataset.focus}"]`;
	focusOn($(".error-summary", part) || $(same, part) || $("[autofocus]", part) || part);
}

on("submit", async (event) => {
	const { target: form, submitter: button } = event;
	if (event.defaultPrevented || form.method !== "post") return;
	const busy = button || form;
	if (busy.ariaBusy) return event.preventDefault(); // never twice
	if (form.getAttribute("action") === "/logout") sessionStorage.clear();
	const isPreview = button?.name === "preview";
	const { fragment = form.dataset.fragment } = button?.dataset || {};
	const target = $(isPreview ? form.dataset.preview : fragment);
	if (target) event.preventDefault();
	else if (form.dataset.draft) sessionStorage.sent = form.dataset.draft;
	busy.ariaBusy = "true";
	if (!target) return;
	await send(form, button, target, isPreview);
	busy.ariaBusy = null;
});

addEventListener("pageshow", (event) => { // Back: the page is shown as it was left, busy
	if (event.persisted) for (const one of $$("[aria-busy]")) one.ariaBusy = null;
});
addEventListener("popstate", () => here() !== shown && location.reload());

async function follow(link, target, isReply) {
	const isOpen = isReply && target.firstElementChild;
	const { part } = isOpen ? { part: target } : await load(target, link.href).catch(() => ({}));
	if (!part) return location.assign(link.href);
	if (isReply) return $("textarea", part)?.focus();
	history.pushState(null, "", link.href);
	shown = here();
	focusOn($$("a", part).find((one) => one.href === link.href) || part);
}

on("click", (event) => {
	for (const menu of $$("details.menu[open]")) menu.open = menu.contains(event.target);
	const link = event.target.closest("a, button");
	const { fragment, reply, quote, copy, md, dismiss } = link?.dataset || {};
	if (md) return mark(document.getElementById(link.closest(".toolbar").dataset.for), md);
	if (dismiss !== undefined) return say();
	if (!link?.href || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
	const target = $(reply ? `#reply-form-${reply}:not(:has(.reply))` : fragment);
	if (target) follow(link, target, reply);
	else if (copy !== undefined && navigator.clipboard) {
		navigator.clipboard.writeText(link.href).then(() => say(words.wordsCopied));
	} else if (!quote || !cite(quote)) return;
	event.preventDefault();
});

/** Quote a post ("answer-12"), or what is selected of it, in its reply form or the answer form. */
function cite(name) {
	const post = document.getElementById(name);
	const [kind, id] = name.split("-");
	const field = $(`#reply-form-${id} textarea`) || $(".compose textarea");
	if (!post || !field) return false;
	const selection = getSelection();
	const text = (post.contains(selection.anchorNode) && `${selection}`.trim())
		|| $(".prose", post).innerText.trim();
	const author = $(".who bdi", post)?.textContent.replace(/[[\]\\]/g, "") ?? "…";
	const lines = `${text}\n\n— [${author}](/${kind[0]}/${id})`.replace(/^/gm, "> ");
	field.selectionStart = field.value.length;
	put(field, `${field.value && "\n\n"}${lines}\n\n`);
	return true;
}

function put(field, text) {
	field.focus();
	// execCommand keeps the browser's undo; setRangeText is for browsers without it.
	if (document.execCommand("insertText", false, text)) return;
	field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
	field.dispatchEvent(new Event("input", { bubbles: true }));
}

const MARKS = { bold: ["**", "**"], italic: ["*", "*"], link: ["[", "](https://)"] };
const LINES = { list: "- ", quote: "> " };

function mark(field, kind) {
	let { selectionStart: from, selectionEnd: to } = field;
	if (LINES[kind]) from = field.value.lastIndexOf("\n", from - 1) + 1; // whole lines
	const text = field.value.slice(from, to);
	field.setSelectionRange(from, to);
	if (LINES[kind]) return put(field, text.replace(/^/gm, LINES[kind]));
	const [open, close] = MARKS[kind];
	put(field, open + text + close);
	from += open.length;
	field.setSelectionRange(from, from + text.length);
}

// Drafts stay in this tab until sent or signed out; autosave sends them.
let pause;
on("input", ({ target: { form } }) => {
	const { draft, autosave } = form?.dataset || {};
	if (draft) {
		const kept = texts(form).map((field) => [field.name, field.value]);
		sessionStorage[`draft:${draft}`] = JSON.stringify(Object.fromEntries(kept));
	}
	if (!autosave) return;
	clearTimeout(pause);
	pause = setTimeout(async () => {
		const saved = await ask(autosave, valuesOf(form)).catch(() => null);
		const told = saved?.ok ? "Saved" : saved ? "Failed" : "Offline";
		$(".saved", form).textContent = words[`words${told}`];
	}, 2000);
});

on("keydown", (event) => {
	const { key, target } = event;
	const field = target.closest("textarea");
	const menu = $("details.menu[open]");
	if (event.isComposing || event.defaultPrevented) return;
	if (event.ctrlKey || event.metaKey) {
		const kind = { b: "bold", i: "italic" }[key];
		if (key === "Enter" && field?.form) {
			field.form.requestSubmit($("button:not([type=button], [name=preview])", field.form));
		} else if (kind && field && $(`[data-for="${field.id}"]`)) mark(field, kind);
		else return;
	} else if (key === "Escape" && menu) {
		menu.open = false;
		$("summary", menu).focus();
	} else return;
	event.preventDefault();
});

/** Make a new part of the page ready. */
function wake(root) {
	for (const tool of $$(".toolbar, [data-dismiss]", root)) tool.hidden = false;
	for (const form of $$("form[data-draft]", root)) {
		const kept = JSON.parse(sessionStorage[`draft:${form.dataset.draft}`] || "{}");
		for (const field of texts(form)) field.value ||= kept[field.name] || "";
	}
	for (const wide of $$(".prose table, .tablewrap", root)) { // scrolls with the keyboard
		if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
	}
}

// A form was sent by page load: its draft is done, unless this is an error, a sign-in, or Back.
const { sent } = sessionStorage;
delete sessionStorage.sent;
if (sent && performance.getEntriesByType("navigation")[0].type === "navigate"
	&& !$(".error-summary, [data-error], [type=password]")) delete sessionStorage[`draft:${sent}`];
wake(document);
$(".error-summary")?.focus();
navigator.serviceWorker?.register("/sw.js");
