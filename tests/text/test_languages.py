import pytest

from commitments.text import TextError, direction, normalise_language, primary_language
from commitments.text.languages import ISO_639_1


@pytest.mark.parametrize(
    ("tag", "canonical", "expected"),
    [
        ("en", "en", "ltr"),
        ("FR", "fr", "ltr"),
        ("ar", "ar", "rtl"),
        ("zh-hans", "zh-Hans", "ltr"),
        ("ZH-HANT-tw", "zh-Hant-TW", "ltr"),
        ("ru", "ru", "ltr"),
        ("es-419", "es-419", "ltr"),
        ("pt-br", "pt-BR", "ltr"),
        ("fa", "fa", "rtl"),
        ("ar-Latn", "ar-Latn", "ltr"),
        ("az-arab", "az-Arab", "rtl"),
        ("fra", "fr", "ltr"),
        ("ara", "ar", "rtl"),
        ("prs", "prs", "rtl"),
        ("en-x-Draft", "en-x-draft", "ltr"),
        ("de-CH-1996", "de-CH-1996", "ltr"),
    ],
)
def test_a_tag_has_a_canonical_form_and_a_direction(tag: str, canonical: str, expected: str) -> None:
    assert normalise_language(tag) == canonical
    assert direction(tag) == expected


@pytest.mark.parametrize(
    "tag", ["", "f", "french", "xx", "qqq", "fr_FR", "fr-", "-fr", "zh-Hans-", "fr fr", "é", "x" * 500]
)
def test_what_is_no_tag_is_refused_by_name(tag: str) -> None:
    with pytest.raises(TextError, match="fr, ar, en") as caught:
        normalise_language(tag)
    assert tag[:100] in str(caught.value)


def test_iso_639_1_is_whole() -> None:
    assert len(ISO_639_1) == 184
    assert all(normalise_language(code) == code for code in ISO_639_1)


def test_the_primary_language_drops_script_and_region() -> None:
    assert primary_language("zh-Hant-TW") == "zh"
