"""The look shared by every door: base pages, components, forms and words of the interface."""
