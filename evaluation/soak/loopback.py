"""A function that answers requests in, a web server on loopback out, while a block runs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from evaluation.soak import kinds
from evaluation.soak.kinds import Article

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """The address of a server that gives this answer to every request."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def news(articles: Sequence[Article]) -> Iterator[str]:
    """The address of a feed whose entries lead to pages with these articles."""
    pages = {f"/{number}": kinds.page(article) for number, article in enumerate(articles)}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        address = f"http://{handler.headers['Host']}"
        body = _feed(articles, address) if handler.path == "/feed" else pages.get(handler.path)
        handler.send_response(200 if body else 404)
        handler.send_header("Content-Length", str(len(body or b"")))
        handler.send_header("ETag", '"1"')
        handler.end_headers()
        handler.wfile.write(body or b"")

    with serving(answer) as address:
        yield f"{address}/feed"


def _feed(articles: Sequence[Article], address: str) -> bytes:
    items = "".join(
        f"<item><title>{escape(article.title)}</title><link>{address}/{number}</link></item>"
        for number, article in enumerate(articles)
    )
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()
