"""What the commands say, and what their help says of them."""

from typing import Final

from journal.words.language import gettext, marked, ngettext

TEXTS: Final = {
    "serve": marked("serve the journal; creates and upgrades the database first"),
    "init": marked("create or upgrade the database"),
    "add_user": marked("create an account"),
    "zone": marked("an IANA time zone, such as Europe/Lisbon"),
    "set_password": marked("set the password of an account"),
    "forget_second_factor": marked(
        "also remove passkeys, and stop asking for a code after the password"
    ),
    "make_host": marked(
        "let an account look after accounts, in the browser; no diary is shown there"
    ),
    "make_host_name": marked("the name of the account"),
    "host_end": marked("let it look after accounts no longer"),
    "host_leave_alone": marked("also where patients of their teams then have nobody"),
    "host_granted": marked(
        "“%(name)s” finds “Accounts” under More now: to invite people, and help who is locked out."
    ),
    "host_revoked": marked("“%(name)s” looks after accounts no longer."),
    "sign_out": marked("sign out every browser, of one account or of all"),
    "signed_out": marked("Browsers that are signed out now: %(count)s."),
    "demo": marked("create an account with a made-up year"),
    "password_stdin": marked("read the password from standard input"),
    "export": marked("export everything of an account, as one archive"),
    "import": marked("import files into an account: an archive, CSV, other trackers’ files"),
    "dry_run": marked("only say what it would do"),
    "list_all": marked(
        "with --dry-run: list every entry that would come in or change, and all that would not"
    ),
    "answer": marked("what a file of another tracker cannot know; can be given several times"),
    "leave_bad_rows": marked(
        "import the rest of a file without the rows that cannot be read; each is listed"
    ),
    "guess": marked("guess what is not answered"),
    "insight": marked("print what a diary can tell, with all numbers"),
    "on": marked("as of this day (YYYY-MM-DD), not today"),
    "json": marked("as JSON, for other programs"),
    "backup": marked("copy the database, in use or not"),
    "restore": marked("replace the database with a backup"),
    "move": marked("copy a whole journal into another database, SQLite or PostgreSQL"),
    "move_from": marked(
        "the database to copy: its address, or its SQLite file; it is left as it is"
    ),
    "move_to": marked(
        "the database to fill: its address, or an SQLite file that is not there yet"
    ),
    "remind": marked("send the reminders that are due, as serve does by itself"),
    "doctor": marked("check that everything is as it should be"),
    "restored": marked(
        "Everybody signs in again, with the password they had when the backup was made. Share"
        " links, open invitations and tokens have ended: create new ones. Care teams are as they"
        " were then: ask people to check “Your care team”."
    ),
    "database_ready": marked("The database is ready."),
    "no_account": marked("There is no account “%(name)s”."),
    "password": marked("Password: "),
    "password_again": marked("Repeat the password: "),
    "no_password": marked("No password was typed; --password-stdin reads one."),
    "passwords_differ": marked("The two passwords are not the same."),
    "no_zone": marked("There is no time zone “%(zone)s”."),
    "account_exists": marked("There is already an account “%(name)s”."),
    "account_created": marked("The account “%(name)s” is created."),
    "password_set": marked("The password is set. All devices are signed out."),
    "real_account": marked("“%(name)s” is a real account. Give the demonstration another name."),
    "demo_created": marked(
        "The account “%(name)s” has a made-up year. Its password: %(password)s"
    ),
    "no_day": marked("“%(text)s” is not a day: %(why)s"),
    "day_to_come": marked("%(day)s is in the future: the diary can’t tell anything yet."),
    "exported": marked("Everything of “%(name)s” is in %(file)s. Only you can read it."),
    "postgresql": marked("On PostgreSQL use its own tools: %(command)s"),
    "restore_by_move": marked(
        "%(file)s is an SQLite database, and this journal is on PostgreSQL. Copy it into an empty"
        " database: move %(file)s DATABASE"
    ),
    "accounts": marked("list who has an account, and how they sign in; nothing of any diary"),
    "file_there": marked(
        "%(file)s is there already, and is left as it is. Give another name, or delete it first."
    ),
    "no_folder": marked("There is no folder %(folder)s. Make it first, or give another one."),
    "example": marked("For example: %(command)s"),
    "host": marked(
        "the address to listen on (default: %(default)s, for this computer alone, also behind"
        " Tailscale or a proxy with HTTPS). With 0.0.0.0 everybody on your network can open it,"
        " and read along, as nothing is encrypted"
    ),
    "port": marked("the port to listen on (default: %(default)s)"),
    "workers": marked("how many processes answer (default: %(default)s)"),
    "print_qr": marked("first print the address for a phone, as a QR code too"),
    "add_user_name": marked("the name of the new account, to sign in with"),
    "set_password_name": marked("the name of the account that gets the password"),
    "sign_out_name": marked("the name of the account to sign out; without one, all accounts"),
    "demo_name": marked("the name of the new account (default: %(default)s)"),
    "export_user": marked("the name of the account to export"),
    "export_file": marked("the archive to write, such as ada.zip; it must not be there yet"),
    "import_user": marked("the name of the account that gets the entries"),
    "import_files": marked("the files to read; they stay as they are"),
    "insight_user": marked("the name of the account whose diary is looked at"),
    "backup_file": marked("the copy to write; it must not be there yet"),
    "restore_file": marked("the backup to read; it stays as it is"),
    "no_database": marked("There is no database at %(file)s yet."),
    "copied": marked("The database is copied to %(file)s. Keep the secret key with it."),
    "reminded": marked("Reminders: %(sent)s sent, %(not_needed)s not needed, %(failed)s failed."),
}


def command_text(code: str, **values: object) -> str:
    """One of these texts."""
    return gettext(TEXTS[code], **values)


def host_leaves_alone(name: str, count: int) -> str:
    """That a clinician who looks after accounts would see no patients of their teams."""
    return ngettext(
        "Who looks after accounts sees no patients of a team: then nobody looks after %(count)s"
        " patient of “%(name)s”. Hand over patients first, or add --leave-alone.",
        "Who looks after accounts sees no patients of a team: then nobody looks after %(count)s"
        " patients of “%(name)s”. Hand over patients first, or add --leave-alone.",
        count,
        name=name,
    )
