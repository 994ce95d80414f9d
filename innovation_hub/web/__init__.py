"""HTTP beside Streamlit: its frontend files, security headers, health, and routes of our own."""
