"""A document as Word (.docx): `document` the whole, `tables`, bars (`bar_picture`), `typeface`."""
