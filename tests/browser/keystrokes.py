"""How long practised people need for a path: the keystroke-level model (Card, Moran and Newell 1980).

Every press of a key or a button K = 0.28 s (an average typist), pointing P = 1.1 s, moving the hand
between mouse and keyboard H = 0.4 s, preparing oneself M = 1.35 s: once for each page, and once for
each thing that is then decided or written. Not counted: the system's own time, thinking about the
matter itself, and reading the text.
"""

import json
from dataclasses import dataclass, field

K, P, H, M = 0.28, 1.1, 0.4, 1.35

CARET = """([editor, words]) => {
  const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at + words.length - 1);
    range.setEnd(node, at + words.length);
    editor.scrollIntoView({block: 'center'});
    const box = range.getBoundingClientRect();
    return [box.right - 1, box.top + box.height / 2];
  }
  return null;
}"""

STANDS = """([editor, words]) => {
  const {anchorNode, anchorOffset, isCollapsed} = document.getSelection();
  return document.activeElement === editor && isCollapsed && editor.contains(anchorNode)
    && anchorNode.data?.slice(0, anchorOffset).endsWith(words);
}"""


@dataclass
class Path:
    """One person's way through the pages, acted out in the browser and counted."""

    page: object
    pages: int = 1
    clicks: int = 0
    keys: int = 0
    hands: int = 0
    minds: int = 1
    _at_keys: bool = field(default=False, repr=False)

    @property
    def seconds(self):
        return round(self.minds * M + self.clicks * (P + K) + self.keys * K + self.hands * H, 1)

    def _hand(self, keyboard):
        self.hands += self._at_keys != keyboard
        self._at_keys = keyboard

    def _pointed(self):
        self._hand(keyboard=False)
        self.clicks += 1
        self.minds += 1

    def click(self, selector, lands=None):
        """Press what leads on; `lands`: the address of the page that comes."""
        self._pointed()
        self.page.locator(selector).first.click()
        if lands:
            self.page.wait_for_url(lands)
            self.pages += 1
            self.minds += 1

    def tick(self, selector):
        self._pointed()
        self.page.check(selector)

    def press(self, key, times=1):
        self._hand(keyboard=True)
        self.keys += times
        for _ in range(times):
            self.page.keyboard.press(key)

    def type(self, words):
        """Figures and Latin letters, one key each."""
        self._hand(keyboard=True)
        self.keys += len(words)
        self.page.keyboard.type(words)

    def fill(self, selector, words, keys=None):
        """An empty line: point to it and write; `keys`: how many presses, where they are not the letters."""
        self._pointed()
        self._hand(keyboard=True)
        self.keys += len(words) if keys is None else keys
        self.page.locator(selector).fill(words)

    def fill_time(self, selector, moment):
        """Day and time as a browser takes them, two figures at a time: 2026-10-08T09:00 is twelve and a key between."""
        self.fill(selector, moment, keys=sum(letter.isdigit() for letter in moment) + 1)

    def replace_in_line(self, selector, old, new):
        """In a line: to its beginning, along to the old words, away with them, write the new ones."""
        self._pointed()
        line = self.page.locator(selector)
        line.click()
        at = line.input_value().index(old)
        self.press("Home")
        self.press("ArrowRight", at + len(old))
        self.press("Backspace", len(old))
        self.type(new)

    def replace_in_text(self, place, old, new):
        """In a rich text: point behind the old words, away with them, write the new ones."""
        editor = self.page.locator(".ProseMirror").nth(place)
        spot = self.page.evaluate(CARET, [editor.element_handle(), old])
        assert spot, f"{old} is not in the text"
        self._pointed()
        self.page.mouse.click(*spot)
        self.page.wait_for_function(STANDS, arg=[editor.element_handle(), old])
        self.press("Backspace", len(old))
        self.type(new)
        assert new in editor.inner_text()

    def report(self, path, what):
        """Write the figures down; answers with them."""
        figures = {
            "path": what, "pages": self.pages, "clicks": self.clicks, "keystrokes": self.keys,
            "homing": self.hands, "mental": self.minds, "seconds": self.seconds,
            "model": {"K": K, "P": P, "H": H, "M": M},
        }  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return figures
