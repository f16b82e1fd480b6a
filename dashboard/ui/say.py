"""
The one way in which text that somebody typed comes into a heading, a label, a help text or an alert: `plain`.

Streamlit reads all of these as Markdown: a name, a title or a link's value could make the reader's browser fetch a
picture. A test walks whatever Streamlit reads so. Longer text goes through `st.text`, `reading` or a table.
"""

import re

_READ_LATE = re.compile(
    r":(?=//|streamlit:|material_)|@(?=[-\w])|www(?=\.)|(?<!\S)[<>~-](?=(?:->|[>=-])(?!\S))", re.IGNORECASE
)
"""Where Streamlit makes links, pictures and arrows of what stands there once the escapes have been read."""
_WORD_JOINER = "\u2060"
"""Takes no room, and keeps what stands left and right of it apart for whoever looks for both together."""


def plain(text: str) -> str:
    """Return text, on one line, that Streamlit's Markdown shows as it stands."""
    apart = _READ_LATE.sub(rf"\g<0>{_WORD_JOINER}", " ".join(text.split()))
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", apart)
