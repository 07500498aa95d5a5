// Keeps the emergency numbers on this device, nothing else: never a question, never a page of
// somebody signed in (computers are shared). What is kept is fetched without cookies, so that it is
// the same for everybody. The server fills in `KEPT` and the name (app/pages/routes/offline.py).
const NAME = "{{ name }}";
const [EMERGENCY, OFFLINE, ...FILES] = {{ kept }};
const anonymous = (path) => fetch(path, { credentials: "omit", cache: "reload" });

async function keep(path, from = path) {
	const answer = await anonymous(from);
	if (answer.ok) await (await caches.open(NAME)).put(path, answer);
}

/** Numbers of the country the reader has chosen come first the next time, too. */
function keepNumbers(answer) {
	const country = answer.headers.get("X-Country");
	return keep(EMERGENCY, country ? `${EMERGENCY}?country=${country}` : EMERGENCY).catch(() => {});
}

addEventListener("install", (event) => {
	skipWaiting();
	event.waitUntil(Promise.all([EMERGENCY, OFFLINE, ...FILES].map((path) => keep(path))));
});

addEventListener("activate", (event) => {
	const forget = async () => {
		for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
		await clients.claim();
	};
	event.waitUntil(forget());
});

async function visit(event, path) {
	try {
		const answer = await fetch(event.request);
		if (path === EMERGENCY && answer.ok) event.waitUntil(keepNumbers(answer));
		return answer;
	} catch (error) {
		const kept = await caches.open(NAME);
		const page = path === EMERGENCY ? EMERGENCY : OFFLINE;
		return (await kept.match(page)) || Promise.reject(error);
	}
}

addEventListener("fetch", (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== "GET" || url.origin !== location.origin) return;
	if (request.mode === "navigate") return event.respondWith(visit(event, url.pathname));
	if (!FILES.includes(url.pathname + url.search)) return;
	event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
});
