-- Returns: closed months of a league taken in by the book of its superior; broken files, gaps, what does not fit; adding up.
-- What was closed before what matters here, so the file commits as it goes.
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT enrol(citizen(1), '水利局', '11', name => '甲一', effective_on => '2019-02-01'),
       enrol(citizen(2), '前旗水利局', '11', name => '乙一', effective_on => '2019-02-01') \g /dev/null
SELECT no_plan();

-- a report of two levels and three kinds of rows, in every book of this file
CREATE FUNCTION public.add_report(book text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format($f$
        CREATE FUNCTION %1$I.posts_of(region text, month date)
            RETURNS TABLE (row_kind text, region_code text, unit_id int, unit text, post_type int, post_type_name text, approved bigint, share numeric)
            LANGUAGE sql STABLE AS $b$
            SELECT 'total', NULL::text, NULL::int, '总计'::text, NULL::int, NULL::text, sum(c.approved)::bigint, 1.0 FROM %1$I.account_closing($1, $2) c WHERE c.unit_id > 0
            UNION ALL
            (SELECT 'total', NULL, NULL, '总计', c.post_type, t.name_zh, sum(c.approved)::bigint, 0.5
               FROM %1$I.account_closing($1, $2) c JOIN %1$I.post_type t ON t.code = c.post_type WHERE c.unit_id > 0 GROUP BY c.post_type, t.name_zh ORDER BY c.post_type)
            UNION ALL
            (SELECT 'unit', c.region_code, c.unit_id, u.name, c.post_type, t.name_zh, c.approved, NULL
               FROM %1$I.account_closing($1, $2) c JOIN %1$I.unit u ON u.id = c.unit_id JOIN %1$I.post_type t ON t.code = c.post_type ORDER BY c.unit_id, c.post_type)
        $b$;
        CREATE TABLE %1$I.snapshot_posts (region_closed text, month date, n bigint, row_kind text, region text, unit_id int, unit text, post_type int, post_type_name text,
                                          approved bigint, share numeric, PRIMARY KEY (region_closed, month, n));
        CREATE VIEW %1$I.posts AS SELECT row_kind, region_code AS region, unit_id, unit, post_type, post_type_name, approved, share FROM %1$I.posts_of('152200', '2019-02-01');
        INSERT INTO %1$I.report (name, span, title_zh, title_en, function) VALUES ('posts', 'month', '编制', 'posts', 'posts_of')
    $f$, book);
END;
$$;
SELECT add_report('trial');
CREATE FUNCTION public.file(book text, region text, month date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    t text;
BEGIN
    EXECUTE format('SELECT string_agg(line, E''\n'' ORDER BY n) || E''\n'' FROM %I.seal_file($1, $2) WITH ORDINALITY f (line, n)', book) INTO t USING region, month;
    RETURN t;
END;
$$;
CREATE FUNCTION public.closed(book text, region text, month date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    t text;
BEGIN
    EXECUTE format('SELECT %I.close_period($1, $2)', book) INTO t USING region, month;
    RETURN t;
END;
$$;

-- February and March of the league with its banner, April of the banner alone, then of the league
SELECT freeze('152200', '2019-02-01') AS f, closed('trial', '152200', '2019-02-01') AS s \g /dev/null
SELECT allocate('水利局', '11', 2, effective_on => '2019-03-05') \g /dev/null
SELECT freeze('152200', '2019-03-01') AS f, closed('trial', '152200', '2019-03-01') AS s \g /dev/null
SELECT freeze('152221', '2019-04-01') AS f, closed('trial', '152221', '2019-04-01') AS s \g /dev/null
SELECT freeze('152200', '2019-04-01') AS f, closed('trial', '152200', '2019-04-01') AS s \g /dev/null
CREATE TABLE public.sent (name text PRIMARY KEY, content text);
INSERT INTO sent VALUES ('feb', file('trial', '152200', '2019-02-01')), ('mar', file('trial', '152200', '2019-03-01')),
                        ('apr', file('trial', '152200', '2019-04-01')), ('banner', file('trial', '152221', '2019-04-01'));
CREATE FUNCTION public.sent(name text) RETURNS text LANGUAGE sql STABLE RETURN (SELECT s.content FROM public.sent s WHERE s.name = sent.name);

-- the superior, with an office of its own
SELECT bianzhi.create_book('upper', '150000', '内蒙古自治区') AS created \gset
SELECT add_report('upper');
SET search_path = upper, bianzhi, public;
INSERT INTO region (code, name, parent, level) VALUES ('152200', '兴安盟', '150000', 'prefecture'), ('152221', '科尔沁右翼前旗', '152200', 'county'),
                                                     ('150700', '呼伦贝尔市', '150000', 'prefecture');
SELECT record_document('内机编〔2019〕1号', '2019-01-10', level => 'central'), set_config('bianzhi.document', '内机编〔2019〕1号', false),
       establish_unit('水利厅', 'organ', effective_on => '2019-01-10'), grant_ceiling('150000', '11', 20, effective_on => '2019-01-10'),
       allocate('水利厅', '11', 7, effective_on => '2019-01-10') \g /dev/null
SELECT freeze('150000', '2019-02-01') AS f, closed('upper', '150000', '2019-02-01') AS s \g /dev/null

-- Broken files ----------------------------------------------------------------------------

SELECT refused('SELECT import_return(NULL)', '22004', '', 'no file');
SELECT refused($$SELECT import_return('')$$, '22Z10', 'broken_seal', 'an empty one');
SELECT refused($$SELECT import_return('x')$$, '22Z10', 'broken_seal', 'another kind of file');

-- which line is said to be wrong; 0 if it was taken in, which is undone
CREATE FUNCTION public.wrong_line(content text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    said text;
BEGIN
    PERFORM upper.import_return(content);
    RAISE SQLSTATE 'P0998';
EXCEPTION
    WHEN SQLSTATE 'P0998' THEN RETURN 0;
    WHEN SQLSTATE '22Z10' THEN
        GET STACKED DIAGNOSTICS said = MESSAGE_TEXT;
        RETURN (public.numbers(said))[1];
END;
$$;
SELECT is(wrong_line(sent('feb')), 0::bigint, 'the file as it was sent is sound');

-- one character of each line, at its beginning, in its middle, at its end; and of every 113th place
CREATE TEMP TABLE line AS
SELECT n, line, sum(length(line) + 1) OVER (ORDER BY n) - length(line) AS at, line::json ->> 'kind' AS kind
  FROM regexp_split_to_table(rtrim(sent('feb'), E'\n'), E'\n') WITH ORDINALITY x (line, n);
CREATE TEMP TABLE flip AS
SELECT DISTINCT l.n, l.kind, p.place
  FROM line l
 CROSS JOIN LATERAL (SELECT l.at UNION SELECT l.at + length(l.line) / 2 UNION SELECT l.at + length(l.line) - 1
                     UNION SELECT g FROM generate_series(l.at, l.at + length(l.line) - 1, 113) g) p (place)
 WHERE l.kind <> 'leaves' OR p.place < l.at + 200 OR p.place >= l.at + length(l.line) - 3;
SELECT is_empty($$
    SELECT f.kind, f.n, f.place, w.wrong
      FROM flip f
     CROSS JOIN LATERAL (SELECT wrong_line(overlay(sent('feb') PLACING chr(ascii(substr(sent('feb'), f.place::int, 1)) # 1) FROM f.place::int FOR 1)) AS wrong) w
     WHERE w.wrong <> f.n$$, 'a flipped bit is found in every kind of line, and its line named');
SELECT cmp_ok((SELECT count(DISTINCT kind)::int FROM flip), '>=', 7, 'header, facts, reports, digests and end among them');
SELECT is(wrong_line(v.content), v.n, v.what)
  FROM (SELECT count(*) AS last FROM line) c
 CROSS JOIN LATERAL (SELECT string_agg(line, E'\n' ORDER BY n) || E'\n' FROM line WHERE n <= 3) head (text)
 CROSS JOIN LATERAL (VALUES
    (rtrim(sent('feb'), E'\n'), c.last, 'the last line feed is gone'),
    (replace(sent('feb'), E'\n', E'\r\n'), 1, 'line ends of Windows'),
    (head.text, 3, 'cut off'),
    ((SELECT string_agg(line, E'\n' ORDER BY CASE n WHEN 4 THEN 5 WHEN 5 THEN 4 ELSE n END) || E'\n' FROM line), 4, 'two lines changed places'),
    ((SELECT string_agg(line, E'\n' ORDER BY n) || E'\n' FROM line WHERE n <> 4), 4, 'a line is gone'),
    ((SELECT string_agg(line, E'\n' ORDER BY n, k) || E'\n' FROM line JOIN (VALUES (1), (2)) t (k) ON k = 1 OR n = 4), 5, 'a line stands twice'),
    ((SELECT string_agg(line, E'\n' ORDER BY n) || E'\n' FROM line WHERE kind <> 'leaves'), (SELECT count(*) FROM line WHERE kind <> 'leaves'), 'no digests'),
    ((SELECT string_agg(line, E'\n' ORDER BY n) || E'\n' FROM line WHERE kind <> 'seal'), 1, 'no header'),
    (sent('feb') || sent('mar'), 1, 'two files in one'),
    (sent('feb') || E'\n', c.last + 1, 'something behind the end')) v (content, n, what);
SELECT is_empty('SELECT * FROM return_file', 'nothing of any of them was taken in');

-- What does not fit ------------------------------------------------------------------------

SELECT refused($$SELECT import_return(sent('mar'))$$, '55Z09', 'chain_gap', 'the first one is not the first of the chain');
SELECT refused($$SELECT import_return(sent('mar'), ' ')$$, '55Z09', 'chain_gap', 'blanks are no reason');
CREATE ROLE return_clerk LOGIN;
GRANT USAGE ON SCHEMA upper, bianzhi, public TO return_clerk;
GRANT SELECT ON ALL TABLES IN SCHEMA upper TO return_clerk;
GRANT SELECT ON public.sent TO return_clerk;
SET SESSION AUTHORIZATION return_clerk;
SELECT refused($$SELECT import_return(sent('feb'))$$, '42501', '', 'who may not INSERT into return_file may not receive');
RESET SESSION AUTHORIZATION;
GRANT INSERT ON return_file TO return_clerk;
SET SESSION AUTHORIZATION return_clerk;
SELECT import_return(sent('feb')) AS feb \gset
SELECT refused($$INSERT INTO return_file (region, month, regions, lines, header, root, previous, seal, leaves) SELECT '150700', month, regions, lines, header, root, previous, seal, leaves FROM return_file$$,
               '55Z02', 'period_closed', 'nor write by hand who may');
RESET SESSION AUTHORIZATION;
SELECT is((SELECT concat_ws(' ', region, month, regions, lines, received_by) FROM return_file WHERE id = :feb),
          (SELECT concat_ws(' ', '152200', date '2019-02-01', '{152200,152221}', count(*) FILTER (WHERE kind NOT IN ('seal', 'leaves', 'end')), 'return_clerk') FROM line), 'a return is taken in');
SELECT results_eq(format('SELECT n + 1, line FROM return_row WHERE return_id = %s ORDER BY n', :feb), $$SELECT n, line FROM line WHERE kind ^@ 'snapshot_' ORDER BY n$$,
                  'the lines of its reports as they are, and no others');
SELECT refused($$SELECT import_return(sent('feb'))$$, '55Z08', 'return_state', 'not twice');
SELECT is(numbers((attempt($$SELECT import_return(sent('feb'))$$)).detail) && ARRAY[extract(year FROM now())::bigint], true, 'and told since when');
SELECT matches((attempt($$SELECT import_return(sent('feb'))$$)).detail, 'return_clerk', 'and by whom');
SELECT refused($$SELECT import_return(sent('apr'))$$, '55Z09', 'chain_gap', 'a month between is missing');
SELECT refused($$SELECT import_return(sent('banner'))$$, '55Z09', 'chain_gap', 'also for a banner that was closed with the league');
SELECT accepted($$SELECT import_return(sent('mar'))$$, 'the next month');
SELECT accepted($$SELECT import_return(sent('banner'))$$, 'a banner alone goes on from the league''s seal');
SELECT accepted($$SELECT import_return(sent('apr'))$$, 'and the league from its own');
SELECT is_empty('SELECT * FROM verify()', 'the book verifies');

-- files that are sound in themselves: of the same sender, rewritten
CREATE FUNCTION public.forged(content text, change text, by text, previous bytea DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    l text[] := regexp_split_to_array(rtrim(content, E'\n'), E'\n');
    header text := replace(l[1], change, by);
    e json := l[cardinality(l)]::json;
    root bytea := decode(e ->> 'root', 'hex');
    prev bytea := coalesce(previous, decode(e ->> 'previous', 'hex'));
BEGIN
    l[1] := header;
    l[cardinality(l)] := format('{"kind":"end","root":"%s","previous":"%s","header":"%s","seal":"%s"}', encode(root, 'hex'), encode(prev, 'hex'),
                                encode(bianzhi.seal_leaf(header), 'hex'), encode(bianzhi.sm3(root || prev || convert_to(header, 'UTF8')), 'hex'));
    RETURN array_to_string(l, E'\n') || E'\n';
END;
$$;
SELECT refused(format('SELECT import_return(forged(sent(''apr''), %L, %L))', c, b), state, rule, what)
  FROM (VALUES ('历史', '', '55Z08', 'return_state', 'the same month again'),
               ('兴安盟', '兴安', '55Z08', 'return_state', 'the same month with another seal'),
               ('"month":"2019-04-01"', '"month":"2019-01-01"', '55Z08', 'return_state', 'a month before the last one'),
               ('"month":"2019-04-01"', '"month":"2019-05-01"', '55Z09', 'chain_gap', 'a month that does not continue the last'),
               ('"month":"2019-04-01"', '"month":"2019-05-02"', '55Z08', 'return_state', 'a month that begins on another day'),
               ('"format":1', '"format":2', '55Z08', 'return_state', 'another format'),
               ('"region":"152200"', '"region":"150000"', '55Z08', 'return_state', 'the book''s own region'),
               ('"region":"152200"', '"region":"110000"', '55Z08', 'return_state', 'a region elsewhere'),
               ('"kind":"seal",', '"kind":"seal",,', '22P02', '', 'a header that is no JSON')) v (c, b, state, rule, what);
SELECT establish_unit('海拉尔分局', 'organ', region => '150700', effective_on => '2019-01-10') \g /dev/null
SELECT refused($$SELECT import_return(forged(sent('apr'), '"region":"152200"', '"region":"150700"'), '试')$$, '55Z08', 'return_state', 'a region whose units are kept here');
SET search_path = trial, bianzhi, public;
SELECT refused($$SELECT import_return(sent('feb'))$$, '55Z08', 'return_state', 'the sender himself');
SET search_path = upper, bianzhi, public;

-- Who sent what, and what it comes to ---------------------------------------------------------

SELECT results_eq($$SELECT region_code, state, last_month FROM return_status('2019-03-01')$$,
                  $$VALUES ('152200', 'received', date '2019-04-01'), ('152221', 'covered', '2019-04-01')$$, 'who sent March; what the league covers is there');
SELECT results_eq($$SELECT region_code, state FROM return_status('2019-06-01')$$, $$VALUES ('152200', 'missing'), ('152221', 'missing')$$, 'nobody sent June');
SELECT is((SELECT DISTINCT month_of FROM return_status()), date '2019-04-01', 'by default the last month that came');
INSERT INTO region (code, name, parent, level) VALUES ('150800', '巴彦淖尔市', '150000', 'prefecture'), ('150802', '临河区', '150800', 'county');
SELECT results_eq('SELECT region FROM returning_region ORDER BY 1', $$VALUES ('150800'), ('152200')$$, 'the topmost regions that are kept elsewhere are to send');

SELECT results_eq($$SELECT row_kind, region, unit, post_type, approved, share FROM consolidated(NULL::posts, '2019-02-01')$$,
    $$VALUES ('total', NULL, '总计', NULL::int, 24::bigint, NULL::numeric), ('total', NULL, '总计', 11, 16, NULL), ('total', NULL, '总计', 22, 5, NULL),
             ('total', NULL, '总计', 203, 1, NULL), ('total', NULL, '总计', 214, 2, NULL),
             ('region', '150000', '内蒙古自治区', NULL, 7, 1.0), ('region', '150000', '内蒙古自治区', 11, 7, 0.5),
             ('region', '152200', '兴安盟', NULL, 17, 1.0), ('region', '152200', '兴安盟', 11, 9, 0.5), ('region', '152200', '兴安盟', 22, 5, 0.5),
             ('region', '152200', '兴安盟', 203, 1, 0.5), ('region', '152200', '兴安盟', 214, 2, 0.5)$$, 'the members'' totals, and what they come to');
SELECT refused($$SELECT * FROM consolidated(NULL::posts, '2019-03-01')$$, '55Z07', 'period_state', 'not before the own month is closed');
SELECT refused($$SELECT * FROM consolidated(NULL::account, '2019-02-01')$$, '42804', '', 'not of what is no report');
SELECT freeze('150000', '2019-03-01') AS f, closed('upper', '150000', '2019-03-01') AS s \g /dev/null
SELECT freeze('150000', '2019-04-01') AS f, closed('upper', '150000', '2019-04-01') AS s \g /dev/null
SELECT is((SELECT approved FROM consolidated(NULL::posts, '2019-04-01') WHERE row_kind = 'total' AND post_type IS NULL), 7::bigint + 19, 'a banner that its league covers is not counted twice');
-- the book's own reports: every count of every report is the sum of its members'
CREATE FUNCTION public.adds_up(report text, month date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    wrong text;
BEGIN
    EXECUTE format($q$
        WITH c AS (SELECT to_jsonb(x) AS j, x.row_kind FROM bianzhi.consolidated(NULL::upper.%1$I, $1) x)
        SELECT string_agg(concat_ws(' ', k.name, t.total, m.members), ', ') FROM
        (SELECT a.attname AS name FROM pg_attribute a WHERE a.attrelid = 'upper.%1$I'::regclass AND a.attnum > 0 AND a.atttypid = 'bigint'::regtype) k,
        LATERAL (SELECT sum((c.j ->> k.name)::bigint) AS total FROM c WHERE c.row_kind = 'total') t,
        LATERAL (SELECT sum((c.j ->> k.name)::bigint) AS members FROM c WHERE c.row_kind = 'region') m
         WHERE t.total IS DISTINCT FROM m.members$q$, report) INTO wrong USING month;
    RETURN coalesce(wrong, 'adds up');
END;
$$;
SELECT is(adds_up(name, '2019-03-01'), 'adds up', 'consolidated ' || name) FROM report WHERE span = 'month' AND number IS NOT NULL ORDER BY sort;
SELECT results_eq($$SELECT row_kind, region, unit, institutions, approved_total, vacancy_rate, approved_previous FROM consolidated(NULL::monthly_establishment, '2019-03-01')$$,
    $$SELECT v.* FROM (VALUES ('total', NULL, '总计', 8::bigint, 23::bigint, 91.3, 21::bigint), ('region', '150000', '内蒙古自治区', 2, 7, 100.0, 7),
                             ('region', '152200', '兴安盟', 6, 16, 87.5, 14)) v$$, 'institutions and establishment of the whole, with the month before');
SELECT is((SELECT count(*)::int FROM consolidated(NULL::monthly_finding, '2019-03-01') WHERE row_kind = 'finding'),
          (SELECT count(*)::int FROM return_row r JOIN return_file f ON f.id = r.return_id WHERE f.month = '2019-03-01' AND r.line LIKE '%"row_kind":"finding"%')
          + (SELECT count(*)::int FROM monthly_finding_closed((SELECT region FROM book), '2019-03-01') WHERE row_kind = 'finding'), 'findings stand one after the other');
-- inside one book: what the regions have by themselves is the whole
SELECT is((SELECT concat_ws(' ', sum(approved_total), sum(strength_total), sum(vacancy_total), sum(institutions)) FROM trial.monthly_establishment_closed('152200', '2019-03-01') WHERE row_kind = 'region'),
          (SELECT concat_ws(' ', approved_total, strength_total, vacancy_total, institutions) FROM trial.monthly_establishment_closed('152200', '2019-03-01') WHERE row_kind = 'total'), 'league and banners are the whole');
SELECT is((SELECT approved_total FROM trial.monthly_establishment_closed('152200', '2019-04-01') WHERE row_kind = 'region' AND region = '152221'),
          (SELECT approved_total FROM trial.monthly_establishment_closed('152221', '2019-04-01') WHERE row_kind = 'total'), 'and a banner in its league''s report is what it is in its own');
-- a report without totals is a list
CREATE VIEW listed AS SELECT 'x'::text AS row_kind, 1::bigint AS approved, '水'::text AS unit WHERE false;
CREATE TABLE snapshot_listed (region_closed text, month date, n bigint, row_kind text, approved bigint, unit text);
INSERT INTO snapshot_listed VALUES ('150000', '2019-02-01', 1, 'item', 3, '甲'), ('150000', '2019-02-01', 2, 'item', 4, '乙');
SELECT results_eq($$SELECT * FROM consolidated(NULL::listed, '2019-02-01')$$, $$VALUES ('item'::text, 3::bigint, '甲'::text), ('item', 4, '乙')$$, 'a report without totals is a list');

-- Changed behind everybody's back ---------------------------------------------------------------

CREATE FUNCTION public.found(tab text, change text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    said text;
BEGIN
    EXECUTE format('ALTER TABLE upper.%I DISABLE TRIGGER ALL', tab);
    EXECUTE change;
    SELECT string_agg(DISTINCT concat_ws(' ', v."check", v.object), ', ') INTO said FROM upper.verify_return() v;
    RAISE SQLSTATE 'P0998' USING MESSAGE = coalesce(said, 'nothing');
EXCEPTION WHEN SQLSTATE 'P0998' THEN
    RETURN SQLERRM;
END;
$$;
SELECT min(n) AS row, min(n) FILTER (WHERE line LIKE '%"approved":3%') AS three FROM return_row WHERE return_id = :feb \gset
SELECT id AS mar FROM return_file WHERE region = '152200' AND month = '2019-03-01' \gset
SELECT is(found(v.tab, replace(replace(v.change, '@feb', :'feb'), '@mar', :'mar')), v.said, v.what)
  FROM (VALUES
    ('return_row', format($$UPDATE upper.return_row SET line = replace(line, '"approved":3', '"approved":4') WHERE return_id = @feb AND n = %s$$, :three), format('return_line 上报 152200 2019-02 第 %s 行', :three), 'a figure'),
    ('return_row', format('DELETE FROM upper.return_row WHERE return_id = @feb AND n = %s', :row), 'return_rows 上报 152200 2019-02 account', 'a row that is gone'),
    ('return_row', format($$UPDATE upper.return_row SET n = 1 WHERE return_id = @feb AND n = %s$$, :row), 'return_line 上报 152200 2019-02 第 1 行', 'a row elsewhere'),
    ('return_row', format($$UPDATE upper.return_row SET report = 'posts' WHERE return_id = @feb AND n = %s$$, :row),
        format('return_line 上报 152200 2019-02 第 %s 行, return_rows 上报 152200 2019-02 account, return_rows 上报 152200 2019-02 posts', :row), 'a row of another report'),
    ('return_file', 'UPDATE upper.return_file SET leaves = overlay(leaves PLACING ''\x00'' FROM 5 FOR 1) WHERE id = @feb', 'return_root 上报 152200 2019-02', 'a digest'),
    ('return_file', $$UPDATE upper.return_file SET header = replace(header, '兴安盟', '兴安') WHERE id = @feb$$, 'return_seal 上报 152200 2019-02', 'the header'),
    ('return_file', $$UPDATE upper.return_file SET regions = '{152200}' WHERE id = @feb$$, 'return_header 上报 152200 2019-02', 'the regions covered'),
    ('return_file', $$UPDATE upper.return_file SET previous = seal WHERE id = @mar$$, 'return_chain 上报 152200 2019-03, return_seal 上报 152200 2019-03', 'the seal before'),
    ('return_file', 'DELETE FROM upper.return_file WHERE id = @mar', 'return_chain 上报 152200 2019-04, return_chain 上报 152221 2019-04', 'a month that is gone')) v (tab, change, said, what);
SELECT is((SELECT string_agg(state, ',') FROM return_status('2019-02-01') WHERE region_code = '152200'), 'received', 'undone, all is well');
SELECT refused(format('%s %I %s', c, t, w), '23Z22', 'append_only', format('%s of %s', c, t))
  FROM (VALUES ('return_file', 'reason'), ('return_row', 'report')) t (t, col), LATERAL (VALUES ('DELETE FROM', ''), ('TRUNCATE', 'CASCADE'), ('UPDATE', format('SET %I = %1$I', t.col))) s (c, w);

-- A chain that begins in the middle ---------------------------------------------------------------

SELECT bianzhi.create_book('third', '150000', '另一本账') AS created \gset
SET search_path = third, bianzhi, public;
INSERT INTO region (code, name, parent, level) VALUES ('152200', '兴安盟', '150000', 'prefecture');
SELECT accepted($$SELECT import_return(sent('mar'), '二月份未用本系统')$$, 'with a reason it may begin in March');
SELECT is((SELECT state FROM return_status('2019-03-01')), 'unchained', 'which is to be seen');
SELECT refused($$SELECT import_return(sent('feb'))$$, '55Z08', 'return_state', 'but then February comes too late');
SELECT refused($$SELECT import_return(forged(sent('apr'), '兴安盟', '兴安', '\x0101010101010101010101010101010101010101010101010101010101010101'), '试')$$, '55Z09', 'chain_gap', 'no reason mends a chain that breaks later');
SELECT accepted($$SELECT import_return(sent('apr'))$$, 'and April continues it');
SELECT is_empty('SELECT * FROM verify()', 'the book verifies');
SELECT * FROM finish();
DROP OWNED BY return_clerk;
DROP ROLE return_clerk;
