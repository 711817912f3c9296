"""The round package as one workbook (.xlsx): a sheet per table, and one for what datapackage.json says."""
