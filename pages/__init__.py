"""The pages, one file each, run by Streamlit through `innovation_hub.ui.shell`."""
