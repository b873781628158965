/* Small comforts on top of pages that work without script: print, type size, counts, errors, reading aloud. */
(() => {
  "use strict";
  const live = document.getElementById("live");
  const say = (text) => { if (live) live.textContent = text; };

  // [data-print]: a button that is hidden until script can print.
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // Type size: change at once, let the server remember; without script the link does both.
  const toggle = document.querySelector("[data-type-toggle]");
  if (toggle && window.fetch) {
    toggle.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const root = document.documentElement;
      const large = root.dataset.type !== "large";
      const address = toggle.href;
      fetch(address, { redirect: "manual", credentials: "same-origin" })
        .then(() => {
          if (large) root.dataset.type = "large"; else delete root.dataset.type;
          toggle.href = large ? address.replace("/type/large/", "/type/normal/") : address.replace("/type/normal/", "/type/large/");
          toggle.textContent = large ? "标准字" : "大字版";
          say(large ? "已换成大字版" : "已换成标准字");
        })
        .catch(() => { window.location.assign(address); });
    });
  }

  // The list of errors takes the focus, so that it is heard first.
  const errors = document.querySelector("[data-errors]");
  if (errors) errors.focus();

  // Numbers of characters under the drafting parts: what a reader sees, without markup and blanks.
  const seen = (rich) => [...new DOMParser().parseFromString(rich, "text/html").body.textContent.replace(/\s/gu, "")].length;
  for (const box of document.querySelectorAll("[data-count]")) {
    const out = document.getElementById(box.dataset.count);
    if (out) box.addEventListener("input", () => { out.textContent = `${seen(box.value)} 字`; });
  }

  // Closed buttons say their reason when pressed.
  document.addEventListener("click", (event) => {
    const closed = event.target.closest('[aria-disabled="true"]');
    if (!closed) return;
    event.preventDefault();
    const why = document.getElementById(closed.getAttribute("aria-describedby"));
    if (why) say(why.textContent.trim());
  });

  // 朗读: reads the plain words first, then the page; pressing again stops.
  const read = document.querySelector("[data-read]");
  const voice = window.speechSynthesis;
  if (read && voice && window.SpeechSynthesisUtterance) {
    read.hidden = false;
    const stop = () => { voice.cancel(); read.textContent = "朗读"; };
    window.addEventListener("pagehide", () => voice.cancel());
    read.addEventListener("click", () => {
      if (read.textContent === "停止朗读") { stop(); return; }
      const text = document.querySelector("[data-read-text]") || document.getElementById("main");
      const lines = text.innerText.split("\n").filter((line) => line.trim());
      read.textContent = "停止朗读";
      lines.forEach((line, place) => {
        const speech = new SpeechSynthesisUtterance(line);
        speech.lang = "zh-CN";
        speech.rate = 0.9;
        if (place === lines.length - 1) speech.onend = stop;
        voice.speak(speech);
      });
    });
  }
})();
