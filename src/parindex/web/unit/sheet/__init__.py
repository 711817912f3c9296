"""The scoring sheet: the whole of it, one leaf at a time, its steps, its workbook."""
