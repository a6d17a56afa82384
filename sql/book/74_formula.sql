-- 74_formula: reports checked by audit formulas (formula_check.c), and what that means for a close.

CREATE FUNCTION report_check(month date, region text DEFAULT NULL)
    RETURNS TABLE (code text, severity text, name text, report text, row_label text, left_value numeric, right_value numeric,
                   difference numeric, formula text, outcome text) LANGUAGE sql STABLE ROWS 10 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(report_check.month::text, 'month');
    SELECT bianzhi.refuse_unknown('region', report_check.region)
     WHERE report_check.region IS NOT NULL AND NOT EXISTS (SELECT FROM region g WHERE g.code = report_check.region);
    SELECT f.code, f.severity, f.name_zh, f.report, c.row_label, c.left_value, c.right_value, c.difference, coalesce(c.formula, f.formula), c.outcome
      FROM bianzhi.check_formulas('period'::regclass, coalesce(report_check.region, (SELECT b.region FROM book b)),
                                  bianzhi.past_day(date_trunc('month', report_check.month::timestamp)::date, 'month'), false)
           WITH ORDINALITY c
      JOIN report_formula f ON f.code = c.code
     ORDER BY c.outcome, array_position(ARRAY['error', 'warning', 'notice'], f.severity), c.ordinality;
END;
COMMENT ON FUNCTION report_check(date, text) IS
    '审核报表：不成立的公式逐行列出（failed），没有上月可比的列为不适用（not applicable）；无行即全部成立。地区不填为账套本级';

CREATE FUNCTION report_check_summary(month date, region text DEFAULT NULL)
    RETURNS TABLE (code text, severity text, name text, report text, outcome text, checked bigint, failed bigint, formula text)
    LANGUAGE sql STABLE ROWS 50 SET jit = off
BEGIN ATOMIC
    SELECT bianzhi.require(report_check_summary.month::text, 'month');
    SELECT bianzhi.refuse_unknown('region', report_check_summary.region)
     WHERE report_check_summary.region IS NOT NULL AND NOT EXISTS (SELECT FROM region g WHERE g.code = report_check_summary.region);
    SELECT f.code, f.severity, f.name_zh, f.report, c.outcome, c.checked, c.failed, f.formula
      FROM bianzhi.check_formulas('period'::regclass, coalesce(report_check_summary.region, (SELECT b.region FROM book b)),
                                  bianzhi.past_day(date_trunc('month', report_check_summary.month::timestamp)::date, 'month'), true)
           WITH ORDINALITY c
      JOIN report_formula f ON f.code = c.code
     ORDER BY c.ordinality;
END;
COMMENT ON FUNCTION report_check_summary(date, text) IS
    '审核结果：每条公式一行，审核的行数、不成立的行数；passed 成立，failed 不成立，not applicable 没有已结账的以前月份可比，not due 年报公式只在十二月，no rows 没有应审的行';

-- What fails and is an error, as close_obstacle() tells it; reading the snapshots of a month that is being closed.
CREATE FUNCTION formula_obstacle(region text, month date)
    RETURNS TABLE (n int, problem text, region_code text, month_of date, given text) LANGUAGE sql STABLE ROWS 1 SET jit = off
BEGIN ATOMIC
    SELECT 7, 'formulas', formula_obstacle.region, formula_obstacle.month, f.names
      FROM (SELECT concat(count(*), ': ', string_agg(concat(x.code, ' ', x.row_label, ' (', x.left_value, ', ', x.right_value, ')'), ', ' ORDER BY x.ordinality)
                                          FILTER (WHERE x.ordinality <= 10)) AS names, count(*) AS errors
              FROM (SELECT c.code, c.row_label, c.left_value, c.right_value, row_number() OVER (ORDER BY c.ordinality) AS ordinality
                      FROM bianzhi.check_formulas('period'::regclass, formula_obstacle.region, formula_obstacle.month, false) WITH ORDINALITY c
                      JOIN report_formula r ON r.code = c.code
                     WHERE c.outcome = 'failed' AND r.severity = 'error') x) f
     WHERE f.errors > 0;
END;
COMMENT ON FUNCTION formula_obstacle(text, date) IS '结账的障碍：不成立的错误级审核公式';

CREATE FUNCTION verify_formula() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    SELECT 'formula', concat('审核公式 ', f.code), '写法无误', p.problem, '更正公式，或停用（active = false）'
      FROM report_formula f
     CROSS JOIN LATERAL bianzhi.formula_problem('report'::regclass, f.report, f.rows, f.formula) p (problem)
     WHERE f.active AND p.problem IS NOT NULL;
END;
COMMENT ON FUNCTION verify_formula() IS '核对审核公式：在用的公式是否仍能计算';
