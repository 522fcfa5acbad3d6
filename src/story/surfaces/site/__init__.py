"""The site: the Streamlit frame and what its pages show."""
