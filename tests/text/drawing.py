"""Documents drawn from a known tree: what segmentation should find, with the text it should find it in."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
FRENCH = ["Un", "deux", "TROIS", "quatre", "Cinq", "six", "Sept", "Huit", "neuf", "Dix"]
ARABIC = ["أولاً", "ثانيًا", "ثالثا", "رابعًا", "خامسا", "سادساً", "سابعا", "ثامنًا"]
ENGLISH = ["First", "Secondly", "THIRD", "Fourth", "fifth", "Sixth"]
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

SENTENCES = {
    "fr": [
        "Les parties soutiennent l'article 5 du traité.",
        "2021 a été une année de paix, et 3.5 % des États y ont pris part.",
        "28 juin 2021",
        "Un traité lie les deux parties.",
        "M. Chen a dit : « I. n'est pas un titre ».",
        "Article 16 du traité : rien de neuf.",
        "(Voir la résolution 74/247.)",
        "Paix",
    ],
    "ar": [
        "تدعم الأطراف المادة 5 من المعاهدة، ثانيًا وثالثا.",
        "2021 كانت سنة سلام.",
        "«لا يمكن أن نحافظ على الأمن» قال الرئيس.",
        "وأشار إلى أنّ السلامَ ضروريٌّ.",
    ],
    "en": [
        "The parties support article 5 of the Treaty.",
        "2021 was a year of peace, with 3.5 % growth.",
        "First of all, peace.",
        "A treaty binds. I. is no heading.",
        "28 June 2021",
    ],
}


@dataclass
class Drawn:
    """A clause as drawn: what is printed on its line, and what it should be found to be."""

    kind: str
    words: str
    label: str = ""
    number: str = ""
    cited: str = ""
    heading: str = ""
    children: list["Drawn"] = field(default_factory=list)


@dataclass
class Expected:
    """A clause as it should be found in the written document."""

    kind: str
    label: str
    number: str
    path: tuple[str, ...]
    locator: tuple[str, ...]
    heading: str
    start: int
    end: int


def _paragraphs(draw: st.DrawFn, language: str, most: int, least: int = 0) -> list[Drawn]:
    words = draw(st.lists(st.sampled_from(SENTENCES[language]), min_size=least, max_size=most))
    return [Drawn("paragraph", each) for each in words]


def _bullets(draw: st.DrawFn, language: str) -> list[Drawn]:
    mark = draw(st.sampled_from([">", "> ", "• ", "- ", "– "]))
    words = draw(st.lists(st.sampled_from(SENTENCES[language]), min_size=1, max_size=4))
    return [Drawn("bullet", mark + each, mark.strip()) for each in words]


def _labels(draw: st.DrawFn, language: str, depth: int, count: int) -> list[tuple[str, str]]:
    """Labels and their numbers; each depth has forms of its own, so that levels can be told apart."""
    if depth == 0:
        form = draw(st.sampled_from(["{}.", "{})", "{} –"]))
        numbers = [str(n) for n in range(1, count + 1)]
        printed = [n.translate(ARABIC_DIGITS) if language == "ar" else n for n in numbers]
        return [(form.format(each), n) for each, n in zip(printed, numbers, strict=True)]
    if depth == 1:
        return [(f"({chr(97 + n)})", chr(97 + n)) for n in range(count)]
    return [(f"({ROMAN[n].lower()})", str(n + 1)) for n in range(count)]


def _items(draw: st.DrawFn, language: str, depth: int = 0) -> list[Drawn]:
    count = draw(st.integers(2, 12 if depth == 0 else 10))
    items: list[Drawn] = []
    longest = 0
    for index, (label, number) in enumerate(_labels(draw, language, depth, count)):
        words = f"{label} {draw(st.sampled_from(SENTENCES[language][:2]))}"
        cited = label.strip("()") if depth == 2 else number
        item = Drawn("item", words, label, number, cited)
        # The last one of three or more has no more paragraphs than one before it: the others would not be its own.
        least_known = index == count - 1 and index >= 2
        item.children += _paragraphs(draw, language, longest if least_known else 2)
        longest = max(longest, len(item.children))
        if draw(st.integers(0, 5)) == 0:
            item.children += _items(draw, language, depth + 1) if depth < 2 else _bullets(draw, language)
        items.append(item)
    return items


def _body(draw: st.DrawFn, language: str) -> list[Drawn]:
    body = _paragraphs(draw, language, 2)
    match draw(st.sampled_from(["none", "items", "bullets"])):
        case "items":
            body += _items(draw, language)
        case "bullets":
            body += _bullets(draw, language)
            body += _paragraphs(draw, language, 2)
    return body


def _sections(draw: st.DrawFn, language: str) -> list[Drawn]:
    title = {"fr": "Priorités de la coopération", "ar": "الالتزام بالمبادئ", "en": "Priorities"}[language]
    style = draw(st.sampled_from(["roman", "words", "ordinals"] if language != "fr" else ["roman", "words"]))
    names = {"roman": ROMAN, "words": FRENCH if language == "fr" else ENGLISH, "ordinals": ENGLISH}[style]
    if language == "ar" and style != "roman":
        names, style = ARABIC, "ordinals"
    sections = []
    for index in range(draw(st.integers(2, len(names)))):
        if style == "roman":
            label, heading = f"{names[index]}.", title
        elif style == "words":
            label, heading = names[index], ""
        else:
            label, heading = (
                names[index] + draw(st.sampled_from(["،", ":"] if language == "ar" else [",", ":", "."])),
                title,
            )
        cited = names[index] if style == "roman" else str(index + 1)
        words = f"{label} {heading}".strip()
        section = Drawn("section", words, label, str(index + 1), cited, heading)
        section.children = _body(draw, language)
        sections.append(section)
    return sections


@st.composite
def trees(draw: st.DrawFn) -> tuple[str, list[Drawn]]:
    """A language and a document in it."""
    language = draw(st.sampled_from(sorted(SENTENCES)))
    preamble = _paragraphs(draw, language, 2)
    if draw(st.booleans()):
        return language, preamble + _sections(draw, language)
    return language, preamble + (_items(draw, language) if draw(st.booleans()) else _paragraphs(draw, language, 3, 1))


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str, list[Expected]]:
    """A language, a text with uneven indentation and blank lines, and the clauses it is made of."""
    language, tree = draw(trees())
    text = ""
    expected: list[Expected] = []

    def write(nodes: list[Drawn], path: tuple[str, ...], cited: tuple[str, ...]) -> None:
        nonlocal text
        positions: dict[str, int] = {}
        for node in nodes:
            positions[node.kind] = positions.get(node.kind, 0) + 1
            position = f"{node.kind[0]}{positions[node.kind]}"
            text += draw(st.sampled_from(["", "", " ", "\u00a0"]))
            clause = Expected(
                node.kind,
                node.label,
                node.number,
                (*path, node.number or position),
                (*cited, node.cited or position),
                node.heading,
                len(text),
                0,
            )
            expected.append(clause)
            text += node.words
            clause.end = len(text)
            text += draw(st.sampled_from(["\n", "\n\n", " \n", "\n\u00a0\n\n"]))
            write(node.children, clause.path, clause.locator)
            if node.children:
                clause.end = len(text.rstrip())

    write(tree, (), ())
    return language, text, expected
