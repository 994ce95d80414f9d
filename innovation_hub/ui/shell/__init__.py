"""The folder of the script that Streamlit runs.

Streamlit puts the script's folder first on Python's path: in the folder of `innovation_hub.ui.pages`, ``import pages``
would import that module instead of the package.
"""
