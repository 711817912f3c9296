"""The official scoring form: the workbook of a sheet per unit that provinces fill in by hand, read and written."""
