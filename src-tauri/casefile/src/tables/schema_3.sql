-- Returns that run from the beginning of the year, and VAT returns.

ALTER TABLE records ADD COLUMN cumulative_to TEXT;
ALTER TABLE records ADD COLUMN vat_sales_3 INTEGER;
ALTER TABLE records ADD COLUMN vat_sales_5 INTEGER;
ALTER TABLE records ADD COLUMN vat_exempt_sales INTEGER;
ALTER TABLE records ADD COLUMN vat_total INTEGER;
