"""A virus scanner that speaks ClamAV's INSTREAM over a real socket and knows one virus."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LIMIT = 1_000_000


class Scanner(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Session)
        self.seen: list[bytes] = []
        self.mute = False

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"


class Session(socketserver.BaseRequestHandler):
    def handle(self):
        if self.exactly(10) != b"zINSTREAM\0" or self.server.mute:
            return
        content = b""
        while length := struct.unpack(">I", self.exactly(4))[0]:
            content += self.exactly(length)
            if len(content) > LIMIT:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(content)
        self.request.sendall(b"stream: Eicar-Test-Signature FOUND\0" if VIRUS in content else b"stream: OK\0")

    def exactly(self, length: int) -> bytes:
        found = b""
        while len(found) < length and (piece := self.request.recv(length - len(found))):
            found += piece
        return found


@contextmanager
def running() -> Iterator[Scanner]:
    with Scanner() as scanner:
        thread = threading.Thread(target=scanner.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield scanner
        finally:
            scanner.shutdown()
            thread.join()
