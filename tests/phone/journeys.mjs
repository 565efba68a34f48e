// Journeys through the phone pages, in Debian's Chromium: node journeys.mjs PHONE_SERVE SCHEDULE LOCALE [FOLDER]
// FOLDER: pictures of every page go there, to be looked at.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { close, closeWindows, comes, end, faults, open, PATIENCE_MS, until } from "./browser.mjs";

const [serve, schedule, locale, pictures] = process.argv.slice(2);

// ---- the server
const child = spawn(serve, [schedule, locale], { stdio: ["pipe", "pipe", "inherit"] });
const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
const port = Number((await lines.next()).value.split(" ")[1]);
const base = `http://127.0.0.1:${port}`;
async function organiser(command) {
  child.stdin.write(command + "\n");
  assert.equal((await lines.next()).value, "ok", command);
}
const board = async () => (await fetch(base + "/api/v1/board")).json();

// ---- the browser
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "en-GB" };
const WIDE = { viewport: { width: 1280, height: 800 }, locale: "en-GB" };
const complaints = [];
async function phone(options = {}) {
  const page = await open({ ...PHONE, ...options });
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of|ERR_INTERNET_DISCONNECTED|ERR_ABORTED|ERR_FAILED/.test(message.text()))
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}
const go = (page, path) => page.goto(base + path, { waitUntil: "domcontentloaded" });

async function freeCells(count) {
  const b = await board();
  const taken = new Set(b.sessions.flatMap((s) => s.placements.map((p) => `${p.space}-${p.slot}`)));
  const last = b.slots.filter((s) => !s.kind || s.kind === "session").at(-1); // still to come, whenever this runs
  const free = b.spaces.map((s) => `${s.id}-${last.id}`).filter((cell) => !taken.has(cell));
  assert.ok(free.length >= count, "the schedule has free cells");
  return free.slice(0, count);
}

// Until the form that was sent has its answer: the session's page, or why not.
const answered = (page) => comes(page, () => document.readyState !== "loading" &&
  (/\/s\/[A-Z0-9]+$/.test(location.pathname) || document.querySelector("[role=alert]")));

async function propose(page, title, cell) {
  await go(page, "/propose");
  await page.fill("#title", title);
  await page.fill("#host", "Ann");
  if (cell) await page.selectOption("#cell", cell);
  await page.click("button.main");
  await answered(page);
}

// A page as its own phone sees it, in every dress.
const DRESSES = [["phone", {}], ["dark", { colorScheme: "dark" }], ["de", { locale: "de" }], ["ar", { locale: "ar" }],
  ["wide", WIDE], ["widedark", { ...WIDE, colorScheme: "dark" }]];
async function look(owner, name, url, dresses = DRESSES) {
  for (const [dress, options] of dresses) {
    const page = await phone({ ...options, storageState: await owner.context().storageState(), bypassCSP: true });
    await page.goto(url, { waitUntil: "domcontentloaded" });
    const found = await faults(page);
    if (pictures) await page.screenshot({ path: `${pictures}/${dress}-${name}.png`, fullPage: true });
    assert.deepEqual(found, [], `${dress} ${name}`);
    await close(page);
  }
}

const journeys = {
  async "what is proposed and placed on a phone is on the grid of another at once"() {
    const [cell] = await freeCells(1), writer = await phone(), reader = await phone(WIDE);
    const day = (await board()).slots.find((s) => String(s.id) === cell.split("-")[1]).day;
    await go(reader, "/?day=" + day);
    await propose(writer, "Zebra crossings for the old town", cell);
    await writer.waitForURL(/\/s\/[A-Z0-9]+$/);
    assert.match(await writer.textContent("h1"), /Zebra crossings/);
    await reader.getByText("Zebra crossings for the old town").first().waitFor(); // by the stream, without a reload
    await go(writer, "/mine");
    assert.match(await writer.textContent("main"), /Zebra crossings/);
  },

  async "two phones want one cell: exactly one has it, the other is offered free ones and keeps its text"() {
    const [cell] = await freeCells(2), one = await phone(), other = await phone(), late = await phone();
    for (const [page, title] of [[one, "Owls at night"], [other, "Quilting in winter"], [late, "Pottery by hand"]]) {
      await go(page, "/propose");
      await page.fill("#title", title);
      await page.selectOption("#cell", cell);
    }
    await Promise.all([one.click("button.main"), other.click("button.main")]);
    await Promise.all([answered(one), answered(other)]);
    const won = (page) => /\/s\//.test(page.url());
    assert.equal(Number(won(one)) + Number(won(other)), 1);
    const loser = won(one) ? other : one;
    assert.match(await loser.inputValue("#title"), /Owls|Quilting/);
    assert.match(await loser.textContent("[role=alert]"), /already there/);
    await loser.locator("button[name=instead]").first().click();
    await loser.waitForURL(/\/s\/[A-Z0-9]+$/);
    const b = await board();
    const here = b.sessions.filter((s) => s.placements.some((p) => `${p.space}-${p.slot}` === cell));
    assert.equal(here.length, 1);
    // Enter in a field sends the form; it presses none of the places that are offered.
    await late.click("button.main");
    await late.locator("button[name=instead]").first().waitFor();
    await late.locator("#title").press("Enter");
    await late.waitForURL(/\/s\/[A-Z0-9]+$/);
    assert.match(await late.textContent(".where"), /Looking for a place/);
  },

  async "two hosts merge on their phones: one asks, the other agrees, and takes it back"() {
    const ann = await phone(), bob = await phone();
    await propose(bob, "Beekeeping in the city");
    await bob.waitForURL(/\/s\/[A-Z0-9]+$/);
    const there = bob.url();
    await propose(ann, "Ants in the kitchen");
    await ann.waitForURL(/\/s\/[A-Z0-9]+$/);
    const here = ann.url();
    await ann.click("a:text('Merge it')");
    await ann.fill("#q", "Beekeeping");
    await ann.click("button:text('Search')");
    await ann.locator(".cards > li").filter({ hasText: "Beekeeping in the city" }).getByRole("button", { name: "Ask its host" }).click();
    await ann.waitForURL(here);
    await ann.getByText("Its host can agree on their phone, or at the wall.").waitFor();
    await bob.getByText("would like to become part of").waitFor(); // by the stream, without a reload
    await look(bob, "merge-question", there);
    await look(ann, "merge-asked", here);
    await look(ann, "merge-choose", here + "/merge");
    await bob.getByRole("button", { name: "Agree" }).click();
    await bob.getByText("Merged into this session:").waitFor();
    await ann.locator("h1").filter({ hasText: "Beekeeping in the city" }).waitFor(); // who looked at the one sees the other
    await bob.getByRole("button", { name: "Undo" }).click();
    await bob.locator("h1").filter({ hasText: "Ants in the kitchen" }).waitFor();
    await go(ann, new URL(here).pathname);
    await ann.getByRole("button", { name: "Take it back" }).click();
    await ann.getByText("Its host can agree").waitFor({ state: "detached" });
    await go(bob, new URL(there).pathname);
    assert.equal(await bob.getByText("would like to become part of").count(), 0);
  },

  async "a session that moves says so on the page that is looking at it"() {
    const page = await phone(), session = (await board()).sessions.find((s) => s.placements.length === 1 && !s.placements[0].locked);
    const [cell] = await freeCells(1);
    await go(page, "/s/" + session.code);
    await organiser(`move ${session.code} ${cell}`);
    await page.locator("#say").filter({ hasText: "Moved to" }).waitFor();
    const b = await board(), space = b.spaces.find((s) => String(s.id) === cell.split("-")[0]);
    await page.locator(".where").filter({ hasText: space.name }).waitFor();
  },

  async "everything works without JavaScript"() {
    const [cell] = await freeCells(1), page = await phone({ javaScriptEnabled: false });
    await go(page, "/");
    await page.click("header nav a.main");
    await page.fill("#title", "Knots for sailors");
    await page.selectOption("#cell", cell);
    await page.click("button.main");
    await page.waitForURL(/\/s\/[A-Z0-9]+$/);
    await page.locator("#notes summary").click();
    await page.fill("#happened", "We tied **many**.");
    await page.locator("#notes button.main").click();
    await page.locator("#notes strong", { hasText: "many" }).waitFor();
    await page.click("text=Amend it");
    await page.fill("#happened", "We tied all of them.");
    await page.locator("form.draft button.main").click();
    await page.locator("#notes", { hasText: "all of them" }).waitFor();
    // The very first page of a phone has no token yet: it is asked once more, and nothing is lost.
    const fresh = await phone({ javaScriptEnabled: false });
    await go(fresh, new URL(page.url()).pathname);
    await fresh.click(".star button");
    await fresh.locator("h1", { hasText: "Send it" }).waitFor();
    await fresh.click("button.main");
    await fresh.locator(".star button[aria-pressed=true]").waitFor();
  },

  async "a note written in airplane mode stays on the phone and is sent once"() {
    const page = await phone(), code = (await board()).sessions[2].code;
    await go(page, "/s/" + code);
    await page.locator("#notes summary").click();
    await page.fill("#happened", "We sang until noon.");
    await page.context().setOffline(true);
    await page.locator("#notes button.main").click();
    await page.locator("#say").filter({ hasText: "Not connected" }).waitFor();
    await page.context().setOffline(false);
    await page.reload({ waitUntil: "domcontentloaded" });
    assert.equal(await page.inputValue("#happened"), "We sang until noon.");
    await comes(page, () => document.querySelector("#notes form [name=token]"));
    await page.locator("#notes button.main").dblclick().catch(() => {});
    await page.locator(".notes").filter({ hasText: "We sang until noon." }).waitFor();
    const session = await (await fetch(`${base}/api/v1/sessions/${code}`)).json();
    assert.equal(session.notes.filter((n) => n.happened === "We sang until noon.").length, 1);
    await comes(page, () => document.querySelector("#happened").value === "");
  },

  async "an answer that is lost, a kiosk that is away and a full queue lose no word, and make one note of all tries"() {
    const page = await phone(), code = (await board()).sessions[3].code, text = "We walked to the river and back.";
    const count = async () => (await (await fetch(`${base}/api/v1/sessions/${code}`)).json()).notes.filter((n) => n.happened === text).length;
    const send = () => page.locator("#notes button.main").click();
    await go(page, "/s/" + code);
    await page.locator("#notes summary").click();
    await page.fill("#happened", text);
    for (const [what, answer] of [[/Not connected/, (route) => route.abort()], // before it came there
      [/Very many people write/, (route) => route.fulfill({ status: 503, headers: { "Retry-After": "2" }, contentType: "text/html", body: "<h1>Very many people write just now.</h1>" })],
      [/did not work/, (route) => route.fulfill({ status: 503, contentType: "text/plain", body: "Please try again." })],
      [/Not connected/, async (route) => { await route.fetch({ maxRedirects: 0 }); await route.abort(); }]]) { // it came there, and its answer is lost
      await page.route("**/note", answer, { times: 1 });
      await send();
      await page.locator("#say").filter({ hasText: what }).waitFor();
      assert.equal(await page.inputValue("#happened"), text);
      await page.reload({ waitUntil: "domcontentloaded" });
      await page.locator("#say").filter({ hasText: "Kept on this phone" }).waitFor();
      assert.equal(await page.inputValue("#happened"), text);
      await comes(page, () => document.querySelector("#notes form [name=token]"));
    }
    assert.equal(await count(), 1);
    await page.locator("#notes button.main").dblclick();
    await page.locator(".notes").filter({ hasText: text }).waitFor();
    await page.locator("#notes details:not([open])").waitFor();
    assert.equal(await page.inputValue("#happened"), "");
    assert.equal(await count(), 1);
  },

  async "something near is shown while typing"() {
    const page = await phone(), session = (await board()).sessions.find((s) => s.title.length > 16);
    await go(page, "/propose");
    await page.locator("#title").pressSequentially(session.title + "!");
    await page.locator("#similar a").first().waitFor();
    assert.match(await page.textContent("#similar"), new RegExp(session.title.slice(0, 8)));
  },

  async "where too many listen already, a page asks now and then"() {
    const full = await phone();
    await full.route("**/live?*", (route) => route.fulfill({ status: 503, headers: { "Retry-After": "20" } }));
    await full.clock.install();
    const asks = [];
    full.on("request", (request) => asks.push(new URL(request.url()).pathname));
    await go(full, "/unplaced");
    await comes(full, () => document.readyState === "complete");
    const title = "Quiet hour, told by asking";
    await propose(await phone(), title);
    const told = full.locator("main").filter({ hasText: title }).first();
    for (let tries = 0; tries < 40 && !(await told.isVisible()); tries++) { // it may not have been sent away yet
      await full.clock.fastForward(25000); // 15 s, or up to a quarter more
      await told.waitFor({ timeout: 1500 }).catch(() => {});
    }
    await told.waitFor();
    assert.ok(asks.includes("/live"));
  },

  async "everything can be reached and done by keyboard alone"() {
    const page = await phone(WIDE);
    await go(page, "/");
    await page.keyboard.press("Tab");
    assert.match(await page.evaluate(() => document.activeElement.className), /skip/);
    for (let i = 0; i < 12 && !/\/propose$/.test(await page.evaluate(() => document.activeElement.href || "")); i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/propose$/);
    for (let i = 0; i < 12 && (await page.evaluate(() => document.activeElement.id)) !== "title"; i++) await page.keyboard.press("Tab");
    await page.keyboard.type("Typing without a mouse");
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
    assert.ok(parseFloat(ring) >= 2, "focus is seen: " + ring);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/s\/[A-Z0-9]+$/);
    for (let i = 0; i < 30 && (await page.evaluate(() => document.activeElement.tagName)) !== "SUMMARY"; i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("All of it by keys.");
    for (let i = 0; i < 8 && (await page.evaluate(() => document.activeElement.className)) !== "main"; i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".notes").filter({ hasText: "All of it by keys." }).waitFor();
  },

  async "Arabic reads from the right"() {
    const page = await phone({ locale: "ar" });
    await go(page, "/");
    assert.equal(await page.getAttribute("html", "dir"), "rtl");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, "nothing sticks out sideways");
    await page.click(".lang a[hreflang=de]");
    await page.locator("html[lang=de]").waitFor();
    await go(page, "/about");
    assert.equal(await page.getAttribute("html", "lang"), "de");
  },

  async "what is hidden is gone from a page that shows it"() {
    const page = await phone(), session = (await board()).sessions.at(-1);
    await go(page, "/s/" + session.code);
    await organiser("hide " + session.code);
    await page.getByText("This session is not shown.").waitFor();
    assert.ok(!(await page.textContent("body")).includes(session.title));
  },

  async "the first load of everything is within 15 KB"() {
    const page = await phone();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.enable");
    let bytes = 0;
    cdp.on("Network.loadingFinished", (e) => { bytes += e.encodedDataLength; });
    await page.goto(base + "/", { waitUntil: "load" });
    await comes(page, () => performance.getEntriesByType("resource").filter((r) => r.responseEnd && /style|script|icons/.test(r.name)).length >= 3);
    await until("their bytes are told", () => bytes > 4000);
    console.log(`    ${bytes} bytes on the wire, headers among them`);
    assert.ok(bytes > 4000 && bytes <= 15 * 1024 + 5 * 700, `${bytes} bytes`); // five answers' headers
  },

  async "the wall turns its own pages, and begins again"() {
    const page = await phone({ viewport: { width: 1280, height: 300 }, locale: "en-GB" });
    await page.clock.install();
    await go(page, "/wall");
    await page.locator("html.wall").waitFor();
    const at = () => page.evaluate(() => Math.round(scrollY));
    const height = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    assert.ok(height > 100, "the grid is higher than this projector's picture");
    assert.equal(await at(), 0);
    const seen = [];
    for (let turn = 0; turn < 40 && (turn === 0 || seen.at(-1) > 0); turn++) {
      await page.clock.runFor(12000);
      seen.push(await at());
    }
    assert.equal(seen.at(-1), 0, `begins again: ${seen}`);
    assert.ok(seen.length > 1 && Math.max(...seen) >= height - 4, `comes to the end: ${seen} of ${height}`);
    for (let i = 1; i < seen.length - 1; i++) assert.ok(seen[i] > seen[i - 1] && seen[i] - seen[i - 1] <= 300, `leaves nothing out: ${seen}`);
  },

  async "an empty event, the longest words, a pad and a phone without a network look as they should"() {
    const dresses = [["de", { locale: "de" }], ["darkar", { locale: "ar", colorScheme: "dark" }], ["widedark", { ...WIDE, locale: "de", colorScheme: "dark" }]];
    const event = { id: 1, title: "Ein Treffen mit einem Namen, der auf keinem Handy in eine Zeile passt, und auch nicht in zwei", code: "long-26", zone: "Europe/Berlin", guid: "6d0b9f4e-5d0e-4b6a-8a53-3f4f2f0c0a12" };
    const word = "Gemeinschaftsverpflegungskonzeptentwicklungswerkstatt";
    const full = { twofeet: 1, event, spaces: [{ id: 1, name: "Großer Versammlungsraum im zweiten Obergeschoss, Westflügel" }, { id: 2, name: "B", position: 1 }],
      slots: [{ id: 10, day: "2026-11-25", start: "2026-11-25T09:00:00Z", end: "2026-11-25T10:00:00Z" }],
      sessions: [{ id: 100, code: "ABCDE", state: "placed", title: `${word} und alles, was wir noch nie gesagt haben, ${word.slice(0, 18)}`, subtitle: word, host: "Anneliese-Dorothea von Hohenstein-Wittgenfeld", about: `${word} `.repeat(30).trim(), url: "https://example.org/" + "x".repeat(200) }],
      placements: [{ id: 200, session: 100, space: 1, slot: 10, last_slot: 10 }] };
    const begun = { ...full, slots: [{ id: 10, day: "2026-11-25", start: "2026-11-24T23:00:00Z", end: "2026-11-25T00:00:00Z" }] }; // with its day
    for (const [name, schedule, paths, ...pad] of [["empty", { twofeet: 1, event: { ...event, title: "Leer" } }, ["/", "/unplaced", "/mine", "/wall", "/about"]],
      ["longest", full, ["/", "/s/ABCDE", "/unplaced", "/wall"], "https://pad.example/p/{code}"], ["begun", begun, ["/came"]]]) {
      const file = join(tmpdir(), `phone-${process.pid}.json`);
      writeFileSync(file, JSON.stringify(schedule));
      const other = spawn(serve, [file, locale, "127.0.0.1:0", "50", ...pad], { stdio: ["pipe", "pipe", "ignore"] });
      const at = (await createInterface({ input: other.stdout })[Symbol.asyncIterator]().next()).value.split(" ")[1];
      const owner = await phone();
      try {
        for (const path of paths) await look(owner, name + path.replace(/\W+/g, "-"), `http://127.0.0.1:${at}${path}`, dresses);
        if (name === "longest") {
          await owner.goto(`http://127.0.0.1:${at}/s/ABCDE`);
          assert.match(await owner.getAttribute("a[href^='https://pad.example/']", "href"), /\/p\/ABCDE$/);
          await owner.context().setOffline(true);
          await owner.locator("#say").filter({ hasText: /./ }).waitFor(); // it says so
          if (pictures) await owner.screenshot({ path: `${pictures}/phone-cut-off.png` });
        }
      } finally {
        await close(owner);
        other.stdin.end();
        await once(other, "exit");
        unlinkSync(file);
      }
    }
  },

  async "at the convergence two phones add topics, give their dots, take them back, and take one on"() {
    const one = await phone(), other = await phone();
    await organiser("phase convergence");
    await go(one, "/");
    const banner = one.getByRole("link", { name: /The convergence/ });
    assert.match(await banner.evaluate((a) => getComputedStyle(a).textDecorationLine), /underline/); // it is seen to lead on
    await banner.click();
    await one.waitForURL(/\/topics$/);
    assert.match(await one.textContent("main"), /There are no topics yet/);
    await one.fill("#title", "A seed library");
    await one.getByRole("button", { name: "Add it" }).click();
    await one.locator("li h2", { hasText: "A seed library" }).waitFor();
    const line = (page) => page.locator("ul.notes > li", { hasText: "A seed library" });
    await line(one).getByRole("button", { name: "Give a dot" }).click();
    await line(one).getByText("1 dot", { exact: true }).waitFor();
    await go(other, "/topics");
    await other.locator("summary", { hasText: "Take one from a session or a note" }).click();
    await other.locator("details ul.cards button").first().click();
    await other.locator("ul.notes > li").nth(1).waitFor();
    await line(other).getByRole("button", { name: "Give a dot" }).click();
    await line(other).getByText("2 dots", { exact: true }).waitFor();
    await line(other).locator("summary", { hasText: "I take it on" }).click();
    await line(other).locator("input[name=initiator]").fill("Mara");
    await line(other).getByRole("button", { name: "I take it on" }).click();
    await line(other).locator(".host", { hasText: "Mara" }).waitFor();
    await go(one, "/topics");
    assert.match(await line(one).textContent(), /Mara/);
    await line(one).getByRole("button", { name: "Take my dot back" }).click();
    await line(one).getByText("1 dot", { exact: true }).waitFor();
    assert.match(await one.textContent("main"), /You have 5 dots left to give/);
  },

  async "axe finds nothing on any page"() {
    const b = await board(), code = b.sessions[0].code, space = b.spaces[0].id;
    const writer = await phone();
    await go(writer, `/s/${code}`);
    await writer.locator("summary", { hasText: "Write down who does what" }).click();
    await writer.fill("#what", "Send the letter");
    await writer.locator("form[action$='/action'] button").click();
    const action = await writer.locator("a[href^='/action/']").first().getAttribute("href");
    const paths = ["/", "/unplaced", "/news", "/about", "/search?q=a", "/search?q=letter", "/came", action, "/propose", "/mine", "/topics", `/s/${code}`, `/s/${code}/note`, `/space/${space}`, "/s/NONE2", "/wall", "/book", "/book.html"];
    for (const [name, options] of DRESSES) {
      const page = await phone({ ...options, bypassCSP: true });
      page.on("dialog", () => complaints.push("a dialog on " + page.url()));
      for (const path of paths) {
        await go(page, path);
        const found = await faults(page);
        if (pictures) await page.screenshot({ path: `${pictures}/${name}${path.replace(/\W+/g, "-")}.png` });
        assert.deepEqual(found, [], `${name} ${path}`);
      }
      await close(page);
    }
  },
};

let failed = 0;
for (const [name, walk] of Object.entries(journeys)) {
  if (process.env.TF_JOURNEY && !name.includes(process.env.TF_JOURNEY)) continue;
  try {
    await walk();
    console.log("ok    " + name);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}\n${error.stack}`);
  }
  await closeWindows();
}
if (complaints.length) {
  failed++;
  console.log("FAILED the browser had something to say:\n" + [...new Set(complaints)].join("\n"));
}
await end();
child.stdin.end();
await once(child, "exit");
process.exit(failed ? 1 : 0);
