"""The Streamlit kit: shell, page registry, context, forms, tables and figures."""
