-- More of what exports carry.

ALTER TABLE records ADD COLUMN counterparty_account TEXT;
ALTER TABLE records ADD COLUMN tips_units TEXT;
ALTER TABLE records ADD COLUMN bonus_commission INTEGER;
ALTER TABLE records ADD COLUMN leader_fee INTEGER;
ALTER TABLE records ADD COLUMN net_amount INTEGER;
ALTER TABLE records ADD COLUMN tax_amount INTEGER;
ALTER TABLE records ADD COLUMN balance INTEGER;
ALTER TABLE records ADD COLUMN merchant_commission_clawback INTEGER;
ALTER TABLE records ADD COLUMN creator_subsidy INTEGER;
ALTER TABLE records ADD COLUMN tips_amount INTEGER;
ALTER TABLE records ADD COLUMN declared_taxable_income INTEGER;
