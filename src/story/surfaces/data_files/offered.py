"""The forms of the data as a page lists them, for `templates/parts/data_forms.html`."""

from collections.abc import Callable, Mapping

from story.surfaces.data_files.forms import SAY, Form, data_files, forms
from story.text import Language, number

Size = Callable[[str], int | None]


def offered(
    language: Language, edition: str, way: Callable[[str], str], size: Size, base: str, kept: str
) -> dict[str, object]:
    """Return the values of the template.

    `way` leads to a file by its name, `size` gives its bytes where they are known. `base` is the
    address, ending in a slash, at which the newest files are found, `kept` the one of an example
    in this edition for good; both are blank without a host.
    """
    example = next(file.name for file in data_files().values() if file.name.endswith(".sqlite"))
    return {
        "heading": SAY.gettext("The data in the form your tool reads", language),
        "about": SAY.gettext(
            "Every file below is made from the same tables and is of edition {edition}, under the "
            "licence CC BY 4.0. Its address without an edition always leads to the newest; this "
            "edition's own address stays as it is.", language, edition=edition,
        ),
        "addresses": [
            (SAY.gettext("The newest", language), f"{base}{example}"),
            (SAY.gettext("This edition for good", language), kept.format(name=example)),
        ] if base else [],
        "forms": [_form(form, language, way, size, base) for form in forms()],
    }  # fmt: skip


def _form(
    form: Form, language: Language, way: Callable[[str], str], size: Size, base: str
) -> Mapping[str, object]:
    lines = form.lines(base)
    opened = (
        SAY.gettext("Python, SQL and R", language) if len(lines) > 2
        else SAY.gettext("Python and R", language)
    )  # fmt: skip
    files = [(file.name, way(file.name), _size(size(file.name), language)) for file in form.files]
    return {
        "title": form.title.within(language),
        "about": form.about.within(language),
        "files": files,
        "opened": opened,
        "lines": lines,
    }


def _size(given: int | None, language: Language) -> str:
    if given is None:
        return ""
    return SAY.gettext("{size} kB", language, size=number(max(round(given / 1000), 1), language))
