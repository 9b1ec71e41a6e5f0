"""A text in, a news page around it out, with the furniture that such pages carry.

The page is ours: head with metadata, navigation, share buttons, related stories, comments,
scripts and footer, about 30 KB before the article.
"""

from __future__ import annotations

from html import escape

_SECTIONS = ("World", "Politics", "Business", "Science", "Culture", "Sport", "Opinion", "Video")
_HEADLINES = (
    "Ferry service resumes after the storm",
    "City council votes on the new library",
    "Harvest starts two weeks early in the north",
    "Museum opens its night hall to visitors",
    "Engineers finish the first span of the bridge",
    "Readers choose the photographs of the year",
)
_SCRIPT = "window.layers = window.layers || [];\n" + "\n".join(
    f"window.layers.push({{name: 'slot-{n}', sizes: [[300, 250], [728, 90]], lazy: true}});"
    for n in range(60)
)
_STYLE = "\n".join(
    f".card-{n} {{ display: flex; margin: {n % 8}px; padding: 4px; border-radius: 2px; }}"
    for n in range(120)
)


def page_of(text: str, title: str, published: str | None) -> str:
    """The HTML of a page whose article is `text`, one paragraph a line."""
    body = "\n".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | The Evening Gazette</title>
<meta property="og:title" content="{escape(title, quote=True)}">
<meta property="article:published_time" content="{published or ""}">
<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>
<script>{_SCRIPT}</script></head>
<body><header class="site-header"><a href="/" class="logo">The Evening Gazette</a>
<nav class="menu">{_menu()}</nav></header>
<main><article class="story"><h1>{escape(title)}</h1>
<div class="byline">By <a href="/staff/desk">Foreign desk</a> <time>{published or ""}</time></div>
<ul class="share">{_share()}</ul>
<div class="article-body">{body}</div></article>
<aside class="related"><h2>Related stories</h2>{_cards(18)}</aside>
<section class="comments"><h2>Comments</h2>{_comments()}</section></main>
<footer class="site-footer">{_menu()}<p>All rights reserved.</p></footer>
<script>{_SCRIPT}</script></body></html>"""


def _menu() -> str:
    items = (
        f'<li class="item"><a href="/{name.lower()}/{n}">{name} {n}</a></li>'
        for name in _SECTIONS
        for n in range(1, 7)
    )
    return f'<ul class="list">{"".join(items)}</ul>'


def _share() -> str:
    return "".join(f'<li><a href="#share-{n}">Share</a></li>' for n in range(6))


def _cards(number: int) -> str:
    return "".join(
        f'<div class="card card-{n}"><a href="/story/{n}"><img src="/img/{n}.jpg" alt="">'
        f"<h3>{_HEADLINES[n % len(_HEADLINES)]}</h3></a><span>{n + 1} hours ago</span></div>"
        for n in range(number)
    )


def _comments() -> str:
    return "".join(
        f'<div class="comment"><b>Reader {n}</b><p>Thank you, I did not know that.</p></div>'
        for n in range(8)
    )
