"""The text beside the files of an archive: what each holds, and how others read it."""

from collections.abc import Mapping
from textwrap import fill
from typing import Final

from journal.words.kinds import WORDS
from journal.words.language import gettext, marked

COLUMNS: Final = 96
ABOUT: Final = marked(
    "This is everything of one account of a Spasm Journal. It leaves out what belongs to that"
    " journal alone: the password, links and clinicians who may look, access of other apps, and"
    " the list of past imports."
)
MADE_UP: Final = marked("This is a demonstration: all entries are made up.")
CSV: Final = marked(
    "The .csv files open in any spreadsheet. The first line of each names its columns."
)
FILES: Final = {
    **{f"{slug}.csv": words.file for slug, words in WORDS.items()},
    "journal.json": marked(
        "All of it, for other programs. It repeats the entries. It adds your settings, your"
        " reminders, and the questions you don’t want to see again. It says from when on days"
        " without exercise are rest days, whether you want the recall check, and when you want"
        " to stop the diary. It says when you had paused the diary. It has names that were"
        " changed, such as of exercises. It also has your answers"
        " about files of other apps, your experiments, and your list of exercises. Your name and"
        " questions for the doctor are in it, and what was changed when. For a clinician it"
        " holds the programme templates, and for others the programmes that were proposed to"
        " you. The pictures of your exercises are in it as JPEG in Base64, each with the text"
        " that describes it."
    ),
    "manifest.json": marked(
        "which version wrote this archive and when, how long each file is, and a checksum that"
        " shows damage"
    ),
}
IMPORT: Final = marked(
    "To import it, open a Spasm Journal, choose “Import”, then choose this zip file as it is."
)
READING: Final = marked("READING THE FILES WITHOUT LOSS")
FORMAT: Final = marked(
    "The files are UTF-8 text, with commas between the cells. A time shows its distance from UTC"
    " (2026-10-25T01:50:00+02:00), and the time zone is next to it. An empty cell means “not"
    " given”, never zero. Lists are joined with |. A cell of free text can begin with an"
    " apostrophe: it keeps a spreadsheet from reading the text as a formula, and is not part of"
    " it."
)
SPREADSHEET: Final = marked(
    "Spreadsheet: do not double-click the file. Import it (Excel: Data, From Text/CSV;"
    " LibreOffice: Open), choose UTF-8 and comma, and set every column to Text. Otherwise days"
    " and times change their form. The journal can also export a spreadsheet (.xlsx) with all"
    " columns as they are."
)
TESTED: Final = marked("Tests of the journal run the lines of each tool.")


def archive_readme(recipes: Mapping[str, str], *, made_up: bool = False) -> str:
    """The whole text; ``recipes``: by the name of a tool, its lines that read a file."""
    widest = max(map(len, FILES)) + 4
    files = "\n".join(
        fill(
            gettext(text),
            COLUMNS,
            initial_indent=f"  {name}".ljust(widest),
            subsequent_indent=" " * widest,
        )
        for name, text in FILES.items()
    )
    tools = "\n".join(
        f"{tool}:\n\n{''.join(f'    {line}' for line in lines.splitlines(keepends=True))}"
        for tool, lines in recipes.items()
    )
    paragraphs = (_filled(ABOUT), _filled(CSV), files, _filled(IMPORT), gettext(READING))
    ends = (_filled(FORMAT), _filled(SPREADSHEET), tools, _filled(TESTED))
    label = [_filled(MADE_UP)] if made_up else []
    return "\n\n".join((*label, *paragraphs, *ends)) + "\n"


def _filled(text: str) -> str:
    return fill(gettext(text), COLUMNS)
