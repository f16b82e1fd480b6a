"""
Text to read: paragraphs, quotes and links, as a component that sets every text with `textContent`.

What analysts and sources write must never run, fetch or be taken for Markdown, and it comes in every script.
"""

from typing import Any, TypedDict

import streamlit as st


class Item(TypedDict, total=False):
    """One thing to read; whatever is missing is left out."""

    lead: str
    text: str
    quote: str
    meta: list[str]
    link: str
    link_words: str
    marked: bool


_JS = """
export default function ({ data, parentElement }) {
  const list = parentElement.querySelector('.reading');
  list.replaceChildren();
  const put = (where, tag, text, name) => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.dir = 'auto';
    if (name) element.className = name;
    where.append(element);
    return element;
  };
  for (const item of data.items) {
    const entry = document.createElement(data.items.length > 1 ? 'article' : 'div');
    if (item.marked) entry.className = 'marked';
    if (item.lead) put(entry, 'p', item.lead, 'lead');
    if (item.text) for (const line of item.text.split('\\n')) put(entry, 'p', line);
    if (item.quote) put(entry, 'blockquote', '“' + item.quote + '”');
    if (item.meta && item.meta.length) {
      const line = put(entry, 'p', item.meta.join(' · '), 'meta');
      if (item.link && /^https?:\\/\\//.test(item.link)) {
        line.append(' · ');
        const link = put(line, 'a', item.link_words || 'open the source');
        link.href = item.link;
        link.target = '_blank';
        link.rel = 'noopener noreferrer';
      }
    }
    list.append(entry);
  }
}
"""
_CSS = """
.reading { font-family: var(--st-font); color: var(--st-text-color); font-size: 0.95rem; line-height: 1.5; }
.reading p { margin: 0 0 0.25rem; overflow-wrap: anywhere; }
.reading article { padding: 0.6rem 0; border-top: 1px solid var(--st-border-color); }
.reading .lead { font-weight: 600; }
.reading .meta { font-size: 0.85rem; opacity: 0.85; }
.reading .marked { border-left: 3px solid var(--st-primary-color); padding-left: 0.6rem; }
.reading blockquote { margin: 0.25rem 0 0.35rem; padding-left: 0.75rem;
  border-left: 3px solid var(--st-border-color); font-style: italic; }
.reading a { color: var(--st-link-color); }
.reading.large { font-size: 1.2rem; line-height: 1.45; }
"""
_mount = st.components.v2.component(
    "parley_reading", html="<div class='reading'></div>", css=_CSS, js=_JS, isolate_styles=False
)


def read(items: list[Item], *, key: str) -> None:
    """Show the items one under the other."""
    data: dict[str, Any] = {"items": items}
    _mount(key=key, data=data)


def sentence(text: str) -> None:
    """Show one sentence, as it stands, larger than the rest: the answer of a page."""
    st.text(text)
