"""Whether every text is given to be translated.

python -m tests.words --check    name what is not, and say whether messages.pot is current
python -m tests.words --write    write messages.pot anew
python -m tests.words FILE …     look at these files alone
"""

import sys
from pathlib import Path

from journal.words.catalogues import TEMPLATE
from tests.words.catalogue import template
from tests.words.untranslated import Found, in_file, sources


def forgotten() -> list[Found]:
    """The texts that are not given to be translated."""
    return [phrase for file in sources() for phrase in in_file(file)]


def write() -> None:
    """Write the template of the catalogues anew."""
    TEMPLATE.write_bytes(template())


def check() -> list[str]:
    """What is wrong, a line each."""
    problems = [str(phrase) for phrase in forgotten()]
    if TEMPLATE.read_bytes() != template():
        problems.append("messages.pot is not current: python -m tests.words --write")
    return problems


def main(arguments: list[str]) -> list[str]:
    """Do what the arguments say; the lines of what is wrong."""
    if arguments == ["--write"]:
        write()
        return []
    if arguments == ["--check"]:
        return check()
    if arguments:
        return [str(phrase) for name in arguments for phrase in in_file(Path(name).resolve())]
    return [str(__doc__)]


if __name__ == "__main__":
    wrong = main(sys.argv[1:])
    sys.exit("\n".join(wrong) if wrong else 0)
