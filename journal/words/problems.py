"""The sentences of everything that can be wrong with what somebody typed or sent."""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from journal.words.language import gettext, marked, readable

SENTENCES: Final = {
    "number_needed": marked("Choose a number."),
    "whole_number": marked("Choose a whole number from %(lowest)s to %(highest)s."),
    "amount": marked("Give a number above 0, such as 400 or 0.5."),
    "own_answer": marked("Answer yes, no or a whole number from 0 to 10, such as coffee=yes."),
    "choice_needed": marked("Choose one."),
    "choice": marked("Choose one of: %(choices)s."),
    "yes_or_no_needed": marked("Answer yes or no."),
    "yes_or_no": marked("Answer yes or no, or leave it empty."),
    "too_long": marked("This is %(length)s characters long; the limit is %(longest)s."),
    "control_character": marked("This has a control character, which can’t be saved. Remove it."),
    "unreadable_character": marked("This has a character that could not be read. Type it again."),
    "https_only": marked("Use an address that begins with https:// and has no password in it."),
    "text_needed": marked("Fill this in."),
    "one_line": marked("Keep this on one line."),
    "blanks_around": marked("Remove the spaces at the start and the end."),
    "empty_text": marked("Write something, or leave it out."),
    "choices_needed": marked("Choose at least one."),
    "unknown_choices": marked("Unknown: %(unknown)s. Choose from the list."),
    "chosen_twice": marked("Choose each only once."),
    "too_many": marked("You can save at most %(most)s."),
    "separator": marked("Leave out the character %(separator)s."),
    "written_twice": marked("Write each only once, on one line."),
    "calendar_date": marked("Give a day of the calendar as YYYY-MM-DD."),
    "too_early": marked("Choose a day after %(year)s."),
    "too_late": marked("Choose a day before %(year)s."),
    "day_needed": marked("Choose a day."),
    "day_to_come": marked("This day is in the future."),
    "day_over": marked("This day is over. Choose a later one, or none."),
    "time_of_day_needed": marked("Choose a time of day."),
    "time_of_day": marked("Give a time of day, such as 19:00."),
    "moment_needed": marked("Choose a date and a time."),
    "moment": marked("Give a date and a time, such as 2026-05-31T14:30."),
    "moment_in_utc": marked("The time must be in UTC and whole seconds."),
    "clock_gap": marked(
        "On that day the clocks in %(zone)s went forward and skipped %(time)s."
        " Give a time before or after."
    ),
    "time_to_come": marked("This time is in the future. Log it once it has happened."),
    "too_far_ahead": marked("Choose a day within a year from now."),
    "end_to_come": marked("This time is in the future. Leave it empty until then."),
    "ends_before_start": marked("It can’t end before it starts."),
    "last_before_first": marked("The last day is before the first."),
    "zone_needed": marked("Choose a time zone."),
    "unknown_zone": marked("There is no such time zone. Choose one from the list."),
    "identifier_needed": marked("An id is needed."),
    "identifier": marked("This is not an id of the journal (a UUID)."),
    "decided_field": marked("The journal sets this itself. Leave it out."),
    "unknown_field": marked("There is no such field. Leave it out."),
    "list_of_texts": marked("Give a list of texts."),
    "list_of_objects": marked("Give a list of objects."),
    "base64": marked("Give this in base64."),
    "true_or_false": marked("Give true or false."),
    "text": marked("Give this as a text."),
    "address_needed": marked("Say where reminders should be sent."),
    "both_or_neither": marked("Give both times, or neither."),
    "in_quiet_hours": marked("This is in your quiet hours. Change one of them."),
    "no_mail": marked("Email is not set up on this journal. Give a web address."),
    "mail_address": marked("This is not an email address. Check it."),
    "only_mail": marked("This journal sends email only. Give an email address."),
    "web_address": marked(
        "Give a whole web address that begins with https://, such as https://ntfy.sh/topic."
    ),
    "other_host": marked(
        "This journal only sends to %(hosts)s. The person who runs it can allow another place."
    ),
    "short_passcode": marked("Use at least %(shortest)s characters, or none."),
    "link_day_over": marked("This day is over. Choose a later one."),
    "link_too_long": marked(
        "Choose a day within a year. If you still need a link after that, make a new one."
    ),
    "unknown_exercise": marked(
        "“%(name)s” is not in your list of exercises. Add it under Programme first."
    ),
    "exercise_gone": marked(
        "“%(name)s” is not in your list of exercises any more, so you can’t log it."
    ),
    "no_such_dose": marked(
        "This exercise has no such dose in the programme. Choose what it has, or add it under"
        " Programme first."
    ),
    "at_the_top": marked("It is %(amount)s already. Give a higher number."),
    "share_without_days": marked(
        "You gave a part of each dose for a second step. Say for how many days, or empty it."
    ),
    "left_out_longer": marked(
        "The steps take %(days)s days in all. Leave exercises out for at most that long, or"
        " make the steps longer."
    ),
    "end_asked": marked(
        "This started on an earlier day. Say when it ended or how long it lasted, or that it’s "
        "still going on."
    ),
    "length_asked": marked(
        "Did it really last %(days)s days? Look at the day and the year of both, or say that it "
        "lasted that long."
    ),
    "two_ends": marked(
        "The end and how long it lasted don’t fit. Clear the end, or choose “Not given” below."
    ),
    "lasted_choice": marked("Choose how long it lasted."),
    "day_taken": marked("You already logged this for that day. Edit that entry instead."),
    "too_many_tokens": marked(
        "You have %(most)s tokens, the most you can have. Revoke one first."
    ),
    "not_agreed": marked("Tick the box if you want this, then try again."),
    "too_many_passkeys": marked(
        "You have %(most)s passkeys, the most you can have. Remove one first."
    ),
    "provider_taken": marked("This sign-in is connected to another account here."),
    "unknown_section": marked("There is no section called %(name)s. Choose from: %(choices)s."),
    "unknown_parameter": marked("There is no such parameter."),
    "after": marked("Give what “next” says on the page before, unchanged."),
    "answer": marked("Choose one of the answers."),
    "username_needed": marked("Choose a name."),
    "username_characters": marked("Remove spaces at the ends and invisible characters."),
    "username_too_long": marked("This name is too long. Choose a shorter one."),
    "short_password": marked("Use at least %(shortest)s characters. A whole sentence is fine."),
    "long_password": marked("Use at most %(longest)s characters."),
    "password_is_name": marked("Your password can’t be your name. Choose another."),
    "common_password": marked(
        "Many people use this password, so it is tried first. Choose another; a whole sentence is"
        " fine."
    ),
    "changed_elsewhere": marked(
        "You changed this in another window. What is saved there is shown below, and what you"
        " typed is still here. Save again to keep what you typed."
    ),
    "answered_before": marked("You answered this before. What you sent is above."),
    "other_words": marked(
        "You already sent a different message from this form. It is shown below. Save again to"
        " send this one too."
    ),
    "unknown_code": marked(
        "This code does not work. A code works once, within a week. Ask for a new one."
    ),
    "too_many_tries": marked("You tried this too often. Wait an hour, then try again."),
    "too_often": marked("You tried this too often. Wait an hour, then try again."),
    "wrong_digits": marked("This code is not right, or was used before. Wait for the next one."),
    "name_taken": marked("This name is taken. Choose another."),
    "entry_link_used": marked(
        "This code was used before, has ended, or was copied in part. Ask for a new one."
    ),
    "agree_or_not": marked("Say whether you agree."),
    "joins_a_team": marked("A clinician joins a team. Choose one, or nobody."),
    "no_such_carer": marked("They can’t be given patients any more. Choose from the list."),
    "template_for_nobody": marked("Choose who will see the diary of this patient first."),
    "template_of_other": marked("Choose a template of somebody who will see the diary."),
    "team_name_needed": marked("Give the team a name, of %(most)s characters or less."),
    "team_name_taken": marked("Another team has this name. Choose another name."),
    "label_needed": marked("Say whom it is for, in up to %(most)s characters."),
    "wrong_code": marked("This is not the code that the server printed when it started."),
    "right_of_both": marked(
        "This is only for exercises of both sides. Choose “Both sides” above, or clear this."
    ),
    "topic_name_taken": marked("“%(name)s” is in your list already. Choose another name."),
    "method_listed": marked("“%(name)s” with this dose is in your list already."),
    "picture_needed": marked("Choose a picture."),
    "picture_unreadable": marked(
        "This file could not be read as a picture. Choose a whole JPEG, PNG or WebP."
    ),
    "picture_too_large": marked(
        "This picture is larger than %(megabytes)s MB. Choose a smaller one."
    ),
    "picture_too_many_pixels": marked(
        "This picture has more than %(megapixels)s million pixels. Choose a smaller one."
    ),
    "too_many_pictures": marked(
        "You can keep at most %(most)s pictures. Remove one of another exercise first."
    ),
    "exercise_name_taken": marked("You already have an exercise with this name."),
    "too_many_days": marked("Choose at most %(most)s days at once."),
    "day_not_come": marked("This day is in the future. Mark it when it has come."),
    "pause_there": marked("Another pause starts on this day. Change or delete that one."),
    "same_name": marked("Give it another name than the first option."),
    "starts_too_late": marked("Start today, or on one of the next %(days)s days."),
    "wrong_rest_days": marked("This setting for rest days is not as the journal wrote it."),
    "wrong_experiment": marked("This experiment is not as the journal wrote it: %(place)s."),
}
"""A sentence for each code. A list among the values is shown with commas."""


class Named(Protocol):
    """A fault, or the problem of a field."""

    @property
    def code(self) -> str:
        """What is wrong."""

    @property
    def values(self) -> Mapping[str, object]:
        """What its sentence names."""


def sentence(problem: Named) -> str:
    """What a person is told of a fault or a problem."""
    return gettext(SENTENCES[problem.code], **_texts(problem.values))


def _texts(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _text(value) for name, value in values.items()}


def _text(value: object) -> object:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(str(part) for part in value)
    return readable(value)
