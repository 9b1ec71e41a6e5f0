"""A list of feeds and a record in, what the feeds bring kept in the record, politely, out.

`feeds` reads the list, `state` is what is remembered between runs, `web` is the way to the
sites, `polling` goes round.
"""

from bilateral.bulk.watching.feeds import Feed, Feeds, load_feeds
from bilateral.bulk.watching.polling import Polled, Watcher
from bilateral.bulk.watching.state import State, state_beside
from bilateral.bulk.watching.web import Clock, Web

__all__ = [
    "Clock",
    "Feed",
    "Feeds",
    "Polled",
    "State",
    "Watcher",
    "Web",
    "load_feeds",
    "state_beside",
]
