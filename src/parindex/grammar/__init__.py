"""What the workflow rooms speak: who looks (Viewer), what one may (Verdict), what there is to do (Action), when (Clock).

Pure: no Django, no database, no files.
"""
