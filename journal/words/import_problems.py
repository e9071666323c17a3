"""What is said of a file, or of a row of it, that cannot be imported: by its code."""

from typing import Final

from journal.words.language import marked

PROBLEMS: Final = {
    "file_too_large": marked("The file is larger than %(megabytes)s MiB. Split it into several."),
    "damaged_text": marked("This text is damaged. Save the file as “CSV UTF-8”."),
    "holds_nul": marked("This holds a NUL character: it is not a text file."),
    "row_too_long": marked(
        "This row has over %(most)s characters. Is a quotation mark never closed?"
    ),
    "not_csv": marked("This line is not CSV: %(reason)s."),
    "cells_needed": marked("This line needs %(count)s cells."),
    "cell_too_long": marked("A cell may hold %(most)s characters."),
    "too_many_columns": marked("A file may have %(most)s columns."),
    "rows_do_not_fit": marked(
        "More than %(most)s lines do not fit the header. Check what separates the cells."
    ),
    "too_many_rows": marked("A file may hold %(most)s rows. Split it."),
    "column_twice": marked("This column is in the header twice."),
    "column_missing": marked("Choose the column with the %(field)s."),
    "two_columns_of_one": marked("You chose two columns for the %(field)s. Choose one."),
    "no_column_chosen": marked("Choose at least one column to import."),
    "not_our_header": marked("The header is not one of this journal’s files. See Export."),
    "no_table_of": marked("The table of %(name)s was not found in this file."),
    "not_header_of": marked("This is not the header of %(name)s."),
    "unanswered": marked("This question is still open."),
    "wrong_answer": marked("This answer doesn’t fit the question."),
    "choose_an_answer": marked("Choose one of the answers."),
    "no_such_zone": marked("There is no such time zone."),
    "as_on_line": marked("The same as on line %(line)s."),
    "as_on_line_of": marked("The same as on line %(line)s of the sheet “%(sheet)s”."),
    "stands_in_other_file": marked("This is in %(name)s too."),
    "note_too_long_together": marked(
        "Together with the note in your diary this is longer than %(most)s characters."
    ),
    "expected_day": marked("This is not a day such as 2026-05-31."),
    "expected_moment": marked("This is not a day, or a day and a time, such as 2026-05-31 14:30."),
    "expected_day_of": marked(
        "This names a month, a week or a year, but no day. Add the day: the journal doesn’t "
        "make one up."
    ),
    "column_of_periods": marked(
        "The days of this column stand for whole weeks or months. What is said of a week or a "
        "month is not of a day. Answer that this is the day if it is."
    ),
    "expected_day_and_time": marked("This is not a day and a time such as 2026-05-31 14:30."),
    "expected_clock": marked("This is not a time such as 18:50 or 6:50 pm."),
    "expected_length": marked("This is not a length of time such as 1 h 30 min."),
    "expected_number": marked("This is not a number."),
    "expected_number_or_length": marked(
        "This is not a number, or a length of time such as 1:10:00."
    ),
    "expected_on_scale": marked("This is not a number from %(lowest)s to %(highest)s."),
    "expected_minutes_east": marked("This is not a number of minutes east of UTC, such as 60."),
    "expected_habit_value": marked("This is not YES_MANUAL, NO, SKIP, UNKNOWN or a number."),
    "length_above_zero": marked("A spasm needs a length above zero."),
    "too_many_words": marked("This column has too many different words. Leave it out."),
    "daylio_backup_unreadable": marked(
        "This Daylio backup cannot be read. Make a new one in Daylio."
    ),
    "database_damaged": marked("This database is damaged. Export it again."),
    "health_damaged": marked(
        "This Apple Health file is damaged at line %(line)s. Export it again."
    ),
    "holds_entities": marked("This file declares XML entities, which are not read."),
    "sheet_locked": marked("This spreadsheet has a password. Save it without one."),
    "sheet_damaged": marked("This spreadsheet cannot be read. Save it again, or as CSV."),
    "sheet_too_large": marked("A sheet in this file is too large to read."),
    "no_table_in_sheets": marked("No sheet in this file has a table."),
    "zip_lists_too_much": marked("This zip lists too much: at most %(most)s files are read."),
    "zip_damaged": marked("This zip file is damaged or cut short. Make it again."),
    "zip_holds_too_many": marked("This zip holds %(count)s files; at most %(most)s are read."),
    "zip_same_name": marked("Two files in this zip have the same name."),
    "zip_unpacked_too_large": marked("Unpacked, this zip is larger than %(megabytes)s MiB."),
    "zip_member_outside": marked("The file “%(name)s” in this zip points outside of it."),
    "zip_locked": marked("This zip is locked with a password. Make one without."),
    "zip_member_too_large": marked("The file “%(name)s” is larger than %(megabytes)s MiB."),
    "zip_member_damaged": marked(
        "The file “%(name)s” in this zip is damaged. Make the zip again."
    ),
    "zip_member_missing": marked("The file “%(name)s” is missing from this zip."),
    "zip_too_large": marked(
        "This zip is larger than %(megabytes)s MiB, and is not an archive of the journal."
    ),
    "together_too_large": marked(
        "Together these files are larger than %(megabytes)s MiB. Import them one by one."
    ),
    "archive_alone": marked("Import an archive by itself, without other files."),
    "one_by_one": marked(
        "Only files that this journal wrote can be imported together. "
        "Import files of other programs one by one."
    ),
    "not_an_archive": marked("This zip is not an archive of the journal."),
    "archive_file_missing": marked("The archive is not whole: “%(name)s” is missing."),
    "archive_changed": marked(
        "“%(name)s” in this archive is not as it was written: it was changed or damaged. "
        "To import a file you changed, import it by itself."
    ),
    "archive_strange": marked(
        "“%(name)s” in this archive is not laid out as the journal writes it."
    ),
    "archive_bad_picture": marked(
        "A picture of an exercise in this archive (in “%(name)s”) is not one that the journal"
        " wrote: it was changed or damaged."
    ),
    "archive_too_many_pictures": marked(
        "Together with yours, this archive has more pictures of exercises than one journal keeps."
        " Remove some of yours first."
    ),
    "archive_newer": marked("A newer journal made this archive. Update this journal first."),
    "archive_newer_kind": marked(
        "A newer journal made this archive: it holds “%(name)s”, which this one doesn’t know. "
        "Update this journal first."
    ),
    "archive_newer_column": marked(
        "A newer journal made this archive: its “%(file)s” has “%(name)s”, which this one doesn’t "
        "know. Update this journal first."
    ),
    "archive_too_many_exercises": marked("This archive lists over %(most)s exercises."),
    "experiment_under_way": marked(
        "You have an experiment running, and so has this archive. Stop yours, or open its "
        "result if it is over, and then import the archive."
    ),
    "too_many_templates": marked(
        "With this archive you would have more programme templates than can be kept. Delete some "
        "of yours, and then import it."
    ),
    "is_empty": marked("This file is empty."),
    "is_json": marked(
        "This is a JSON file, which cannot be read. Export your data as CSV or a spreadsheet."
    ),
    "is_xml": marked(
        "This is an XML file, which cannot be read. Export your data as CSV or a spreadsheet."
    ),
    "is_html": marked("This is a web page (HTML). Export your data as CSV or a spreadsheet."),
    "is_pdf": marked(
        "This is a PDF, which cannot be read. Export your data as CSV or a spreadsheet."
    ),
    "is_sqlite": marked(
        "This is a SQLite database of a program this journal doesn’t know. Export your data as "
        "CSV."
    ),
    "is_old_office": marked(
        "This is an old Excel or Word file. Open it, and save it as .xlsx or as CSV."
    ),
    "is_xlsb": marked("This is a binary Excel file. Open it, and save it as .xlsx or as CSV."),
    "is_office": marked("This is a document, not a spreadsheet. Save its table as CSV or .xlsx."),
    "is_numbers": marked(
        "This is an Apple Numbers file. In Numbers choose Export To, then Excel or CSV."
    ),
    "is_gzip": marked("This file is packed with gzip. Unpack it first."),
    "is_packed": marked("This is a packed archive (7z or RAR). Unpack it first."),
    "is_picture": marked("This is a picture. Export your data as CSV or a spreadsheet."),
    "is_rtf": marked("This is a text document (RTF). Save its table as CSV."),
    "is_no_table": marked(
        "This is a text without a table: no line has two columns. Export your data as CSV."
    ),
    "is_other_zip": marked(
        "This zip is neither an archive of the journal nor an export this journal knows. "
        "Import the .csv files that are in it."
    ),
}
