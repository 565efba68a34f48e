// Journeys at the desk, in Debian's Chromium: node desk.mjs PHONE_SERVE SCHEDULE LOCALE [FOLDER]
// FOLDER: pictures of every page go there, to be looked at.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { close, closeWindows, end, faults, open, PATIENCE_MS, until } from "./browser.mjs";

const [serve, schedule, locale, pictures] = process.argv.slice(2);

// ---- the server, and what the touchscreen would show
const child = spawn(serve, [schedule, locale], { stdio: ["pipe", "pipe", "inherit"] });
const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
const port = Number((await lines.next()).value.split(" ")[1]);
const base = `http://127.0.0.1:${port}`;
async function wall(command) {
  child.stdin.write(command + "\n");
  return (await lines.next()).value;
}
const board = async () => (await fetch(base + "/api/v1/board")).json();
const session = async (code) => (await board()).sessions.find((s) => s.code === code);
const cellOf = (s) => s.placements.length ? `${s.placements[0].space}-${s.placements[0].slot}` : "";

// ---- the browser
const complaints = [];
async function laptop(options = {}, role = "organiser") {
  const page = await open({ viewport: { width: 1280, height: 800 }, locale: "en-GB", ...options });
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of|ERR_INTERNET_DISCONNECTED|ERR_ABORTED/.test(message.text()))
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  if (role) {
    await page.goto(base + "/pair/" + (await wall("offer " + role)));
    await page.click("button.main");
    await page.waitForURL(/\/desk$/);
  }
  return page;
}
const go = (page, path) => page.goto(base + path, { waitUntil: "domcontentloaded" });
// Until what a button posts is done, and its answer is the page that is shown: what is looked at next is from after it.
async function press(page, button) {
  const before = await page.locator("#main").elementHandle();
  await Promise.all([page.waitForResponse((r) => r.request().method() === "POST"), button.click()]);
  await until("the answer is shown", () => before.evaluate((main) => !main.isConnected));
}

// A day with unlocked cards and free cells, as the desk shows it.
async function day() {
  const b = await board(), last = b.slots.filter((s) => !s.kind || s.kind === "session").at(-1).day;
  return `/desk?day=${last}`;
}
const cards = (page) => page.$$eval(".board .card[data-pick]", (all) => all.map((c) => c.dataset.pick));
const title = (page, pick) => page.textContent(`.card[data-pick="${pick}"] b`);
const codeOf = async (text) => (await board()).sessions.find((s) => s.title === text).code;
const free = (page) => page.$$eval("td.free[data-cell]", (all) => all.map((c) => c.dataset.cell));

async function drag(page, from, to) {
  await page.locator(from).scrollIntoViewIfNeeded();
  const a = await page.locator(from).boundingBox();
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(a.x + a.width / 2 + 12, a.y + a.height / 2 + 12, { steps: 3 });
  const b = await page.locator(to).boundingBox();
  await page.mouse.move(b.x + b.width / 2, b.y + Math.min(b.height / 2, 20), { steps: 8 });
  await page.mouse.up();
}

const journeys = {
  async "who is not paired is told how, and nothing else"() {
    const page = await laptop({}, null);
    const answer = await go(page, "/desk");
    assert.equal(answer.status(), 403);
    assert.match(await page.textContent("main"), /tap the mark/);
  },

  async "a helper's desk has what a helper may do"() {
    const page = await laptop({}, "helper");
    const names = await page.$$eval("header nav a", (all) => all.map((a) => a.pathname));
    assert.deepEqual(names.filter((n) => /spaces|times|day|draft/.test(n)), []);
    assert.equal((await go(page, "/desk/spaces")).status(), 403);
  },

  async "a card is dragged by pointer to a free cell, and taken back"() {
    const page = await laptop();
    await go(page, await day());
    const [pick] = await cards(page), [cell] = await free(page), code = await codeOf(await title(page, pick));
    const before = cellOf(await session(code));
    await drag(page, `.card[data-pick="${pick}"]`, `td[data-cell="${cell}"]`);
    await page.locator(".did").waitFor();
    assert.equal(cellOf(await session(code)), cell);
    await page.click(".did button");
    await until("undo", async () => cellOf(await session(code)) === before);
    await page.getByRole("button", { name: "Do it again" }).click();
    await until("redo", async () => cellOf(await session(code)) === cell);
  },

  async "dropped on another card, the two swap; dropped beside the grid, it loses its place"() {
    const page = await laptop();
    await go(page, await day());
    const [one, other] = await cards(page);
    const a = await codeOf(await title(page, one)), b = await codeOf(await title(page, other));
    const wasA = cellOf(await session(a)), wasB = cellOf(await session(b));
    await drag(page, `.card[data-pick="${one}"]`, `.card[data-pick="${other}"]`);
    await until("the swap", async () => cellOf(await session(a)) === wasB);
    assert.equal(cellOf(await session(b)), wasA);
    await page.locator(".did").waitFor();
    await drag(page, `.card[data-pick="${one}"]`, ".pool h2");
    await until("taken off", async () => cellOf(await session(a)) === "");
  },

  async "by keyboard alone: picked up, carried by arrows, put down, let go"() {
    const page = await laptop();
    await go(page, await day());
    const [pick] = await cards(page), code = await codeOf(await title(page, pick)), before = cellOf(await session(code));
    await page.focus(`.card[data-pick="${pick}"]`);
    await page.keyboard.press("Enter");
    await page.locator("button.here:focus").waitFor();
    await page.keyboard.press("Escape");
    await until("the focus is back", () => page.evaluate((p) => document.activeElement.dataset.pick === p, pick));
    assert.equal(cellOf(await session(code)), before);
    await page.keyboard.press(" ");
    await page.locator("button.here:focus").waitFor();
    for (const key of ["ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft"]) {
      if (await page.evaluate(() => document.activeElement.closest("td").classList.contains("free"))) break;
      await page.keyboard.press(key);
    }
    const to = await page.evaluate(() => document.activeElement.value.split("-").slice(0, 2).join("-"));
    await page.keyboard.press("Enter");
    await until("put down", async () => cellOf(await session(code)) === to);
  },

  async "fifty titles are pasted at once, are there at once on another desk, and are taken back at once"() {
    const page = await laptop(), other = await laptop();
    await go(other, "/desk");
    await go(page, "/desk/new");
    await page.fill("#titles", Array.from({ length: 50 }, (_, i) => `Card ${i + 1} of the paper wall / Ann`).join("\n"));
    await page.getByRole("button", { name: "Put them on the wall" }).click();
    await other.locator(".pool").getByText("Card 50 of the paper wall").waitFor(); // by the stream
    await page.locator(".did button").click();
    await until("taken back", async () => !(await board()).sessions.some((s) => /of the paper wall/.test(s.title)));
  },

  async "several cards move as one step"() {
    const page = await laptop();
    await go(page, await day());
    const ofOneRow = await page.$$eval(".board tbody tr", (rows) => rows.map((r) => [...r.querySelectorAll("td > .card")].map((c) => c.dataset.pick)).find((r) => r.length > 1));
    const [one, two] = ofOneRow, was = (await board()).revision;
    await page.click(`.card[data-pick="${one}"]`);
    await page.locator(`.card.picked[data-pick="${one}"]`).waitFor();
    await page.click(`.card[data-pick="${two}"]`, { modifiers: ["Control"] });
    await page.getByRole("heading", { name: "2 cards chosen" }).waitFor();
    await press(page, page.getByRole("button", { name: "Take off the grid" }));
    await page.locator(".did").waitFor();
    assert.equal((await board()).revision, was + 1);
    await page.locator(`.pool .card`).first().waitFor();
  },

  async "what is tapped while the page follows the board is not lost"() {
    const page = await laptop();
    await go(page, await day());
    const [pick, other] = await cards(page), code = await codeOf(await title(page, other));
    const cell = (await free(page)).find((c) => c.split("-").length === 2);
    const following = new Promise((asked) => page.route((url) => url.pathname === "/desk", asked, { times: 1 })); // is kept waiting
    assert.equal(await wall(`move ${code} ${cell}`), "ok");
    await following;
    await page.click(`.card[data-pick="${pick}"]`);
    await page.locator(`.card.picked[data-pick="${pick}"]`).waitFor();
  },

  async "what another moved meanwhile is told and asked, and nothing is lost"() {
    const page = await laptop({ javaScriptEnabled: false });
    await go(page, await day());
    const [pick] = await cards(page), text = await title(page, pick), code = await codeOf(text);
    const cells = (await free(page)).filter((c) => c.split("-").length === 2);
    await page.click(`.card[data-pick="${pick}"]`);
    assert.equal(await wall(`move ${code} ${cells[0]}`), "ok");
    await page.locator(`button.here[value="${cells[1]}"]`).click();
    assert.match(await page.textContent("[role=alert]"), /now/);
    assert.equal(cellOf(await session(code)), cells[0]);
    await page.getByRole("button", { name: "Do it all the same" }).click();
    assert.equal(cellOf(await session(code)), cells[1]);
  },

  async "without a script: choose, put, hide with a reason, show again, news, phase, undo"() {
    const page = await laptop({ javaScriptEnabled: false });
    await go(page, await day());
    const [pick] = await cards(page), text = await title(page, pick), code = await codeOf(text);
    await page.click(`.card[data-pick="${pick}"]`);
    await page.locator("td.free button.here").first().click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.click(`.card[data-pick="${pick}"]`);
    await page.click("summary");
    await page.fill("#reason", "Twice on the wall");
    await page.getByRole("button", { name: "Hide", exact: true }).click();
    assert.equal(await session(code), undefined);
    await go(page, "/desk/care");
    assert.match(await page.textContent("main"), /Twice on the wall/);
    await page.getByRole("button", { name: "Show it to everybody" }).first().click();
    assert.ok(await session(code));
    await go(page, "/desk/news");
    await page.fill("#text", "The soup is ready");
    await page.getByRole("button", { name: "Announce" }).click();
    assert.match(await (await fetch(base + "/news")).text(), /The soup is ready/);
    await go(page, "/desk/day");
    await page.getByRole("button", { name: "Convergence" }).click();
    await page.locator("button[aria-current=step]", { hasText: "Convergence" }).waitFor();
    await go(page, "/desk/history");
    assert.match(await page.locator(".lines").textContent(), /This device/);
    await page.locator(".lines li:not(.head):not(.gone) button").first().click();
    await go(page, "/desk/history?at=1");
    assert.match(await page.textContent("h2"), /As it was/);
  },

  async "the grid is put back as it was, and that is taken back"() {
    const page = await laptop();
    await go(page, await day());
    const [pick] = await cards(page), [cell] = (await free(page)), code = await codeOf(await title(page, pick));
    const then = (await board()).revision, before = cellOf(await session(code));
    assert.equal(await wall(`move ${code} ${cell}`), "ok");
    await go(page, "/desk/history?at=" + then);
    await press(page, page.getByRole("button", { name: "Put the grid back as it was then" }));
    await page.locator(".did").waitFor();
    assert.equal(cellOf(await session(code)), before);
    await page.locator(".did button").click();
    await until("it is as it was before that", async () => cellOf(await session(code)) === cell);
  },

  async "a word of the list is flagged, its card hidden with a reason, and its device posts no more until it may again"() {
    const page = await laptop(), guest = await laptop({ viewport: { width: 390, height: 844 } }, null);
    await go(guest, "/propose");
    await guest.fill("#title", "SP\u00c1M for everybody");
    await guest.locator("button.main").click();
    await guest.locator("h1").getByText("SP\u00c1M for everybody").waitFor();
    await go(page, "/desk/care");
    const line = page.locator("li", { hasText: "SP\u00c1M for everybody" });
    assert.match(await line.textContent(), /A word of your list is on its card/);
    await line.getByRole("button", { name: "Block its device" }).click();
    await page.locator("li", { hasText: /^Device [0-9a-f]{4}/ }).waitFor();
    await line.locator("summary").click();
    await line.locator("input[name=reason]").fill("Advertising");
    await press(page, line.getByRole("button", { name: "Hide" }));
    await page.locator(".did").waitFor();
    assert.match(await page.textContent("main"), /Advertising/);
    await go(guest, "/propose");
    await guest.fill("#title", "Once more");
    const [answer] = await Promise.all([guest.waitForResponse((r) => r.request().method() === "POST"),
      guest.locator("button.main").click()]);
    assert.equal(answer.status(), 403);
    assert.ok(!(await board()).sessions.some((s) => s.title === "Once more"));
    await page.getByRole("button", { name: "Let it post again" }).click();
    await page.locator("li", { hasText: "None." }).waitFor();
    await go(guest, "/propose");
    await guest.fill("#title", "Once more");
    await guest.locator("button.main").click();
    await guest.locator("h1").getByText("Once more").waitFor();
    assert.ok((await board()).sessions.some((s) => s.title === "Once more"));
  },

  async "drafts are held back from the desk, and posted when the market opens"() {
    const page = await laptop(), guest = await laptop({ viewport: { width: 390, height: 844 } }, null);
    await go(page, "/desk/day");
    await press(page, page.getByRole("button", { name: "Gathering" }));
    await page.locator(".did").waitFor();
    await press(page, page.getByRole("button", { name: "Drafts first" }));
    await page.locator(".did").waitFor();
    await go(guest, "/propose");
    assert.equal(await guest.locator("select[name=cell]").count(), 0);
    await guest.fill("#title", "Owls at dawn");
    await guest.getByRole("button", { name: "Keep as a draft" }).click();
    await guest.getByText("it is posted when the market opens").first().waitFor();
    assert.ok(!(await board()).sessions.some((s) => s.title === "Owls at dawn"));
    await go(page, "/desk/care");
    assert.match(await page.textContent("main"), /Owls at dawn/);
    await go(page, "/desk/day");
    await press(page, page.getByRole("button", { name: "Marketplace" }));
    await page.locator(".did").waitFor();
    assert.ok((await board()).sessions.some((s) => s.title === "Owls at dawn"));
    await press(page, page.getByRole("button", { name: "Drafts first" }));
    await page.locator(".did").waitFor();
    await press(page, page.getByRole("button", { name: "Sessions" }));
    await page.locator(".did").waitFor();
  },

  async "settings, the format and the event's title from the desk, and a stale form is asked about"() {
    const page = await laptop(), other = await laptop();
    const bell = (p) => p.locator("form[action='/desk/settings/bell']");
    await go(page, "/desk/settings");
    await go(other, "/desk/settings");
    await bell(page).locator("select").selectOption("1");
    await bell(page).getByRole("button", { name: "Save" }).click();
    await page.locator(".did", { hasText: "It holds from now on" }).waitFor();
    assert.equal(await bell(page).locator("select").inputValue(), "1");
    await bell(other).locator("select").selectOption("4");
    await press(other, bell(other).getByRole("button", { name: "Save" }));
    assert.match(await other.textContent("[role=alert]"), /Now it is/);
    await other.getByRole("link", { name: "Leave it as it is" }).click();
    await page.locator("li", { hasText: "BarCamp" }).getByRole("button", { name: "Choose" }).click();
    await page.locator("li", { hasText: "BarCamp" }).locator(".mark", { hasText: "It is now" }).waitFor();
    await press(page, page.locator(".did").getByRole("button", { name: "Undo" }));
    await go(page, "/desk/settings");
    await page.locator("li", { hasText: "BarCamp" }).getByRole("button", { name: "Choose" }).waitFor();
    const before = await page.inputValue("input[name=title]");
    await page.fill("input[name=title]", "Herbsttreffen");
    await page.locator("form[action='/desk/event'] button").click();
    await page.locator(".brand", { hasText: "Herbsttreffen" }).waitFor();
    await page.locator(".did").getByRole("button", { name: "Undo" }).click();
    await page.locator(".brand", { hasText: before }).waitFor();
  },

  async "a name is erased from the desk, and the history does not bring it back"() {
    const page = await laptop(), guest = await laptop({ viewport: { width: 390, height: 844 } }, null);
    await go(guest, "/propose");
    await guest.fill("#title", "Letters to nobody");
    await guest.fill("#host", "Cornelia");
    await guest.locator("button.main").click();
    await guest.waitForURL(/\/s\/[A-Z0-9]+$/);
    await go(page, "/desk/settings");
    await page.getByRole("link", { name: "Erase for ever" }).click();
    await page.locator("li", { hasText: "Cornelia" }).getByRole("button", { name: "Erase the name" }).click();
    assert.match(await page.textContent("[role=alert]"), /Erase the name .*Cornelia/);
    assert.match(await (await fetch(base + "/")).text() + await (await fetch(base + "/unplaced")).text(), /Cornelia/);
    await page.getByRole("button", { name: "Erase for ever" }).click();
    await page.locator(".did", { hasText: "It is erased" }).waitFor();
    await until("the name is gone", async () => !/Cornelia/.test(JSON.stringify(await board()) + await (await fetch(base + "/unplaced")).text()));
    assert.ok((await board()).sessions.some((s) => s.title === "Letters to nobody"));
    await go(page, "/desk/history");
    assert.doesNotMatch(await page.textContent("main"), /Cornelia/);
  },

  async "axe finds nothing on any page of the desk"() {
    const pages = ["/desk", "/desk?PICK", "/desk/new", "/desk/news", "/desk/day", "/desk/spaces", "/desk/times", "/desk/care",
      "/desk/draft", "/desk/health", "/desk/settings", "/desk/erase", "/desk/history", "/desk/history?at=1",
      "/came", "/tables", "/tables?n=7"];
    const first = await laptop();
    await go(first, "/desk/settings"); // a format that has ideas to be answered and tables to be changed
    await press(first, first.locator("li", { hasText: "Ideas at tables" }).getByRole("button", { name: "Choose" }));
    await go(first, "/desk/day");
    await first.fill("#people", "60");
    await press(first, first.locator("form", { has: first.locator("#people") }).getByRole("button"));
    await go(first, "/desk/care");
    const idea = first.locator("li", { has: first.locator("form[action='/desk/care/idea']") }).first();
    await idea.locator("summary").click();
    await idea.locator("input[type=date]").fill("2020-01-01");
    await press(first, idea.getByRole("button", { name: "Save" }));
    await go(first, "/desk");
    await first.locator(".warn a", { hasText: "1 answer is overdue" }).waitFor();
    await close(first);
    for (const [name, options] of [["en", {}], ["dark", { colorScheme: "dark" }], ["de-1920", { locale: "de", viewport: { width: 1920, height: 1080 } }],
      ["ar", { locale: "ar" }], ["phone", { viewport: { width: 390, height: 844 } }]]) {
      const page = await laptop({ ...options, bypassCSP: true });
      for (let path of pages) {
        if (path.includes("PICK")) path = `/desk?pick=${(await cards(page))[0]}`;
        await go(page, path);
        assert.deepEqual(await faults(page), [], `${name} ${path}`);
        if (pictures) await page.screenshot({ path: `${pictures}/desk-${name}${path.replace(/pick=.*/, "pick").replace(/\W+/g, "-")}.png` });
        if (path === "/desk") assert.ok((await cards(page)).length > 0);
      }
      await close(page);
    }
  },
};

let failed = 0;
for (const [name, walk] of Object.entries(journeys)) {
  if (process.env.ONLY && !name.includes(process.env.ONLY)) continue;
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
process.exit(failed ? 1 : 0);
