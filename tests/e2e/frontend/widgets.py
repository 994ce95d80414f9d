"""One of each widget that brings words of Streamlit's own."""

import streamlit as st

st.set_page_config(page_title="Widgets", page_icon="/hub/icon.svg")
lang = st.segmented_control("Lugha", ["sw", "en"], default="sw", key="lang")
st.html(f'<span data-hub-lang="{lang}"></span>')
st.title("Search", anchor=False)  # a word of ours that is also one of Streamlit's
with st.form("form"):
    st.text_input("Jina", key="name")
    st.selectbox("Mkoa", ["Arusha", "Mwanza"], index=None, key="region")
    st.multiselect("Maazimio", [4, 10, 11], key="resolutions")
    st.number_input("Alama", 0, 10, key="score")
    st.form_submit_button("Tuma")
st.file_uploader("Andiko", type="pdf", key="file")
st.text_input("Siri", type="password", key="secret")
st.button("Hapa", icon=":material/home:")
