// Filters, order and pages change the listing in place (htmx); every one of them is a plain link or form without this.
// Works on [data-listing], the region that is swapped, and [data-listing-form] within it.
(() => {
  const { htmx } = window;
  if (!htmx) return;
  // Our policy runs no text as script; and going back loads the page, so that all of it says the same.
  Object.assign(htmx.config, {
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    historyCacheSize: 0,
    refreshOnHistoryMiss: true,
    scrollIntoViewOnBoost: false,
    timeout: 15000,
  });

  const region = () => document.querySelector("[data-listing]");
  const isSheetOpen = () => Boolean(document.querySelector(".facets-door:target"));
  let shown = location.pathname + location.search;
  let before = { focus: "", isInside: false, open: [], scroll: 0 };
  let isFinished = false;

  // A box or the order asks at once; a price waits for its button, so that nobody is interrupted while typing.
  document.addEventListener("change", (event) => {
    if (event.target.form?.matches("[data-listing-form]") && event.target.matches("select, [type=checkbox]")) {
      event.target.form.requestSubmit();
    }
  });

  document.addEventListener("submit", (event) => {
    isFinished = Boolean(event.submitter) && event.target.matches("[data-listing-form]");
  });

  document.addEventListener("htmx:beforeSwap", () => {
    const old = region();
    before = {
      focus: document.activeElement?.id || "",
      isInside: old.contains(document.activeElement),
      open: [...old.querySelectorAll("details[open]")].map((fold) => fold.id),
      scroll: old.querySelector("[data-listing-form]").scrollTop,
    };
  });

  // What a person opened stays open, focus stays where it was, or goes to what is new.
  const settle = (now) => {
    before.open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    now.querySelector("[data-listing-form]").scrollTop = before.scroll;
    const wrong = isFinished && now.querySelector("[aria-invalid]");
    if (isFinished && !wrong && isSheetOpen()) {
      before.focus = "";
      location.replace("#ket-qua");
    }
    isFinished = false;
    if (!before.isInside) return;
    const same = before.focus && document.getElementById(before.focus);
    (wrong || same || now.querySelector("[data-listing-heading]")).focus({ preventScroll: !wrong });
  };

  // What stands outside the region and speaks of the listing.
  const tellOthers = (now) => {
    document.querySelectorAll("a[hreflang]").forEach((link) => link.setAttribute("href", now.dataset.otherLanguage));
    document.querySelectorAll("input[name=next]").forEach((field) => field.setAttribute("value", now.dataset.address));
    document.getElementById("q").value = now.dataset.searchText;
    const status = document.querySelector("[data-listing-status]");
    status.textContent = "";
    requestAnimationFrame(() => {
      status.textContent = now.querySelector("[data-listing-count]").textContent;
    });
  };

  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.target.matches?.("[data-listing]")) return;
    shown = location.pathname + location.search;
    settle(event.target);
    tellOthers(event.target);
  });

  // No answer, or one that is no listing: the browser goes there itself and shows what there is.
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => {
    document.addEventListener(name, (event) => location.assign(event.detail.pathInfo.finalRequestPath));
  });

  window.addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) location.reload();
  });
})();
