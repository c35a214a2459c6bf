"use strict";
(() => {
  const all = (selector, from) => [...(from || document).querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const findings = all(".finding").map((element) => ({
    element,
    details: element.querySelector("details"),
    text: null,
  }));
  const search = one("search"), area = one("area"), status = one("status"), put = one("put");
  const told = one("told");
  const groups = all("section[data-group]").reverse();
  let waiting = 0;

  function words() {
    return search.value.toLowerCase().split(/\s+/).filter(Boolean);
  }

  function unmark(element) {
    for (const mark of all("mark", element)) mark.replaceWith(...mark.childNodes);
    element.normalize();
  }

  // Only the findings in view are marked, and none of a long list: marking is for the eye.
  function mark(element, wanted) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const lower = text.data.toLowerCase();
      if (lower.length !== text.data.length) continue;
      const at = wanted.map((word) => [lower.indexOf(word), word.length]).filter((a) => a[0] >= 0);
      if (!at.length) continue;
      at.sort((a, b) => a[0] - b[0]);
      const found = text.splitText(at[0][0]);
      found.splitText(at[0][1]);
      const marked = document.createElement("mark");
      found.replaceWith(marked);
      marked.append(found);
    }
  }

  function choose() {
    const wanted = words();
    let shown = 0;
    for (const finding of findings) {
      const { element } = finding;
      if (finding.text === null) finding.text = element.textContent.toLowerCase();
      const fits =
        (!area.value || element.dataset.area === area.value) &&
        (!status.value || element.dataset.status === status.value) &&
        (!put.value || element.dataset.put === put.value) &&
        wanted.every((word) => finding.text.includes(word));
      if (finding.marked) {
        unmark(element);
        finding.marked = false;
      }
      element.hidden = !fits;
      if (!fits) continue;
      shown += 1;
      if (wanted.length && shown <= 50) {
        mark(element, wanted);
        finding.marked = true;
        finding.details.open = true;
      }
    }
    const narrowed = wanted.length || area.value || status.value || put.value;
    for (const group of groups) {
      group.hidden = Boolean(narrowed) && !group.querySelector(".finding:not([hidden])");
    }
    told.textContent = `${shown} of ${findings.length} findings shown`;
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(choose, 120);
  }

  function fold(open) {
    for (const { element, details } of findings) if (!element.hidden) details.open = open;
    told.textContent = open ? "Findings unfolded" : "Findings folded";
  }

  function clear() {
    search.value = area.value = status.value = put.value = "";
    choose();
    search.focus();
  }

  // What a link leads to is shown, also where it was folded or filtered away.
  function reveal() {
    const target = location.hash.length > 1 && one(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) clear();
    for (let folded = target.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    const own = target.querySelector(":scope > details");
    if (own) own.open = true;
    target.scrollIntoView();
  }

  function drawing(figure) {
    const svg = figure.querySelector("svg"), box = figure.querySelector(".drawing");
    const width = svg.viewBox.baseVal.width, height = svg.viewBox.baseVal.height;
    let scale = 1;
    function zoom(next) {
      const middle = [
        (box.scrollLeft + box.clientWidth / 2) / scale, (box.scrollTop + box.clientHeight / 2) / scale,
      ];
      scale = Math.min(6, Math.max(0.1, next));
      svg.setAttribute("width", width * scale);
      svg.setAttribute("height", height * scale);
      box.scrollLeft = middle[0] * scale - box.clientWidth / 2;
      box.scrollTop = middle[1] * scale - box.clientHeight / 2;
      figure.querySelector("output").textContent = `${Math.round(scale * 100)}%`;
    }
    const fit = () => zoom(Math.min(1, box.clientWidth / width));
    figure.querySelector(".in").addEventListener("click", () => zoom(scale * 1.25));
    figure.querySelector(".out").addEventListener("click", () => zoom(scale / 1.25));
    figure.querySelector(".fit").addEventListener("click", fit);
    box.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "+" || event.key === "=") zoom(scale * 1.25);
      else if (event.key === "-") zoom(scale / 1.25);
      else if (event.key === "0") fit();
      else return;
      event.preventDefault();
    });
    box.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? scale * 1.1 : scale / 1.1);
    }, { passive: false });
    figure.closest("details").addEventListener("toggle", (event) => {
      if (event.target.open) fit();
    });
  }

  search.addEventListener("input", soon);
  for (const choice of [area, status, put]) choice.addEventListener("change", choose);
  one("unfold").addEventListener("click", () => fold(true));
  one("fold").addEventListener("click", () => fold(false));
  one("clear").addEventListener("click", clear);
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && event.target === search) clear();
  });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", () => { for (const details of all("details")) details.open = true; });
  for (const figure of all("figure")) drawing(figure);
  choose();
  reveal();
})();
