"""The script that Streamlit runs, in a folder of its own.

Streamlit puts that folder first on Python's path: beside `innovation_hub.ui.pages`, the name of the package `pages`
would lead to the registry.
"""
