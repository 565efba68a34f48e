// What the pages do beyond forms and links; all of them work without it. Texts come from the page's body.
"use strict";
(() => {
  const body = document.body, words = body.dataset, code = words.code;
  const say = document.getElementById("say");
  let seq = +words.seq;

  function tell(text, button, doing) {
    say.textContent = text;
    if (button) {
      const b = document.createElement("button");
      b.textContent = button;
      b.onclick = doing;
      say.append(b);
    }
  }

  // ---- drafts: every field as typed, on this phone only, until the form has been taken
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private mode */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* private mode */ } },
  };
  const isField = (e) => e.name && e.type !== "hidden" && e.tagName !== "BUTTON";
  const keyOf = (form) => "draft " + form.getAttribute("action") + (form.elements.id ? " " + form.elements.id.value : ""); // which note is amended
  let isTouched = false;

  function keep(form) {
    const values = {};
    for (const e of form.elements) if (isField(e)) values[e.name] = e.type === "checkbox" ? e.checked : e.value;
    const key = form.elements.key;
    store.set(keyOf(form), { values, key: key && key.value });
  }

  function restore(form) {
    const draft = store.get(keyOf(form));
    if (!draft || document.querySelector("[role=alert]")) return; // a form shown again has its texts
    for (const e of form.elements) {
      if (!isField(e) || !(e.name in draft.values)) continue;
      if (e.type === "checkbox") e.checked = draft.values[e.name];
      else if (e.tagName !== "SELECT" && draft.values[e.name]) e.value = draft.values[e.name];
    }
    if (draft.key && form.elements.key) form.elements.key.value = draft.key; // the same post as before
    if (Object.values(draft.values).some((v) => v && v !== true)) {
      const details = form.closest("details");
      if (details) details.open = true;
      isTouched = true;
      tell(words.kept);
    }
  }

  let asked; // one token for all forms: each answer could be another device's
  function token() {
    asked = asked || fetch("/token", { cache: "no-store" }).then((answer) => (answer.ok ? answer.text() : Promise.reject()));
    asked.catch(() => { asked = null; });
    return asked;
  }

  function hidden(form, name, value) {
    const e = document.createElement("input");
    e.type = "hidden";
    e.name = name;
    e.value = value;
    form.append(e);
  }

  async function complete(form) { // the first page of all comes without
    if (form.elements.token) return;
    const value = await token();
    if (!value || form.elements.token) return;
    hidden(form, "token", value);
    const draft = store.get(keyOf(form));
    hidden(form, "key", (draft && draft.key) || [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join(""));
  }

  // The draft goes when the answer has come that it was taken, and not before: a lost answer, a full queue or a disk
  // that refuses leave it here, with the key that makes one post of all tries.
  async function send(form, button) {
    if (form.isSending) return;
    form.isSending = true;
    try {
      await complete(form);
      const fields = new URLSearchParams(new FormData(form));
      if (button && button.name) fields.append(button.name, button.value);
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: fields });
      const page = pageOf(await answer.text());
      if (answer.ok && answer.redirected) {
        store.drop(keyOf(form));
        say.textContent = "";
        isTouched = false;
        if (location.href.split("#")[0] === answer.url) show(page);
        else location.assign(answer.url);
      } else if (page.querySelector("#main form[method=post]")) { // once more, and why
        show(page);
        scrollTo(0, 0);
      } else {
        const title = page.querySelector("h1");
        tell(title ? title.textContent : words.failed);
      }
    } catch {
      tell(words.offline);
    }
    form.isSending = false;
  }

  function prepare(root) {
    for (const form of root.querySelectorAll("form[method=post]")) {
      const isDraft = form.classList.contains("draft");
      if (isDraft) restore(form);
      complete(form).catch(() => {});
      form.addEventListener("input", () => { isTouched = true; if (isDraft) keep(form); });
      form.addEventListener("submit", (event) => {
        if (isDraft) keep(form);
        if (isDraft || !navigator.onLine) event.preventDefault();
        if (!navigator.onLine) tell(words.offline);
        else if (isDraft) send(form, event.submitter);
      });
    }
    const share = root.querySelector(".share");
    if (share && navigator.share) {
      share.hidden = false;
      share.onclick = () => navigator.share({ title: document.title, url: location.href.split("#")[0] }).catch(() => {});
    }
    const title = root.querySelector("form[action='/propose'] #title");
    if (title) hint(title);
  }

  // ---- nearly the same, while typing
  function hint(title) {
    const box = document.getElementById("similar");
    let timer;
    title.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const answer = await fetch("/api/v1/similar?title=" + encodeURIComponent(title.value)).catch(() => null);
        const found = answer && answer.ok ? await answer.json() : [];
        box.textContent = "";
        box.className = found.length ? "warn" : "";
        if (!found.length) return;
        box.append(words.similar);
        for (const one of found) {
          const a = document.createElement("a");
          a.className = "card";
          a.href = "/s/" + one.code;
          a.textContent = one.title;
          box.append(a);
        }
      }, 400);
    });
  }

  // ---- live
  const isForm = () => isTouched || (document.activeElement && /INPUT|TEXTAREA|SELECT/.test(document.activeElement.tagName));

  const pageOf = (text) => new DOMParser().parseFromString(text, "text/html");
  function show(page) { // in place of what is shown
    const main = page.getElementById("main");
    if (!main) return;
    seq = +page.body.dataset.seq || seq;
    const open = document.activeElement && document.activeElement.getAttribute("href");
    document.getElementById("main").replaceWith(main);
    isTouched = false;
    prepare(main);
    if (open) { // who was on a link stays on it
      const again = [...main.querySelectorAll("a")].find((a) => a.getAttribute("href") === open);
      if (again) again.focus({ preventScroll: true });
    }
    wall();
  }
  async function reload() {
    const answer = await fetch(location.href.split("#")[0], { headers: { Accept: "text/html" } });
    show(pageOf(await answer.text()));
  }

  function change(data) {
    seq = Math.max(seq, data.rev || 0);
    const moved = (data.moved || []).find((m) => m.code === code);
    const isMine = code ? data.all || (data.codes || []).includes(code) : data.grid || data.all;
    if (moved) tell(moved.where ? words.moved.replace("{where}", moved.where).replace("{when}", moved.when) : words.gone);
    if (!isMine) return;
    if (isForm()) {
      if (!moved) tell(words.changed, words.show, () => { say.textContent = ""; reload(); });
      return;
    }
    setTimeout(() => reload().catch(() => {}), Math.random() * 150); // not all phones in one moment
  }

  let source, poll, waits = 0;
  function listen() {
    if (!window.EventSource) return ask();
    source = new EventSource("/live?last=" + seq);
    source.addEventListener("change", (e) => { waits = 0; change(JSON.parse(e.data)); });
    source.addEventListener("reload", () => { if (!isForm()) reload().catch(() => {}); });
    source.onopen = () => { clearTimeout(poll); waits = 0; };
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) return; // it tries again by itself
      ask(); // too many streams: now and then is enough
    };
  }
  function ask() {
    clearTimeout(poll);
    poll = setTimeout(async () => {
      if (!document.hidden && !isForm()) await reload().catch(() => {});
      listen();
    }, Math.min(60, 15 * ++waits) * 1000 * (0.75 + Math.random() / 2));
  }
  addEventListener("pagehide", () => source && source.close());
  addEventListener("pageshow", (e) => { if (e.persisted) { if (!isForm()) reload().catch(() => {}); listen(); } });
  addEventListener("offline", () => tell(words.offline));
  addEventListener("online", () => { say.textContent = ""; });

  // ---- the wall turns its own pages
  let turning;
  function wall() {
    const root = document.getElementById("wall");
    if (!root) return;
    document.documentElement.classList.add("wall");
    clearInterval(turning);
    turning = setInterval(() => {
      const isEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 4;
      scrollTo(0, isEnd ? 0 : scrollY + innerHeight * 0.85);
    }, 12000);
  }

  prepare(document);
  wall();
  // What is on now changes with the clock, not only with the board.
  setInterval(() => { if (!code && !document.hidden && !isForm() && !document.querySelector("form[method=post]")) reload().catch(() => {}); }, 60000);
  listen();
})();
