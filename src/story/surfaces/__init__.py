"""The ways to read the story. Streamlit and HTML live here and nowhere below."""
