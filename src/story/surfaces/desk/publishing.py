"""Publishing at the desk: with a reason, and only by whoever is at the desk at that moment."""

import streamlit as st

from story.publishing.refresh import NotPublished, Overtaken, Plan, publish
from story.surfaces import access
from story.surfaces.open_editions import editions
from story.surfaces.site import words
from story.text import Language, Phrases, Text

SAY = Phrases("desk")
LONGEST = 2000  # characters of a reason


def show(plan: Plan, language: Language) -> None:
    """Ask for a reason, and publish; where questions are open, say so."""
    if plan.open:
        said = SAY.gettext("Answer the questions above; then it can be published.", language)
        words.section(language, SAY.gettext("5. Publish", language), said)
        return
    words.section(
        language,
        SAY.gettext("5. Publish", language),
        SAY.gettext("Readers of the change log will see your reason.", language),
    )
    token = access.token()
    with st.form(f"desk-publish-{token}", border=False):
        reason = st.text_area(SAY.gettext("Reason", language), max_chars=LONGEST, key="desk-reason")
        korean = st.text_area(
            SAY.gettext("The same in Korean", language), max_chars=LONGEST, key="desk-korean"
        )
        update = st.checkbox(
            SAY.gettext(
                "What the rows said was right in its time: no error is corrected", language
            ),
            key="desk-update",
        )
        sent = st.form_submit_button(SAY.gettext("Publish", language), type="primary")
    if sent:
        carry_out(plan, reason, language, token, reason_ko=korean, update=update)


def carry_out(
    plan: Plan,
    reason: str,
    language: Language,
    token: str,
    *,
    reason_ko: str = "",
    update: bool = False,
) -> None:
    """Publish a plan for whoever is at the desk at this moment, and say what came of it.

    `token` is the one the button was shown with.
    """
    who = access.editor()
    if who is None or not access.holds(token):
        _say(SAY.both("You may not publish. Nothing was published."), language)
    elif not reason.strip():
        _say(SAY.both("Write a reason. Nothing was published yet."), language)
    else:
        try:
            entry = publish(plan, who=who.name, reason=reason, reason_ko=reason_ko, update=update)
        except NotPublished as why:
            _say(why.why, language, why.changes if isinstance(why, Overtaken) else ())
            return
        editions().current()
        _say(
            SAY.both(
                "Published as edition {edition}, number {number} in the log.",
                edition=entry.edition, number=entry.number,
            ),
            language,
        )  # fmt: skip


def _say(text: Text, language: Language, lines: tuple[Text, ...] = ()) -> None:
    said = [line.within(language) for line in lines]
    words.put("desk/notice", language, text=text.within(language), lines=said)
