"""Data: the words that head a clause, numbered ("Article 5") or not ("ANNEX"), in six languages.

Every key is folded (`spelling.fold`). A head of several words is written with single spaces.
"""

from dataclasses import dataclass

from commitments.text.spelling import fold


@dataclass(frozen=True, slots=True)
class Head:
    """A word that heads a clause. `level` orders heads from the widest (0, nothing is around it) inwards."""

    kind: str
    level: float


ANNEX, BOOK, PART, TITLE = Head("annex", 0), Head("book", 1), Head("part", 2), Head("title", 3)
CHAPTER, SECTION, ARTICLE, POINT = Head("chapter", 4), Head("section", 5), Head("article", 6), Head("section", 6)
SUBSECTION, RECITAL, PREAMBLE, UNIT = Head("section", 6), Head("recital", 6), Head("preamble", 1), Head("section", 1)
PROVISION = Head("article", 1.5)  # stands beside the titles at the end of a law, each kind a series of its own


def _table(rows: dict[str, Head]) -> dict[str, Head]:
    """`{"annex|appendix": ANNEX}` → one key for each word between bars, folded."""
    return {fold(word): head for row, head in rows.items() for word in row.split("|")}


HEADS: dict[str, dict[str, Head]] = {
    "en": _table(
        {
            "annex|appendix|schedule|attachment|protocol": ANNEX,
            "book|volume": BOOK,
            "part": PART,
            "title": TITLE,
            "chapter|chap": CHAPTER,
            "section|sec|division": SECTION,
            "subsection|sub-section|subchapter|subpart": SUBSECTION,
            "article|art|amendment": ARTICLE,
            "recital": RECITAL,
            "principle|priority|goal|target|objective|action|commitment|recommendation|pillar|rule|regulation"
            "|guideline|measure|standard|clause|undertaking|priority area|action area|strategic objective": POINT,
        }
    ),
    "fr": _table(
        {
            "annexe|appendice|protocole": ANNEX,
            "livre|tome": BOOK,
            "partie": PART,
            "titre": TITLE,
            "chapitre|chap": CHAPTER,
            "section": SECTION,
            "sous-section|paragraphe": SUBSECTION,
            "article|art|amendement": ARTICLE,
            "considérant": RECITAL,
            "principe|priorité|objectif|cible|action|mesure|engagement|recommandation|pilier|règle|domaine prioritaire"
            "|axe|axe stratégique|objectif stratégique|domaine d'action": POINT,
        }
    ),
    "es": _table(
        {
            "anexo|apéndice|protocolo": ANNEX,
            "libro": BOOK,
            "parte": PART,
            "título": TITLE,
            "capítulo|cap": CHAPTER,
            "sección": SECTION,
            "subsección": SUBSECTION,
            "artículo|art|enmienda": ARTICLE,
            "considerando": RECITAL,
            "disposición adicional|disposición transitoria|disposición derogatoria|disposición final": PROVISION,
            "principio|prioridad|objetivo|meta|medida|acción|compromiso|recomendación|pilar|regla|directriz"
            "|esfera prioritaria|eje|eje estratégico|cláusula": POINT,
        }
    ),
    "ru": _table(
        {
            "приложение|протокол|дополнение": ANNEX,
            "книга": BOOK,
            "часть": PART,
            "титул": TITLE,
            "глава": CHAPTER,
            "раздел|секция": SECTION,
            "подраздел": SUBSECTION,
            "статья|ст|поправка": ARTICLE,
            "принцип|приоритет|цель|задача|действие|мера|обязательство|рекомендация|правило|пункт"
            "|приоритетное направление|направление": POINT,
        }
    ),
    "ar": _table(
        {
            "المرفق|مرفق|الملحق|ملحق|التذييل|تذييل|البروتوكول": ANNEX,
            "الكتاب": BOOK,
            "الجزء|جزء": PART,
            "الباب|باب": TITLE,
            "الفصل|فصل": CHAPTER,
            "القسم|قسم": SECTION,
            "الفرع|فرع|المبحث|المطلب": SUBSECTION,
            "المادة|مادة|الماده|ماده": ARTICLE,
            "الحيثية": RECITAL,
            "المبدأ|مبدأ|الأولوية|أولوية|الهدف|هدف|الغاية|غاية|الإجراء|إجراء|التوصية|توصية|الالتزام|القاعدة|قاعدة|البند|بند"
            "|المحور|محور|التدبير": POINT,
        }
    ),
    "zh": {},
}

# Chinese counts before its heads (第十二条) by rule, not by list; these are the words that follow the number …
CHINESE_HEADS: dict[str, Head] = {
    "条": ARTICLE, "條": ARTICLE, "节": SECTION, "節": SECTION, "章": CHAPTER, "编": PART, "編": PART,
    "分编": Head("subpart", 2.5), "分編": Head("subpart", 2.5),
    "部分": PART, "篇": PART, "目": SUBSECTION, "款": SUBSECTION, "卷": BOOK, "册": BOOK,
}  # fmt: skip
# … and these the words that stand before it (附件一, 目标1).
CHINESE_BEFORE: dict[str, Head] = {
    "附件": ANNEX, "附录": ANNEX, "附錄": ANNEX, "附表": ANNEX, "附则": ANNEX, "原则": POINT, "原則": POINT,
    "目标": POINT, "目標": POINT, "具体目标": POINT, "具體目標": POINT, "优先事项": POINT, "優先事項": POINT,
    "行动": POINT, "行動": POINT, "建议": POINT, "建議": POINT, "承诺": POINT, "承諾": POINT, "支柱": POINT,
    "规则": POINT, "規則": POINT, "优先领域": POINT, "優先領域": POINT,
}  # fmt: skip

# Heads that stand alone on their line and have no number.
UNNUMBERED: dict[str, dict[str, Head]] = {
    "en": _table(
        {
            "annex|appendix|schedule|annexes": ANNEX,
            "preamble": PREAMBLE,
            "preliminary title": TITLE,
            "transitional provisions|transitory provisions|transitional article": UNIT,
        }
    ),
    "fr": _table(
        {
            "annexe|appendice|annexes": ANNEX,
            "préambule": PREAMBLE,
            "titre préliminaire": TITLE,
            "dispositions transitoires": UNIT,
        }
    ),
    "es": _table(
        {
            "anexo|apéndice|anexos": ANNEX,
            "preámbulo": PREAMBLE,
            "título preliminar": TITLE,
            "capítulo preliminar": CHAPTER,
            "disposiciones transitorias|artículos transitorios|transitorios|disposiciones adicionales"
            "|disposiciones finales": UNIT,
            "artículo transitorio|disposición transitoria|disposición transitoria única|disposición final"
            "|disposición derogatoria|disposición derogatoria única|disposición adicional": Head("article", 6),
        }
    ),
    "ru": _table(
        {
            "приложение|приложения|дополнение": ANNEX,
            "преамбула": PREAMBLE,
            "переходные положения|заключительные и переходные положения": UNIT,
        }
    ),
    "ar": _table(
        {
            "المرفق|مرفق|الملحق|ملحق|المرفقات|تذييل|التذييل": ANNEX,
            "الديباجة|ديباجة|المقدمة|توطئة": PREAMBLE,
            "الباب التمهيدي|باب تمهيدي": TITLE,
            "الفصل التمهيدي|فصل تمهيدي": CHAPTER,
            "أحكام انتقالية|الأحكام الانتقالية": UNIT,
        }
    ),
    "zh": _table(
        {
            "附件|附录|附錄|附表": ANNEX,
            "序言|弁言|前言|序 言": PREAMBLE,
        }
    ),
}
