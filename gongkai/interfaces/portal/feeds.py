"""What is new as RSS 2.0, Atom and JSON Feed 1.1, all three from the same lines."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from gongkai.publication.views import ListRow
from gongkai.rules.categories import category
from gongkai.rules.methods import TERMS, Audience
from gongkai.rules.periods import Period

NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1 (jsonfeed.org), from what Django's other feeds are written from."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        feed = self.feed
        outfile.write(
            json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1.1", "title": feed["title"],
                    "home_page_url": feed["link"], "feed_url": feed["feed_url"], "description": feed["description"],
                    "language": feed["language"], "items": [_json_item(one) for one in self.items],
                },
                ensure_ascii=False,
            )
        )  # fmt: skip


def _json_item(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": one["unique_id"], "url": one["link"], "title": one["title"], "content_text": one["description"],
        "date_published": one["pubdate"].isoformat(), "authors": [{"name": one["author_name"]}],
        "tags": list(one["categories"]),
    }  # fmt: skip


KINDS: dict[str, tuple[type[SyndicationFeed], str]] = {
    "rss": (Rss201rev2Feed, "application/rss+xml"),
    "atom": (Atom1Feed, "application/atom+xml"),
    "json": (JsonFeed, "application/feed+json"),
}


def sound(text: str) -> str:
    """The text without the signs that XML 1.0 does not know."""
    return NOT_IN_XML.sub("", text)


def written(
    kind: str, rows: Iterable[ListRow], *, title: str, about: str, link: str, own: str, home: str, place: str = ""
) -> str:  # fmt: skip
    """The feed as text. `link`: the page it belongs to; `own`: its own address; `home`: the site's.

    `place`: the organization that the feed is of. Items of others are titled with their name: readers show titles
    only, and every village has the same monthly ones.
    """
    feed = KINDS[kind][0](
        title=sound(title), link=link, description=sound(about), language="zh-CN", feed_url=own, feed_guid=own
    )
    for row in rows:
        area, month = category(int(row.category)).name, Period.parse(row.period).label
        # A later version is news of its own: its address names it, and readers show it once more.
        address = f"{home}/item/{row.slug}/v{row.edition_number}/"
        version = f"　第{row.edition_number}版" if row.edition_number > 1 else ""
        feed.add_item(
            title=sound(row.title if row.org_name == place else f"{row.org_name}：{row.title}"), link=f"{home}/item/{row.slug}/",
            description=sound(f"{row.org_name}　{month}　{area}　{TERMS[Audience(row.audience)]}{version}"),
            author_name=sound(row.org_name), pubdate=row.published_at, updateddate=row.published_at, unique_id=address,
            unique_id_is_permalink=True, categories=(area,),
        )  # fmt: skip
    return feed.writeString("utf-8")
