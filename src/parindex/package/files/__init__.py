"""The package as files: folder, zip and workbook; reading with suspicion, writing whole."""
