"""What pages tell of what was just done, or could not be done; and what reminders say."""

from typing import Final

from journal.words.language import gettext, marked

MESSAGES: Final = {
    "choose_one": marked("Choose one of these."),
    "too_many_from_here": marked(
        "Too many tries from this address. Wait an hour, then try again."
    ),
    "passwords_differ": marked("The two passwords are not the same. Type both again."),
    "sign_in_again": marked("That took too long. Sign in again."),
    "second_factor_off": marked("Only your password is asked for now."),
    "passkey_added": marked("“%(name)s” can sign you in now."),
    "passkey_removed": marked(
        "Removed: it doesn’t sign you in any more. Delete it on your device too."
    ),
    "passkey_not_made": marked(
        "The passkey was not saved. Delete it on your device, and try again."
    ),
    "passkey_refused": marked(
        "This passkey did not sign you in: it may have been removed here. Sign in another way."
    ),
    "provider_away": marked("%(label)s does not answer. Try again later, or use your password."),
    "provider_refused": marked("That did not sign you in. Start again."),
    "provider_unknown": marked(
        "No account here is connected to this sign-in yet. Sign in with your name and password,"
        " then connect it under Settings, Signing in."
    ),
    "provider_connected": marked("Connected: you can sign in with %(label)s now."),
    "no_zone": marked("There is no such time zone. Choose one from the list."),
    "not_your_password": marked("This is not your password."),
    "confirm_first": marked("Type your password, so that nobody else can do this."),
    "not_confirmed": marked("This is not right. Try again."),
    "not_your_name": marked("Type your name as it is shown above."),
    "wrong_sign_in": marked("The name or the password is wrong."),
    "switched_off": marked(
        "This account is switched off. Ask the person who runs this journal. Nothing is deleted."
    ),
    "new_password_set": marked("The new password is set. Sign in as %(name)s."),
    "entry_link_shown_before": marked(
        "This link was made, and can’t be shown any more. If you missed it, make another."
    ),
    "too_many_entry_links": marked(
        "%(most)s people have a link already that they did not use yet. End some of them first."
    ),
    "invitation_ended": marked("The invitation for %(name)s has ended."),
    "all_signed_out": marked("%(name)s is signed out everywhere."),
    "account_switched_off": marked("%(name)s is switched off and signed out. Nothing is deleted."),
    "account_switched_on": marked("%(name)s can sign in again."),
    "named_clinician": marked("%(name)s can be given patients and be in teams now."),
    "named_no_clinician": marked(
        "%(name)s is in no team now and can’t be given patients any more. Patients of their own"
        " stay with them until you hand these over."
    ),
    "too_many_teams": marked("There are %(most)s teams already. End one first."),
    "choose_clinician": marked("Choose a clinician from the list."),
    "choose_carer": marked("Choose who the patients are handed over to."),
    "all_or_some": marked(
        "You ticked some patients, and “All”. Choose “Those I choose”, or remove the ticks."
    ),
    "choose_patient": marked("Choose at least one patient."),
    "member_added": marked("%(name)s is in the team %(team)s. Its patients are told."),
    "member_removed": marked("%(name)s is not in the team %(team)s any more."),
    "team_has_patients": marked("This team has patients. Hand them over first."),
    "team_ended": marked("The team %(name)s has ended."),
    "settings_saved": marked("Settings saved."),
    "password_changed": marked("Password changed. All other devices are signed out."),
    "device_signed_out": marked("That device is signed out."),
    "reminders_on": marked("Reminders are on."),
    "reminders_off": marked("Reminders are off."),
    "picture_created": marked("Picture saved."),
    "picture_changed": marked("Picture changed."),
    "picture_deleted": marked("Picture removed."),
    "picture_undone": marked("Undone: the picture is as it was before."),
    "exercise_renamed_back": marked("Undone: it is called “%(name)s” again."),
    "rest_days_on": marked("On: days with an average pain and no exercise are rest days."),
    "rest_days_off": marked("Off: only days you confirm are rest days."),
    "recall_on": marked("The recall check is on. It asks after the next whole week."),
    "recall_off": marked("The recall check is off. Your guesses stay in your diary."),
    "end_agreed": marked("Saved. When it is reached, Today offers to stop."),
    "no_address": marked("Save an address first."),
    "too_many_tests": marked("That was a lot of tests. Wait an hour, then try again."),
    "test_failed": marked("The test did not get through. %(reason)s"),
    "test_sent": marked("The test is on its way."),
    "paused": marked("Diary paused. Resume whenever you like."),
    "pause_changed": marked("Pause saved"),
    "pause_deleted": marked("Pause deleted"),
    "pause_undone": marked("Undone: the pause is as it was before"),
    "welcome_back": marked("Welcome back. The pause is over."),
    "token_shown_before": marked(
        "This token was created, and can’t be shown any more."
        " If you missed it, revoke it and create another."
    ),
    "token_revoked": marked("Token revoked. It no longer works."),
    "deleted_already": marked("This was already deleted."),
    "had_ended": marked("This spasm had already ended at %(time)s."),
    "answered_elsewhere": marked("These spasms have changed since. Nothing was saved."),
    "one_spasm": marked("Saved as one spasm."),
    "two_spasms": marked("Still two spasms."),
    "exercise_listed_again": marked("Undone: “%(name)s” is on your list again, as it was."),
    "exercise_off_again": marked("Undone: “%(name)s” is off your list again."),
    "template_line_deleted": marked("“%(exercise)s” is removed from this template."),
    "template_line_back": marked("Undone: the exercise is in the template again."),
    "template_back": marked("Undone: the template is back."),
    "asked_again": marked("Undone: the question is asked again."),
    "not_one": marked("They stay two: %(problem)s Shorten one of them first."),
    "undo_too_late": marked("This was too long ago to be undone."),
    "undo_changed_since": marked("This was changed again since, so it stays as it is."),
    "undo_another_entry": marked("That day has another entry since, so this stays as it is."),
    "undo_another_entry_imported": marked(
        "One of those days has another entry since, so nothing was undone."
    ),
    "undo_another_spasm": marked("Another spasm has started since. End that one first."),
    "undo_exercise_gone": marked("Its exercise is gone from your list, so this stays as it is."),
    "undo_planned_since": marked("It is in your programme again since, so this stays as it is."),
    "undo_name_taken": marked("Another exercise has that name now, so this stays as it is."),
    "undo_too_many_templates": marked(
        "You have as many of these as you can keep. Delete one first."
    ),
    "undo_too_many_pictures": marked(
        "You have as many pictures as you can keep. Remove one of another exercise first."
    ),
    "import_undone_before": marked("This import was already undone."),
    "import_undone": marked(
        "Import undone: %(removed)s deleted, %(put_back)s back as they were before."
    ),
    "import_left": marked("Not changed, because you edited them since: %(entries)s."),
    "import_missing": marked("Not put back: %(what)s."),
    "more": marked("%(count)s more"),
    "of_a_day": marked("%(what)s of %(day)s"),
    "of_a_name": marked("%(what)s “%(name)s”"),
    "edited_since": marked("%(what)s, because you edited it since"),
    "reminder_title": marked("Your diary"),
    "reminder": marked("You haven’t logged anything today. One number is enough."),
    "reminder_test": marked("This is the test you asked for. A reminder will look like this."),
    "reminder_stop": marked("To stop reminders, sign in and choose More, then Reminders."),
    "unused": marked(
        "You haven’t signed in for a long time. What you keep here will be deleted on %(day)s. To"
        " keep it, sign in once."
    ),
    "unused_ending": marked("You don’t have to do anything if you don’t need it any more."),
    "new_sign_in": marked(
        "Someone signed in on a device that was not used before (%(browser)s). If it wasn’t you,"
        " change your password."
    ),
    "new_sign_in_stop": marked(
        "To stop these messages, sign in, choose More, then Reminders, and clear the address."
    ),
    "mail_sign_in": marked("The mail server did not accept our sign-in (%(why)s)."),
    "mail_refused": marked("The mail server refused the message (%(why)s)."),
    "mail_unknown": marked("The mail server did not say whether it accepted the message."),
    "not_a_web_address": marked("This is not a web address."),
    "not_reached": marked("The address could not be reached (%(why)s)."),
    "no_answer": marked("The address did not say whether it accepted the message."),
    "not_accepted": marked("The address answered %(status)s and did not accept the message."),
    "access_removed": marked("Removed. They can’t see anything of yours now."),
    "code_shown_before": marked(
        "This code was created, and can’t be shown any more. If you missed it, remove it and"
        " create another."
    ),
    "too_many_invitations": marked("You have %(most)s open invitations. Remove one first."),
    "link_ended": marked("Link ended. It doesn’t work any more."),
    "link_shown_before": marked(
        "This link was created, and can’t be shown any more. If you missed it, end it and create"
        " another."
    ),
    "shown_by_code": marked("Shown by code"),
    "too_many_links": marked("You have %(most)s links that still work. End one first."),
    "patient_joined": marked("%(name)s shares their diary with you."),
    "message_sent": marked("Sent. Their Today page tells them until they read it."),
    "answer_sent": marked("Your answer is sent."),
    "plan_not_begun": marked("No flare plan began: none is written, or one is on already."),
    "plan_as_it_is": marked("The flare plan is as it was: it is over, or as long as it can be."),
    "step_not_offered": marked("Nothing changed: this step is not proposed any more."),
    "ladder_as_it_is": marked("Nothing changed: you use this ladder already."),
    "plan_proposed": marked("Your proposal is on their programme page. Today tells them of it."),
    "proposal_answered": marked(
        "Not proposed again: this was proposed before, and has been answered. "
        "If you mean it anew, tap Propose once more."
    ),
    "template_deleted": marked("%(name)s is deleted. Nobody’s programme changes."),
    "template_empty": marked("This template has no exercises yet."),
    "too_many_proposals": marked("They have too many proposals they have not answered yet."),
    "proposal_accepted": marked(
        "Accepted. The proposed exercises are in your programme from today."
    ),
    "proposal_declined": marked("Proposal declined. Your programme has not changed."),
    "programme_saved": marked("Saved in their programme."),
    "introduction_saved": marked("Saved for your doctor."),
    "needs_passcode": marked("This link needs its passcode."),
    "another_host": marked("The journal does not answer under this name."),
    "app_description": marked("A private journal for people with back spasms."),
    "spasm_now": marked("Spasm now"),
    "unknown_browser": marked("An unknown browser"),
    "browser_on_device": marked("%(browser)s on %(device)s"),
}

NOT_RESTORED: Final = marked("the programme you started with, because another has replaced it")


def message(code: str, **values: object) -> str:
    """What a page or a reminder says."""
    return gettext(MESSAGES[code], **values)


def starting_programme() -> str:
    """What is said of a programme that an undone import does not bring back."""
    return gettext(NOT_RESTORED)
