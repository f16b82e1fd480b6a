"""
Text to read: paragraphs, quotes and links, as a component that sets every text with `textContent`.

What analysts and sources write must never run, fetch or be taken for Markdown, and it comes in every script.
"""

from typing import Any

import streamlit as st

from dashboard.questions.passages import Passage

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
  for (const passage of data.passages) {
    const entry = document.createElement(data.passages.length > 1 ? 'article' : 'div');
    if (passage.marked) entry.className = 'marked';
    if (passage.lead) {
      const lead = put(entry, 'p', passage.lead, 'lead');
      if (passage.tag) put(lead, 'span', passage.tag, 'tag');
    }
    if (passage.text) for (const line of passage.text.split('\\n')) put(entry, 'p', line);
    if (passage.sides) {
      const row = put(entry, 'div', '', 'sides');
      for (const side of passage.sides) {
        const cell = put(row, 'div', '');
        side.forEach((line, n) => put(cell, 'p', line, n ? 'meta' : ''));
      }
    }
    if (passage.quote) put(entry, 'blockquote', '“' + passage.quote + '”');
    const links = [...(passage.links ?? []), [passage.link_words || 'open the source', passage.link]];
    if ((passage.meta && passage.meta.length) || passage.links) {
      const line = put(entry, 'p', (passage.meta ?? []).join(' · '), 'meta');
      for (const [words, address] of links) {
        if (!address || !/^https?:\\/\\//.test(address)) continue;
        if (line.textContent) line.append(' · ');
        const link = put(line, 'a', words);
        link.href = address;
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
.reading .tag { display: inline-block; white-space: nowrap;
  margin-inline-start: 0.6rem; padding: 0 0.4rem; font-size: 0.8rem; font-weight: 400;
  border: 1px solid var(--st-border-color); border-radius: 0.3rem; }
.reading .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 0.25rem 1.5rem; }
.reading .marked { border-left: 3px solid var(--st-primary-color); padding-left: 0.6rem; }
.reading blockquote { margin: 0.25rem 0 0.35rem; padding-left: 0.75rem;
  border-left: 3px solid var(--st-border-color); font-style: italic; }
.reading a { color: var(--st-link-color); }
"""
_mount = st.components.v2.component(
    "parley_reading", html="<div class='reading'></div>", css=_CSS, js=_JS, isolate_styles=False
)


def passages(shown: list[Passage], *, key: str) -> None:
    """Show the passages one under the other."""
    data: dict[str, Any] = {"passages": shown}
    _mount(key=key, data=data)


def sentence(text: str) -> None:
    """Show one sentence, as it stands, larger than the rest: the answer of a page."""
    st.text(text)
