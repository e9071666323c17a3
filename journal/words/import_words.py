"""What is said about files that are imported, by its code: questions, choices, fields."""

from typing import Final

from journal.words.kinds import WORDS
from journal.words.language import marked

QUESTIONS: Final = {
    "zone_of_file": marked("The file doesn’t say its time zone. Where were you at the time?"),
    "zone_where_missing": marked(
        "Some rows have no time zone. Where were you at the time of those?"
    ),
    "zone_to_show": marked("Which time zone were you in?"),
    "which_zone": marked("Which time zone is “%(name)s”?"),
    "which_month": marked("Which month is “%(name)s”?"),
    "same_day_as_above": marked(
        "Some rows have a time but no “%(column)s”. Are they of the same day as the row above?"
    ),
    "which_code_page": marked("Which of these reads right?"),
    "what_is_midnight": marked(
        "Many times in “%(column)s” are 0:00. Was it midnight, or was no time noted?"
    ),
    "other_times": marked("%(timed)s of %(count)s rows have another time."),
    "what_are_late_times": marked(
        "Some times in “%(column)s” are after 24:00, such as %(example)s. What are they?"
    ),
    "late_times": marked("In %(count)s rows. Some apps count on after midnight."),
    "which_year": marked("The dates have no year. In which year was “%(example)s”?"),
    "which_order": marked("Which number comes first in dates such as %(example)s?"),
    "which_time_of_day": marked("Which time of day is “%(word)s”?"),
    "alike_sheets": marked("all sheets that look alike: %(names)s"),
    "which_sheet": marked("Which sheet do you want to import?"),
    "since_when": marked("Import only entries since this day (empty: everything)"),
    "what_is_each_row": marked("What does a row stand for?"),
    "what_does_column_hold": marked("What is in the column “%(column)s”?"),
    "what_is_each_level": marked("What are the pain levels, where a column doesn’t say?"),
    "constant_of_every_row": marked("What is the %(field)s of every row?"),
    "which_exercise": marked("Which exercise is the column “%(column)s” about?"),
    "which_exercises_of_cell": marked("Is “%(example)s” in “%(column)s” one exercise or several?"),
    "which_uses_of_cell": marked(
        "Is “%(example)s” in “%(column)s” one medicine or remedy, or several?"
    ),
    "which_times_of_use": marked("Was “%(example)s” in “%(column)s” taken at once?"),
    "which_unit": marked("How does “%(column)s” count time?"),
    "which_scale": marked("Which scale does “%(column)s” use?"),
    "which_level_is": marked("Which pain level is “%(word)s” in “%(column)s”?"),
    "which_level_is_severity": marked("Which pain level, 0 (none) to 10, is “%(word)s”?"),
    "which_level_is_mood": marked("Which pain level, 0 (none) to 10, is the mood “%(name)s”?"),
    "which_halves": marked("Pain levels are whole numbers here. What should %(example)s become?"),
    "what_is_word": marked("What does “%(word)s” mean in “%(column)s”?"),
    "what_is_medication": marked("Some attacks have a medication. Where should it go?"),
    "which_end_of_attacks": marked("Some attacks have no end. What should happen to them?"),
    "which_end_of_spasms": marked("Some spasms have no end. What should happen to them?"),
    "what_in_note_of_day": marked("What should go into the note of each day?"),
    "daylio_entries_as_words": marked(
        "Put each entry (mood, activities, note) into the note of its day?"
    ),
    "daylio_moods_as_pain": marked("Did you use the moods to say how much pain you had?"),
    "what_is_activity": marked("What is the activity “%(name)s”?"),
    "what_are_activities": marked("Import your “%(name)s” activities?"),
    "what_is_scale": marked("What does the scale “%(name)s” say?"),
    "what_is_symptom": marked("What is the symptom “%(name)s”?"),
    "what_is_category": marked("What is the category “%(name)s”?"),
    "how_well_slept": marked(
        "How well did you sleep at “%(word)s”, 0 (not at all) to 10 (very well)?"
    ),
    "what_is_of": marked("What is “%(name)s” (%(category)s)?"),
    "what_is": marked("What is “%(name)s”?"),
    "what_is_habit": marked("What is the habit “%(name)s”?"),
    "loop_thousandths": marked(
        "Loop writes amounts in thousandths: does %(example)s in this file mean %(meant)s?"
    ),
    "what_do_numbers_count": marked("If “%(name)s” is an exercise, what do its numbers count?"),
    "bring_over": marked("Import “%(name)s”?"),
    "what_are_seconds": marked("What are the seconds of “%(name)s”?"),
    "is_listed_exercise": marked("Is “%(name)s” in the file one of your exercises?"),
    "is_listed_method": marked("Is “%(name)s” in the file one on your list of what you use?"),
    "by_columns": marked(
        "Guessed from the names of the columns. What else a row holds, such as a medicine or an "
        "exercise, comes in too: you choose it for each column next."
    ),
    "cells_such_as": marked("For example: %(example)s"),
    "order_by_recent": marked(
        "The dates in the file can be read in more than one way. "
        "Guessed, because then most days are of the last ten years."
    ),
    "order_by_to_come": marked(
        "The dates in the file can be read in more than one way. "
        "Guessed, because otherwise all of them are in the future."
    ),
    "order_by_sequence": marked(
        "The dates in the file can be read in more than one way. "
        "Guessed, because then the rows go through the calendar one way."
    ),
    "order_by_span": marked(
        "The dates in the file can be read in more than one way. "
        "Guessed, because then the days are close together."
    ),
    "order_by_american": marked(
        "The dates in the file can be read in more than one way. "
        "Guessed, because most people in your time zone, or with am and pm, write it so."
    ),
    "order_by_usual": marked(
        "The dates in the file can be read in more than one way. "
        "Guessed, because most people write it so."
    ),
    "which_of_pair": marked("What does “%(example)s” mean in “%(column)s”?"),
    "fewer_sets": marked("Guessed, because most people do fewer sets than repetitions."),
    "order_in_name": marked("Guessed from the name of the column."),
    "scale_in_name": marked("The file says %(scale)s. The highest value is %(highest)s."),
    "year_by_weekdays": marked("Guessed from the days of the week in the file."),
    "year_by_mentioned": marked("Guessed from a year that the file names elsewhere."),
    "year_by_latest": marked("Guessed: the latest year in which no date is in the future."),
    "highest_value": marked("The highest value is %(highest)s."),
}

CHOICES: Final = {
    "sets_of_reps": marked("%(sets)s sets of %(reps)s repetitions"),
    "smaller_are_sets": marked("the smaller number is always the sets"),
    "leave_out": marked("leave it out"),
    "leave_them_out": marked("leave them out"),
    "as_exercise": marked("an exercise"),
    "an_exercise": marked("an exercise"),
    "one_exercise": marked("one exercise"),
    "several_exercises": marked("several exercises: an entry for each"),
    "as_in_file": marked("no, keep it as it is in the file"),
    "one_use": marked("one"),
    "several_uses": marked("several: an entry for each"),
    "taken_at_once": marked("at once: one entry"),
    "taken_apart": marked("at different times: an entry for each"),
    "as_relief": marked("tried for relief: %(method)s"),
    "pain_then": marked("a pain level at that time"),
    "pain_now": marked("a pain level at that time"),
    "pain_day_average": marked("the average pain of that day"),
    "pain_day_worst": marked("the worst pain of that day"),
    "yes": marked("yes"),
    "no": marked("no"),
    "day_first": marked("the day"),
    "month_first": marked("the month"),
    "year_first": marked("the year"),
    **{
        month.lower(): month
        for month in (
            *(marked("January"), marked("February"), marked("March"), marked("April")),
            *(marked("May"), marked("June"), marked("July"), marked("August")),
            *(marked("September"), marked("October"), marked("November"), marked("December")),
        )
    },
    **{f"kind_{slug}": kind.row for slug, kind in WORDS.items()},
    "role_words": marked("words for the note"),
    "role_about": marked("what hurts, or where"),
    "as_back_pain": marked("back pain"),
    "role_level_day_average": marked("the average pain of that day"),
    "role_level_day_worst": marked("the worst pain of that day"),
    "role_level_now": marked("a pain level at that time"),
    "role_level_morning": marked("the pain in the morning"),
    "role_level_noon": marked("the pain at noon"),
    "role_level_afternoon": marked("the pain in the afternoon"),
    "role_level_evening": marked("the pain in the evening"),
    "role_level_night": marked("the pain at night"),
    "role_spasm_peak_level": marked("a spasm: how bad it was"),
    "role_spasm_lasted": marked("a spasm: how long it lasted"),
    "role_spasm_had": marked("a spasm: whether I had one, or how many"),
    "no_spasm": marked("no spasm"),
    "one_spasm": marked("a spasm"),
    "several_spasms": marked("%(count)s spasms"),
    "role_relief_dose": marked("tried for relief: its dose"),
    "role_does_done": marked("an exercise: whether I did it"),
    "role_does_minutes": marked("an exercise: its minutes"),
    "role_does_reps": marked("an exercise: its repetitions"),
    "role_does_sets": marked("an exercise: its sets"),
    "role_does_hold_seconds": marked("an exercise: seconds held"),
    "role_does_exercise": marked("an exercise: its name"),
    "role_days_sleep": marked(
        "how well I slept the night before, 0 (not at all) to 10 (very well)"
    ),
    "role_days_stress": marked("whether there was stress that day"),
    "role_days_sitting_over_6h": marked("whether I sat more than six hours that day"),
    "part_morning": marked("morning (9:00)"),
    "part_noon": marked("noon (12:00)"),
    "part_midday": marked("midday (12:00)"),
    "part_afternoon": marked("afternoon (15:00)"),
    "part_evening": marked("evening (20:00)"),
    "part_night": marked("night (23:00)"),
    "part_midnight": marked("midnight (0:00)"),
    "no_time_noted": marked("no time was noted"),
    "as_next_day": marked("times of the next day, in the night"),
    "unit_days": marked("days"),
    "unit_hours": marked("hours"),
    "unit_minutes": marked("minutes"),
    "unit_seconds": marked("seconds"),
    "unit_hours_minutes": marked("hours:minutes"),
    "unit_minutes_seconds": marked("minutes:seconds"),
    "halves_up": marked("the next higher level"),
    "halves_down": marked("the next lower level"),
    "not_done": marked("not done: leave the row out"),
    "words_in_note": marked("into the note"),
    "medicine_as_it_began": marked("a medicine taken when it began"),
    "end_as_they_began": marked("end them when they began, with a note"),
    "still_going_on": marked("they are still going"),
    "nothing": marked("nothing"),
    "notes_i_wrote": marked("the notes I wrote"),
    "every_reading": marked("everything in the file"),
    "everything": marked("everything"),
    "how_i_slept": marked("how well I slept, 0 (not at all) to 10 (very well)"),
    "only_done": marked("only that it was done"),
    "seconds_held_in_each_set": marked("seconds held in each set"),
    "minutes_spent": marked("minutes spent"),
    "episode_began_then": marked("a spasm that began then and lasted that long"),
    "episode_ended_then": marked("a spasm that ended then and had lasted that long"),
}

METHODS: Final = {
    "nsaid_cream": marked("NSAID cream"),
    "nsaid_plaster": marked("NSAID plaster"),
    "cold": marked("cold"),
    "warmth": marked("warmth"),
    "massage": marked("massage"),
    "medicine": marked("medicine"),
    "rest": marked("rest"),
    "position": marked("position"),
    "gentle_movement": marked("gentle movement"),
    "stretching": marked("stretching"),
    "tens": marked("TENS"),
    "own": marked("something else"),
}

FIELDS: Final = {
    "day": marked("Day"),
    "clock": marked("Time of day"),
    "lasted": marked("How long it lasted"),
    "recorded_at": marked("Day and time"),
    "started_at": marked("Start"),
    "ended_at": marked("End"),
    "completed_at": marked("Day and time"),
    "applied_at": marked("Day and time"),
    "level": marked("Pain level"),
    "peak_level": marked("Pain at its worst"),
    "kind": marked("Kind of pain level"),
    "exercise": marked("Exercise"),
    "reps": marked("Repetitions"),
    "hold_seconds": marked("Seconds held"),
    "minutes": marked("Minutes"),
    "sets": marked("Sets"),
    "method": marked("What was tried"),
    "zone": marked("Time zone"),
    "note": marked("Note"),
    "rest_reason": marked("Why exercises are paused"),
    "times_per_day": marked("Times a day"),
    "days_per_week": marked("Days a week"),
    "starts_on": marked("First day"),
    "ends_on": marked("Last day"),
    "sitting_over_6h": marked("Sat more than six hours"),
    "outcome": marked("Whether it was done"),
    "pain_after_20": marked("Pain after 20 minutes"),
    "pain_after_60": marked("Pain after 60 minutes"),
    "episode_id": marked("Spasm it belongs to"),
}
"""The fields whose name alone would not say it."""
