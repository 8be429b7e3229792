"""The colours of an e-mail. A mail program reads no style sheet of ours, so they stand here as values.

They are the roles of static/css/tokens.css; a test holds the two together.
"""

# role of the tokens -> (by day, by night)
INK: dict[str, tuple[str, str]] = {
    "surface": ("#faf5ea", "#15100d"),
    "surface_raised": ("#fffdf8", "#241c16"),
    "surface_sunken": ("#f2e9d8", "#2e251e"),
    "text": ("#241c16", "#efe6d8"),
    "text_muted": ("#65564a", "#c4b6a4"),
    "line": ("#e5d8c0", "#3a2f26"),
    "accent": ("#17524a", "#6fbcab"),
    "on_accent": ("#fffdf8", "#15100d"),
    "motif": ("#c98d14", "#c98d14"),
}
DAY = {role: day for role, (day, _night) in INK.items()}
NIGHT = {role: night for role, (_day, night) in INK.items()}
