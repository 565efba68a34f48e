// From the wall to a phone and back, with the real kiosk on a screen that can be looked at:
// node kiosk.mjs TWOFEET LOCALE
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";

const [twofeet] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "twofeet-kiosk-"));
const PATIENCE_MS = 60000;
const children = [];

async function until(what, look) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(100)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error("never came true: " + what);
}

// Below those that the system gives to whoever asks for any: nobody comes by it before the kiosk does.
async function freePort() {
  for (let port = 30000 + process.pid % 2000; port < 32700; port++) {
    const server = createServer().listen(port, "127.0.0.1");
    try {
      await once(server, "listening");
    } catch {
      continue; // somebody has it
    }
    server.close();
    await once(server, "close");
    return port;
  }
  throw new Error("no port is free");
}

// ---- a screen, and the kiosk on it
const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
  { stdio: ["ignore", "pipe", "ignore"] });
children.push(screen);
const display = ":" + (await createInterface({ input: screen.stdout })[Symbol.asyncIterator]().next()).value;
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const env = { ...process.env, DISPLAY: display, SDL_VIDEODRIVER: "x11", HOME: folder };
const kiosk = spawn(twofeet, ["run", "--memory", "--sample", "--now", "2026-11-25T10:35:02+01:00", "--seed", "7", "--lang", "en",
  "--window", "1280x800", "--listen", `127.0.0.1:${port}`, "--public-url", base], { env, stdio: ["ignore", "ignore", "inherit"] });
children.push(kiosk);

let pictures = 0;
function look() {
  const file = join(folder, `wall-${pictures++}.png`);
  execFileSync("import", ["-window", "root", "png24:" + file], { env });
  return file;
}
const signature = (file) => execFileSync("identify", ["-format", "%#", file], { encoding: "utf8" });
const REACTION_MS = 5000; // so late a tap shows what it did on a machine with a lot to do
async function changed(before) {
  for (const end = Date.now() + REACTION_MS; Date.now() < end; await pause(100)) if (signature(look()) !== signature(before)) return true;
  return false;
}
async function settled() {
  let before = look();
  return until("the wall stands still", async () => {
    await pause(200);
    const now = look(), same = signature(now) === signature(before);
    before = now;
    return same && now;
  });
}
function tap(x, y) {
  execFileSync("xdotool", ["mousemove", String(x), String(y), "click", "1", "mousemove", "1279", "799"], { env });
}
function scan(file) {
  try {
    return execFileSync("zbarimg", ["--quiet", "--raw", file], { encoding: "utf8" }).trim().split("\n");
  } catch {
    return [];
  }
}
let browser;
try {
  await until("the kiosk serves", () => fetch(base + "/").then((a) => a.ok, () => false));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"] });
  const phone = async () => (await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true,
    locale: "en-GB" })).newPage();

  // What is proposed on a phone is on the wall's next picture.
  const before = await settled();
  const board = await (await fetch(base + "/api/v1/board")).json();
  const first = board.spaces.sort((a, b) => (a.position ?? 0) - (b.position ?? 0)).slice(0, 3).map((space) => String(space.id));
  const page = await phone();
  await page.goto(base + "/propose", { waitUntil: "domcontentloaded" });
  await page.fill("#title", "Zebra crossings for the old town");
  const free = await page.locator("#cell option").evaluateAll((options) => options.map((o) => o.value));
  const cell = free.find((value) => first.includes(value.split("-")[0])); // in time order: on the wall's first page
  assert.ok(cell, "the wall has a free cell");
  await page.selectOption("#cell", cell);
  await page.click("button.main");
  await page.waitForURL(/\/s\/[A-Z0-9]+$/);
  await until("the wall shows something new", () => signature(look()) !== signature(before));
  console.log("ok    what is proposed on a phone changes the wall");

  // Down the column of its space, card after card, until the code on the wall is the new session's.
  const x = 518 + 213 * first.indexOf(cell.split("-")[0]);
  let code;
  for (let y = 245; y < 660; y += 40) {
    const home = await settled();
    tap(x, y);
    if (!await changed(home)) continue; // a break's row, or between two cards
    const opened = await settled();
    code = scan(opened).find((text) => text.includes("/s/"));
    if (code === page.url()) break;
    execFileSync("xdotool", ["key", "Escape"], { env });
    await until("Escape leads back to the grid", () => signature(look()) !== signature(opened));
  }
  assert.equal(code, page.url(), "the wall has a card whose code leads to what was proposed");
  const other = await phone();
  const began = Date.now();
  await other.goto(code, { waitUntil: "domcontentloaded" });
  console.log(`    scanned and opened in ${Date.now() - began} ms`);
  assert.match(await other.textContent("h1"), /Zebra crossings/);
  console.log("ok    the code on the wall leads a phone to the session's page");
} finally {
  if (browser) await browser.close();
  for (const child of children.reverse()) {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}
