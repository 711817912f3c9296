"""Screens of evidence: the library, a document, the panel of a leaf, and every byte that goes out."""
