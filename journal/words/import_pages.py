"""What the pages of imports say besides their templates."""

from journal.words.language import gettext as _
from journal.words.language import ngettext


def choose_a_file() -> str:
    """That no file was chosen."""
    return _("Choose a file first.")


def too_many_files(most: int) -> str:
    """That too many files were chosen."""
    return _("Choose at most %(most)s files at once.", most=most)


def diary_changed() -> str:
    """That the preview is another one by now."""
    return _("Your diary changed since you looked. This is what the files would do now.")


def two_of_one_day() -> str:
    """That two entries stand for one day."""
    return _("Two entries would be for the same day. Nothing was imported.")


def imported() -> str:
    """That an import went in."""
    return _("Imported. What the preview showed is in your diary now.")


def undone() -> str:
    """That an import was undone."""
    return _("This import was undone.")


def title(word: str, name: str) -> str:
    """Which program a file comes from."""
    if word == "table":
        return _("a table")
    return _("a spreadsheet") if word == "spreadsheet" else name


def source(word: str, name: str) -> str:
    """The same as a sentence."""
    if word == "table":
        return _("A table.")
    return (
        _("A spreadsheet.") if word == "spreadsheet" else _("A file from %(title)s.", title=name)
    )


def newer_archive() -> str:
    """That an archive holds more than this journal may know."""
    return _("A newer journal made this archive. What this one doesn’t know is left out.")


def group(name: str, count: int) -> str:
    """What stands above many questions that are alike."""
    if name == "columns":
        return ngettext("%(count)s column", "%(count)s columns", count)
    if name == "exercises":
        return ngettext("%(count)s exercise", "%(count)s exercises", count)
    if name == "activities":
        return ngettext("%(count)s activity", "%(count)s activities", count)
    if name == "habits":
        return ngettext("%(count)s habit", "%(count)s habits", count)
    if name == "symptoms":
        return ngettext("%(count)s symptom", "%(count)s symptoms", count)
    return ngettext("%(count)s question of one kind", "%(count)s questions of one kind", count)
