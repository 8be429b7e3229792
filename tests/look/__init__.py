"""The running demo, looked at: every page as a scene, for axe, screenshots, the HTML checker and Lighthouse."""
