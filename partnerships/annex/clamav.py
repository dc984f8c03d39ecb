"""Asks a ClamAV daemon whether a file is clean, by its INSTREAM command: tcp://host:3310 or unix:///run/clamav/clamd.ctl."""

import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

CHUNK = 64 * 1024
PATIENCE = 60.0
ANSWER = 4096
PORT = 3310


class NoAnswerError(Exception):
    """The scanner could not be reached, or could not say."""


@dataclass(frozen=True)
class Finding:
    clean: bool
    name: str = ""


def scan(path: Path, url: str) -> Finding:
    """What the scanner says about this file."""
    try:
        with _connect(url) as line, path.open("rb") as file:
            line.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                line.sendall(struct.pack(">I", len(chunk)) + chunk)
            line.sendall(struct.pack(">I", 0))
            answer = _answer(line)
    except OSError as error:
        raise NoAnswerError(str(error)) from error
    return _understood(answer)


def _connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    if parts.scheme != "tcp" or not parts.hostname:
        raise NoAnswerError(f"CLAMAV_URL={url} is neither tcp://host:port nor unix:///path")
    return socket.create_connection((parts.hostname, parts.port or PORT), timeout=PATIENCE)


def _answer(line: socket.socket) -> str:
    found = b""
    while not found.endswith(b"\0") and len(found) < ANSWER:
        piece = line.recv(ANSWER)
        if not piece:
            break
        found += piece
    return found.rstrip(b"\0\n").decode("utf-8", "replace")


def _understood(answer: str) -> Finding:
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return Finding(clean=True)
    if said.endswith(" FOUND"):
        return Finding(clean=False, name=said.removesuffix(" FOUND")[:160])
    raise NoAnswerError(answer or "no answer")
