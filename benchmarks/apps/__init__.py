"""Small Streamlit applications used as baselines."""
