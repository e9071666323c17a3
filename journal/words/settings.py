"""What a host is told of a setting that is wrong, and of what serving needs."""

from typing import Final

from journal.words.language import gettext, marked

SENTENCES: Final = {
    "key_missing": marked(
        "The secret key %(file)s is missing although the journal has accounts. Put it back from a"
        " backup. If you have none, everybody has to sign in again; make a new key:"
        ' python3 -c "import secrets; print(secrets.token_hex(32))" > %(file)s'
    ),
    "key_not_private": marked("Others can read the secret key. Type: chmod 600 %(file)s"),
    "key_unreadable": marked("The secret key %(file)s can’t be read. Put it back from a backup."),
    "key_too_short": marked("%(where)s is too short: it needs %(shortest)s characters."),
    "database_address": marked(
        "JOURNAL_DATABASE_URL is not the address of a database. Use sqlite:////path/to/file or"
        " postgresql+psycopg://user:password@host/name."
    ),
    "database_kind": marked(
        "JOURNAL_DATABASE_URL starts with %(driver)s://, which the journal can’t use. Use"
        " sqlite:////path/to/file or postgresql+psycopg://user:password@host/name."
    ),
    "database_pages": marked(
        "JOURNAL_DATABASE_PAGES_URL must be an address of the same database on PostgreSQL as in"
        " JOURNAL_DATABASE_URL, for another role: one that owns nothing."
    ),
    "no_wall": marked(
        "The role of JOURNAL_DATABASE_PAGES_URL would see everybody’s rows. It must be a role that"
        " is no superuser, has no BYPASSRLS and is no member of the role in JOURNAL_DATABASE_URL,"
        " in the same database."
    ),
    "database_replica": marked(
        "JOURNAL_DATABASE_REPLICA_URL must be the address of a replica on PostgreSQL. Its role"
        " must be the one by which pages ask the database."
    ),
    "database_connections": marked(
        "JOURNAL_DATABASE_CONNECTIONS is “%(text)s”. Use a number from 1 to %(highest)s."
    ),
    "registration": marked("JOURNAL_REGISTRATION is “%(text)s”. Use first, open or closed."),
    "second_factor": marked("JOURNAL_SECOND_FACTOR is “%(text)s”. Use optional or required."),
    "proxies": marked(
        "JOURNAL_TRUSTED_PROXIES is the number of proxies in front (1), or their addresses"
        " (127.0.0.1, 10.0.0.0/8): %(why)s."
    ),
    "clinic_networks": marked(
        "JOURNAL_CLINIC_NETWORKS is a list of addresses or networks (203.0.113.7,"
        " 198.51.100.0/24): %(why)s."
    ),
    "mail_server": marked(
        "JOURNAL_SMTP_URL is not the address of a mail server. Use"
        " smtp://user:password@host:587, or smtps:// if it is encrypted from the start. Write"
        " signs such as @ in the password as %(at_sign)s."
    ),
    "mail_sender": marked(
        "JOURNAL_MAIL_FROM must be the address that email comes from, such as diary@example.org"
        " or Diary <diary@example.org>."
    ),
    "public_url": marked(
        "JOURNAL_PUBLIC_URL is “%(text)s”. Give the address people open, such as"
        " https://journal.example.org or https://example.org/journal."
    ),
    "on_or_off": marked("%(name)s is “%(text)s”. Use on or off."),
    "duration": marked(
        "%(name)s is “%(text)s”. Use minutes, hours or days, such as 30m, 12h or 90d, 180d at"
        " most; or off."
    ),
    "long_duration": marked(
        "%(name)s is “%(text)s”. Use days, such as 730d, %(least)sd at least; or off."
    ),
    "reminder_hosts": marked(
        "JOURNAL_REMINDER_HOSTS is “%(text)s”. Give names of hosts, such as"
        " ntfy.sh, home.example:8443; or none."
    ),
    "oidc_incomplete": marked(
        "Of the settings for an OpenID provider some are missing. Set all four, or none:"
        " JOURNAL_OIDC_ISSUER, JOURNAL_OIDC_CLIENT_ID, JOURNAL_OIDC_CLIENT_SECRET_FILE,"
        " JOURNAL_OIDC_LABEL."
    ),
    "oidc_issuer": marked(
        "JOURNAL_OIDC_ISSUER is “%(text)s”. Give the provider’s https:// address, as it names"
        " itself."
    ),
    "oidc_secret": marked("JOURNAL_OIDC_CLIENT_SECRET_FILE: %(file)s can’t be read, or is empty."),
    "oidc_public_url": marked(
        "JOURNAL_OIDC_ISSUER needs JOURNAL_PUBLIC_URL too: the provider sends people back there."
    ),
    "no_port": marked("There is no port %(port)s. Choose one up to %(highest)s."),
    "port_taken": marked("Port %(port)s is taken. Choose another with --port."),
    "database_encoding": marked(
        "The database keeps text as %(encoding)s, which can’t hold every name and note. Make one"
        " with createdb --encoding UTF8 --template template0."
    ),
    "database_later": marked("Until the database can be used, people are told to try later."),
    "first_account_code": marked("The first account needs this code: %(code)s"),
    "first_account_code_if": marked(
        "If nobody has an account here yet, the first one needs this code: %(code)s"
    ),
    "serving_at": marked("Spasm Journal is at %(address)s  (stop it with Ctrl+C)"),
    "served_already": marked(
        "Another serve has this journal open already (%(folder)s). Both work; stop one if you did"
        " not mean that."
    ),
    "no_phone_address": marked(
        "No address is known that a phone can open. Set JOURNAL_PUBLIC_URL, or serve with"
        " --host 0.0.0.0."
    ),
    "on_your_phone": marked("On your phone: %(address)s"),
}


def setting_text(code: str, /, **values: object) -> str:
    """One of these sentences."""
    return gettext(SENTENCES[code], **values)
