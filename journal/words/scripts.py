"""The words that scripts show: a file of them, one for each language, tells ``static/words.js``.

A text is looked up by its key, its ``%(name)s`` are filled in by the script. A text that counts
has a form for each plural category of the language, as ``Intl.PluralRules`` names them.
"""

from typing import Final

from journal.words.language import Catalogue, chosen, marked

Text = str | tuple[str, str]
"""One text, or one for a single thing and one for any other number."""

SAMPLES: Final = (*range(201), 1_000_000)
"""Numbers among which every plural category of every language occurs."""


def plural_forms(singular: str, plural: str) -> tuple[str, str]:
    """Both texts, marked for translation."""
    return singular, plural


EVERYWHERE: Final[dict[str, Text]] = {
    "confirm_sign_out": marked("Your exercise session isn’t saved yet. Sign out and delete it?"),
    "hours_minutes": marked("%(hours)s h %(minutes)s min"),
    "minutes": marked("%(minutes)s min"),
    "code_left": marked("Ends in %(time)s"),
    "time_left": marked("%(time)s left"),
    "take_it_off": marked("Take it off now"),
    "saved": marked("Saved."),
    "spasm_ended_elsewhere": marked(
        "This spasm is over: it was ended or deleted in another tab or on another device."
    ),
    "saved_on_device": marked("Saved on this phone. It will sync when you’re back online."),
    "saved_page_is_old": marked("Saved. Reload the page to see it."),
    "close_other_tabs": marked("Close the journal’s other tabs to finish updating it."),
    "cannot_sign_out": marked(
        "You’re offline, so you can’t sign out. Try again when you’re online."
    ),
    "saved_waiting": marked("%(title)s saved on this phone"),
    "told_of_day": marked("%(what)s, %(day)s"),
    "told_waiting": marked("%(title)s. Saved on this phone."),
    "saved_waiting_again": marked("%(title)s saved again on this phone; last at %(time)s"),
    "saved_waiting_times": plural_forms(
        "%(title)s saved on this phone, %(count)s time today",
        "%(title)s saved on this phone, %(count)s times today",
    ),
    "saved_once": marked("Saved once"),
    "time_again": marked("%(time)s, again"),
    "tile_of": marked("%(done)s of %(planned)s done"),
    "tile_times": marked("done %(count)s times"),
    "tile_partly": marked("partly done"),
    "tile_once_more": marked("done; tap to log once more"),
    "not_before": marked("not before %(time)s"),
    "not_before_safe": marked("time not known: not before %(time)s to be safe"),
    "elsewhere": marked("Times are in %(zone)s. This device is in %(device)s."),
    "used_today": marked("used today, time not known"),
    "offline": marked("You’re offline. You can still log."),
    "offline_copy": marked("You’re offline. Last updated: %(time)s."),
    "entries_wait": plural_forms("%(count)s saved on this phone", "%(count)s saved on this phone"),
    "entries_wait_for_sign_in": plural_forms(
        "%(count)s saved on this phone: sign in to sync",
        "%(count)s saved on this phone: sign in to sync",
    ),
    "entries_refused": plural_forms(
        "%(count)s entry needs another look", "%(count)s entries need another look"
    ),
    "entries_synced": plural_forms("%(count)s entry synced.", "%(count)s entries synced."),
    "entries_of_somebody": plural_forms(
        "%(count)s entry saved on this phone. It will sync when its owner signs in.",
        "%(count)s entries saved on this phone. They will sync when their owner signs in.",
    ),
    "entries_not_saved": plural_forms(
        "%(count)s entry on this phone hasn’t synced yet.",
        "%(count)s entries on this phone haven’t synced yet.",
    ),
    "problem_failed": marked(
        "The journal couldn’t save this. It’s saved on this phone: try again later."
    ),
    "problem_changed_elsewhere": marked(
        "This was also changed elsewhere. Open it to choose which to keep."
    ),
    "problem_overlap": marked(
        "You logged another spasm at that time. Open it to choose: the same one, or two."
    ),
    "problem_gone": marked("What this belongs to was deleted."),
    "problem_deleted": marked(
        "This was deleted elsewhere. Open it to save it again, or remove it."
    ),
    "problem_unknown": marked("Open it to see what needs changing."),
    "of_day_average": marked("average of the day"),
    "of_day_worst": marked("worst of the day"),
    "undo": marked("Undo"),
    "undone": marked("Undone."),
    "undone_removed": marked("Undone: %(what)s removed"),
    "undone_goes_on": marked("Undone: the spasm is still going"),
    "undone_back": marked("Undone: %(what)s is back"),
    "may_have_synced": marked(
        "It no longer waits on this device. It may have been saved before: look at Today once you"
        " are online."
    ),
    "synced_already": marked("This has synced already. Delete it in the list instead."),
    "try_again": marked("Try again"),
    "open": marked("Open"),
    "remove": marked("Remove"),
    "spasm_now": marked("Spasm now"),
    "spasm_since": marked("Spasm since %(time)s"),
    "spasm_ended": marked("It ended"),
    "flare_plan": marked("My flare plan"),
    "flare_plan_begin": marked("Begin my plan"),
    "flare_plan_then": marked("Then"),
    "flare_plan_whole": marked("all of your programme"),
    "flare_plan_nothing": marked("Your plan asks for no exercise on this day."),
    "what_helped": marked("What helped you"),
    "nothing_yet": marked("Nothing yet."),
    "flare_plan_help": marked("When to call for help"),
    "flare_plan_safety": marked("When to see a doctor"),
    "how_is_it_now": marked("How is it now?"),
    "pain_of_ten": marked("Pain %(level)s of 10"),
    "minutes_ago": marked("%(minutes)s min ago"),
    "entry_pain": marked("Pain %(level)s"),
    "entry_level": marked("Pain level"),
    "entry_spasm": marked("Spasm"),
    "entry_exercise": marked("Exercise"),
    "entry_relief": marked("Relief"),
    "entry_programme": marked("Programme"),
    "entry_no_exercise": marked("No exercise"),
    "entry_day": marked("Day note"),
    "entry_sleep": marked("Sleep"),
    "entry_sleep_level": marked("Sleep %(level)s of 10"),
    "entry_taken_back": marked("%(title)s, taken back"),
    "no_time_given": marked("no time given"),
    "no_average": marked("no average"),
    "dose_times": plural_forms("%(count)s time", "%(count)s times"),
    "dose_sets": plural_forms("%(count)s set", "%(count)s sets"),
    "dose_hold": marked("hold %(seconds)s s"),
    "side_left": marked("left"),
    "side_right": marked("right"),
    "side_both": marked("each side"),
    "only_left": marked("left only: tap for %(dose)s"),
    "only_right": marked("right only: tap for %(dose)s"),
    "entry_checkin": marked("Check-in"),
    "entry_recall": marked("Guess of a week"),
    "entry_event": marked("Event"),
    "entry_undo": marked("Undo"),
    "entry_question": marked("Question skipped"),
    "entry_answer": marked("Answer to a question"),
    "entry_session": marked("Exercise session"),
    "entry_plan": marked("Flare plan"),
    "entry_ladder": marked("Ladder"),
    "entry_step": marked("Step of a ladder"),
    "entry_guide": marked("How an exercise is done"),
    "entry_goal": marked("Goal"),
    "entry_abilities": marked("What you can do"),
    "entry_other": marked("Entry"),
    "entry_began": marked("%(title)s began"),
    "entry_ended": marked("%(title)s ended"),
    "entry_changed": marked("%(title)s, changed"),
    "entry_deleted": marked("%(title)s, deleted"),
    "entry_taken_off": marked("%(title)s taken off"),
    "entry_after": marked("%(title)s: pain %(level)s afterwards"),
}
"""For the scripts of every page: saving, what waits on the device, and times that pass."""

STAND_IN: Final[dict[str, Text]] = {
    "nobody_known": marked(
        "To log here while offline, sign in and open Today once while you’re online."
    ),
    "day_needs_network": marked(
        "You’re offline, and only today can be shown. Other days open once you’re back online."
    ),
    "to_today": marked("Go to Today"),
    "note_of_day": marked("Note for the day"),
    "note_alone": marked("The other questions about the day open once you’re back online."),
    "save": marked("Save"),
    "stand_in_lead": marked("What you log here is saved on this phone and will sync later."),
    "exercise": marked("Exercise"),
    "pain_average": marked("Pain, on average today"),
    "pain_now": marked("Pain right now"),
    "pain_least": marked("0 none"),
    "pain_most": marked("10 worst imaginable"),
    "note_then_level": marked("A note, if you like; then tap the level"),
    "relief": marked("Tried for relief"),
}
"""For the page that stands in without a network."""

PLAYER: Final[dict[str, Text]] = {
    "player_turn": marked("Change to the right side"),
    "player_rest": marked("Rest before the next set"),
    "player_count": marked("%(count)s of %(goal)s"),
    "player_of": marked("of %(goal)s"),
    "player_where": marked("%(place)s of %(count)s"),
    "player_exercise": marked("%(exercise)s, %(place)s of %(count)s"),
    "player_exercise_done": marked("%(exercise)s done."),
    "player_minutes_reached": plural_forms(
        "%(count)s minute reached. Keep going as long as you like.",
        "%(count)s minutes reached. Keep going as long as you like.",
    ),
    "player_of_minutes": plural_forms("of %(count)s minute", "of %(count)s minutes"),
    "player_paused": marked("Paused"),
    "player_phase_ready": marked("Get ready"),
    "player_phase_turn": marked("Other side"),
    "player_phase_lift": marked("Lift"),
    "player_phase_hold": marked("Hold"),
    "player_phase_lower": marked("Lower"),
    "player_phase_rest": marked("Rest"),
    "player_side_left": marked("left side"),
    "player_side_right": marked("right side"),
    "player_set": marked("set %(set)s of %(sets)s"),
    "player_done": marked("Done"),
    "player_skipped": marked("Skipped"),
    "player_skipped_because": marked("Skipped: %(reason)s"),
    "player_time_so_far": marked("%(time)s so far"),
    "player_count_so_far": marked("%(count)s of %(goal)s so far"),
    "player_count_one": marked("One done"),
    "player_resume": marked("Resume"),
    "player_start": marked("Start"),
    "player_start_now": marked("Start now"),
    "player_pause": marked("Pause"),
    "player_do_again": marked("Do it again"),
    "player_next": marked("Next"),
    "player_stop": marked("Stop here"),
    "player_skip": marked("Skip"),
    "player_why_stop": marked("Why stop here?"),
    "player_why_skip": marked("Why skip it today?"),
    "player_minutes_done": marked("%(count)s of %(goal)s min"),
    "player_sum_done": marked("%(count)s of %(goal)s done"),
    "player_sum_partly": marked("%(count)s in part"),
    "player_sum_skipped": marked("%(count)s skipped"),
    "eyes_hint_start": marked("Tap to start, long-press to pause"),
    "eyes_hint_marked": marked("Tap for the next one, long-press to pause"),
    "eyes_hint_count": marked("Tap after each one, long-press to pause"),
    "eyes_hint_wait": marked("Tap to start now, long-press to pause"),
    "eyes_hint_run": marked("Long-press to pause"),
    "eyes_hint_end": marked("Tap when you are done, long-press to pause"),
    "eyes_hint_paused": marked("Tap to resume, long-press to stop"),
    "eyes_started": marked("Started. Tap when you are done"),
    "eyes_minutes": plural_forms("%(count)s minute", "%(count)s minutes"),
    "eyes_save": marked("Check and save"),
    "player_note": marked("Repetitions: %(counts)s"),
    "player_note_left": marked("%(count)s left"),
    "player_note_right": marked("%(count)s right"),
}
"""For the player of a guided session."""


PASSKEYS: Final[dict[str, Text]] = {
    "passkey_cancelled": marked("No passkey was used. You can try again."),
    "passkey_there_already": marked("This device already has a passkey for your account."),
    "passkey_failed": marked("That did not work. Check your connection, then try again."),
    "passkey_wrong_place": marked(
        "Passkeys need an address with a name and HTTPS, not an address of numbers."
    ),
}
"""For making a passkey, and for signing in with one."""


def script_words() -> dict[str, object]:
    """The texts of all scripts by their keys, in the language of the reader."""
    language = chosen()
    return {
        key: language.text(text) if isinstance(text, str) else _forms(*text, language)
        for key, text in (EVERYWHERE | STAND_IN | PLAYER | PASSKEYS).items()
    }


def _forms(singular: str, plural: str, language: Catalogue) -> dict[str, str]:
    """The text of each plural category of a language."""
    forms = {language.category(count): count for count in reversed(SAMPLES)}
    return {name: language.plural(singular, plural, count) for name, count in forms.items()}
