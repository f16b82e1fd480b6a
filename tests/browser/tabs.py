"""Tabs of a browser that hold one form each, alone on a page, or the list of the words that no form takes any more."""

from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from dashboard.store import drafts as kept
from dashboard.store.drafts import Form
from dashboard.store.engine import Store
from dashboard.ui import cache, drafts, forms, unsent
from tests.ui.test_drafts import post

HERE = "http://form.test/"
FORM = Form("f1", "b" * 32, "toy", "the note n1", "Change the note", "overview")
ROW = {"code": "n1", "text": "First.\n\nLast.", "tags": "a; b"}
FIELDS = [
    {"name": "text", "kind": "text", "title": "Note", "help": ""},
    {"name": "tags", "kind": "tags", "title": "Tags", "help": "", "options": []},
]
PAGE = """<form class='parley-form' novalidate></form><script type='module'>
  import form from '/form.js';
  window.sent = [];
  const setTriggerValue = (what, value) => sent.push({ what, ...value });
  window.draw = (data) => form({ data, parentElement: document.body, setTriggerValue });
</script>"""
UNSENT = """<div class='parley-form' hidden></div><textarea aria-label='Elsewhere'></textarea><script type='module'>
  import unsent from '/unsent.js';
  window.told = {};
  const setStateValue = (what, value) => Object.assign(told, { [what]: value });
  window.draw = (data) => unsent({ data, parentElement: document.body, setStateValue });
</script>"""
SENT = "() => ![...parleyForms.kept.values()].some((one) => one.waiting)"


class Tabs:
    """
    A browser whose pages hold one form each, and post what is typed to the route of drafts while that answers.

    Its pages stay open for the tests that follow: to begin another takes longer than what most of them do with it.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.context, self.answers, self.free = context, True, list(context.pages)
        context.route(f"{HERE}**", self.answer)

    def clear(self) -> None:
        """Leave every form, and throw away what pages kept."""
        for page in self.context.pages:
            page.goto(f"{HERE}nothing")
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.context.unroute(f"{HERE}**", self.answer)

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(HERE)
        if path.endswith(".js"):
            parts = {"form.js": forms.PARTS, "unsent.js": unsent.PARTS}[path]
            route.fulfill(body=forms.script(*parts), content_type="text/javascript")
        elif f"/{path}" != drafts.PATH:
            route.fulfill(body={"": PAGE, "unsent": UNSENT, "nothing": ""}[path], content_type="text/html")
        elif self.answers:
            given = post(route.request.post_data_json)
            route.fulfill(status=given.status, body=given.body)
        else:
            route.fulfill(status=503)

    def open(self, form: Form = FORM, **more: Any) -> Page:
        page = self._page("")
        draw(page, form, **more)
        return page

    def unsent(self, author: str | None = None) -> Page:
        """Return the list of the words that no form takes any more, as a reader of this code is shown it."""
        page = self._page("unsent")
        page.evaluate("(author) => window.draw({ author })", author)
        return page

    def _page(self, path: str) -> Page:
        page = self.free.pop() if self.free else self.context.new_page()
        page.goto(HERE + path)
        page.wait_for_function("() => window.draw")
        return page


def draw(page: Page, form: Form = FORM, **more: Any) -> None:
    """Draw the form of a change of a note, with its draft, as a page would."""
    found = kept.held_by(cache.store(), form.browser, form.author, form.negotiation)
    draft = next((one for one in found if one.form.code == form.code), None)
    data = {
        "form": form.code,
        "place": drafts.place(form),
        "author": form.author and form.author.code,
        "token": drafts.token(form),
        "title": form.title,
        "what": "note",
        "fields": FIELDS,
        "edit": True,
        "row": ROW,
        "held": draft and dict(draft.held),
        "seen": draft and draft.seen,
        "at": draft and draft.written_at.isoformat(),
        "read_at": datetime.now(UTC).isoformat(),
        "elsewhere": False,
        "answered": None,
        "refused": None,
    }
    page.evaluate("(data) => window.draw(data)", data | more)


def note(page: Page) -> Locator:
    return page.get_by_label("Note", exact=True)


def says(page: Page, words: str) -> None:
    """Wait until the page says this."""
    expect(page.get_by_text(words).first).to_be_visible()


def held(store: Store, form: Form = FORM) -> dict[str, str]:
    """Return what the draft of the form holds."""
    (draft,) = kept.held_by(store, form.browser, form.author, form.negotiation)
    return dict(draft.held)


def last_sent(page: Page) -> dict[str, Any]:
    sent: dict[str, Any] = page.evaluate("() => sent.at(-1)")
    return sent
