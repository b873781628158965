"""Loads the rulebook kept as data: dated parameters of a release, and the article-by-article digest."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai.rulebook import files
from gongkai.rules.citations import cite
from gongkai.rules.parameters import Parameters, build

RULEBOOK = Path(__file__).resolve().parents[2] / "rulebook"
DEFAULT_RELEASE = "qijiang-2011"


@dataclass(frozen=True)
class Here:
    """What a provision becomes in gongkai: a function, where it is, which requirements.

    ``ready`` is false while the function is planned and cannot be used yet.
    """

    what: str
    where: str
    requirements: tuple[str, ...]
    ready: bool = True


@dataclass(frozen=True)
class DigestItem:
    """An article or item of the rulebook in our own words, with its place here."""

    anchor: str
    digest: str
    here: tuple[Here, ...]
    items: tuple["DigestItem", ...] = ()

    @property
    def citation(self) -> str:
        """Return the anchor as people cite it: 第八条（二）."""
        return cite(self.anchor)


@dataclass(frozen=True)
class DigestChapter:
    """A chapter of the digest with its articles."""

    anchor: str
    title: str
    articles: tuple[DigestItem, ...]

    @property
    def citation(self) -> str:
        """Return the anchor as people cite it: 第四章."""
        return cite(self.anchor)


@dataclass(frozen=True)
class Digest:
    """The whole rulebook in our own words, for the page 制度对照 (R1, R4, R9)."""

    title: str
    note: str
    chapters: tuple[DigestChapter, ...]
    preface: str = ""  # the anchor of the article that stands before everything: the guiding ideas

    def places(self) -> dict[str, DigestItem]:
        """Return every article and item by anchor, in reading order."""
        found: dict[str, DigestItem] = {}
        for chapter in self.chapters:
            for article in chapter.articles:
                found[article.anchor] = article
                found.update({item.anchor: item for item in article.items})
        return found


@lru_cache(maxsize=8)
def releases(root: Path = RULEBOOK) -> tuple[str, ...]:
    """Return the names of the releases kept as data, the default one first."""
    names = sorted(path.parent.name for path in root.glob("*/parameters.yaml"))
    return tuple(sorted(names, key=lambda name: name != DEFAULT_RELEASE))


@lru_cache(maxsize=8)
def parameters(release: str = DEFAULT_RELEASE, root: Path = RULEBOOK) -> Parameters:
    """Return a release's parameters, laid over those of its base.

    KeyError for an unknown release; ValueError naming every problem of an unsound file.
    """
    return _layered(release, root, ())


@lru_cache(maxsize=8)
def digest(release: str = DEFAULT_RELEASE, root: Path = RULEBOOK) -> Digest:
    """Return the digest of a release; KeyError when it has none."""
    raw = _read(root / release / "digest.yaml")
    return Digest(
        raw["title"],
        raw["note"],
        tuple(
            DigestChapter(
                chapter["anchor"],
                chapter["title"],
                tuple(_digest_item(article) for article in chapter["articles"]),
            )
            for chapter in raw["chapters"]
        ),
        raw.get("preface", ""),
    )


def _layered(release: str, root: Path, above: tuple[str, ...]) -> Parameters:
    if release in above:
        raise ValueError(f"规则版本互为基础，无法读取：{' → '.join((*above, release))}")
    path = root / release / "parameters.yaml"
    raw = _read(path)
    try:
        own = build(raw.get("parameters"))
    except ValueError as error:
        raise ValueError(f"{release}/{path.name}\n{error}") from error
    if "base" not in raw:
        return own
    return own.over(_layered(raw["base"], root, (*above, release)))


def _digest_item(raw: dict[str, Any]) -> DigestItem:
    return DigestItem(
        raw["anchor"],
        raw["digest"],
        tuple(
            Here(here["what"], here["where"], tuple(here["requirements"]), here.get("ready", True))
            for here in raw["here"]
        ),
        tuple(_digest_item(item) for item in raw.get("items", ())),
    )


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise KeyError(f"the rulebook has no {path.parent.name}/{path.name}")
    raw = files.read(path)
    if not isinstance(raw, dict):
        raise ValueError(f"{path.parent.name}/{path.name}：不是“名称: 内容”的写法。")
    return raw
