-- A client who is erased stands at no line any more. The lines themselves stay: they account for money that was paid, and keep a
-- reference from being paid twice (TR314) and a debit from being taken back twice (TR390). What is left of them names nobody: the
-- provider's own numbers, an allocation's number, product, month, volume and amount.
CREATE INDEX claim_line_client ON claim_line (client) WHERE client IS NOT NULL;

DROP TRIGGER claim_line_is_never_changed;
CREATE TRIGGER claim_line_is_never_changed BEFORE UPDATE OF
  id, claim, number, class_path, client_path, provider, municipality, law, reference, previous_reference, allocation_number,
  category, code, start_day, end_day, volume, unit, tariff_cents, amount_cents, credit, state, accepted_cents, contract,
  known_contract, known_cents, known_unit, known_recorded_at, remarks, credits, explanation
ON claim_line BEGIN SELECT RAISE(ABORT, 'rows are never changed'); END;
CREATE TRIGGER a_client_is_only_ever_erased BEFORE UPDATE OF client ON claim_line WHEN NEW.client IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'a client is only ever erased');
END;
