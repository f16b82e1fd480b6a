"""What somebody typed is shown as it stands, wherever Streamlit would read it as Markdown."""

import ast
import inspect
import re
import string
from collections.abc import Iterator

import pytest
import streamlit
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.ui.say import plain
from tests.test_house import FILES, called, part_of

texts = st.text(st.one_of(st.sampled_from(string.punctuation), st.characters(exclude_categories=["Cs"])))
WORD_JOINER = "\u2060"


def unescaped(text: str) -> str:
    """Read Markdown that has backslashes only before punctuation (CommonMark 2.4: the character itself is meant)."""
    return re.sub(rf"\\([{re.escape(string.punctuation)}])", r"\1", text)


@given(texts)
@example(string.punctuation)
def test_every_ascii_punctuation_is_escaped(text: str) -> None:
    assert not re.search(rf"[{re.escape(string.punctuation)}]", re.sub(r"\\.", "", plain(text)))


@given(texts)
@example("see www.example.org")
def test_what_markdown_reads_is_what_was_written_on_one_line(text: str) -> None:
    assert unescaped(plain(text)).replace(WORD_JOINER, "") == " ".join(text.split()).replace(WORD_JOINER, "")


def test_a_link_a_colour_and_a_formula_stay_words() -> None:
    assert plain("[x](evil) :red[a] $b$") == r"\[x\]\(evil\) \:red\[a\] \$b\$"


def test_letters_of_other_scripts_stay_as_they_are() -> None:
    assert plain("שלום مرحبا é") == "שלום مرحبا é"


LATE = [
    r"(https?:\/\/|www(?=\.))([-.\w]+)([^ \t\r\n]*)",
    r"(?<![^\s!-/:-@\[-`{-~])([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)",
    r":streamlit:",
    r":material_(\w+):",
    *(rf"(^|\s){token}(\s|$)" for token in ("<->", "->", "<-", "--", ">=", "<=", "~=")),
]
"""What Streamlit's page looks for in text whose escapes have been read, and makes links, pictures and arrows of."""
PIECES = [
    "https://",
    "HTTP://a.b",
    "www.",
    "Www.a.b",
    "@",
    "a@b.c",
    ":streamlit:",
    ":material_x:",
    *("<->", "->", "<-", "--", ">=", "<=", "~="),
]


@given(st.lists(st.sampled_from([*PIECES, " ", "a", ".", "-"]), max_size=6).map("".join))
def test_nothing_is_made_of_it_once_the_escapes_are_read(text: str) -> None:
    assert not [late for late in LATE if re.search(late, unescaped(plain(text)), re.IGNORECASE)]


@pytest.mark.parametrize("text", ["14:05", "a - b", "x@", "Round 3: www", "30–60 days", "a->b", "5>4"])
def test_text_that_nothing_is_made_of_stays_as_it_is(text: str) -> None:
    assert unescaped(plain(text)) == text


NOT_TEXT = {"anchors", "bind", "cursor", "format_func", "page_icon", "pages", "unsafe_allow_html", "width", "wrap"}
"""What the manual mentions Markdown at and is no text: switches, measures, functions, pages."""
NEVER = {
    *("write", "write_stream", "MarkdownColumn", "table", "iframe", "exception"),
    *("image", "ImageColumn", "logo", "audio", "video", "pdf", "link_button"),
}
"""What takes a frame, a stream or an address for Markdown, for a page of its own or for what a browser fetches."""
NEVER_SET = {"unsafe_allow_html", "unsafe_allow_javascript"}


def read_as_markdown() -> dict[str, dict[str, int]]:
    """Return by method of Streamlit which of its arguments its manual says are Markdown, and where they stand."""
    found = {}
    for holder in (streamlit, streamlit.column_config):
        for name in dir(holder):
            method = getattr(holder, name)
            if name.startswith("_") or not callable(method):
                continue
            told = re.split(r"^(\w+) : .*$", inspect.getdoc(method) or "", flags=re.MULTILINE)
            taken = list(inspect.signature(method).parameters)
            read = [one for one, words in zip(told[1::2], told[2::2], strict=True) if "arkdown" in words]
            if read := [one for one in read if one in taken and one not in NOT_TEXT]:
                found[name] = {one: taken.index(one) for one in read}
    return found


MARKDOWN = read_as_markdown() | {"html": {"body": 0}}


def is_said(node: ast.expr | None, function: ast.AST, file: ast.Module) -> bool:
    """Return whether nothing but our own words, numbers and what `plain` gives can come out of an expression."""
    match node:
        case ast.Constant() | ast.Call(func=ast.Name(id="plain")):
            return True
        case ast.JoinedStr(values=parts):
            return all(is_said(part, function, file) for part in parts)
        case ast.FormattedValue(value=value, format_spec=ast.JoinedStr(values=[ast.Constant(value="d" | "," | ",d")])):
            return True  # these forms take numbers only
        case ast.FormattedValue(value=value):
            return is_said(value, function, file)
        case ast.IfExp(body=one, orelse=other) | ast.BoolOp(op=ast.Or(), values=[one, other]):
            return is_said(one, function, file) and is_said(other, function, file)
        case ast.BoolOp(op=ast.And(), values=[*_, last]):
            return is_said(last, function, file)  # those before it come out only where they are empty
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Dict(values=parts):
            return all(is_said(part, function, file) for part in parts)
        case ast.Starred(value=ast.Call(func=ast.Attribute(value=name, attr="values"))):
            return is_said(name, function, file)
        case ast.BinOp(op=ast.Div(), right=ast.Constant()):
            return True  # the path of a file of ours
        case ast.Name(id=name):
            nodes = [*ast.walk(function), *file.body]
            given = [
                one.value
                for one in nodes
                if isinstance(one, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in one.targets)
            ]
            is_own = not any(is_bound_otherwise(one, name) for one in nodes)
            return is_own and bool(given) and all(is_said(value, function, file) for value in given)
    return False


def is_bound_otherwise(node: ast.AST, name: str) -> bool:
    """Return whether a name comes to its value in another way than by an assignment of its own."""
    match node:
        case ast.arg(arg=other):
            return other == name
        case ast.AugAssign(target=to) | ast.NamedExpr(target=to) | ast.For(target=to) | ast.comprehension(target=to):
            bound: list[ast.AST] = [to]
        case ast.AnnAssign(target=to) | ast.withitem(optional_vars=ast.expr() as to):
            bound = [to]
        case ast.Assign(targets=targets):
            bound = [to for to in targets if not isinstance(to, ast.Name)]
        case _:
            bound = []
    return any(isinstance(one, ast.Name) and one.id == name for to in bound for one in ast.walk(to))


def unsaid(source: str) -> Iterator[str]:
    """Yield what a file hands to Streamlit as Markdown that is neither written there nor made by `plain`."""
    file = ast.parse(source)
    others = {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(file)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.name.partition(".")[0] != "streamlit"
    }
    functions = [node for node in ast.walk(file) if isinstance(node, ast.FunctionDef)]
    innermost = {node: function for function in functions for node in ast.walk(function)}
    yield from handed_on(file)
    for node in ast.walk(file):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        whose, name = node.func.value, node.func.attr
        if isinstance(whose, ast.Name) and whose.id in others:
            continue  # a function of a module, say show.table
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        if (name in NEVER and "st" in ast.unparse(whose)) or keywords.keys() & NEVER_SET:
            yield f"line {node.lineno}: {ast.unparse(node)[:80]}"
        for argument, place in MARKDOWN.get(name, {}).items():
            given = (
                keywords.get(argument) or keywords.get(None) or (node.args[place] if place < len(node.args) else None)
            )
            if given is not None and not is_said(given, innermost.get(node, file), file):
                yield f"line {node.lineno}: the {argument} of {ast.unparse(node)[:80]}"


def handed_on(file: ast.Module) -> Iterator[str]:
    """Yield where a method that reads Markdown is called by another name than its own: what it is given is not seen."""
    own = {node.func for node in ast.walk(file) if isinstance(node, ast.Call)}
    for node in ast.walk(file):
        match node:
            case ast.Attribute(value=ast.Name(id="st"), attr=name) if name in MARKDOWN and node not in own:
                yield f"line {node.lineno}: st.{name} is handed on"
            case ast.Call(func=ast.Name(id="getattr"), args=[ast.Name(id="st"), *_]):
                yield f"line {node.lineno}: {ast.unparse(node)[:80]}"
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] == "streamlit":
                if any(alias.name in MARKDOWN or alias.name in NEVER for alias in node.names):
                    yield f"line {node.lineno}: {ast.unparse(node)[:80]}"


def test_nothing_comes_into_markdown_but_our_own_words_and_what_plain_gives() -> None:
    wrong = {
        called(file): found
        for file in FILES
        if part_of(file) in {"ui", "views", "app"} and (found := list(unsaid(file.read_text("utf-8"))))
    }
    assert not wrong


def test_the_manual_of_streamlit_is_understood() -> None:
    assert len(MARKDOWN) > 60
    assert MARKDOWN["error"] == {"body": 0, "title": 3} and MARKDOWN["radio"] == {"label": 0, "options": 1, "help": 5}
    assert MARKDOWN["text"] == {"help": 1} and MARKDOWN["progress"] == {"text": 1}


@pytest.mark.parametrize(
    "line",
    [
        "st.error(error)",
        "st.error(str(error))",
        "st.header(f'{name} on {plain(what)}')",
        "st.caption(f'{name:>10}')",
        "place.progress(0.5, name)",
        "box.button('x', help=name)",
        "st.radio('x', names)",
        "st.tabs([plain(one), two])",
        "st.metric('x', 1, name)",
        "st.column_config.TextColumn(help=name)",
        "st.text('x', help=name)",
        "st.caption('a' + name)",
        "st.caption(plain(a) or name)",
        "st.caption(name and other)",
        "st.write('x')",
        "st.markdown('x', unsafe_allow_html=True)",
        "own = 'x'; own = name; st.title(own)",
        "st.dialog(name)",
        "import streamlit\nstreamlit.error(name)",
        "from streamlit import error",
        "draw = st.error",
        "partial(st.error, name)",
        "getattr(st, kind)(name)",
        "st.error(*names)",
        "st.error(**given)",
        "st.html(f'<b>{name}')",
        "st.image(address)",
        "own = 'x'; own += name; st.title(own)",
        "own = 'x'\nfor own in names: st.title(own)",
        "own = 'x'\nif own := name: st.title(own)",
        "own = 'x'; own, other = pair; st.title(own)",
        "own = 'x'\ndef one(own): st.title(own)",
        "st.title([own for own in names])",
    ],
)
def test_text_of_others_in_markdown_is_found(line: str) -> None:
    assert list(unsaid(line))


@pytest.mark.parametrize(
    "line",
    [
        "st.error('Not saved.')",
        "st.caption(f'The newest {most:,} of {len(rows):d}.')",
        "st.header(f'{plain(who)} on {plain(what)}')",
        "st.error(plain(str(error)))",
        "st.selectbox(plain(label), names, help=help and plain(help))",
        "st.radio('x', [*SIDES.values(), LAST])\nSIDES = {1: 'One'}\nLAST = 'Last'",
        "def one(): own = 'x'; st.title(own)\ndef other(own): own = name",
        "st.text(name)",
        "own = 'x' if one else plain(name); st.title(own)",
        "name.title()",
        "st.html(HOME / 'style.css')",
    ],
)
def test_our_own_words_and_what_plain_gives_are_let_through(line: str) -> None:
    assert not list(unsaid(line))
