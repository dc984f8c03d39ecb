"""What may stand in a payment order: the Latin characters every bank of the SEPA area takes, and the German umlauts."""

import unicodedata

ALLOWED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-?:().,'+ ÄÖÜäöüß&*$%")
INSTEAD = {
    "–": "-", "—": "-", "_": "-", "‘": "'", "’": "'", "„": "'", "“": "'", "”": "'", '"': "'", "…": "...", "€": "EUR", "@": "(at)",
    "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i",
}  # fmt: skip


def bank_text(text: str, most: int) -> str:
    """The nearest that a bank takes, in one line."""
    letters = "".join(_letter(each) for each in unicodedata.normalize("NFC", text))
    return " ".join(letters.split())[:most].strip()


def _letter(letter: str) -> str:
    if letter in ALLOWED:
        return letter
    if letter in INSTEAD:
        return INSTEAD[letter]
    plain = "".join(each for each in unicodedata.normalize("NFKD", letter) if each in ALLOWED)
    return plain or ("." if letter.isprintable() and not letter.isspace() else " ")
