-- rivals.sql: what the book is measured against, built from its own catalogue entries, so that columns, defaults,
-- indexes and fill factors stay the book's.
--   a   no rules: the table, its defaults, its indexes
--   b   PostgreSQL's own: the book's CHECKs, foreign keys to persons, accounts and documents, and for one post per
--       person a unique partial index in the place of the book's index on person_id (it judges open records only)
--   c   b and a row-level PL/pgSQL trigger that keeps the account: what a usual developer writes
--   c0  c without the foreign key to the account, which its trigger reads anyway
\set ON_ERROR_STOP on
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS tool, a, b, c, c0, rival CASCADE;
CREATE SCHEMA tool;
CREATE SCHEMA rival;

-- Persons and documents of the rivals: foreign keys to the book's own tables would leave their triggers there.
CREATE TABLE rival.person AS SELECT * FROM bz.person;
ALTER TABLE rival.person ADD PRIMARY KEY (id), ADD UNIQUE (resident_id);
CREATE TABLE rival.document AS SELECT * FROM bz.document;
ALTER TABLE rival.document ADD PRIMARY KEY (id), ADD UNIQUE (number);
VACUUM ANALYZE rival.person, rival.document;

CREATE PROCEDURE tool.make_rival(nsp text, native bool) LANGUAGE plpgsql AS $$
DECLARE
    r record;
BEGIN
    EXECUTE format('CREATE SCHEMA %I', nsp);
    SELECT array_to_string(reloptions, ', ') AS options INTO r FROM pg_class WHERE oid = 'bz.enrolment'::regclass;
    EXECUTE format('CREATE TABLE %I.enrolment (LIKE bz.enrolment INCLUDING DEFAULTS INCLUDING IDENTITY) WITH (%s)',
                   nsp, r.options);
    FOR r IN SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'bz' AND tablename = 'enrolment' LOOP
        IF native AND r.indexname = 'enrolment_person' THEN
            EXECUTE format('CREATE UNIQUE INDEX enrolment_person ON %I.enrolment (person_id) WHERE until IS NULL', nsp);
        ELSE
            EXECUTE replace(r.indexdef, ' ON bz.', format(' ON %I.', nsp));
        END IF;
    END LOOP;
    EXECUTE format('CREATE TABLE %I.account (holder_id int, post_type int, approved int NOT NULL,
                        strength int NOT NULL DEFAULT 0, PRIMARY KEY (holder_id, post_type),
                        CHECK (strength >= 0), CHECK (strength <= approved)) WITH (fillfactor = 50)', nsp);
    EXECUTE format('INSERT INTO %I.account SELECT holder_id, post_type, approved FROM bz.account WHERE holder_id > 0', nsp);
    EXECUTE format('ANALYZE %I.account', nsp);
    IF NOT native THEN
        RETURN;
    END IF;
    FOR r IN SELECT conname, pg_get_constraintdef(oid) AS def FROM pg_constraint
              WHERE conrelid = 'bz.enrolment'::regclass AND contype = 'c' LOOP
        EXECUTE format('ALTER TABLE %I.enrolment ADD CONSTRAINT %I %s', nsp, r.conname, r.def);
    END LOOP;
    EXECUTE format('ALTER TABLE %I.enrolment ADD FOREIGN KEY (person_id) REFERENCES rival.person,
                        ADD FOREIGN KEY (document_id) REFERENCES rival.document,
                        ADD FOREIGN KEY (until_document_id) REFERENCES rival.document', nsp);
    IF nsp <> 'c0' THEN
        EXECUTE format('ALTER TABLE %1$I.enrolment ADD FOREIGN KEY (unit_id, post_type) REFERENCES %1$I.account', nsp);
    END IF;
END $$;

-- BEFORE, because AFTER (once the foreign key has shared the account's row) collapses by deadlocks on a hot unit.
CREATE PROCEDURE tool.make_row_trigger(nsp text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE replace($f$
    CREATE FUNCTION NSP.post() RETURNS trigger LANGUAGE plpgsql AS $b$
    DECLARE
        s int;
        a int;
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NEW.document_id IS NULL THEN
                RAISE EXCEPTION 'document missing' USING ERRCODE = 'not_null_violation';
            END IF;
            IF NEW.effective_on > current_date THEN
                RAISE EXCEPTION 'date in the future' USING ERRCODE = 'check_violation';
            END IF;
        ELSIF NEW.until IS NOT NULL AND NEW.until_document_id IS NULL THEN
            RAISE EXCEPTION 'document missing' USING ERRCODE = 'not_null_violation';
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.until IS NULL AND (NEW.until IS NOT NULL OR
           NEW.unit_id <> OLD.unit_id OR NEW.post_type <> OLD.post_type) THEN
            UPDATE NSP.account SET strength = strength - 1 WHERE holder_id = OLD.unit_id AND post_type = OLD.post_type;
        END IF;
        IF NEW.until IS NULL AND (TG_OP = 'INSERT' OR OLD.until IS NOT NULL OR
           NEW.unit_id <> OLD.unit_id OR NEW.post_type <> OLD.post_type) THEN
            SELECT strength, approved INTO s, a FROM NSP.account
             WHERE holder_id = NEW.unit_id AND post_type = NEW.post_type FOR UPDATE;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'no account' USING ERRCODE = 'foreign_key_violation';
            END IF;
            IF s + 1 > a THEN
                RAISE EXCEPTION 'strength exceeds approved' USING ERRCODE = 'check_violation';
            END IF;
            UPDATE NSP.account SET strength = strength + 1 WHERE holder_id = NEW.unit_id AND post_type = NEW.post_type;
        END IF;
        RETURN NEW;
    END $b$ $f$, 'NSP', quote_ident(nsp));
    EXECUTE format('CREATE TRIGGER post BEFORE INSERT OR UPDATE ON %1$I.enrolment FOR EACH ROW EXECUTE FUNCTION %1$I.post()', nsp);
END $$;

CALL tool.make_rival('a', false);
CALL tool.make_rival('b', true);
CALL tool.make_rival('c', true);
CALL tool.make_row_trigger('c');
CALL tool.make_rival('c0', true);
CALL tool.make_row_trigger('c0');

-- A book forgets nothing; a measurement must start from the same state every time.  As superuser: the guards are
-- switched off, and afterwards each is as it was (ENABLE ALWAYS or not).
CREATE PROCEDURE tool.unguarded(nsp text, VARIADIC statements text[]) LANGUAGE plpgsql AS $$
DECLARE
    t record;
    statement text;
    was text[] := '{}';
BEGIN
    FOR t IN SELECT g.tgname, c.relname, CASE g.tgenabled WHEN 'A' THEN 'ALWAYS ' ELSE '' END AS mode
               FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
              WHERE c.relnamespace = nsp::regnamespace AND c.relname IN ('enrolment', 'account')
                AND NOT g.tgisinternal AND g.tgenabled IN ('O', 'A') LOOP
        EXECUTE format('ALTER TABLE %I.%I DISABLE TRIGGER %I', nsp, t.relname, t.tgname);
        was := was || format('ALTER TABLE %I.%I ENABLE %sTRIGGER %I', nsp, t.relname, t.mode, t.tgname);
    END LOOP;
    FOREACH statement IN ARRAY statements || was LOOP
        EXECUTE statement;
    END LOOP;
END $$;

CREATE PROCEDURE tool.empty(nsp text) LANGUAGE plpgsql AS $$
BEGIN
    CALL tool.unguarded(nsp, format('TRUNCATE %I.enrolment', nsp),
                        format('UPDATE %I.account SET strength = 0 WHERE strength <> 0', nsp));
END $$;

-- what the pgbench runs left: everybody they enrolled was released again
CREATE PROCEDURE tool.forget_released(nsp text) LANGUAGE plpgsql AS $$
BEGIN
    CALL tool.unguarded(nsp, format('DELETE FROM %I.enrolment WHERE until IS NOT NULL', nsp));
END $$;

-- the enrolments of the book, without the price of the rival's own rules
CREATE PROCEDURE tool.fill_from_book(nsp text) LANGUAGE plpgsql AS $$
BEGIN
    SET LOCAL session_replication_role = replica;
    EXECUTE format('TRUNCATE %I.enrolment', nsp);
    EXECUTE format('INSERT INTO %I.enrolment SELECT * FROM bz.enrolment ORDER BY id', nsp);
    EXECUTE format('SELECT setval(pg_get_serial_sequence(''%I.enrolment'', ''id''), max(id)) FROM %I.enrolment', nsp, nsp);
    EXECUTE format('UPDATE %I.account a SET strength = b.strength FROM bz.account b
                     WHERE (b.holder_id, b.post_type) = (a.holder_id, a.post_type)', nsp);
END $$;
