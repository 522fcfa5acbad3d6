"""Put in front of a server's own path: writes down every name it looks up and every connection."""

import os
import socket
import sys

WATCHED = (
    "socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
)  # fmt: skip


def watch(event: str, given: tuple[object, ...]) -> None:
    if event not in WATCHED:
        return
    if isinstance(given[0], socket.socket) and given[0].family == socket.AF_UNIX:
        return
    with open(os.environ["STORY_INTERCEPTED"], "a") as file:
        file.write(f"{event} {given[1:] if event.startswith('socket.c') else given}\n")


if os.environ.get("STORY_INTERCEPTED"):
    sys.addaudithook(watch)
