"""HTTP around Streamlit: its frontend files, security headers, health checks, and routes of the hub."""
