-- Audit formulas: what is read and what is refused, what each form means on a report that a user has added, what a
-- failing one does to a close.  Months are closed here, so the file commits as it goes.
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();
UPDATE report_formula SET active = false;

-- a report of the office's own (its columns have the names of the snapshot): its rows are what stands in a table, for each month
CREATE TABLE cell (month date, n int, row_kind text, region text, unit text, post_type int, total bigint, a bigint, b int, rate numeric, opening bigint, closing bigint, on_day date, flag bool);
CREATE FUNCTION monthly_cell_of(region text, month date)
    RETURNS TABLE (row_kind text, region_code text, unit text, post_type int, total bigint, a bigint, b int, rate numeric, opening bigint, closing bigint, on_day date, flag bool)
    LANGUAGE sql STABLE AS $$ SELECT c.row_kind, c.region, c.unit, c.post_type, c.total, c.a, c.b, c.rate, c.opening, c.closing, c.on_day, c.flag FROM trial.cell c WHERE c.month = $2 ORDER BY c.n $$;
CREATE TABLE snapshot_monthly_cell (region_closed text, month date, n bigint, row_kind text, region text, unit text, post_type int, total bigint, a bigint, b int, rate numeric, opening bigint,
                                    closing bigint, on_day date, flag bool, PRIMARY KEY (region_closed, month, n));
CREATE FUNCTION annual_cell_of(region text, month date) RETURNS TABLE (row_kind text, total bigint)
    LANGUAGE sql STABLE AS $$ SELECT 'total', sum(c.closing)::bigint FROM trial.cell c WHERE c.month = $2 AND c.row_kind = 'total' $$;
CREATE TABLE snapshot_annual_cell (region_closed text, month date, n bigint, row_kind text, total bigint);
CREATE TABLE snapshot_monthly_gone (region_closed text, month date, n bigint, a bigint);
INSERT INTO report (name, span, title_zh, title_en, function) VALUES ('monthly_cell', 'month', '试表', 'trial', 'monthly_cell_of'), ('annual_cell', 'year', '试年表', 'trial', 'annual_cell_of'),
    ('monthly_gone', 'year', '无', 'gone', 'monthly_gone_of');
INSERT INTO cell VALUES
    ('2019-02-01', 1, 'total',  NULL,     '总计',  NULL, 10,  7,   3,    12.5, 8, 10, '2019-02-28', true),
    ('2019-02-01', 2, 'region', '152200', '盟本级', NULL, 6,   4,   2,    NULL, 5, 6,  NULL,         false),
    ('2019-02-01', 3, 'region', '152221', '前旗',  NULL, 4,   3,   1,    NULL, 3, 4,  NULL,         false),
    ('2019-02-01', 4, 'unit',   '152200', '水利局', 11,   6,   4,   2,    0.1,  5, 6,  '2019-02-01', NULL),
    ('2019-02-01', 5, 'unit',   '152221', '前旗水利局', 11, 4, 3,   1,    0.2,  3, 4,  NULL,         NULL),
    ('2019-02-01', 6, 'unit',   '152221', 'a,b]c', 14,   NULL, NULL, NULL, 0.3, 0, NULL, NULL,        NULL);

-- what a formula comes to in February, as "code label left right" of each failing row
CREATE FUNCTION public.judged(report text, rows text, formula text, month date DEFAULT '2019-02-01') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    said text;
BEGIN
    INSERT INTO report_formula (code, report, rows, formula, name_zh, name_en) VALUES ('trial', judged.report, judged.rows, judged.formula, '试', 'trial')
        ON CONFLICT (code) DO UPDATE SET report = excluded.report, rows = excluded.rows, formula = excluded.formula, active = true;
    SELECT coalesce(string_agg(concat_ws(' ', c.row_label, c.left_value, c.right_value, c.difference, nullif(c.outcome, 'failed')), ', ' ORDER BY c.n), 'passed') INTO said
      FROM trial.report_check(judged.month) WITH ORDINALITY c (code, severity, name, report, row_label, left_value, right_value, difference, formula, outcome, n)
     WHERE c.code = 'trial';
    UPDATE report_formula SET active = false WHERE code = 'trial';
    RETURN said;
END;
$$;

-- What is read ----------------------------------------------------------------------------

SELECT is(judged('monthly_cell', v.rows, v.formula), v.said, coalesce(v.rows || ': ', '') || v.formula)
  FROM (VALUES
    (NULL, 'total = a + b', 'passed'),
    (NULL, 'total=a+b;', 'passed'),
    (NULL, 'total ＝ a ＋ b； a ≤ total', 'passed'),
    ('row_kind=total', 'total = 11', '总计 10 11 -1'),
    ('row_kind=total', 'total = 9', '总计 10 9 1'),
    ('row_kind=total', 'total <> 10', '总计 10 10 0'), ('row_kind=total', 'total ≠ 9', 'passed'),
    ('row_kind=total', 'total < 10', '总计 10 10 0'), ('row_kind=total', 'total < 11', 'passed'),
    ('row_kind=total', 'total <= 9', '总计 10 9 1'), ('row_kind=total', 'total <= 10', 'passed'), ('row_kind=total', 'total ≤ 9', '总计 10 9 1'),
    ('row_kind=total', 'total > 10', '总计 10 10 0'), ('row_kind=total', 'total > 9', 'passed'),
    ('row_kind=total', 'total >= 11', '总计 10 11 -1'), ('row_kind=total', 'total >= 10', 'passed'), ('row_kind=total', 'total ≥ 11', '总计 10 11 -1'),
    -- figures
    ('row_kind=total', 'a - b - 1 = 3', 'passed'), ('row_kind=total', 'a - (b - 1) = 5', 'passed'), ('row_kind=total', 'a + b * 2 = 13', 'passed'), ('row_kind=total', '(a + b) × 2 = 20', 'passed'),
    ('row_kind=total', '-a = 0 - 7', 'passed'), ('row_kind=total', '- -a = 7', 'passed'), ('row_kind=total', '（a − 7）＝ 0', 'passed'),
    ('row_kind=total', 'rate = 12.50', 'passed'), ('row_kind=total', 'rate * 2 = 25', 'passed'), ('row_kind=total', 'rate = 12.4', '总计 12.5 12.4 0.1'),
    (NULL, 'monthly_cell.rate[row_kind=unit] = 0.6', 'passed'),
    ('row_kind=total', 'min(a, b) = 3; max(a, b, 9) = 9; min(total, max(a, b)) = 7', 'passed'),
    ('row_kind=total', 'max(total - a, 0) = b; max(a - total, 0) = 0', 'passed'),
    ('row_kind=total', '9223372036854775807 + a > 9223372036854775807; 9000000000000000000 * 10 = 90000000000000000000', 'passed'),
    -- several comparisons: each failing one is a row
    ('row_kind=total', 'a = 7; b = 4; a = 8', '总计 3 4 -1, 总计 7 8 -1'),
    -- NULL counts as zero
    ('post_type=14', 'total = 0; a + b + closing = 0', 'passed'),
    -- filters
    ('row_kind=region', 'total = 5', '152200 / 盟本级 6 5 1, 152221 / 前旗 4 5 -1'),
    ('row_kind=region, region=152221', 'total = 5', '152221 / 前旗 4 5 -1'),
    ('row_kind<>unit,region=null', 'total = 5', '总计 10 5 5'), ('region≠null，row_kind=region', 'total = 5', '152200 / 盟本级 6 5 1, 152221 / 前旗 4 5 -1'),
    ('unit=盟本级', 'total = 5', '152200 / 盟本级 6 5 1'), ('unit="盟本级"', 'total = 5', '152200 / 盟本级 6 5 1'), ('unit=‘盟本级’', 'total = 5', '152200 / 盟本级 6 5 1'),
    ('unit=''a,b]c''', 'total = 5', '152221 / a,b]c 0 5 -5'), ('unit="null"', 'total = 5', 'passed'), ('on_day=2019-02-01', 'total = 5', '152200 / 水利局 6 5 1'),
    ('flag=true', 'total = 5', '总计 10 5 5'), ('flag=false,region=152200', 'total = 5', '152200 / 盟本级 6 5 1'), ('post_type=11,region=152221', 'total = 5', '152221 / 前旗水利局 4 5 -1'),
    ('row_kind=region,total>4', 'total = 5', '152200 / 盟本级 6 5 1'), ('row_kind=region,total≥4.0,total<6', 'total = 5', '152221 / 前旗 4 5 -1'), ('rate<=0.10', 'total = 5', '152200 / 水利局 6 5 1'), ('row_kind=unit,total<1', 'total = 5', 'passed'),
    -- other reports, and rows of the same
    ('row_kind=total', 'total = monthly_cell.total[row_kind=region]', 'passed'),
    ('row_kind=total', 'total = monthly_cell.total[row_kind=unit]', 'passed'),
    ('row_kind=total', 'total = monthly_cell.total', '总计 10 30 -20'),
    ('row_kind=region', 'total = monthly_cell.total[row_kind=unit,region=@region]', 'passed'),
    ('row_kind=region', 'total = monthly_cell.a【row_kind＝unit，region＝@region】', '152200 / 盟本级 6 4 2, 152221 / 前旗 4 3 1'),
    ('row_kind=total', 'total = monthly_cell.total[region=@region]', 'passed'),
    ('row_kind=unit', 'total = monthly_cell.total[post_type=@post_type,unit=@unit]', 'passed'),
    ('row_kind=region', 'count(monthly_cell[row_kind=unit,region=@region]) = 1', '152221 / 前旗 2 1 1'),
    ('row_kind=total', 'count(monthly_cell) = 6; count(monthly_cell[row_kind=nobody]) = 0; monthly_cell.total[row_kind=nobody] = 0', 'passed'),
    -- a condition
    (NULL, 'if post_type = 11: total = 6', '152221 / 前旗水利局 4 6 -2'),
    (NULL, 'if a > 3 and b < 3: total = 5', '152200 / 盟本级 6 5 1, 152200 / 水利局 6 5 1')) v (rows, formula, said);
SELECT is(judged(NULL, NULL, v.formula), v.said, v.formula)
  FROM (VALUES ('monthly_cell.total[row_kind=total] = monthly_cell.total[row_kind=region]', 'passed'), ('monthly_cell.a[row_kind=total] = 8', '7 8 -1')) v (formula, said);

-- What is refused -------------------------------------------------------------------------

CREATE FUNCTION public.tried(report text, rows text, formula text) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', o.state, o.rule, o.in_column, o.figures[1], CASE WHEN o.hint = '' THEN 'no hint' END)
      FROM attempt(format('INSERT INTO report_formula (code, report, rows, formula, name_zh, name_en) VALUES (''no'', %L, %L, %L, '''', '''')', report, rows, formula)) o $$;
SELECT is(tried(v.report, v.rows, v.formula), '22Z09 formula_malformed ' || v.place, concat_ws(' | ', v.report, v.rows, v.formula))
  FROM (VALUES
    ('monthly_none', NULL, 'a = b', 'report 1'), ('monthly_gone', NULL, 'a = b', 'report 1'),
    ('monthly_cell', 'kind=unit', 'a = b', 'rows 1'), ('monthly_cell', 'row_kind', 'a = b', 'rows 9'), ('monthly_cell', 'row_kind=', 'a = b', 'rows 10'), ('monthly_cell', 'row_kind=unit,', 'a = b', 'rows 15'),
    ('monthly_cell', 'row_kind=unit]', 'a = b', 'rows 14'), ('monthly_cell', 'row_kind<unit', 'a = b', 'rows 1'), ('monthly_cell', 'a<unit', 'a = b', 'rows 3'), ('monthly_cell', 'a<1.2.3', 'a = b', 'rows 3'), ('monthly_cell', 'a<.', 'a = b', 'rows 3'), ('monthly_cell', 'a<null', 'a = b', 'rows 3'), ('monthly_cell', 'region=@region', 'a = b', 'rows 8'), ('monthly_cell', 'unit="水', 'a = b', 'rows 6'),
    ('monthly_cell', 'unit="水" 利', 'a = b', 'rows 10'), ('monthly_cell', '', 'a = b', 'rows 1'), (NULL, 'row_kind=unit', '1 = 1', 'rows 1'),
    ('monthly_cell', NULL, '', 'formula 1'), ('monthly_cell', NULL, '   ', 'formula 4'), ('monthly_cell', NULL, 'a', 'formula 2'), ('monthly_cell', NULL, 'a =', 'formula 4'), ('monthly_cell', NULL, '= b', 'formula 1'),
    ('monthly_cell', NULL, 'a = c', 'formula 5'), ('monthly_cell', NULL, 'a = unit', 'formula 5'), ('monthly_cell', NULL, 'a = on_day', 'formula 5'), ('monthly_cell', NULL, 'a = b b', 'formula 7'),
    ('monthly_cell', NULL, 'a = b = total', 'formula 7'), ('monthly_cell', NULL, 'a == b', 'formula 4'), ('monthly_cell', NULL, 'a + = b', 'formula 5'), ('monthly_cell', NULL, 'a = (b', 'formula 7'),
    ('monthly_cell', NULL, 'a = b)', 'formula 6'), ('monthly_cell', NULL, 'a / b = 1', 'formula 3'), ('monthly_cell', NULL, 'a = 1.2.3', 'formula 8'), ('monthly_cell', NULL, 'a = b; ; b = a', 'formula 8'),
    ('monthly_cell', NULL, '水 = a', 'formula 1'), ('monthly_cell', NULL, 'a = avg(b)', 'formula 5'), ('monthly_cell', NULL, 'a = min(b', 'formula 10'), ('monthly_cell', NULL, 'a = count()', 'formula 11'),
    ('monthly_cell', NULL, 'a = count(b)', 'formula 11'), ('monthly_cell', NULL, 'a = count(monthly_cell.a)', 'formula 23'),
    ('monthly_cell', NULL, 'a = none.b', 'formula 5'), ('monthly_cell', NULL, 'a = monthly_cell.', 'formula 18'), ('monthly_cell', NULL, 'a = monthly_cell.c', 'formula 18'), ('monthly_cell', NULL, 'a = monthly_cell.unit', 'formula 18'),
    ('monthly_cell', NULL, 'a = monthly_cell.a[row_kind=unit', 'formula 33'), ('monthly_cell', NULL, 'a = monthly_cell.a[]', 'formula 20'), ('monthly_cell', NULL, 'a = monthly_cell.a[kind=1]', 'formula 20'),
    ('monthly_cell', NULL, 'a = monthly_cell.a[region=@kind]', 'formula 28'), ('monthly_cell', NULL, 'a = monthly_cell.a[region=@]', 'formula 28'), ('monthly_cell', NULL, 'a = monthly_cell.a[region<>@region]', 'formula 28'),
    ('monthly_cell', NULL, 'a = previous.', 'formula 14'), ('monthly_cell', NULL, 'a = previous.a', 'formula 14'), ('monthly_cell', NULL, 'a = year.annual_cell.total', 'formula 5'),
    ('monthly_cell', NULL, 'if a = b', 'formula 9'), ('monthly_cell', NULL, 'if a: b = 1', 'formula 5'), ('monthly_cell', NULL, 'if a = b: ', 'formula 11'),
    (NULL, NULL, 'a = 1', 'formula 1'), (NULL, NULL, '1 = monthly_cell.a[region=@region]', 'formula 27')) v (report, rows, formula, place);
SELECT refused($$UPDATE report_formula SET formula = 'a = b + nothing' WHERE code = 'trial'$$, '22Z09', 'formula_malformed', 'also by UPDATE');
SELECT is((attempt($$INSERT INTO report_formula (code, report, formula, name_zh, name_en) VALUES ('no', 'monthly_cell', 'a = c', '', '')$$)).in_table, 'report_formula', 'the table is named');
SELECT matches((attempt($$INSERT INTO report_formula (code, report, formula, name_zh, name_en) VALUES ('no', 'monthly_cell', 'a = c', '', '')$$)).hint, 'total', 'the hint names columns that may stand there');
SELECT doesnt_match((attempt($$INSERT INTO report_formula (code, report, formula, name_zh, name_en) VALUES ('no', 'monthly_cell', 'a = unit', '', '')$$)).hint, 'on_day', 'of figures only where a figure is wanted');
SELECT refused(format('INSERT INTO report_formula (code, report, formula, name_zh, name_en) VALUES (''no'', ''monthly_cell'', %L, '''', '''')', repeat('(', 200000) || 'a = b'), '54001', '', 'brackets without end do not harm the server');
SELECT refused($$INSERT INTO report_formula (code, formula, name_zh, name_en) VALUES ('no', NULL, '', '')$$, '23502', '', 'no formula');
SELECT refused($$INSERT INTO report_formula (code, formula, severity, name_zh, name_en) VALUES ('no', '1 = 1', 'fatal', '', '')$$, '23514', 'report_formula_severity_known', 'a severity that is none');
SELECT refused('DELETE FROM report_formula', '23Z22', 'append_only', 'a formula is put out of use, not deleted');
SELECT refused($$UPDATE report_formula SET code = 'x'$$, '23Z22', 'append_only', 'and keeps its code');
SELECT is_empty($$SELECT FROM report_formula WHERE code = 'no'$$, 'nothing of it stayed');

CREATE FUNCTION monthly_gone_of(region text, month date) RETURNS TABLE (a bigint) LANGUAGE sql STABLE AS 'SELECT 1 WHERE false';

-- Calls -----------------------------------------------------------------------------------

SELECT refused('SELECT * FROM report_check(NULL)', '22004', '', 'no month');
SELECT refused('SELECT * FROM report_check(current_date + 40)', '22Z06', '', 'a month to come');
SELECT refused($$SELECT * FROM report_check('2019-02-01', '999999')$$, '23503', 'region_exists', 'a region that is not there');
SELECT refused('SELECT * FROM report_check_summary(NULL)', '22004', '', 'no month for the summary');
SELECT is(bianzhi.formula_problem('period', 'monthly_cell', NULL, 'a = b'), NULL, 'nothing is wrong with it');
SELECT isnt(bianzhi.formula_problem('period', 'monthly_cell', NULL, 'a = c'), NULL, 'something is');

-- The past --------------------------------------------------------------------------------

INSERT INTO report_formula (code, report, rows, formula, severity, name_zh, name_en) VALUES
    ('z1', 'monthly_cell', NULL, 'opening = previous.monthly_cell.closing[row_kind=@row_kind,region=@region,unit=@unit]', 'error', '期初等于上期末', 'opening is the last closing'),
    ('z2', 'monthly_cell', 'row_kind=total', 'a = year.monthly_cell.b[row_kind=total]', 'warning', '全年', 'the year'),
    ('z3', 'annual_cell', NULL, 'total = monthly_cell.closing[row_kind=total]; total >= previous.annual_cell.total', 'notice', '年表', 'annual'),
    ('z4', 'monthly_cell', 'row_kind=nobody', 'a = 1', 'error', '没有行', 'no rows');
CREATE FUNCTION public.summed(month date) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', code, outcome, checked, failed), ', ' ORDER BY code) FROM trial.report_check_summary(summed.month) $$;
SELECT is(summed('2019-02-01'), 'z1 not applicable 0 0, z2 not applicable 0 0, z3 not due 0 0, z4 no rows 0 0', 'without a closed month before nothing is said to have passed');
SELECT results_eq($$SELECT code, outcome, formula IS NOT NULL FROM report_check('2019-02-01')$$, $$VALUES ('z1', 'not applicable', true), ('z2', 'not applicable', true)$$, 'and the check says so');
SELECT matches(close_period('152200', '2019-02-01'), '^[0-9a-f]{64}$', 'what is not applicable is not in the way of closing') FROM freeze('152200', '2019-02-01') f WHERE f > 0;
INSERT INTO cell SELECT '2019-03-01', n, row_kind, region, unit, post_type, total, a, b, rate, coalesce(closing, 0), closing + 1, on_day, flag FROM cell WHERE month = '2019-02-01';
SELECT is(summed('2019-03-01'), 'z1 passed 6 0, z2 not applicable 0 0, z3 not due 0 0, z4 no rows 0 0', 'March is compared with February as it was closed');
UPDATE cell SET closing = 99 WHERE month = '2019-02-01';
SELECT is(summed('2019-03-01'), 'z1 passed 6 0, z2 not applicable 0 0, z3 not due 0 0, z4 no rows 0 0', 'whatever February looks like now');
UPDATE cell SET opening = 7 WHERE month = '2019-03-01' AND unit = '水利局';
SELECT results_eq($$SELECT code, severity, name, report, row_label, left_value, right_value, difference, formula FROM report_check('2019-03-31') WHERE outcome = 'failed'$$,
                  $$VALUES ('z1', 'error', '期初等于上期末', 'monthly_cell', '152200 / 水利局', 7::numeric, 6::numeric, 1::numeric, 'opening = previous.monthly_cell.closing[row_kind=@row_kind,region=@region,unit=@unit]')$$,
                  'a broken figure is found and named, on any day of the month');

-- Closing ---------------------------------------------------------------------------------

SELECT is_empty($$SELECT FROM close_obstacle('152200', '2019-02-01') WHERE problem = 'formulas'$$, 'of a closed month nothing is in the way');
SELECT freeze('152200', '2019-03-01') AS frozen \gset
SELECT results_eq($$SELECT n, problem, given FROM close_obstacle('152200', '2019-03-01')$$, $$VALUES (7, 'formulas', '1: z1 152200 / 水利局 (7, 6)')$$, 'what fails is in the way of closing');
SELECT refused($$SELECT close_period('152200', '2019-03-01')$$, '55Z07', 'period_state', 'and it is not closed');
SELECT is_empty($$SELECT FROM snapshot_monthly_cell WHERE month = '2019-03-01'$$, 'nothing of the attempt stays');
BEGIN;
UPDATE report_formula SET severity = 'warning' WHERE code = 'z1';
SELECT matches(close_period('152200', '2019-03-01'), '^[0-9a-f]{64}$', 'a warning is not in the way');
ROLLBACK;
BEGIN;
UPDATE report_formula SET active = false WHERE code = 'z1';
SELECT matches(close_period('152200', '2019-03-01'), '^[0-9a-f]{64}$', 'nor what is not in use');
SELECT is((SELECT header::jsonb -> 'formulas_failed' FROM seal WHERE month = '2019-03-01'), NULL, 'where nothing fails the seal says nothing of it');
ROLLBACK;
BEGIN;
UPDATE report_formula SET until = '2019-03-31' WHERE code = 'z1';
SELECT matches(close_period('152200', '2019-03-01'), '^[0-9a-f]{64}$', 'nor what has ended');
ROLLBACK;
BEGIN;
UPDATE report_formula SET effective_on = '2019-04-01' WHERE code = 'z1';
SELECT matches(close_period('152200', '2019-03-01'), '^[0-9a-f]{64}$', 'nor what is to begin');
ROLLBACK;
SELECT matches(close_period('152200', '2019-03-01', '水利局上月漏报，四月更正'), '^[0-9a-f]{64}$', 'it closes with a reason');
SELECT is((SELECT concat_ws(' ', header::jsonb ->> 'reason', header::jsonb -> 'formulas_failed') FROM seal WHERE month = '2019-03-01'), '水利局上月漏报，四月更正 ["z1"]', 'and the seal says which formulas fail');
SELECT is((SELECT count(*)::int FROM report_check('2019-03-01') WHERE code = 'z1' AND outcome = 'failed'), 1, 'a closed month is checked on what was kept');
UPDATE cell SET opening = 6 WHERE month = '2019-03-01' AND unit = '水利局';
SELECT is((SELECT count(*)::int FROM report_check('2019-03-01') WHERE code = 'z1' AND outcome = 'failed'), 1, 'whatever the report says now');
SELECT is((SELECT count(*)::int FROM report_check('2019-03-01', '152221') WHERE code = 'z1' AND outcome = 'failed'), 6, 'a banner that was closed with the league has no snapshots of its own');

-- The year --------------------------------------------------------------------------------

SELECT refused($$SELECT freeze('152200', '2020-01-01')$$, '55Z07', 'period_state', 'months follow each other');
UPDATE report_formula SET active = false WHERE code = 'z1';
DO $$ DECLARE m date; BEGIN
    FOR m IN SELECT generate_series(date '2019-04-01', '2019-11-01', interval '1 month') LOOP
        INSERT INTO cell VALUES (m, 1, 'total', NULL, '总计', NULL, 1, 1, 2, 0, 0, 0, NULL, NULL);
    END LOOP; END $$;
CREATE PROCEDURE public.close_until(last date) LANGUAGE plpgsql AS $$
DECLARE
    m date := (SELECT max(month) + interval '1 month' FROM trial.period WHERE state = 'closed');
BEGIN
    WHILE m <= last LOOP
        PERFORM trial.freeze('152200', m);
        COMMIT;
        PERFORM trial.close_period('152200', m, '试');
        COMMIT;
        m := m + interval '1 month';
    END LOOP;
END;
$$;
CALL close_until('2019-11-01');
UPDATE cell SET b = 1000 WHERE month = '2019-05-01';
INSERT INTO cell VALUES ('2019-12-01', 1, 'total', NULL, '总计', NULL, 1, 1, 2, 0, 0, 5, NULL, NULL);
SELECT is(summed('2019-12-01'), 'z2 not applicable 0 0, z3 not applicable 0 0, z4 no rows 0 0', 'a year that was not closed from January on is not added up');
UPDATE report_formula SET formula = 'total = monthly_cell.closing[row_kind=total]' WHERE code = 'z3';
SELECT is(summed('2019-12-01'), 'z2 not applicable 0 0, z3 passed 1 0, z4 no rows 0 0', 'the annual table is due in December');
INSERT INTO cell SELECT m, 1, 'total', NULL, '总计', NULL, 1, 1, 2, 0, 0, 4, NULL, NULL FROM generate_series(date '2020-01-01', '2020-12-01', interval '1 month') m;
CALL close_until('2020-11-01');
UPDATE cell SET b = 1000 WHERE month = '2020-05-01';
UPDATE report_formula SET formula = 'total = monthly_cell.closing[row_kind=total]; total >= previous.annual_cell.total' WHERE code = 'z3';
SELECT results_eq($$SELECT code, left_value, right_value FROM report_check('2020-12-01') WHERE outcome = 'failed'$$, $$VALUES ('z2', 1::numeric, 24::numeric), ('z3', 4, 5)$$,
                  'twelve months, the closed ones as they were closed; and the annual table of the year before');
SELECT results_eq($$SELECT code, left_value, right_value FROM report_check('2020-03-01') WHERE outcome = 'failed'$$, $$VALUES ('z2', 1::numeric, 6::numeric)$$, 'the year so far');

-- Damage and rights -----------------------------------------------------------------------

SELECT is_empty('SELECT * FROM verify_formula()', 'all formulas can be evaluated');
BEGIN;
ALTER TABLE report_formula DISABLE TRIGGER bz17_formula;
UPDATE report_formula SET formula = 'total = nothing' WHERE code = 'z4';
SELECT results_eq('SELECT "check", object FROM verify_formula()', $$VALUES ('formula', '审核公式 z4')$$, 'one that cannot is found');
SELECT is((SELECT count(*)::int FROM verify() WHERE "check" = 'formula'), 1, 'by verify()');
SELECT results_eq($$SELECT code, outcome, left_value FROM report_check('2020-12-01') WHERE code = 'z4'$$, $$VALUES ('z4', 'failed', NULL::numeric)$$, 'and fails, so that it is not overlooked');
ROLLBACK;
CREATE ROLE report_check_reader;
GRANT USAGE ON SCHEMA trial, bianzhi TO report_check_reader;
SET ROLE report_check_reader;
SELECT refused($$SELECT * FROM trial.report_check('2019-02-01')$$, '42501', '', 'who may not read the reports does not read them by a check');
RESET ROLE;
GRANT SELECT ON ALL TABLES IN SCHEMA trial TO report_check_reader;
SET ROLE report_check_reader;
SELECT accepted($$SELECT * FROM trial.report_check('2020-12-01')$$, 'who may, does');
SELECT refused($$UPDATE trial.report_formula SET active = false$$, '42501', '', 'and changes no formula');
RESET ROLE;
GRANT INSERT ON report_formula TO report_check_reader;
SET ROLE report_check_reader;
SELECT accepted($$INSERT INTO trial.report_formula (code, report, formula, severity, name_zh, name_en) VALUES ('z9', 'monthly_cell', 'a >= 0', 'notice', '本地', 'local')$$, 'an office adds its own formulas');
RESET ROLE;
BEGIN;
UPDATE report_formula SET active = false WHERE report = 'monthly_cell';
ALTER SCHEMA trial RENAME TO moved;
SELECT is((SELECT string_agg(code || ' ' || outcome, ',') FROM moved.report_check_summary('2019-03-01')), 'z3 not due', 'a book that was renamed is checked as before');
ROLLBACK;
SELECT is_empty('SELECT * FROM verify()', 'and the book is sound');

SELECT * FROM finish();
DROP OWNED BY report_check_reader;
DROP ROLE report_check_reader;
