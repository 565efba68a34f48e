// Debian's Chromium, for journeys. open(options): a page in a window of its own, options as of playwright's newContext().
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const launch = () => chromium.launchServer({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
export const PATIENCE_MS = 60000;
let server, browser;

// A condition with a limit.
export async function until(what, test) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise((done) => setTimeout(done, 100))) {
    if (await test()) return;
  }
  throw new Error("it did not come about: " + what);
}
// The same of a page, which may be on its way to another. (waitForFunction evaluates text when it looks a second time,
// and our pages forbid that.)
export const comes = (page, look) => until(String(look), () => page.evaluate(look).catch((error) => {
  if (/context was destroyed|navigat/i.test(error.message)) return false;
  throw error;
}));

// Once in a while a browser opens and closes no more windows, and says nothing. What it is asked for itself, not for a
// page of ours, has a limit; behind that it is killed, and another one begun.
const SILENT = new Error("the browser is silent");
async function ask(what) {
  let late;
  const limit = new Promise((_, no) => { late = setTimeout(() => no(SILENT), PATIENCE_MS / 2); });
  try {
    return await Promise.race([what(), limit]);
  } finally {
    clearTimeout(late);
  }
}
async function begin() {
  if (server) {
    console.log("    the browser was silent for half a minute; another one is begun");
    await server.kill();
  }
  server = await launch();
  browser = await chromium.connect(server.wsEndpoint());
}
export async function open(options) {
  for (let tries = 0; ; tries++) {
    try {
      if (!server) await begin();
      return await ask(async () => (await browser.newContext(options)).newPage());
    } catch (error) {
      if (error !== SILENT || tries) throw error;
      await begin();
    }
  }
}
// A window that is closed while its page is on the way to another is what silences it.
async function shut(context) {
  for (const page of context.pages()) await page.goto("about:blank").catch(() => {});
  await context.close();
}
async function orBegin(what) {
  try {
    await ask(what);
  } catch (error) {
    if (error !== SILENT) throw error;
    await begin();
  }
}
// What is wrong with a page, everything on it unfolded: what axe finds, what sticks out sideways, and words whose letters
// stand one below the other. Its window is open()ed with bypassCSP: axe is put into the page.
export async function faults(page) {
  for (const summary of await page.locator("summary").all()) await summary.click();
  await page.addScriptTag({ path: axeSource });
  return page.evaluate(async () => {
    scrollTo(0, 0); // nothing is behind the bars that stay
    const result = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    const found = result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html + " " + n.failureSummary).slice(0, 3).join(" | ")}`);
    const sticksOut = document.documentElement.scrollWidth - innerWidth;
    if (sticksOut > 0) found.push(`${sticksOut} px stick out sideways`);
    for (const e of document.querySelectorAll("main :not(.hid, .hid *)")) {
      const { width, height } = e.getBoundingClientRect(), size = parseFloat(getComputedStyle(e).fontSize);
      const own = [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data.trim()).join("");
      if (own.length > 4 && width < 2 * size && height > 4 * size) found.push(`letters one below the other: ${own}`);
    }
    return found;
  });
}
export const close = (page) => orBegin(() => shut(page.context()));
export const closeWindows = () => orBegin(async () => { for (const context of browser.contexts()) await shut(context); });
export const end = () => server.kill();
