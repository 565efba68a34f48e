// Debian's Chromium, for journeys: open(options) is a window of its own, as newContext() of playwright.
import { chromium } from "playwright-core";

const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const PATIENCE_MS = 60000;
let browser = await launch();

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
