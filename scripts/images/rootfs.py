"""Root file systems of images, put together from this very machine: no registry and no mirror is asked."""

import io
import os
import subprocess
import tarfile
from pathlib import Path

# Folders that are there in every image, with the permissions of each.
FOLDERS = {"tmp": 0o1777, "var/tmp": 0o1777, "run": 0o755, "proc": 0o555, "sys": 0o555, "dev": 0o755, "root": 0o755, "mnt": 0o755}


class RootFS:
    """A tar archive in the making; whatever is added twice stands in it once."""

    def __init__(self, archive: Path):
        self.archive, self.added = archive, set()
        self.tar = tarfile.open(archive, "w")
        for name, mode in FOLDERS.items():
            self.folder(name, mode)
        # Who asks for the name of a user finds some.
        self.text("etc/passwd", "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/tmp:/bin/sh\n")
        self.text("etc/group", "root:x:0:\nnogroup:x:65534:\n")
        for place in ("/bin", "/lib", "/lib64", "/sbin"):
            if os.path.islink(place):
                self.add(place)

    def folder(self, name: str, mode: int = 0o755):
        if name not in self.added:
            self.added.add(name)
            entry = tarfile.TarInfo(name)
            entry.type, entry.mode = tarfile.DIRTYPE, mode
            self.tar.addfile(entry)

    def text(self, name: str, content: str):
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = len(content.encode()), 0o644
        self.tar.addfile(entry, io.BytesIO(content.encode()))

    def link(self, name: str, target: str):
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname, entry.mode = tarfile.SYMTYPE, target, 0o777
        self.tar.addfile(entry)

    def add(self, place: str | Path, name: str | None = None, skip=lambda path: False):
        """Adds a file or a whole folder, at its own place or at another."""

        def entry(found: tarfile.TarInfo):
            if found.name in self.added or skip(found.name):
                return None
            self.added.add(found.name)
            # Whoever the algorithm runs as, it can read.
            found.uid = found.gid = 0
            found.uname = found.gname = "root"
            found.mode |= 0o444 | (0o111 if found.isdir() or found.mode & 0o100 else 0)
            return found

        self.tar.add(place, name or _true(str(place)).lstrip("/"), filter=entry)

    def programs(self, *programs: str):
        """Adds programs with the libraries that they are linked against."""
        for program in programs:
            self.both(program)
        self.libraries([os.path.realpath(program) for program in programs])

    def libraries(self, binaries: list):
        for library in linked(binaries):
            self.both(library)

    def both(self, path: str):
        """A link as well as what it leads to."""
        for place in (path, os.path.realpath(path)):
            self.add(place)

    def close(self) -> Path:
        self.tar.close()
        return self.archive


def _true(place: str) -> str:
    """Folders like /lib are links into /usr: what lies in them is named by its true folder."""
    return os.path.join(os.path.realpath(os.path.dirname(place)), os.path.basename(place))


def linked(binaries: list) -> set:
    """The libraries that programs and libraries are linked against, the loader among them."""
    found = set()
    for start in range(0, len(binaries), 200):
        said = subprocess.run(["ldd", *binaries[start : start + 200]], capture_output=True, text=True).stdout
        for word in said.split():
            if word.startswith("/") and not word.endswith(":") and os.path.isfile(word):
                found.add(os.path.normpath(word))
    return found
