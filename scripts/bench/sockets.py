"""Many Socket.IO connections from one process, by hand and without a library, so that the client costs little."""

import asyncio
import base64
import json
import os
import resource
import time


async def connect(port: int, token: str):
    """Joins the namespace `/tasks` over a websocket."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        (
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer {token}\r\n\r\n"
        ).encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 101 " not in head.split(b"\r\n")[0]:
        raise ConnectionError(head.split(b"\r\n")[0].decode())
    write(writer, "40/tasks,")
    return reader, writer


def write(writer, text: str):
    payload = text.encode()
    mask = os.urandom(4)
    head = bytes([0x81, 0x80 | len(payload)]) if len(payload) < 126 else bytes([0x81, 0xFE]) + len(payload).to_bytes(2, "big")
    writer.write(head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload)))


async def read(reader) -> str:
    """The text of the next frame."""
    head = await reader.readexactly(2)
    length = head[1] & 0x7F
    if length == 126:
        length = int.from_bytes(await reader.readexactly(2), "big")
    elif length == 127:
        length = int.from_bytes(await reader.readexactly(8), "big")
    return (await reader.readexactly(length)).decode()


class Crowd:
    """So many connections; `heard` gets (moment, event, payload) of whichever hears something."""

    def __init__(self, port: int, tokens: list):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        self.port, self.tokens = port, tokens
        self.heard = asyncio.Queue()
        self.joined = 0
        self._tasks = []

    async def join(self, at_once: int, until: str):
        """Returns when all have joined: when each has heard what begins so."""
        gate = asyncio.Semaphore(at_once)
        arrived = asyncio.Event()

        async def one(token):
            async with gate:
                reader, writer = await connect(self.port, token)
                while not (await read(reader)).startswith(until):
                    pass
            self.joined += 1
            if self.joined == len(self.tokens):
                arrived.set()
            while True:
                text = await read(reader)
                if text == "2":
                    write(writer, "3")
                elif text.startswith("42/tasks,"):
                    name, *payload = json.loads(text[len("42/tasks,"):])
                    if name == "new_task":
                        self.heard.put_nowait((time.monotonic(), name, payload[0] if payload else None))

        self._tasks = [asyncio.create_task(one(token)) for token in self.tokens]
        waiter = asyncio.create_task(arrived.wait())
        done, _ = await asyncio.wait([waiter, *self._tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in done - {waiter}:
            task.result()

    async def leave(self):
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
