// Seals a ballot in this browser: only the scrutineers together can open it, the server never can.
// Without this script, or on a connection without encryption, the server seals at once and the page says so.
// Format (the server's twin is participation/envelopes.py): RSA-OAEP(AES key) + nonce + AES-GCM(padded ballot).
const form = document.querySelector("form[data-seal]");
const PLAIN = 2048;

const hex = (bytes) => [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

const seal = async (spki, content) => {
  const key = await crypto.subtle.importKey("spki", bytes(spki), { name: "RSA-OAEP", hash: "SHA-256" }, false, ["encrypt"]);
  const inner = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", inner));
  const wrapped = new Uint8Array(await crypto.subtle.encrypt({ name: "RSA-OAEP" }, key, raw));
  const plain = new Uint8Array(PLAIN).fill(0x20);
  plain.set(new TextEncoder().encode(content));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, inner, plain));
  return base64(new Uint8Array([...wrapped, ...iv, ...sealed]));
};

const ballot = (data, nonce) => {
  const part = (name) => [...data.entries()].filter(([key, value]) => key.startsWith(`${name}_`) && value !== "");
  const cut = (name) => part(name).map(([key, value]) => [key.slice(name.length + 1), value]);
  return {
    nonce,
    marks: Object.fromEntries(cut("mark")),
    aware: Object.fromEntries(cut("aware").map(([key, value]) => [key, value === "yes"])),
    words: Object.fromEntries(cut("words")),
  };
};

if (form && window.isSecureContext && window.crypto?.subtle) {
  const nonce = hex(crypto.getRandomValues(new Uint8Array(16)));
  for (const place of document.querySelectorAll("[data-nonce]")) place.textContent = nonce;
  for (const said of document.querySelectorAll("[data-unsealed]")) said.hidden = true;
  for (const said of document.querySelectorAll("[data-sealed]")) said.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const content = JSON.stringify([form.dataset.round, ballot(new FormData(form), nonce)]);
    const envelope = form.querySelector("[name=envelope]");
    envelope.value = await seal(form.dataset.seal, content);
    for (const field of form.elements) {
      if (!["envelope", "csrfmiddlewaretoken"].includes(field.name)) field.disabled = true;
    }
    form.submit();
  });
}
