"""The instructions of the container file, in their order."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "Dockerfile"


@dataclass(frozen=True)
class Instruction:
    """One instruction: its word, and what follows it."""

    word: str
    text: str


def instructions(text: str) -> list[Instruction]:
    """The instructions of a container file; lines that end in a backslash go on."""
    lines = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", text)).splitlines()
    return [Instruction(*line.split(" ", 1)) for line in lines if line.strip()]


def of(word: str) -> list[str]:
    """What follows each instruction of a word in our file."""
    return [each.text for each in instructions(FILE.read_text()) if each.word == word]
