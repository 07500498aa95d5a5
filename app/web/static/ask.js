// Asking a question: similar questions while the title is typed, and the notes card as it will look.
const find = (css, root = document) => root.querySelector(css);

// Similar questions: plain links in a region below the field, never suggestions that fill it in.
const title = find("input[data-similar]");
const PAUSE = 300; // ms without a key before we look
const ENOUGH = 12; // characters that say what the question is about

if (title) {
	const region = find(title.dataset.into);
	let timer;
	let request;
	let announced = "";

	const look = async () => {
		request?.abort(); // an older answer must not replace a newer one
		request = new AbortController();
		const words = title.value.trim();
		if (words.length < ENOUGH) return region.replaceChildren();
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
			region.replaceChildren(...root.childNodes);
			if (told !== announced) document.dispatchEvent(new CustomEvent("say", { detail: told }));
			announced = told;
		} catch {
			// Aborted or offline: the region stays as it is, the question can be asked all the same.
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
	if (cell) cell.hidden = !text; // unanswered cells are left out, as readers will see it
	const card = note.closest(".glance");
	if (card) card.hidden = !notes.some((one) => one.textContent);
}

if (notes.length) {
	const showAll = () => notes.forEach(show);
	document.addEventListener("input", showAll);
	showAll();
}
