// Asking: similar questions while the title is typed, the notes card, when it was saved.
const find = (css, root = document) => root.querySelector(css);

// Similar questions: plain links below the field, never suggestions that fill it in.
const title = find("input[data-similar]");
const PAUSE = 300; // ms without a key
const ENOUGH = 12; // characters that say what the question is about

if (title) {
	const region = find(title.dataset.into);
	let timer;
	let request;
	let announced = "";
	const [hint] = region.children;
	hint.hidden = false;
	// Room, so that the fields below do not move.
	Object.assign(region.style, { blockSize: "11rem", overflowY: "auto" });

	const look = async () => {
		request?.abort(); // an older answer must not replace a newer one
		request = new AbortController();
		const words = title.value.trim();
		if (words.length < ENOUGH) return region.replaceChildren(hint);
		const url = new URL(title.dataset.similar, location.origin);
		url.searchParams.set("title", words);
		try {
			const { signal } = request;
			const answer = await fetch(url, { signal, headers: { "X-Fragment": "1" } });
			if (!answer.ok) return;
			const page = new DOMParser().parseFromString(await answer.text(), "text/html");
			const root = page.getElementById(region.id) || page.body;
			const told = root.dataset.announce || find("[data-announce]", root)?.dataset.announce || "";
			if (signal.aborted) return;
			region.replaceChildren(...(root.children.length ? root.childNodes : [hint]));
			if (told !== announced) document.dispatchEvent(new CustomEvent("say", { detail: told }));
			announced = told;
		} catch {
			// Aborted or offline: the region stays as it is.
		}
	};

	title.addEventListener("input", () => {
		clearTimeout(timer);
		timer = setTimeout(look, PAUSE);
	});
}

// The notes card: [data-note="places"] shows what the field of that name holds.
const notes = [...document.querySelectorAll("[data-note]")];

function show(note) {
	const fields = [...document.getElementsByName(note.dataset.note)];
	const field = fields.find((one) => one.checked) || fields.find((one) => one.type !== "radio");
	const label = field?.type === "radio" && field.closest("label");
	const text = (label ? label.textContent : field?.value || "").trim();
	note.textContent = text;
	const cell = note.closest("dl > div");
	if (cell) cell.hidden = !text; // as readers will see it
	const card = note.closest(".glance");
	if (card) card.hidden = !notes.some((one) => one.textContent);
}

if (notes.length) {
	const showAll = () => notes.forEach(show);
	document.addEventListener("input", showAll);
	showAll();
}

// When it was saved, by this reader's clock.
for (const saved of document.querySelectorAll(".saved[data-at]")) {
	new MutationObserver(() => {
		if (saved.textContent !== document.body.dataset.wordsSaved) return;
		const time = new Date().toTimeString().slice(0, 5);
		saved.textContent = saved.dataset.at.replace("{time}", time);
	}).observe(saved, { childList: true });
}
