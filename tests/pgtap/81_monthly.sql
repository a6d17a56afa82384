-- The tables of a month: what moved in it, what it is as known when it was closed, and that a closed one stays what it was.
-- What was recorded before and after a close matters here, so the file commits as it goes.
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT set_config('bianzhi.document', '兴机编〔2019〕1号', false) \g /dev/null
SELECT enrol(citizen(1), '水利局', '11', name => '甲一', effective_on => '2019-02-01', entry_reason => 'civil_exam'),
       enrol(citizen(2), '水利局', '11', name => '甲二', effective_on => '2019-02-10', entry_reason => 'talent'),
       enrol(citizen(3), '教育局', '11', name => '乙一', effective_on => '2019-02-15', entry_reason => 'veteran'),
       enrol(citizen(4), '第一中学', '22', name => '丙一', effective_on => '2019-03-05', entry_reason => 'open_recruitment'),
       enrol(citizen(5), '前旗水利局', '11', name => '丁一', effective_on => '2019-03-06', entry_reason => 'other') \g /dev/null
SELECT release('甲二', 'retirement', effective_on => '2019-03-10'), transfer_person('乙一', '水利局', effective_on => '2019-03-12') \g /dev/null
SELECT allocate('水利局', '11', 2, effective_on => '2019-03-01') AS given, transfer_posts('水利局', '教育局', '11', 1, effective_on => '2019-03-02') AS moved,
       reduce_posts('前旗水利局', '11', 1, effective_on => '2019-03-03') AS taken \gset
SELECT appoint('甲一', '水利局', '203', '局长', 'chu', effective_on => '2019-02-02') \g /dev/null
SELECT no_plan();

-- What moved ---------------------------------------------------------------------------------

SELECT results_eq($$SELECT unit, post_type_name, opening, increased, decreased, transferred_in, transferred_out, closing, documents
                      FROM monthly_post_movement_of('152200', '2019-03-01') WHERE row_kind = 'unit' AND post_type IS NULL ORDER BY unit_id$$,
    $$SELECT x.* FROM (SELECT u.name, '合计', a.approved - n.net, n.increased, n.decreased, n.tin, n.tout, a.approved, '兴机编〔2019〕1号'
          FROM (VALUES ('水利局', 1, 2::bigint, 0::bigint, 0::bigint, 1::bigint), ('教育局', 1, 0, 0, 1, 0), ('前旗水利局', -1, 0, 1, 0, 0)) n (unit, net, increased, decreased, tin, tout)
          JOIN unit u ON u.name = n.unit
          JOIN (SELECT holder_id, sum(approved)::bigint AS approved FROM account JOIN post_type t ON t.code = post_type AND t.class = 'establishment' GROUP BY 1) a ON a.holder_id = u.id
         ORDER BY u.id) x$$, '月表2: given and taken, moved in and out, with their document');
SELECT results_eq($$SELECT unit, in_total, in_open_recruitment, in_other, out_total, out_retirement, internal_in, internal_out, closing
                      FROM monthly_staff_movement_of('152200', '2019-03-01') WHERE row_kind = 'unit' AND post_type IS NULL ORDER BY unit_id$$,
    $$VALUES ('水利局', 0::bigint, 0::bigint, 0::bigint, 1::bigint, 1::bigint, 1::bigint, 0::bigint, 2::bigint), ('教育局', 0, 0, 0, 0, 0, 0, 1, 0),
             ('第一中学', 1, 1, 0, 0, 0, 0, 0, 1), ('前旗水利局', 1, 0, 1, 0, 0, 0, 0, 1)$$, '月表3: who came, who left, who moved within');
SELECT results_eq($$SELECT in_recruited, in_talent, in_military, in_total, opening, closing FROM monthly_staff_movement_of('152200', '2019-02-01') WHERE row_kind = 'total' AND post_type IS NULL$$,
    'VALUES (1::bigint, 1::bigint, 1::bigint, 3::bigint, 0::bigint, 3::bigint)', 'each reason in its column');
SELECT is_empty($$SELECT row_kind, unit, post_type FROM monthly_staff_movement_of('152200', '2019-03-01')
                   WHERE closing <> opening + in_total - out_total + internal_in - internal_out
                      OR in_total <> in_recruited + in_open_recruitment + in_transfer_in + in_military + in_talent + in_block_transfer_in + in_other
                      OR out_total <> out_retirement + out_transfer_out + out_resignation + out_dismissal + out_expulsion + out_death + out_block_transfer_out + out_other$$, '月表3 adds up (审核关系 3, 4)');
SELECT is_empty($$SELECT count(*) FROM monthly_staff_movement_of('152200', '2019-03-01') WHERE post_type IS NULL AND row_kind IN ('total', 'region', 'level', 'system')
                  HAVING sum(closing) FILTER (WHERE row_kind = 'total') <> sum(closing) FILTER (WHERE row_kind = 'region')
                       OR sum(closing) FILTER (WHERE row_kind = 'total') <> sum(closing) FILTER (WHERE row_kind = 'level')
                       OR sum(closing) FILTER (WHERE row_kind = 'total') <> sum(closing) FILTER (WHERE row_kind = 'system')$$, 'the total is the sum of regions, levels and systems');
SELECT results_eq($$SELECT approved_total, strength_total FROM monthly_establishment_of('152200', '2019-03-01') WHERE row_kind = 'total'$$,
    $$SELECT p.closing, s.closing FROM monthly_post_movement_of('152200', '2019-03-01') p, monthly_staff_movement_of('152200', '2019-03-01') s
       WHERE p.row_kind = 'total' AND p.post_type IS NULL AND s.row_kind = 'total' AND s.post_type IS NULL$$, '月表1 ends where 月表2 and 月表3 end (审核关系 11, 12)');
SELECT results_eq($$SELECT strength_total, strength_previous FROM monthly_establishment_of('152200', '2019-03-01') WHERE unit = '水利局' AND row_kind = 'unit'$$,
    'VALUES (2::bigint, 2::bigint)', 'the month before stands beside');
SELECT is((SELECT string_agg(DISTINCT region, ',') FROM monthly_establishment_of('152221', '2019-03-01')), '152221', 'a banner''s own table');
SELECT refused(format('SELECT * FROM %s_of(NULL, NULL)', r), '22004', '', r || ' of no month') FROM unnest('{monthly_establishment,monthly_post_movement,monthly_staff_movement,monthly_leadership,monthly_staffing,monthly_pool,monthly_finding}'::text[]) r;

-- Closed -------------------------------------------------------------------------------------

CREATE TABLE public.kept (report text, month date, body text);
CREATE FUNCTION public.body_of(report text, suffix text, month date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    body text;
BEGIN
    EXECUTE format('SELECT string_agg(r::text, E''\n'') FROM trial.%I(%L, %L) r', report || suffix, '152200', month) INTO body;
    RETURN body;
END;
$$;
SELECT refused($$SELECT * FROM monthly_staffing_closed('152200', '2019-02-01')$$, '55Z07', 'period_state', 'a month that is not closed has no snapshot');
SELECT freeze('152200', '2019-02-01') > 0 AS frozen, close_period('152200', '2019-02-01', '试') AS seal \gset
INSERT INTO public.kept SELECT name, '2019-02-01', public.body_of(name, '_closed', '2019-02-01') FROM report WHERE number ~ '^月';
SELECT is(public.body_of(report, '_of', month), body, report || ': what was kept is what is computed again') FROM public.kept WHERE report <> 'monthly_finding';
SELECT is((SELECT count(*) FROM monthly_establishment_closed('152200', '2019-02-01')), (SELECT count(*) FROM snapshot_monthly_establishment), 'the snapshot, whole');

-- late facts, and a change of nearly everything that the tables show
SELECT pg_current_xact_id() \g /dev/null
SELECT enrol(citizen(6), '教育局', '11', name => '戊一', effective_on => '2019-02-20', entry_reason => 'civil_exam'),
       allocate('教育局', '11', 1, effective_on => '2019-02-21') \g /dev/null
SELECT results_eq($$SELECT row_kind, unit, in_recruited, opening, closing FROM monthly_staff_movement_of('152200', '2019-03-01') WHERE unit IN ('教育局', '总计') AND post_type IS NULL$$,
    $$VALUES ('total', '总计', 1::bigint, 3::bigint, 5::bigint), ('unit', '教育局', 1, 1, 1)$$, 'what is late moves in the open month; the opening is what was closed');
SELECT is((SELECT bool_or(late) FROM staff_movement_of('152200', '2019-03-01') WHERE unit_id = unit_ref('教育局') AND direction = 'in'), true, 'and is marked as late');
SELECT results_eq($$SELECT approved_previous, strength_previous FROM monthly_establishment_of('152200', '2019-03-01') WHERE row_kind = 'total'$$,
    $$SELECT approved_total, strength_total FROM monthly_establishment_closed('152200', '2019-02-01') WHERE row_kind = 'total'$$, 'the month before is the closed one');
SELECT results_eq($$SELECT known, strength_total FROM (VALUES (1, (SELECT closed_at FROM period WHERE region = '152200' AND month = '2019-02-01')), (2, now())) k (known, at), establishment_as_of('2019-02-28', k.at) WHERE row_kind = 'total' ORDER BY 1$$,
    'VALUES (1, 3::bigint), (2, 4::bigint)', 'as of a day, as known at another');
SELECT rename_unit('水利局', '水务局', effective_on => '2019-03-20'), change_rank('教育局', 'fuchu', effective_on => '2019-03-20'), release('甲一', 'death', effective_on => '2019-03-25') \g /dev/null
UPDATE code SET name_zh = '改' WHERE set = 'system';
SELECT is(public.body_of(report, '_closed', month), body, report || ': stays what it was') FROM public.kept;
SELECT is_empty($$SELECT * FROM verify()$$, 'and verify() finds the seal whole');

-- Live ---------------------------------------------------------------------------------------

SELECT is_empty($$SELECT * FROM monthly_staffing EXCEPT SELECT * FROM monthly_staffing_of('152200', current_date)$$, '月表5: the counters say what the facts say');
SELECT is_empty($$SELECT * FROM monthly_leadership EXCEPT SELECT * FROM monthly_leadership_of('152200', current_date)$$, '月表4 as well');
SELECT is_empty($$SELECT * FROM monthly_establishment EXCEPT SELECT * FROM monthly_establishment_of('152200', current_date)$$, '月表1 as well');
SELECT is_empty($$SELECT * FROM monthly_pool EXCEPT SELECT * FROM monthly_pool_of('152200', current_date)$$, '月表6 as well');
INSERT INTO finding (key, rule, level, unit_id, object, figures, remedy) VALUES ('mixed_establishment/1/99', 'mixed_establishment', 'error', 1, '水务局', '{"approved": 3}', '改正');
SELECT results_eq($$SELECT rule, level, unit, description, findings FROM monthly_finding WHERE row_kind = 'finding' AND rule = 'mixed_establishment'$$,
    $$VALUES ('mixed_establishment', 'error', '水务局', '核定数 3；改正', 1::bigint)$$, '月表7: findings with their figures in words');
SELECT results_eq($$SELECT sum(findings) FILTER (WHERE row_kind = 'total'), sum(findings) FILTER (WHERE row_kind = 'level'), sum(findings) FILTER (WHERE row_kind = 'finding') FROM monthly_finding$$,
    'SELECT n, n, n FROM (SELECT count(*)::numeric AS n FROM finding) f', 'counted by level and in all');
SELECT * FROM finish();
