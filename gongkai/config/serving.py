"""The WSGI entry of a running site: the application, and the thread that keeps this machine's pages true."""

from gongkai.config.wsgi import application  # isort: skip - loads the applications first
from gongkai.config.follower import Follower

__all__ = ["application"]

Follower().start()
