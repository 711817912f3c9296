"""The report: results become one document model, and the model becomes files."""
