-- Buyers: their cells are blanked in the kept document, and a hash that only this case can make
-- tells them apart.

ALTER TABLE records ADD COLUMN buyer_hash BLOB CHECK (buyer_hash IS NULL OR length(buyer_hash) = 16);
ALTER TABLE records ADD COLUMN address_hash BLOB CHECK (address_hash IS NULL OR length(address_hash) = 16);

-- The document as kept, where that is not byte for byte what was imported.
ALTER TABLE documents ADD COLUMN kept_sha256 TEXT CHECK (kept_sha256 IS NULL OR length(kept_sha256) = 64);
ALTER TABLE documents ADD COLUMN kept_bytes INTEGER;
ALTER TABLE documents ADD COLUMN blanked TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(blanked));
