"""English is a full second language: every text in the source has it, with the same gaps."""

from desaberdaya import localisation


def test_every_text_in_the_source_has_its_english_with_the_same_placeholders() -> None:
    assert localisation.problems() == []


def test_texts_are_found_in_code_and_in_templates() -> None:
    found = {text for _context, text in localisation.texts()}
    assert "Pendamping" in found  # accounts/roles.py
    assert "Langsung ke isi" in found  # templates/base.html


def test_a_translation_that_drops_a_placeholder_is_a_problem(monkeypatch, tmp_path) -> None:
    source = localisation.Text("Halo %(name)s", "", "", "somewhere.py")
    catalogue = tmp_path / "lost.po"
    catalogue.write_text('msgid ""\nmsgstr ""\n\nmsgid "Halo %(name)s"\nmsgstr "Hello"\n')
    monkeypatch.setattr(localisation, "CATALOGUE", catalogue)
    monkeypatch.setattr(localisation, "texts", lambda: {source.key: source})
    assert localisation.problems() == ["somewhere.py: other placeholders: 'Halo %(name)s'"]
