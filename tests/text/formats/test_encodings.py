import pytest

from commitments.text import TextError, read
from commitments.text.formats.encodings import decode

TEXTS = {
    "fr": "Les États s’engagent à coopérer à l’été.\nArticle 2. L’Assemblée générale décide « d’agir » sans délai.",
    "es": "Artículo 5. Las Partes apoyarán la cooperación económica.\nEl señor Núñez: ¿por qué?",
    "ru": "Статья 5. Стороны развивают сотрудничество.\n1. Государства уважают суверенитет № 5;",
    "ar": "المادة الأولى\nتلتزم الأطراف بالتعاون وفقا للقانون الدولي، ولا سيما في مجال الأمن.",
    "zh": "第一条 各方应当尊重国家主权和领土完整。\n一、加强安全领域合作，维护世界和平。",
    "zh-Hant": "第一條 締約國應尊重國家主權及領土完整。\n一、加強安全領域合作，維護世界和平。",
}
ENCODINGS = [
    *[("fr", name) for name in ("cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig")],
    *[("es", name) for name in ("cp1252", "iso8859-1", "utf-16-le")],
    *[("ru", name) for name in ("cp1251", "koi8-r", "utf-16-le", "utf-16-be")],
    *[("ar", name) for name in ("cp1256", "iso8859-6", "utf-16", "utf-16-le", "utf-16-be")],
    *[("zh", name) for name in ("gb18030", "gbk", "utf-16-le", "utf-16-be")],
    ("zh-Hant", "big5"),
]


@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
def test_an_encoding_is_told_by_its_letters(language: str, encoding: str) -> None:
    data = TEXTS[language].encode(encoding, errors="ignore")
    source = read(data, format="text", language=language)
    assert source.text == data.decode(encoding)
    assert len(source.warnings) == (encoding != "utf-8-sig")
    assert decode(data)[0].removeprefix("\ufeff") == source.text, "without help from the language"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<?xml version="1.0" encoding="windows-1251"?><html><body><p>%s</p></body></html>', "cp1251"),
        (b'<html><head><meta charset="windows-1251"></head><p>%s</p>', "cp1251"),
        (b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head><p>%s</p>', "koi8-r"),
        (b'<html><head><meta charset="iso-8859-1"></head><p>%s</p>', "cp1252"),
    ],
)
def test_markup_says_its_encoding(head: bytes, encoding: str) -> None:
    word = "за" if encoding != "cp1252" else "l’été"
    source = read(head % word.encode(encoding))
    assert source.format == "html"
    assert source.text == word
    assert "as it says" in source.warnings[0]


def test_a_wrong_declaration_is_passed_over() -> None:
    page = '<html><head><meta charset="windows-1252"></head><p>Мир</p>'.encode()
    assert read(page).text == "Мир"


@pytest.mark.parametrize("data", [b"\xff\xfea", b"\xef\xbb\xbf\xff\xff", b"ab\0\0cd"])
def test_what_no_encoding_makes_sense_of_is_refused(data: bytes) -> None:
    with pytest.raises(TextError, match="UTF-8"):
        read(data)
