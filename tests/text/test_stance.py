import pytest

from commitments.text.stance import endorses, implements


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Parties support the Global Initiative proposed by China.", "en"),
        ("La partie russe soutient l'Initiative.", "fr"),
        ("Las Partes respaldan la Iniciativa.", "es"),
        ("Стороны поддерживают инициативу.", "ru"),
        ("وتؤيِّد الأطراف المبادرة", "ar"),
        ("双方支持《全球数据安全倡议》。", "zh-Hans"),
        ("雙方支持該倡議。", "zh-Hant"),
    ],
)
def test_support_is_recognised(text, language):
    assert endorses(text, language)
    assert not implements(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("States shall implement the Convention.", "en"),
        ("Mettre en œuvre la résolution 1540.", "fr"),
        ("Aplicar plenamente la Carta.", "es"),
        ("Полностью выполнять резолюцию.", "ru"),
        ("وتنفيذ القرار 1540", "ar"),
        ("全面落实决议。", "zh"),
    ],
)
def test_carrying_out_is_recognised(text, language):
    assert implements(text, language)
    assert not endorses(text, language)


def test_a_language_without_verbs_says_nothing():
    assert not endorses("Die Parteien unterstützen die Initiative.", "de")


def test_a_stem_inside_a_word_is_none():
    assert not endorses("An insupportable burden.", "en")
