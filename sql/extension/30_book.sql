-- 30_book: making, listing and upgrading books.  A book is an ordinary schema of the caller's;
-- its definition (sql/book/*.sql) is what bianzhi._book_ddl() returns, and the way from one version to the next
-- (sql/updates/book-*.sql) what bianzhi._book_step() does; sql/script.sh writes both.

-- Functions and tables of a book are created with search_path = <book>, bianzhi, pg_temp: pg_catalog
-- comes first implicitly, pg_temp last, and what is created keeps OIDs, not names (BEGIN ATOMIC).
CREATE FUNCTION bianzhi.create_book(name text, region text, title text) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    level text;
BEGIN
    PERFORM bianzhi.require(create_book.name, 'name');
    PERFORM bianzhi.require(create_book.region, 'region');
    PERFORM bianzhi.require(create_book.title, 'title');
    IF create_book.region !~ '^[0-9]{6}$' THEN
        PERFORM bianzhi.refuse_book('region', create_book.region, NULL);
    END IF;
    -- "$user" has a meaning of its own in search_path; a longer name would be cut silently
    IF create_book.title !~ '[^[:space:]]' OR octet_length(create_book.name) NOT BETWEEN 1 AND 63
       OR create_book.name ~ '[[:cntrl:]]' OR create_book.name = '$user' THEN
        PERFORM bianzhi.refuse_book('name', create_book.name, NULL);
    END IF;
    EXECUTE format('CREATE SCHEMA %I', create_book.name);
    EXECUTE format('COMMENT ON SCHEMA %I IS %L', create_book.name, '编制账套：' || create_book.title);
    PERFORM set_config('search_path', format('%I, bianzhi, pg_temp', create_book.name), true);
    EXECUTE bianzhi._book_ddl('tables');
    EXECUTE bianzhi._book_ddl('code');
    -- what judges the rows asks which version this is
    EXECUTE 'INSERT INTO book (version, region, title) VALUES ($1, $2, $3)'
        USING bianzhi.book_version(), create_book.region, create_book.title;
    EXECUTE bianzhi._book_ddl('rows');
    EXECUTE bianzhi._book_ddl('choices');
    level := CASE WHEN create_book.region LIKE '%0000' THEN 'province'
                  WHEN create_book.region LIKE '%00' THEN 'prefecture' ELSE 'county' END;
    EXECUTE 'INSERT INTO region (code, name, level) VALUES ($1, $2, $3)'
        USING create_book.region, create_book.title, level;
    PERFORM bianzhi._register_guards(create_book.name);
    PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
    RETURN create_book.name;
END;
$$;
COMMENT ON FUNCTION bianzhi.create_book(text, text, text) IS
    '建账：在新模式中建立账套，归调用者所有；参数为模式名、区划代码、名称';

-- What verify() compares the triggers with.
CREATE FUNCTION bianzhi._register_guards(book text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format('DELETE FROM %I.guard', book);
    EXECUTE format('INSERT INTO %1$I.guard (table_name, trigger_name, enabled)
        SELECT c.relname, t.tgname, t.tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = %1$L) AND NOT t.tgisinternal', book);
END;
$$;
COMMENT ON FUNCTION bianzhi._register_guards(text) IS '登记账套的触发器清单';

-- A schema is a book if its table "book" carries our trigger: names can be changed, that cannot be faked by chance.
CREATE FUNCTION bianzhi._book_schemas() RETURNS SETOF name
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
    SELECT n.nspname
      FROM pg_trigger t
      JOIN pg_class c ON c.oid = t.tgrelid AND c.relname = 'book' AND c.relkind = 'r'
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE t.tgfoid = 'bianzhi.touch_book()'::regprocedure
     GROUP BY n.nspname ORDER BY n.nspname
$$;
COMMENT ON FUNCTION bianzhi._book_schemas() IS '账套所在的模式';

CREATE FUNCTION bianzhi.books()
    RETURNS TABLE (name text, version int, region text, title text, units bigint, persons bigint, enrolments bigint)
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    schema name;
BEGIN
    FOR schema IN SELECT * FROM bianzhi._book_schemas() LOOP
        CONTINUE WHEN NOT has_schema_privilege(schema, 'USAGE')
                   OR NOT has_table_privilege(format('%I.book', schema), 'SELECT');
        name := schema;
        EXECUTE format('SELECT b.version, b.region, b.title FROM %I.book b', schema)
           INTO version, region, title;
        units := NULL; persons := NULL; enrolments := NULL;
        IF has_table_privilege(format('%I.unit', schema), 'SELECT')
           AND has_table_privilege(format('%I.person', schema), 'SELECT')
           AND has_table_privilege(format('%I.account', schema), 'SELECT') THEN
            EXECUTE format('SELECT (SELECT count(*) FROM %1$I.unit u WHERE u.until IS NULL),
                                   (SELECT count(*) FROM %1$I.person),
                                   (SELECT coalesce(sum(a.strength), 0) FROM %1$I.account a
                                      JOIN %1$I.post_type t ON t.code = a.post_type AND t.class <> ''leadership'')', schema)
               INTO units, persons, enrolments;
        END IF;
        RETURN NEXT;
    END LOOP;
END;
$$;
COMMENT ON FUNCTION bianzhi.books() IS '本数据库中的账套：名称、版本、地区、机构数、人员数、在编数';

-- The book's own triggers, which the code of the new version makes again.  A user's trigger stays, also one that calls
-- a function of ours: what is ours stands in guard.
CREATE FUNCTION bianzhi._drop_triggers(book text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    command text;
BEGIN
    FOR command IN EXECUTE format('SELECT format(''DROP TRIGGER %%I ON %%s'', t.tgname, t.tgrelid::regclass)
          FROM %1$I.guard g
          JOIN pg_class c ON c.relname = g.table_name AND c.relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = %1$L)
          JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname = g.trigger_name AND NOT t.tgisinternal
          JOIN pg_proc p ON p.oid = t.tgfoid
         WHERE p.pronamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = ''bianzhi'')', book) LOOP
        EXECUTE command;
    END LOOP;
END;
$$;
COMMENT ON FUNCTION bianzhi._drop_triggers(text) IS '升级时撤下账套自己的触发器，由新版本重建';

-- Who may use the functions and views of a book, by name; only where somebody said so.
CREATE FUNCTION bianzhi._grants(book text) RETURNS TABLE (kind text, name name, object text, acl aclitem[])
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'FUNCTION', p.proname, p.oid::regprocedure::text, p.proacl
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = _grants.book
     UNION ALL
    SELECT 'TABLE', c.relname, c.oid::regclass::text, c.relacl
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = _grants.book AND c.relkind = 'v'
$$;
COMMENT ON FUNCTION bianzhi._grants(text) IS '账套函数和视图的授权';

-- What took the place of a function or view of the same name is used by the same people, by nobody else.
CREATE FUNCTION bianzhi._grant_again(book text, before jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    command text;
BEGIN
    FOR command IN
        WITH lost AS (
            SELECT g.kind, g.object, b.value AS acl, g.name
              FROM bianzhi._grants(_grant_again.book) g
              JOIN jsonb_each_text(_grant_again.before) b ON b.key = concat(g.kind, ' ', g.name)
             WHERE g.acl IS NULL
        )
        SELECT format('REVOKE ALL ON %s %s FROM PUBLIC', l.kind, l.object) FROM lost l
         UNION ALL
        SELECT format('GRANT %s ON %s %s TO %s%s', x.privilege_type, l.kind, l.object,
                      CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END,
                      CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' END)
          FROM lost l CROSS JOIN LATERAL aclexplode(l.acl::aclitem[]) x
         WHERE x.grantee <> current_user::regrole
    LOOP
        EXECUTE command;
    END LOOP;
END;
$$;
COMMENT ON FUNCTION bianzhi._grant_again(text, jsonb) IS '升级时把授权转给同名的新函数和视图';

-- All or nothing, as the owner of the book: what is made belongs to him, and nothing of his runs with more rights than
-- he has.  Tables change first, in the steps' order and without triggers; then functions, views and triggers are
-- those of the new version; then come rows.  Nobody else works in the book meanwhile.
CREATE FUNCTION bianzhi.upgrade_book(name text) RETURNS int
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    have int;
    want int := bianzhi.book_version();
    caller text;
    owner name;
    tables text;
    grants jsonb;
BEGIN
    PERFORM bianzhi.require(upgrade_book.name, 'name');
    IF upgrade_book.name NOT IN (SELECT * FROM bianzhi._book_schemas()) THEN
        PERFORM bianzhi.refuse_book('not a book', upgrade_book.name, NULL);
    END IF;
    -- one upgrade after the other, and before anything here holds a weaker lock
    EXECUTE format('LOCK TABLE %I.book IN SHARE UPDATE EXCLUSIVE MODE', upgrade_book.name);
    EXECUTE format('SELECT b.version FROM %I.book b', upgrade_book.name) INTO have;
    IF have > want OR EXISTS (SELECT FROM generate_series(have, want - 1) v WHERE bianzhi._book_step(v, 'tables') IS NULL) THEN
        PERFORM bianzhi.refuse_book('version', upgrade_book.name, have);
    END IF;
    IF have = want THEN
        RETURN have;
    ELSIF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
        PERFORM bianzhi.refuse_book('isolation', upgrade_book.name, NULL);
    END IF;

    SELECT pg_get_userbyid(c.relowner), string_agg(t.oid::regclass::text, ', ' ORDER BY t.oid) INTO owner, tables
      FROM pg_class c JOIN pg_class t ON t.relnamespace = c.relnamespace AND t.relkind = 'r' AND t.relowner = c.relowner
     WHERE c.oid = format('%I.account', upgrade_book.name)::regclass GROUP BY c.relowner;
    IF owner <> current_user THEN
        caller := current_setting('role');
        PERFORM set_config('role', owner, true);
    END IF;
    EXECUTE 'LOCK TABLE ' || tables;
    SELECT jsonb_object_agg(concat(g.kind, ' ', g.name), g.acl::text) INTO grants
      FROM bianzhi._grants(upgrade_book.name) g WHERE g.acl IS NOT NULL;
    PERFORM bianzhi._drop_triggers(upgrade_book.name),
            set_config('search_path', format('%I, bianzhi, pg_temp', upgrade_book.name), true);
    FOR version IN have .. want - 1 LOOP
        EXECUTE bianzhi._book_step(version, 'tables');
    END LOOP;
    EXECUTE bianzhi._book_ddl('code');
    EXECUTE 'UPDATE book SET version = $1' USING want;
    EXECUTE bianzhi._book_ddl('rows');
    FOR version IN have .. want - 1 LOOP
        EXECUTE bianzhi._book_step(version, 'after');
    END LOOP;
    PERFORM bianzhi._grant_again(upgrade_book.name, grants), bianzhi._register_guards(upgrade_book.name),
            set_config('search_path', 'pg_catalog, pg_temp', true);
    IF caller IS NOT NULL THEN
        PERFORM set_config('role', caller, true);
    END IF;
    RETURN want;
END;
$$;
COMMENT ON FUNCTION bianzhi.upgrade_book(text) IS '把账套升级到扩展库的版本；以账套所有者的身份执行，全部完成或全部不做';
