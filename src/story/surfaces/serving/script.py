"""The script Streamlit runs at each visit.

It lies here and not at the top: beside `pages/`, Streamlit would take that folder for its older
mechanism and a cold deep link would skip the frame.
"""

from story.surfaces.site import frame

frame.show()
