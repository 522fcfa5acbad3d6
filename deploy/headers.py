"""Writes the headers into `nginx.conf.template`: `python -m deploy.headers`, after a change.

The list is that of `surfaces/headers.py`; a test says so where the template is behind it.
"""

import re
from pathlib import Path

from story.surfaces.headers import nginx_maps, nginx_sent

TEMPLATE = Path(__file__).parent / "nginx.conf.template"


def written(template: str) -> str:
    """Return a template with the headers between its marks, each at the depth of its mark."""
    for name, text in (("headers", nginx_maps()), ("sent", nginx_sent())):
        pattern = rf"^( *)# BEGIN {name}\n.*?^ *# END {name}$"

        def block(found: re.Match[str], name: str = name, text: str = text) -> str:
            lines = [f"# BEGIN {name}", *text.splitlines(), f"# END {name}"]
            return "\n".join(f"{found[1]}{line}" for line in lines)

        template = re.sub(pattern, block, template, flags=re.DOTALL | re.MULTILINE)
    return template


if __name__ == "__main__":
    TEMPLATE.write_text(written(TEMPLATE.read_text(encoding="utf-8")), encoding="utf-8")
