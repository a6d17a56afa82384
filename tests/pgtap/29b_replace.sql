-- 撤一设一 (replace_one_for_one): a new institution names the one of its system that it replaces, and the
-- establishment of the system does not grow by it.  Judged at commit.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

SELECT grant_ceiling('152200', '22', 200, effective_on => '2019-01-10'), grant_ceiling('152200', '203', 20, effective_on => '2019-01-10') \g /dev/null
SELECT record_document('兴机编〔2019〕5号', '2019-02-26', '撤一设一'), record_document('兴机编〔2020〕1号', '2020-01-01', '增编'),
       establish_unit('林业局', 'organ', system => 'government', effective_on => '2019-01-10'), establish_unit('林草局', 'organ', system => 'government', effective_on => '2019-01-10') \g /dev/null
-- stations of the forestry system, one of another, one of another region
SELECT establish_unit(name, 'institution', system => system, supervisor => supervisor, region => region, effective_on => '2019-01-10')
  FROM (VALUES ('森防办', 'government', '林业局', NULL), ('林场', 'government', '林业局', NULL), ('苗圃', 'government', '林草局', NULL), ('电视台', 'party', NULL, NULL),
               ('前旗站', 'government', NULL, '152221')) x (name, system, supervisor, region) \g /dev/null
SELECT allocate(unit, '22', n, effective_on => '2019-01-20') FROM (VALUES ('森防办', 14), ('林场', 10), ('苗圃', 8), ('电视台', 9)) x (unit, n) \g /dev/null

-- the usual act: the old one gives its posts and ends, the new one begins with them
CREATE FUNCTION public.replacing(what text DEFAULT '', name text DEFAULT '防火站', old text DEFAULT '森防办', moved int DEFAULT 14, on_day text DEFAULT '2019-02-26', new_on text DEFAULT NULL)
    RETURNS text LANGUAGE sql AS $$
    SELECT concat(format($f$SELECT establish_unit(%L, 'institution', system => 'government', supervisor => '林草局', replaces => %L, document => '兴机编〔2019〕5号', effective_on => %L);$f$, name, old, coalesce(new_on, on_day)),
                  format($f$SELECT transfer_posts(%L, %L, '22', %s, '兴机编〔2019〕5号', %L);$f$, old, name, moved, greatest(on_day, coalesce(new_on, on_day))), what,
                  format($f$SELECT abolish_unit(%L, '兴机编〔2019〕5号', %L);$f$, old, on_day))
$$;

-- Without the policy ----------------------------------------------------------------------------

SAVEPOINT s;
-- at every load of institutions
CREATE FUNCTION pg_temp.explain(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXECUTE 'EXPLAIN ' || query; END $$;
SELECT matches((SELECT string_agg(l, E'\n') FROM pg_temp.explain('SELECT * FROM replacement WHERE unit_id = 1') l), 'One-Time Filter: \(r.id IS NOT NULL\)',
               'of an institution that replaces none nothing is read');
SELECT results_eq($$SELECT mode, params FROM rule WHERE code = 'replace_one_for_one'$$, $$VALUES ('track', '{}'::jsonb)$$, 'a new book only tracks, and only those that name one');
SELECT accepted($$SELECT establish_unit('新校', 'institution', system => 'government', effective_on => '2019-03-01'); SELECT allocate('新校', '22', 5, effective_on => '2019-03-01')$$, 'a new institution is as before');
SELECT is_empty($$SELECT 1 FROM finding WHERE rule = 'replace_one_for_one'$$, 'and nothing is recorded');
SELECT accepted(replacing($$SELECT allocate('防火站', '22', 6, '兴机编〔2019〕5号', '2019-02-26');$$), 'one that names one and grows is let through');
SELECT results_eq($$SELECT level, unit_id, state, figures FROM finding WHERE rule = 'replace_one_for_one'$$,
                  $$VALUES ('warning', unit_ref('防火站'), 'open', '{"got": 20, "from_replaced": 14, "from_system": 0}'::jsonb)$$, 'and recorded with its figures');
SELECT is((SELECT count(*)::int FROM check_rules('replace_one_for_one')), 1, 'check_rules() finds the same');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'replace_one_for_one'), 1, 'under the same key');
ROLLBACK TO s;

-- In mode warn -----------------------------------------------------------------------------------

SAVEPOINT s;
UPDATE rule SET mode = 'warn' WHERE code = 'replace_one_for_one';
SET LOCAL client_min_messages = error;
SELECT accepted(replacing($$SELECT allocate('防火站', '22', 6, '兴机编〔2019〕5号', '2019-02-26');$$), 'warned of');
RESET client_min_messages;
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'replace_one_for_one' AND state = 'open'), 1, 'and recorded');
ROLLBACK TO s;

-- With it ----------------------------------------------------------------------------------------

INSERT INTO rule (code, region, mode, level, params, basis, name_zh, name_en)
SELECT code, '152200', 'block', 'error', '{"since": "2019-02-01"}', basis, name_zh, name_en FROM rule WHERE code = 'replace_one_for_one';
SELECT accepted($$SELECT establish_unit('早校', 'institution', system => 'government', effective_on => '2019-01-31')$$, 'before the day nothing is asked');
SELECT refused_with($$SELECT establish_unit('新校', 'institution', system => 'government', effective_on => '2019-02-01')$$, '23Z11', 'replace_one_for_one', '{2019,2,1,2019,2,1}', 'from the day on one is named');
SELECT refused($$SELECT establish_unit('新校', 'reference_institution', effective_on => '2019-03-01')$$, '23Z11', 'replace_one_for_one', 'by both classes of institutions');
SELECT accepted($$SELECT establish_unit('新局', 'organ', effective_on => '2019-03-01')$$, 'not by organs');
SELECT accepted($$SELECT establish_unit('教务处', 'institution', parent => '第一中学', kind => 'division', effective_on => '2019-03-01')$$, 'nor by divisions');
SELECT refused(replacing(old => '无此站'), '23503', 'unit_exists', 'an unknown one');
SELECT refused($$SELECT establish_unit('防火站', 'institution', system => 'government', replaces => '新局', effective_on => '2019-03-01'); SELECT abolish_unit('新局', effective_on => '2019-03-01')$$,
               '23Z11', 'replace_one_for_one', 'an organ is not replaced');
SELECT refused(replacing(old => '电视台', moved => 9), '23Z11', 'replace_one_for_one', 'one of another system is not');
SELECT refused($$SELECT establish_unit('防火站', 'institution', system => 'government', replaces => '前旗站', effective_on => '2019-02-26'); SELECT abolish_unit('前旗站', effective_on => '2019-02-26')$$,
               '23Z11', 'replace_one_for_one', 'nor one of another region');
SELECT refused($$SELECT establish_unit('防火站', 'institution', system => 'government', replaces => '森防办', document => '兴机编〔2019〕5号', effective_on => '2019-02-26')$$,
               '23Z11', 'replace_one_for_one', 'nor one that goes on');
SELECT refused_with(replacing(on_day => '2019-02-27', new_on => '2019-02-26'), '23Z11', 'replace_one_for_one', '{2019,2,26,2019,2,27}', 'nor one that ends a day later');
SELECT refused_with(replacing($$SELECT allocate('防火站', '22', 6, '兴机编〔2019〕5号', '2019-02-26');$$), '23Z11', 'replace_one_for_one', '{20,14,0,6}', 'six posts from the reserve are growth');
SELECT refused_with(replacing($$SELECT allocate('防火站', '22', 1, '兴机编〔2020〕1号', '2019-02-26');$$), '23Z11', 'replace_one_for_one', '{15,14,0,1}', 'one is, on the same day by another document');
SELECT refused_with(replacing($$SELECT allocate('防火站', '22', 1, '兴机编〔2019〕5号', '2019-03-26');$$), '23Z11', 'replace_one_for_one', '{15,14,0,1}', 'or later by the same document');
SELECT refused_with(replacing($$SELECT transfer_posts('电视台', '防火站', '22', 3, '兴机编〔2019〕5号', '2019-02-26');$$), '23Z11', 'replace_one_for_one', '{17,14,0,3}', 'posts of another system are');
SELECT refused_with($$SELECT transfer_posts('森防办', '苗圃', '22', 14, '兴机编〔2019〕5号', '2019-02-26'); SELECT abolish_unit('森防办', '兴机编〔2019〕5号', '2019-02-26');
                      SELECT establish_unit('防火站', 'institution', system => 'government', replaces => '森防办', document => '兴机编〔2019〕5号', effective_on => '2019-02-26');
                      SELECT allocate('防火站', '22', 14, '兴机编〔2019〕5号', '2019-02-26')$$, '23Z11', 'replace_one_for_one', '{14,14,-14,14}', 'what went to a sister is not there for the new one');
SELECT is((SELECT count(*)::int FROM unit WHERE name IN ('防火站', '新校') OR until IS NOT NULL), 0, 'refusals left nothing');

SAVEPOINT s;
SELECT accepted(replacing(), 'as many as the old one had');
SELECT results_eq($$SELECT kind, from_unit_id, to_unit_id, effective_on FROM unit_lineage$$, $$VALUES ('replace', unit_ref('森防办'), unit_ref('防火站'), '2019-02-26'::date)$$, 'the new one comes of the old');
SELECT results_eq($$SELECT replaced, replaced_until, same_system, got, from_replaced, from_system FROM replacement WHERE unit = '防火站'$$,
                  $$VALUES ('森防办', '2019-02-26'::date, true, 14, 14, 0)$$, 'view replacement says so');
SELECT refused($$SELECT establish_unit('防火二站', 'institution', system => 'government', replaces => '森防办', effective_on => '2019-03-01')$$, '23Z11', 'replace_one_for_one', 'it is replaced once');
SELECT refused_with($$SELECT allocate('防火站', '22', 2, '兴机编〔2019〕5号', '2019-04-01')$$, '23Z11', 'replace_one_for_one', '{16,14,0,2}', 'an entry of a later transaction is judged as well');
SELECT accepted($$SELECT allocate('防火站', '22', 2, '兴机编〔2020〕1号', '2020-01-01')$$, 'an increase by another document on another day is none of this');
SELECT accepted($$SELECT allocate('防火站', '203', 1, '兴机编〔2019〕5号', '2019-02-26')$$, 'leadership posts are not counted');
SELECT is_empty($$SELECT * FROM check_rules('replace_one_for_one')$$, 'nothing is found');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
ROLLBACK TO s;
SAVEPOINT s;
SELECT accepted(replacing($$SELECT transfer_posts('苗圃', '防火站', '22', 3, '兴机编〔2019〕5号', '2019-02-26');$$), 'a sister of the system gives three');
SELECT is((SELECT concat_ws('/', got, from_replaced, from_system) FROM replacement WHERE unit = '防火站'), '17/14/3', 'and the sum stays');
ROLLBACK TO s;
SAVEPOINT s;
SELECT accepted($$SELECT reduce_posts('森防办', '22', 14, '兴机编〔2019〕5号', '2019-02-26'); SELECT abolish_unit('森防办', '兴机编〔2019〕5号', '2019-02-26');
                  SELECT establish_unit('防火站', 'institution', system => 'government', replaces => '森防办', document => '兴机编〔2019〕5号', effective_on => '2019-02-26');
                  SELECT allocate('防火站', '22', 14, '兴机编〔2019〕5号', '2019-02-26')$$, 'through the reserve, in the order of a clerk');
ROLLBACK TO s;
SAVEPOINT s;
SELECT accepted($$SELECT merge_units('{森防办,林场}', NULL, '兴机编〔2019〕5号', '2019-02-26', '森林站')$$, 'two are merged into a new one, which replaces the first');
SELECT is((SELECT concat_ws('/', replaced, got, from_replaced, from_system) FROM replacement WHERE unit = '森林站'), '森防办/24/14/10', 'the sum stays');
ROLLBACK TO s;

-- Exceptions -------------------------------------------------------------------------------------

SAVEPOINT s;
SELECT accepted(concat($$SELECT establish_unit('新校', 'institution', system => 'government', effective_on => '2019-03-01');$$,
                       $$INSERT INTO rule_exception (rule, unit_id, allowance, document_id, effective_on, expires_on) VALUES ('replace_one_for_one', unit_ref('新校'), 0, 1, '2019-03-01', current_date)$$),
                'an approved exception lets a school be new');
SELECT refused_with(concat(replacing($$SELECT allocate('防火站', '22', 6, '兴机编〔2019〕5号', '2019-02-26');$$),
                           $$INSERT INTO rule_exception (rule, unit_id, allowance, document_id, effective_on, expires_on) VALUES ('replace_one_for_one', unit_ref('防火站'), 5, 1, '2019-03-01', current_date)$$),
                    '23Z11', 'replace_one_for_one', '{20,14,0,6}', 'an allowance of five does not cover six');
SELECT accepted(concat(replacing($$SELECT allocate('防火站', '22', 6, '兴机编〔2019〕5号', '2019-02-26');$$),
                       $$INSERT INTO rule_exception (rule, unit_id, allowance, document_id, effective_on, expires_on) VALUES ('replace_one_for_one', unit_ref('防火站'), 6, 1, '2019-03-01', current_date)$$),
                'six does');
SELECT is_empty($$SELECT * FROM check_rules('replace_one_for_one')$$, 'excused is no open finding');
ROLLBACK TO s;

-- Parameters -------------------------------------------------------------------------------------

UPDATE rule SET params = '{"since": "soon"}' WHERE code = 'replace_one_for_one' AND region = '152200';
SELECT refused($$SELECT establish_unit('新校', 'institution', effective_on => '2019-03-01')$$, '22007', '', 'a date that is none is said');
UPDATE rule SET params = '{"since": 2019}' WHERE code = 'replace_one_for_one' AND region = '152200';
SELECT accepted($$SELECT establish_unit('新校', 'institution', effective_on => '2019-03-01')$$, 'a number is no date');

SELECT * FROM finish();
ROLLBACK;
