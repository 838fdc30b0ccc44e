"""Carries the bytes of TCP connections from one network namespace into another. Needs the standard library only."""

import asyncio
import ctypes
import os
import sys
from pathlib import Path

from .processes import Service

HERE = Path(__file__).resolve().parent.parent
NETWORK = 0x40000000
# At most so many bytes at once, so that a rate is kept evenly.
PIECE = 16 << 10


class Forward:
    """A process that listens at one place and connects to another, each with the namespace it is in; None is this one's."""

    def __init__(self, folder: Path, listen: tuple, target: tuple, rate: int | None = None):
        """
        :param listen: a namespace's path, an address and a port
        :param target: the same of whom it connects to
        :param rate: how many bytes a second come back on each connection; as many as there are without
        """
        words = [word or "-" for word in (*listen, *target, rate)]
        self.service = Service(f"forward-{listen[2]}", [sys.executable, "-m", "support.forward", *words], folder,
                               {"PYTHONPATH": str(HERE)})  # fmt: skip
        self.service.wait_until(lambda: "ready" in self.service.log.read_text(), "the forwarding is ready")

    def stop(self):
        self.service.stop()


def enter(namespace: str):
    if namespace != "-":
        with open(namespace) as file:
            if ctypes.CDLL(None, use_errno=True).setns(file.fileno(), NETWORK) != 0:
                raise OSError(ctypes.get_errno(), f"setns {namespace}")


async def carry(reader, writer, rate: int | None):
    try:
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
            if rate:
                await asyncio.sleep(len(piece) / rate)
        writer.write_eof()
    except ConnectionError:
        # Whoever is left is told.
        writer.close()


async def main(listen: str, address: str, port: str, target: str, host: str, its: str, rate: str):
    # A namespace that has a path is one of another process; the way back is this one's own.
    own = os.open("/proc/self/ns/net", os.O_RDONLY)
    pace = None if rate == "-" else int(rate)

    async def connected(reader, writer):
        there, back = await asyncio.open_connection(host, int(its))
        await asyncio.gather(carry(reader, back, None), carry(there, writer, pace))
        for each in (back, writer):
            each.close()

    enter(listen)
    server = await asyncio.start_server(connected, address, int(port))
    enter(f"/proc/self/fd/{own}" if target == "-" else target)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
