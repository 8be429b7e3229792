// A search field proposes what may be meant while somebody types. Without this it is a plain form, which Enter and its
// button always send. Works on [data-suggest], the address of the list; the server writes all of its words. Only the
// field that has the focus has a list.
document.querySelectorAll("[data-suggest]").forEach((form) => {
  const WAIT = 120;
  const SHORTEST = 2;
  const field = form.elements.namedItem("q");
  const list = document.createElement("div");
  const status = document.createElement("p");
  list.className = "search-list";
  list.hidden = true;
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  const states = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": "goi-y" };
  Object.entries(states).forEach(([name, value]) => field.setAttribute(name, value));
  field.setAttribute("aria-expanded", "false");

  let timer = 0;
  let asked = null;
  const isOpen = () => !list.hidden;
  const rows = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (row) => {
    active()?.setAttribute("aria-selected", "false");
    field.removeAttribute("aria-activedescendant");
    if (!row) return;
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", row.id);
  };

  const show = (html) => {
    const answer = document.createElement("template");
    answer.innerHTML = html;
    const said = answer.content.querySelector("[data-said]");
    said?.remove();
    list.replaceChildren(answer.content);
    list.hidden = !rows().length;
    list.scrollTop = 0;
    field.setAttribute("aria-expanded", String(isOpen()));
    field.removeAttribute("aria-activedescendant");
    status.textContent = said?.textContent || "";
  };

  const ask = async () => {
    asked?.abort();
    const text = field.value.trim();
    if ([...text].length < SHORTEST) {
      close();
      return;
    }
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: text })}`, { signal });
      if (!answer.ok) throw new Error(answer.status);
      const html = await answer.text();
      if (!signal.aborted && document.activeElement === field) show(html);
    } catch {
      // A newer letter came, or there is no connection: the form works as it is.
      if (!signal.aborted) close();
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = rows();
    const at = all.indexOf(active());
    const moves = {
      ArrowDown: () => all[at + 1],
      ArrowUp: () => (at < 0 ? all.at(-1) : all[at - 1]),
      Home: () => all[0],
      End: () => all.at(-1),
    };
    if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && !isOpen()) {
      event.preventDefault();
      ask();
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      all[at].click();
    } else if (event.key === "Tab") {
      close();
    } else if (isOpen() && moves[event.key] && (event.key.startsWith("Arrow") || at >= 0)) {
      event.preventDefault();
      choose(moves[event.key]());
    }
  });

  // Touching a row must not take the focus away before the row is followed.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  field.addEventListener("blur", close);
  form.addEventListener("submit", close);
  window.addEventListener("pagehide", close);
});
