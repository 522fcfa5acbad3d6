"""Every figure and every state of the chapters drawn as `story diff` once drew them: all, twice."""

from story.figures import NAMES, figure_function
from story.figures.style import PUBLISHED
from story.publishing.folder import load
from story.telling import chapter
from story.text import Language

dataset = load()
states = {
    f"{call.name} {call.choices!r}": call
    for manuscript in chapter.read_folder(chapter.CHAPTERS)[0]
    for _, call in manuscript.figures()
}
for call in states.values():
    figure_function(call.name)(dataset, Language.EN, **call.choices)
for name in NAMES:
    for _ in range(2):
        figure_function(name)(dataset, Language.EN, PUBLISHED).every_row()
