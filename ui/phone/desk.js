// The desk, live: cards are dragged by pointer and by keyboard, pages follow the board. Everything it does is a
// link or a form of the page, sent and shown without leaving it. Texts come from the page's body.
"use strict";
(() => {
  const root = document.documentElement, words = document.body.dataset, say = document.getElementById("say");
  const main = () => document.getElementById("main");
  let seq = +words.seq, loading = null, isStale = false, held = null;
  root.classList.add("js");

  function tell(text, button, doing) {
    say.textContent = text;
    if (!button) return;
    const b = document.createElement("button");
    b.textContent = button;
    b.onclick = () => { say.textContent = ""; doing(); };
    say.append(b);
  }

  // ---- pages in place of the one that is shown
  const nameOf = (e) => e && (e.dataset.pick || e.value || e.getAttribute("href") || e.id || "");

  function show(text, url, isBack) {
    const page = new DOMParser().parseFromString(text, "text/html"), fresh = page.getElementById("main");
    if (!fresh) { location.href = url; return; }
    const at = document.activeElement, name = main().contains(at) ? nameOf(at) : "";
    const scroll = document.querySelector(".scroll"), x = scroll && scroll.scrollLeft, y = scroll && scroll.scrollTop;
    const aside = document.querySelector("aside"), z = aside && aside.scrollTop, top = scrollY;
    main().replaceWith(fresh);
    document.title = page.title;
    for (const part of ["header", "footer"]) document.querySelector(part).replaceWith(page.querySelector(part));
    seq = Math.max(seq, +fresh.dataset.seq || 0);
    if (!isBack && url !== location.href) history.pushState(null, "", url);
    const again = document.querySelector(".scroll"), beside = document.querySelector("aside");
    if (again && scroll) { again.scrollLeft = x; again.scrollTop = y; }
    if (beside && aside) beside.scrollTop = z;
    scrollTo(0, top);
    if (name) {
      const same = [...fresh.querySelectorAll("a, button, input, select, textarea")].find((e) => nameOf(e) === name);
      if (same) same.focus({ preventScroll: true });
    }
    isStale = false;
  }

  // What somebody does is done at once, even while the page follows the board; a second tap on the same is not.
  async function load(url, options, isBack, isFollowing) {
    if (loading && (isFollowing || !loading.isFollowing)) return false;
    if (loading) { isStale = true; loading.abort(); }
    const mine = loading = Object.assign(new AbortController(), { isFollowing });
    try {
      const answer = await fetch(url, { credentials: "same-origin", signal: mine.signal, ...options });
      const text = await answer.text();
      if (mine !== loading) return false;
      // What was posted and not done is shown under the address that was there.
      show(text, options && options.method === "POST" && !answer.redirected ? location.href : answer.url, isBack);
      return answer.ok;
    } catch {
      if (mine === loading) tell(navigator.onLine ? words.failed : words.offline);
      return false;
    } finally {
      if (mine === loading) {
        loading = null;
        if (isStale) refresh();
      }
    }
  }

  const isTyping = () => /INPUT|TEXTAREA|SELECT/.test((document.activeElement || {}).tagName) ||
    [...document.querySelectorAll("main input:not([type=hidden]), main textarea")].some((e) =>
      e.type === "checkbox" ? e.checked !== e.defaultChecked : e.value !== e.defaultValue);

  function refresh() {
    if (loading || held) { isStale = true; return; }
    if (isTyping() || document.querySelector(".ask")) {
      tell(words.changed, words.show, () => load(location.href, {}, true));
      return;
    }
    load(location.href, {}, true, true);
  }

  addEventListener("popstate", () => load(location.href, {}, true));

  function post(action, fields) {
    const form = new URLSearchParams(fields), any = document.querySelector("main form [name=token]") || {};
    form.set("token", any.value || token);
    form.set("key", [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join(""));
    const day = new URLSearchParams(location.search).get("day");
    if (day) form.set("day", day);
    return load(action, { method: "POST", body: form });
  }
  let token = "";
  fetch("/token", { cache: "no-store" }).then((a) => a.text()).then((t) => { token = t; }).catch(() => {});

  document.addEventListener("change", (event) => { if (event.target.type === "range") event.target.form.requestSubmit(); });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") {
      event.preventDefault();
      load(form.getAttribute("action") + "?" + new URLSearchParams(new FormData(form)), {});
      return;
    }
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter || undefined));
    load(form.getAttribute("action"), { method: "POST", body });
  });

  // ---- choosing: a tap chooses one card, with Ctrl or Shift one more
  const address = (pick) => {
    const at = new URLSearchParams(location.search);
    at.delete("did");
    at.set("pick", pick);
    return "/desk?" + at;
  };
  const picks = () => [...document.querySelectorAll(".card.picked")].map((c) => c.dataset.pick);

  document.addEventListener("click", (event) => {
    const a = event.target.closest("main a, .desk header nav a");
    if (!a || event.button !== 0 || a.hasAttribute("data-dragged")) {
      if (a) { event.preventDefault(); a.removeAttribute("data-dragged"); }
      return;
    }
    const pick = a.dataset.pick;
    if (pick && (event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      const now = picks();
      load(address((now.includes(pick) ? now.filter((p) => p !== pick) : [...now, pick]).join(".")), {}, true);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey || !a.pathname.startsWith("/desk")) return;
    event.preventDefault();
    load(a.href, {}, !!pick);
  });

  // ---- dragging by pointer
  const THRESHOLD = 6;
  document.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".card[data-pick]");
    if (!card || event.button !== 0 || event.ctrlKey || event.shiftKey || event.metaKey) return;
    held = { card, x: event.clientX, y: event.clientY, id: event.pointerId };
  });

  function cellAt(x, y) {
    const under = document.elementFromPoint(x, y);
    return under && under.closest("[data-cell]");
  }

  function mark(cell) {
    for (const e of document.querySelectorAll(".over")) e.classList.remove("over");
    if (cell) cell.classList.add("over");
  }

  document.addEventListener("pointermove", (event) => {
    if (!held || held.id !== event.pointerId) return;
    if (!held.ghost) {
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < THRESHOLD) return;
      held.ghost = held.card.cloneNode(true);
      held.ghost.classList.add("ghost");
      document.body.append(held.ghost);
      root.classList.add("dragging");
      getSelection().removeAllRanges();
    }
    held.ghost.style.transform = `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`;
    mark(cellAt(event.clientX, event.clientY));
    const scroll = document.querySelector(".scroll"), edge = scroll.getBoundingClientRect();
    scroll.scrollLeft += event.clientX > edge.right - 40 ? 12 : event.clientX < edge.left + 40 ? -12 : 0;
    scroll.scrollTop += event.clientY > edge.bottom - 40 ? 12 : event.clientY < edge.top + 40 ? -12 : 0;
  });

  function drop() {
    if (!held) return;
    if (held.ghost) held.ghost.remove();
    root.classList.remove("dragging");
    mark(null);
    held = null;
  }

  document.addEventListener("pointerup", (event) => {
    if (!held || held.id !== event.pointerId) return;
    const { card, ghost } = held, cell = ghost && cellAt(event.clientX, event.clientY);
    drop();
    if (!ghost) { if (isStale) setTimeout(refresh); return; }
    card.setAttribute("data-dragged", "");
    setTimeout(() => card.removeAttribute("data-dragged"));
    if (cell && cell !== card.closest("[data-cell]")) put(card, cell.dataset.cell);
    else if (isStale) refresh();
  });
  addEventListener("pointercancel", () => { drop(); if (isStale) refresh(); });

  // All that is chosen goes along when one of it is dragged.
  function put(card, to) {
    const now = picks();
    if (now.length > 1 && now.includes(card.dataset.pick)) {
      const rest = now.filter((p) => p !== card.dataset.pick), form = document.querySelector("[name=seen]");
      if (now[0] === card.dataset.pick && form) { post("/desk/move", { pick: now.join("."), seen: form.value, to }); return; }
      load(address([card.dataset.pick, ...rest].join(".")), {}, true).then(() => {
        const seen = document.querySelector("main [name=seen]");
        if (seen) post("/desk/move", { pick: [card.dataset.pick, ...rest].join("."), seen: seen.value, to });
      });
      return;
    }
    post("/desk/move", { pick: card.dataset.pick, seen: card.dataset.seen, to });
  }

  // ---- by keyboard: Enter or Space picks a card up, arrows choose, Enter puts it there
  const places = () => [...document.querySelectorAll("button.here")];

  function step(from, dx, dy) { // the nearest place in that direction, as it is seen
    const a = from.getBoundingClientRect(), ax = a.left + a.width / 2, ay = a.top + a.height / 2;
    let best = null, least = Infinity;
    for (const e of places()) {
      const b = e.getBoundingClientRect(), x = b.left + b.width / 2 - ax, y = b.top + b.height / 2 - ay;
      const along = dx * x + dy * y, aside = Math.abs(dx ? y : x);
      if (e === from || along < 4) continue;
      const far = along + 3 * aside;
      if (far < least) { least = far; best = e; }
    }
    return best;
  }

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  document.addEventListener("keydown", async (event) => {
    const at = document.activeElement, card = at && at.closest && at.closest("main .card[data-pick]");
    if (event.key === "Escape" && (picks().length || held)) {
      event.preventDefault();
      if (held) { drop(); return; }
      const [first] = picks();
      await load(address(""), {}, true);
      tell(words.letGo);
      const back = document.querySelector(`.card[data-pick="${first}"]`);
      if (back) back.focus();
    } else if (card && (event.key === " " || event.key === "Enter") && !event.ctrlKey && !event.shiftKey && !card.classList.contains("picked")) {
      event.preventDefault();
      const pick = card.dataset.pick;
      if (!(await load(address(pick), {}, true))) return;
      const again = document.querySelector(`.card[data-pick="${pick}"]`), first = again && nearest(again);
      if (first) first.focus();
      tell(words.held);
    } else if (ARROWS[event.key] && at && at.classList.contains("here")) {
      event.preventDefault();
      const next = step(at, ...ARROWS[event.key]);
      if (next) { next.focus(); next.scrollIntoView({ block: "nearest", inline: "nearest" }); }
    } else if (ARROWS[event.key] && card) {
      event.preventDefault();
      const next = stepCard(card, ...ARROWS[event.key]);
      if (next) next.focus();
    } else if ((event.ctrlKey || event.metaKey) && event.key === "z" && !/INPUT|TEXTAREA/.test(at.tagName)) {
      const undo = document.querySelector(".did button");
      if (undo) { event.preventDefault(); undo.click(); }
    }
  });
  function nearest(card) {
    const a = card.getBoundingClientRect();
    return places().map((e) => [e, e.getBoundingClientRect()])
      .sort(([, p], [, q]) => Math.hypot(p.x - a.x, p.y - a.y) - Math.hypot(q.x - a.x, q.y - a.y)).map(([e]) => e)[0];
  }
  function stepCard(from, dx, dy) {
    const a = from.getBoundingClientRect();
    let best = null, least = Infinity;
    for (const e of document.querySelectorAll("main .card[data-pick]")) {
      const b = e.getBoundingClientRect(), x = b.left - a.left, y = b.top - a.top;
      const along = dx * x + dy * y, far = along + 3 * Math.abs(dx ? y : x);
      if (e !== from && along >= 4 && far < least) { least = far; best = e; }
    }
    return best;
  }

  // ---- live
  let waits = 0, poll;
  function listen() {
    const source = new EventSource("/live?last=" + seq);
    source.addEventListener("change", (e) => {
      const data = JSON.parse(e.data);
      waits = 0;
      if (data.rev > seq) { seq = data.rev; refresh(); }
    });
    source.addEventListener("reload", refresh);
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) return; // it tries again by itself
      clearTimeout(poll);
      poll = setTimeout(() => { refresh(); listen(); }, Math.min(60, 10 * ++waits) * 1000);
    };
    addEventListener("pagehide", () => source.close(), { once: true });
  }
  addEventListener("pageshow", (e) => { if (e.persisted) { refresh(); listen(); } });
  addEventListener("offline", () => tell(words.offline));
  addEventListener("online", () => { say.textContent = ""; refresh(); });
  setInterval(() => { if (!document.hidden && !isTyping() && !document.querySelector(".ask")) refresh(); }, 60000);
  listen();
})();
