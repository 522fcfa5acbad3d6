"""From a step of a chapter to the next: PowerPoint's morph, which moves what has the same name."""

from typing import Any

from pptx.oxml import parse_xml

from story.surfaces.briefing.powerpoint.words import PRESENTATION

MILLISECONDS = 400
OFFICE = "http://schemas.microsoft.com/office/powerpoint"
# Programs that know no morph are given a fade.
MORPH = f"""
<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:p="{PRESENTATION}">
<mc:Choice xmlns:p159="{OFFICE}/2015/09/main" Requires="p159">
<p:transition xmlns:p14="{OFFICE}/2010/main" spd="med" p14:dur="{MILLISECONDS}">
<p159:morph option="byObject"/></p:transition></mc:Choice>
<mc:Fallback><p:transition spd="med"><p:fade/></p:transition></mc:Fallback>
</mc:AlternateContent>
"""


def moved(slide: Any) -> None:
    """Let the shapes of a slide move from where they stand on the slide before."""
    root = slide._element
    last = root.find(f"{{{PRESENTATION}}}clrMapOvr")
    (last if last is not None else root.cSld).addnext(parse_xml(MORPH))
