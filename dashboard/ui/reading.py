"""
Text to read: paragraphs, quotes and links, as a component that sets every text with `textContent`.

What analysts and sources write must never run, fetch or be taken for Markdown, and it comes in every script.
"""

from typing import Any

import streamlit as st

from dashboard.questions.items import Item

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
    if (item.lead) {
      const lead = put(entry, 'p', item.lead, 'lead');
      if (item.tag) put(lead, 'span', item.tag, 'tag');
    }
    if (item.text) for (const line of item.text.split('\\n')) put(entry, 'p', line);
    if (item.sides) {
      const row = put(entry, 'div', '', 'sides');
      for (const side of item.sides) {
        const cell = put(row, 'div', '');
        side.forEach((line, n) => put(cell, 'p', line, n ? 'meta' : ''));
      }
    }
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
.reading .tag { margin-inline-start: 0.6rem; padding: 0 0.4rem; font-size: 0.8rem; font-weight: 400;
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


def read(items: list[Item], *, key: str) -> None:
    """Show the items one under the other."""
    data: dict[str, Any] = {"items": items}
    _mount(key=key, data=data)


def sentence(text: str) -> None:
    """Show one sentence, as it stands, larger than the rest: the answer of a page."""
    st.text(text)
