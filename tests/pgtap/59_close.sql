-- Closing a month: what stands in its way, what it leaves behind, that this never changes, and that a change is found.
-- What was recorded before and after a close matters here, so the file commits as it goes.
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT enrol(citizen(1), '水利局', '11', name => '甲一', effective_on => '2019-02-01'),
       enrol(citizen(2), '前旗水利局', '11', name => '乙一', effective_on => '2019-02-01'),
       enrol(citizen(3), '水利局', '11', name => '丙一', effective_on => '2019-02-01'),
       appoint('甲一', '水利局', '203', effective_on => '2019-02-01'),
       record_duty('防汛', '水利局', effective_on => '2019-02-01'),
       permit_use('第一中学', '22', 1, '2999-12-31', effective_on => '2019-02-01') \g /dev/null
SELECT release('丙一', 'resignation', effective_on => '2019-02-10') \g /dev/null
INSERT INTO rule_exception (rule, unit_id, allowance, document_id, effective_on, expires_on) VALUES ('over_establishment', 2, 1, 1, '2019-02-01', '2999-12-31');
INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id) VALUES (1, 2, 'succeed', '2019-02-01', 1);
SELECT set_config('bianzhi.document', '兴机编〔2019〕1号', false) \g /dev/null
CREATE ROLE close_section LOGIN;
GRANT USAGE ON SCHEMA trial, bianzhi TO close_section;
GRANT SELECT ON ALL TABLES IN SCHEMA trial TO close_section;
GRANT INSERT ON sign_off TO close_section;
SELECT no_plan();

-- Canonical lines and the tree ------------------------------------------------------------

SELECT is(bianzhi.canonical_line('x', r), '{"kind":"x","a":1,"b":"\"水\\\n","d":"2019-02-01","t":"2019-02-01T00:30:00.500000Z","f":false,"l":["x",null],"n":1.50,"j":{"k": 1}}', 'a line says each value in one way, and nothing for none')
  FROM (SELECT 1 AS a, E'"水\\\n' AS b, NULL::int AS c, date '2019-02-01' AS d, timestamptz '2019-02-01 08:30:00.5+08' AS t, false AS f, ARRAY['x', NULL] AS l,
               1.50 AS n, '{"k":1}'::jsonb AS j) r;
CREATE FUNCTION public.one_line() RETURNS text LANGUAGE sql RETURN
    (SELECT bianzhi.canonical_line('x', r) FROM (SELECT date '2019-02-01' AS d, timestamptz '2019-02-01 08:30:00.5+08' AS t, true AS f) r);
SELECT one_line() AS line \gset
SET DateStyle = 'SQL, DMY'; SET TimeZone = 'America/New_York'; SET bytea_output = 'escape';
SELECT is(one_line(), :'line', 'whatever DateStyle and TimeZone are');
RESET DateStyle; RESET TimeZone; RESET bytea_output;
SELECT is(bianzhi.seal_leaf('{"a":"水"}'), bianzhi.sm3('\x00'::bytea || convert_to('{"a":"水"}', 'UTF8')), 'a leaf');
SELECT is(bianzhi.merkle_root(''), bianzhi.sm3(''::bytea), 'of no leaf');
SELECT is(bianzhi.merkle_root(bianzhi.seal_leaf('a')), bianzhi.seal_leaf('a'), 'of one');
SELECT refused($$SELECT bianzhi.merkle_root('\x01')$$, '22023', '', 'of half a digest');

-- the definition of RFC 6962, word for word
CREATE FUNCTION public.tree(leaves bytea[]) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
    n int := cardinality(leaves);
    k int := 1;
BEGIN
    IF n = 1 THEN RETURN leaves[1]; END IF;
    WHILE k * 2 < n LOOP k := k * 2; END LOOP;
    RETURN bianzhi.sm3('\x01'::bytea || public.tree(leaves[1:k]) || public.tree(leaves[k + 1:n]));
END;
$$;
SELECT is(bianzhi.merkle_root(string_agg(bianzhi.seal_leaf(i::text), ''::bytea ORDER BY i)), public.tree(array_agg(bianzhi.seal_leaf(i::text) ORDER BY i)), format('of %s leaves', n))
  FROM unnest(ARRAY[2, 3, 4, 5, 7, 8, 9, 31, 64, 100]) n CROSS JOIN LATERAL generate_series(1, n) i GROUP BY n;

-- What stands in the way ------------------------------------------------------------------

SELECT refused($$SELECT close_period('152200', '2019-02-01')$$, '55Z07', 'period_state', 'a month that is not frozen');
SELECT refused($$SELECT close_period('152299', '2019-02-01')$$, '23503', 'region_exists', 'a region that is not there');
SELECT refused($$SELECT close_period('152200', NULL)$$, '22004', '', 'no month');
SELECT refused($$SELECT close_period('152200', current_date)$$, '22Z06', '', 'a month that is not over');
INSERT INTO section (region, code, name, role) VALUES ('152200', 'organ', '机关编制科', 'close_section'), ('152221', 'banner', '旗编办', 'close_section'), ('152200', 'old', '旧科', 'close_section');
UPDATE section SET active = false WHERE code = 'old';
SELECT freeze('152221', '2019-02-01') + freeze('152200', '2019-02-01') AS frozen \gset
INSERT INTO finding (key, rule, level, unit_id, object) VALUES ('mixed_establishment/1/99', 'mixed_establishment', 'error', 1, '水利局');
SELECT refused($$SELECT close_period('152200', '2019-02-01')$$, '55Z07', 'period_state', 'a banner that froze alone and is not closed');
SELECT refused($$SELECT close_period('152221', '2019-02-01')$$, '55Z07', 'period_state', 'a banner that did not sign');
SELECT is((SELECT string_agg(problem, ',' ORDER BY n) FROM close_obstacle('152200', '2019-02-01')), 'below,unsigned,findings', 'all that is in the way can be seen');
SELECT count(*) FROM check_rules('over_establishment') \g /dev/null
SET SESSION AUTHORIZATION close_section;
SELECT sign_off('banner', '2019-02-01', '152221') \g /dev/null
RESET SESSION AUTHORIZATION;
SELECT matches(close_period('152221', '2019-02-01'), '^[0-9a-f]{64}$', 'signed, it closes; the league''s finding is not its own');
SELECT refused($$SELECT close_period('152200', '2019-02-01')$$, '55Z07', 'period_state', 'the league has not signed');
SET SESSION AUTHORIZATION close_section;
SELECT sign_off('organ', '2019-02-01') \g /dev/null
RESET SESSION AUTHORIZATION;
SELECT refused($$SELECT close_period('152200', '2019-02-01')$$, '55Z07', 'period_state', 'an open finding of level error');
SELECT refused($$SELECT close_period('152200', '2019-02-01', ' ')$$, '55Z07', 'period_state', 'blanks are no reason');
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT refused($$SELECT close_period('152200', '2019-02-01', '历史遗留')$$, '0A000', '', 'not under REPEATABLE READ');
ROLLBACK;
BEGIN;
ALTER TABLE appointment DISABLE TRIGGER bz15_gate;
SELECT lives_ok($$SELECT close_period('152200', '2019-02-01', '历史遗留')$$, 'with a gate that somebody opened it closes');
SELECT is((SELECT header::json ->> 'guards_off' FROM seal WHERE region = '152200'), '["appointment.bz15_gate"]', 'and the seal says so');
ROLLBACK;
SELECT matches(close_period('152200', '2019-02-01', '历史遗留'), '^[0-9a-f]{64}$', 'with a reason it closes');

-- What it leaves --------------------------------------------------------------------------

SELECT results_eq($$SELECT region, month, state, closed_with, close_reason FROM period ORDER BY region, month$$,
    $$VALUES ('152200', date '2019-02-01', 'closed', '152200', '历史遗留'), ('152200', '2019-03-01', 'open', NULL, NULL),
             ('152221', '2019-02-01', 'closed', '152221', NULL), ('152221', '2019-03-01', 'open', NULL, NULL)$$, 'the month is closed, the next is open');
SELECT is((SELECT concat_ws(' ', h ->> 'region', h ->> 'month', h ->> 'cutoff', h ->> 'regions', h ->> 'reason', h ->> 'guards_off', h ->> 'signed')
             FROM seal, LATERAL (SELECT header::json) x (h) WHERE region = '152200'),
          '152200 2019-02-01 2019-02-28 ["152200","152221"] 历史遗留 [] ["152200 organ close_section","152221 banner close_section"]', 'the seal names what it is of');
SELECT set_eq($$SELECT DISTINCT kind FROM seal_block WHERE region = '152200' AND kind NOT LIKE 'snapshot\_monthly%'$$,
    $$VALUES ('appointment'), ('duty'), ('enrolment'), ('enrolment_end'), ('entry_line'), ('exception'), ('lineage'), ('permit'), ('snapshot_account'), ('unit')$$, 'every kind of fact is in it');
SELECT is((SELECT lines FROM seal WHERE region = '152200'),
          (SELECT (SELECT count(*) FROM appointment) + (SELECT count(*) FROM duty_assignment) + (SELECT count(*) FROM enrolment) + 1 + (SELECT count(*) FROM entry_line)
                  + (SELECT count(*) FROM rule_exception) + (SELECT count(*) FROM unit_lineage) + (SELECT count(*) FROM use_permit)
                  + (SELECT count(*) FROM snapshot_account WHERE region_closed = '152200') + (SELECT count(*) FROM unit_version)
                  + (SELECT sum((header::json -> 'counts' ->> ('snapshot_' || r.name))::int) FROM seal s, report r WHERE s.region = '152200' AND r.name <> 'account')), 'the first seal holds all there was');
SELECT set_eq($$SELECT unit_id, post_type, approved, strength FROM snapshot_account WHERE region_closed = '152200'$$,
              $$SELECT holder_id, post_type, approved::bigint, strength::bigint FROM account WHERE approved <> 0 OR strength <> 0$$, 'accounts are kept as they were');
SELECT is(s.seal, bianzhi.sm3(public.tree(l.leaves) || decode(repeat('00', 32), 'hex') || convert_to(s.header, 'UTF8')), format('the seal of %s is what SEAL.md says', s.region))
  FROM seal s CROSS JOIN LATERAL (SELECT array_agg(bianzhi.sm3('\x00'::bytea || convert_to(x.line, 'UTF8')) ORDER BY x.n) FROM seal_line(s.region, s.month) x) l (leaves);
SELECT is_empty($$SELECT * FROM verify()$$, 'the book verifies');

-- Closed is closed ------------------------------------------------------------------------

SELECT refused($$SELECT freeze('152200', '2019-02-01')$$, '55Z02', 'period_closed', 'not frozen again');
SELECT refused($$SELECT unfreeze('152200', '2019-02-01', 'x')$$, '55Z02', 'period_closed', 'not lifted');
SELECT refused($$SELECT close_period('152200', '2019-02-01')$$, '55Z02', 'period_closed', 'not closed again');
SELECT refused($$SELECT freeze('152200', '2019-04-01')$$, '55Z07', 'period_state', 'no month is left out');
SET SESSION AUTHORIZATION close_section;
SELECT refused($$SELECT sign_off('organ', '2019-02-01')$$, '55Z02', 'period_closed', 'not signed afterwards');
RESET SESSION AUTHORIZATION;
SELECT refused(format('UPDATE %I SET month = month', t), '55Z02', 'period_closed', t || ' is not changed') FROM unnest('{snapshot_account,seal,seal_block}'::text[]) t;
SELECT refused('UPDATE period SET close_reason = NULL', '55Z02', 'period_closed', 'nor the month');
SELECT refused(format('INSERT INTO %I SELECT * FROM %1$I', t), '55Z02', 'period_closed', t || ' is not added to') FROM unnest('{snapshot_account,seal,seal_block}'::text[]) t;
SELECT refused(format('DELETE FROM %I', t), '23Z22', 'append_only', t || ' is not deleted from') FROM unnest('{period,sign_off,snapshot_account,seal,seal_block}'::text[]) t;
SELECT refused(format('SELECT close_now(%L, %L, %L)', '152200', '2019-03-01', 'x'), '55Z07', 'period_state', 'nor closed past the engine');
SELECT refused($$UPDATE enrolment SET until = '2019-02-05', until_document_id = 1 WHERE until IS NOT NULL$$, '55Z02', 'period_closed', 'an end that the month counts is not moved');
SELECT refused($$UPDATE enrolment SET exit_reason = 'death' WHERE until IS NOT NULL$$, '55Z02', 'period_closed', 'nor given another reason');
SELECT refused($$UPDATE enrolment SET until_document_id = 2 WHERE until IS NOT NULL$$, '55Z02', 'period_closed', 'or another document');
SELECT accepted($$UPDATE enrolment SET until = until, exit_reason = exit_reason WHERE until IS NOT NULL$$, 'written once more it is what it was');
SELECT is((SELECT count(*)::int FROM enrolment e JOIN period p ON p.month = '2019-02-01' AND p.region = '152200' WHERE e.until IS NOT NULL AND e.ended_at > p.closed_at), 0, 'and known since when it was');

-- Late facts ------------------------------------------------------------------------------

SELECT enrol(citizen(4), '水利局', '11', name => '丁一', effective_on => '2019-02-20') AS late,
       enrol(citizen(5), '前旗水利局', '11', name => '戊一', effective_on => '2019-03-05') AS march \gset
SELECT results_eq($$SELECT kind, id, region_code, effective_on, reported_in FROM changed_since('2019-02-01')$$,
                  format($$VALUES ('enrolment', %s::bigint, '152200', date '2019-02-20', date '2019-03-01')$$, :late), 'what is late is listed');
SELECT is_empty($$SELECT * FROM changed_since('2019-02-01', '152221')$$, 'for each region its own');
SELECT is_empty($$SELECT * FROM verify()$$, 'it changes nothing of the closed month');
BEGIN;
SELECT close_period('152221', '2019-03-01') FROM freeze('152221', '2019-03-01') WHERE false \g /dev/null
ROLLBACK;
UPDATE section SET active = false;
UPDATE finding SET state = 'resolved' WHERE key = 'mixed_establishment/1/99';
SELECT release('乙一', 'resignation', effective_on => '2019-03-10') AS ended \gset
SELECT is(freeze('152200', '2019-03-01'), 2, 'March freezes') ;
SELECT close_period('152200', '2019-03-01') AS march_seal \gset
SELECT set_eq($$SELECT kind, key FROM seal_line('152200', '2019-03-01') WHERE kind NOT LIKE 'snapshot%'$$,
              format($$VALUES ('enrolment', '%s'), ('enrolment', '%s'), ('enrolment_end', '%s')$$, :late, :march, :ended), 'March has what happened in March and what came late');
SELECT is((SELECT previous FROM seal WHERE month = '2019-03-01'), (SELECT seal FROM seal WHERE month = '2019-02-01' AND region = '152200'), 'and is chained to February');
SELECT freeze('152221', '2019-04-01') AS frozen, close_period('152221', '2019-04-01') AS april \gset
SELECT is((SELECT previous FROM seal WHERE month = '2019-04-01'), (SELECT seal FROM seal WHERE month = '2019-03-01'), 'a banner that closes alone goes on from the seal that covered it');
SELECT is_empty($$SELECT * FROM verify()$$, 'the book verifies');
BEGIN;
SELECT freeze('152200', '2019-04-01') AS frozen, close_period('152200', '2019-04-01') AS april \gset
SELECT refused($$SELECT release('甲一', 'resignation')$$, '40001', 'period_closed', 'a transaction that began before the close does not write into the closed month');
ROLLBACK;

-- Changed behind everybody's back ---------------------------------------------------------

-- one change by a superuser with all triggers off, and what verify() names; undone
CREATE FUNCTION public.found(tab text, change text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    said text;
BEGIN
    EXECUTE format('ALTER TABLE %I DISABLE TRIGGER ALL', tab);
    EXECUTE change;
    SELECT string_agg(concat_ws(' ', v."check", v.object), ', ' ORDER BY v."check", v.object) INTO said FROM trial.verify_period() v;
    RAISE SQLSTATE 'P0998' USING MESSAGE = coalesce(said, 'nothing');
EXCEPTION WHEN SQLSTATE 'P0998' THEN
    RETURN SQLERRM;
END;
$$;
SELECT is(found(v.tab, v.change), v.said, v.what)
  FROM (VALUES
    ('enrolment', 'UPDATE enrolment SET unit_id = 2 WHERE id = 1', 'seal_line 封印 152200 2019-02 enrolment 1', 'another unit'),
    ('enrolment', $$UPDATE enrolment SET effective_on = '2019-01-31' WHERE id = 1$$, 'seal_line 封印 152200 2019-02 enrolment 1', 'another date'),
    ('enrolment', $$UPDATE enrolment SET recorded_by = 'x' WHERE id = 1$$, 'seal_line 封印 152200 2019-02 enrolment 1', 'another person''s hand'),
    ('enrolment', 'DELETE FROM enrolment WHERE id = 1', 'seal_line 封印 152200 2019-02 enrolment 1', 'a row that is gone'),
    ('enrolment', $$UPDATE enrolment SET until = '2019-02-11' WHERE id = 3$$, 'seal_line 封印 152200 2019-02 enrolment_end 3', 'another end'),
    ('enrolment', $$INSERT INTO enrolment (id, person_id, unit_id, post_type, effective_on, document_id, recorded_at) SELECT 99, 1, 1, 11, '2019-02-01', 1, recorded_at FROM enrolment WHERE id = 1$$,
        'seal_line 封印 152200 2019-02 enrolment 99', 'a row that was not there'),
    ('entry_line', 'UPDATE entry_line SET quantity = quantity + 1 WHERE holder_id = 1 AND post_type = 11', 'seal_line 封印 152200 2019-02 entry_line 12/1/11', 'a post more'),
    ('entry', $$UPDATE entry SET kind = 'reform' WHERE id = 12$$, 'seal_line 封印 152200 2019-02 entry_line 12/-2/11, seal_line 封印 152200 2019-02 entry_line 12/1/11', 'an entry of another kind'),
    ('unit_version', $$UPDATE unit_version SET name = '水务局' WHERE unit_id = 1$$, 'seal_line 封印 152200 2019-02 unit 1', 'another name'),
    ('appointment', 'UPDATE appointment SET counts = false', 'seal_line 封印 152200 2019-02 appointment 1', 'a leader not counted'),
    ('snapshot_account', 'UPDATE snapshot_account SET strength = strength + 1 WHERE unit_id = 1 AND post_type = 11 AND month = ''2019-02-01''', 'seal_line 封印 152200 2019-02 snapshot_account 21', 'a figure of a report'),
    ('snapshot_account', $$DELETE FROM snapshot_account WHERE region_closed = '152221' AND n = 1 AND month = '2019-02-01'$$, 'seal_line 封印 152221 2019-02 snapshot_account 1', 'a line of a report that is gone'),
    ('seal', $$UPDATE seal SET header = replace(header, '历史遗留', '历史遗产')$$, 'seal_digest 封印 152200 2019-02', 'another reason'),
    ('seal', $$UPDATE seal SET root = set_byte(root, 5, get_byte(root, 5) # 1) WHERE month = '2019-03-01'$$, 'seal_digest 封印 152200 2019-03, seal_root 封印 152200 2019-03', 'a bit of the root'),
    ('seal', $$UPDATE seal SET previous = set_byte(previous, 5, get_byte(previous, 5) # 1) WHERE month = '2019-03-01'$$, 'seal_chain 封印 152200 2019-03, seal_digest 封印 152200 2019-03', 'a bit of the chain'),
    ('seal', $$UPDATE seal SET seal = set_byte(seal, 5, get_byte(seal, 5) # 1) WHERE month = '2019-03-01'$$, 'seal_chain 封印 152221 2019-04, seal_digest 封印 152200 2019-03', 'a bit of the seal'),
    ('seal_block', $$UPDATE seal_block SET leaves = set_byte(leaves, 40, get_byte(leaves, 40) # 1) WHERE kind = 'enrolment' AND region = '152200' AND month = '2019-02-01'$$,
        'seal_line 封印 152200 2019-02 enrolment 2, seal_root 封印 152200 2019-02', 'a bit of a digest'),
    ('seal_block', $$UPDATE seal_block SET keys[1] = 'x' WHERE kind = 'unit' AND region = '152200'$$, 'seal_line 封印 152200 2019-02 unit 1, seal_line 封印 152200 2019-02 unit x', 'a key'),
    ('period', $$UPDATE period SET state = 'open', frozen_at = NULL, frozen_by = NULL, frozen_with = NULL, closed_at = NULL, closed_by = NULL, closed_with = NULL WHERE month = '2019-04-01' AND state = 'closed'$$,
        'period_state 月份 152221 2019-04', 'a month opened again')
  ) v (tab, change, said, what);
SELECT is((SELECT count(*)::int FROM verify_seal('152200', '2019-02-01')), 0, 'and nothing of it stayed');

SELECT * FROM finish();
DROP OWNED BY close_section;
DROP ROLE close_section;
