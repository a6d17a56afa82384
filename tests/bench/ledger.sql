-- ledger.sql: double-entry ledgers in plain PL/pgSQL, over the same tables, indexes and fill factors as the book's.
--   pt  does the book's job: whoever writes entries and lines, triggers keep the accounts and check the balance at commit
--   pf  one function does it all, and nothing guards the tables against anybody else
\set ON_ERROR_STOP on
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS pt, pf CASCADE;

CREATE PROCEDURE pg_temp.make_ledger(nsp text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE replace($f$
    CREATE SCHEMA NSP;
    CREATE TABLE NSP.account (holder_id int, post_type int, approved int NOT NULL, strength int NOT NULL DEFAULT 0,
        PRIMARY KEY (holder_id, post_type), CHECK (strength >= 0), CHECK (strength <= approved)) WITH (fillfactor = 50);
    INSERT INTO NSP.account SELECT holder_id, post_type, approved, strength FROM bz.account WHERE holder_id > 0;
    CREATE TABLE NSP.entry (LIKE bz.entry INCLUDING DEFAULTS INCLUDING IDENTITY, PRIMARY KEY (id), UNIQUE (reverses),
        FOREIGN KEY (document_id) REFERENCES rival.document);
    ALTER TABLE NSP.entry ADD FOREIGN KEY (reverses) REFERENCES NSP.entry;
    CREATE TABLE NSP.entry_line (LIKE bz.entry_line, PRIMARY KEY (entry_id, holder_id, post_type), CHECK (quantity <> 0),
        FOREIGN KEY (entry_id) REFERENCES NSP.entry);
    CREATE INDEX ON NSP.entry_line (holder_id, post_type);
    $f$, 'NSP', nsp);
END $$;
CALL pg_temp.make_ledger('pt');
CALL pg_temp.make_ledger('pf');

CREATE FUNCTION pt.post_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE pt.account SET approved = approved + NEW.quantity
     WHERE holder_id = NEW.holder_id AND post_type = NEW.post_type;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no account' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER post AFTER INSERT ON pt.entry_line FOR EACH ROW EXECUTE FUNCTION pt.post_line();
CREATE FUNCTION pt.check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(quantity) FROM pt.entry_line WHERE entry_id = NEW.id) IS DISTINCT FROM 0 THEN
        RAISE EXCEPTION 'entry % does not balance', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balance AFTER INSERT ON pt.entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION pt.check_balance();

-- lines in the order of accounts, so that opposite transfers do not deadlock
CREATE FUNCTION pt.transfer(from_holder int, to_holder int, type int, n int, document bigint, day date) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    e bigint;
BEGIN
    INSERT INTO pt.entry (kind, document_id, effective_on) VALUES ('transfer', document, day) RETURNING id INTO e;
    INSERT INTO pt.entry_line (entry_id, holder_id, post_type, quantity)
    SELECT e, x.holder, type, x.quantity FROM (VALUES (from_holder, -n), (to_holder, n)) x (holder, quantity) ORDER BY x.holder;
    RETURN e;
END $$;

CREATE FUNCTION pf.transfer(from_holder int, to_holder int, type int, n int, document bigint, day date) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    e bigint;
    free int;
BEGIN
    IF n <= 0 OR document IS NULL OR day > current_date THEN
        RAISE EXCEPTION 'wrong argument' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM 1 FROM pf.account WHERE holder_id IN (from_holder, to_holder) AND post_type = type
      ORDER BY holder_id FOR NO KEY UPDATE;
    SELECT approved - strength INTO free FROM pf.account WHERE holder_id = from_holder AND post_type = type;
    IF free < n THEN
        RAISE EXCEPTION 'not enough vacant posts' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO pf.entry (kind, document_id, effective_on) VALUES ('transfer', document, day) RETURNING id INTO e;
    INSERT INTO pf.entry_line VALUES (e, from_holder, type, -n), (e, to_holder, type, n);
    UPDATE pf.account SET approved = approved - n WHERE holder_id = from_holder AND post_type = type;
    UPDATE pf.account SET approved = approved + n WHERE holder_id = to_holder AND post_type = type;
    RETURN e;
END $$;
VACUUM ANALYZE pt.account, pf.account;
