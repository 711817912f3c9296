"""The round package: folder, zip, workbook; reading, checking, writing."""
