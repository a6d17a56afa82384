-- ledger.sql: double-entry ledgers in plain PL/pgSQL, over the same columns, indexes and fill factors as the book's.
--   pt  does the book's job by row-level triggers, whoever writes entries and lines: document, date, unit alive on that
--       day, kind of post admissible there, nothing below what is filled, lines only with their entry, categories
--       balanced at commit.  (Guards against UPDATE and DELETE are left out: an INSERT does not run them.)
--   pf  one function that moves posts; it checks the vacancy, and nothing guards the tables against anybody else
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

CREATE FUNCTION pt.check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.document_id IS NULL THEN
        RAISE EXCEPTION 'document missing' USING ERRCODE = 'not_null_violation';
    END IF;
    IF NEW.effective_on > current_date THEN
        RAISE EXCEPTION 'date in the future' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.recorded_at <> now() OR NEW.recorded_by <> session_user THEN
        RAISE EXCEPTION 'recorded by the client' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER check_entry AFTER INSERT ON pt.entry FOR EACH ROW EXECUTE FUNCTION pt.check_entry();

CREATE FUNCTION pt.post_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    day date;
    kind text;
    a int;
    s int;
BEGIN
    SELECT effective_on INTO day FROM pt.entry WHERE id = NEW.entry_id AND recorded_at = now();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'entry of another transaction' USING ERRCODE = 'check_violation';
    END IF;
    SELECT class INTO kind FROM bz.unit WHERE id = NEW.holder_id AND effective_on <= day AND (until IS NULL OR until > day);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the unit did not exist then' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.quantity > 0 THEN
        PERFORM 1 FROM bz.admissibility WHERE class = kind AND post_type = NEW.post_type;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'kind of post not admissible' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    UPDATE pt.account SET approved = approved + NEW.quantity
     WHERE holder_id = NEW.holder_id AND post_type = NEW.post_type RETURNING approved, strength INTO a, s;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no account' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF NEW.quantity < 0 AND s > a THEN
        RAISE EXCEPTION 'posts are filled' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER post AFTER INSERT ON pt.entry_line FOR EACH ROW EXECUTE FUNCTION pt.post_line();

CREATE FUNCTION pt.check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM pt.entry_line l JOIN bz.post_type t ON t.code = l.post_type
      WHERE l.entry_id = NEW.id GROUP BY t.category HAVING sum(l.quantity) <> 0;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not balance', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
-- once per entry: lines come with their entry or not at all
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

-- Every ledger starts with some entries and with statistics, as after the first visit of autovacuum.
SELECT count(bz.post_entry('transfer', 2 + n % 1000, 22, 3 + n % 1000, 22, 1, 1 + n % 1000, '2020-01-01')),
       count(pt.transfer(2 + n % 1000, 3 + n % 1000, 22, 1, 1 + n % 1000, '2020-01-01')),
       count(pf.transfer(2 + n % 1000, 3 + n % 1000, 22, 1, 1 + n % 1000, '2020-01-01'))
  FROM generate_series(1, 5000) n \g /dev/null
VACUUM ANALYZE bz.entry, bz.entry_line, pt.account, pt.entry, pt.entry_line, pf.account, pf.entry, pf.entry_line;
