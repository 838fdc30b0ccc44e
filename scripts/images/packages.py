"""What `pip install` puts into an image, found among the packages that are installed here."""

import importlib.metadata
import re
from pathlib import Path

from packaging.requirements import Requirement


def distributions(name: str) -> dict:
    """A distribution and all that it requires, by normalized name."""
    found, wanted = {}, [name]
    while wanted:
        name = wanted.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        found[key] = distribution = importlib.metadata.distribution(name)
        for text in distribution.requires or []:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                wanted.append(requirement.name)
    return found


def files(name: str) -> dict:
    """The files of a distribution and of all that it requires: the name below the folder of packages, and where each lies."""
    found = {}
    for distribution in distributions(name).values():
        for file in distribution.files or []:
            place = Path(file.locate())
            # Programs lie beside the folder of packages; no algorithm calls them.
            if ".." not in file.parts and place.is_file():
                found[str(file)] = place
    return found
