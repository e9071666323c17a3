"""Secrets as texts, each made from a seed: so that the same seed makes the same one again."""

import base64
import hmac


def seed(key: bytes, *parts: str) -> bytes:
    """32 bytes for what ``parts`` name; nobody makes them without the key (HMAC, RFC 2104)."""
    return hmac.digest(key, "\0".join(parts).encode(), "sha256")


def token_from(seed: bytes) -> str:
    """A seed as the text of a link or a token: 43 characters of base64 that addresses may hold."""
    return base64.urlsafe_b64encode(seed).rstrip(b"=").decode()


def letters_from(seed: bytes, alphabet: str, length: int) -> str:
    """So many letters of an alphabet, as the seed has them: at most 160 bits of its 256."""
    number, letters = int.from_bytes(seed), []
    for _ in range(length):
        number, index = divmod(number, len(alphabet))
        letters.append(alphabet[index])
    return "".join(letters)
