// Says how many files of the ZIP have come while it is being made. Without this script the link is a plain download.
const link = document.querySelector("a[data-pieces]");
const said = document.querySelector("[data-progress]");
const MARK = [0x50, 0x4b, 0x03, 0x04]; // what every file in a ZIP begins with

const begun = (bytes) => {
  let found = 0;
  for (let at = bytes.indexOf(MARK[0]); at >= 0 && at + 3 < bytes.length; at = bytes.indexOf(MARK[0], at + 1)) {
    if (MARK.every((one, place) => bytes[at + place] === one)) found += 1;
  }
  return found;
};

const name = (answer) => {
  const [, coded] = /filename\*=utf-8''([^;]+)/i.exec(answer.headers.get("Content-Disposition") ?? "") ?? [];
  return coded ? decodeURIComponent(coded) : "sheets.zip";
};

async function take() {
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(answer.status);
  const parts = [], total = link.dataset.pieces;
  let done = 0, rest = new Uint8Array(0);
  for (const reader = answer.body.getReader(); ;) {
    const { value, done: over } = await reader.read();
    if (over) break;
    parts.push(value);
    const seen = new Uint8Array(rest.length + value.length);
    seen.set(rest);
    seen.set(value, rest.length);
    done += begun(seen);
    rest = seen.slice(-(MARK.length - 1));
    said.textContent = `做好 ${Math.min(done, total)} 份，共 ${total} 份`;
  }
  const file = document.createElement("a");
  file.href = URL.createObjectURL(new Blob(parts, { type: "application/zip" }));
  file.download = name(answer);
  file.click();
  said.textContent = `${total} 份都好了，在下载的文件夹里。`;
}

link?.addEventListener("click", async (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.dataset.busy) return;
  link.dataset.busy = "yes";
  said.textContent = "正在做第一份…";
  try {
    await take();
  } catch {
    said.textContent = "断了，没有拿全。再按一次，或者在下面按组织一份一份下载。";
  }
  delete link.dataset.busy;
});
