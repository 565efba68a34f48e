// Debian's Chromium, for journeys: open(options) is a window of its own, as newContext() of playwright.
import { chromium } from "playwright-core";

const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
export const PATIENCE_MS = 60000;
let browser = await launch();

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

// Once in a while a browser opens no more windows, and says nothing: another one is begun.
export async function open(options) {
  for (let tries = 0; ; tries++) {
    let late;
    const limit = new Promise((_, no) => { late = setTimeout(() => no(new Error("the browser opens no window")), PATIENCE_MS); });
    try {
      return await Promise.race([browser.newContext(options), limit]);
    } catch (error) {
      if (tries) throw error;
      console.log("    the browser opened no window in a minute; another one is begun");
      browser.close().catch(() => {});
      browser = await launch();
    } finally {
      clearTimeout(late);
    }
  }
}
export async function closeWindows() {
  for (const context of browser.contexts()) await context.close();
}
export const end = () => browser.close();
