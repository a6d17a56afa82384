-- Details behind figures: the rows add up to what the reports count, division by division, month by month.
-- tap/026_cli_report.pl closes months and reports late.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

SELECT allocate('水利局', '15', 1, effective_on => '2019-02-01'), allocate('办公室', '15', 2, effective_on => '2019-02-01'),
       allocate('教育局', '11', 2, document => '兴机编〔2019〕2号', effective_on => '2019-03-05'),
       transfer_posts('教育局', '水利局', '11', 1, document => '兴机编〔2019〕2号', effective_on => '2019-03-06') \g /dev/null
SELECT enrol(citizen(1), '水利局', '11', 'civil_exam', name => '甲一', effective_on => '2019-02-10'),
       enrol(citizen(2), '水利局', '11', 'transfer_in', name => '甲二', effective_on => '2019-03-10'),
       enrol(citizen(3), '水利局', '15', name => '丁一', division => '办公室', effective_on => '2019-02-10'),
       enrol(citizen(4), '教育局', '11', 'civil_exam', name => '乙一', effective_on => '2019-02-10'),
       enrol(citizen(5), '前旗水利局', '11', 'civil_exam', name => '戊一', effective_on => '2019-03-01') \g /dev/null
SELECT transfer_person('甲一', '教育局', document => '兴机编〔2019〕2号', effective_on => '2019-03-20'),
       release('丁一', 'retirement', document => '兴机编〔2019〕2号', effective_on => '2019-03-25'),
       appoint('甲二', '水利局', '203', '局长', effective_on => '2019-03-11') \g /dev/null

-- What a unit has -------------------------------------------------------------------------

SELECT results_eq($$SELECT fact, unit, post_type, quantity, effective_on, document_number, person FROM establishment_detail('水利局', '2019-03-31')$$,
                  $$VALUES ('entry', '水利局', 11, 3::bigint, '2019-01-10'::date, '兴机编〔2019〕1号', NULL),
                           ('entry', '水利局', 11, 1, '2019-03-06', '兴机编〔2019〕2号', NULL),
                           ('entry', '水利局', 15, 1, '2019-02-01', '兴机编〔2019〕1号', NULL),
                           ('enrolment', '水利局', 11, 1, '2019-03-10', '兴机编〔2019〕1号', '甲二'),
                           ('entry', '办公室', 15, 2, '2019-02-01', '兴机编〔2019〕1号', NULL)$$,
                  'entries and people of a unit and its divisions, with their documents');
SELECT results_eq($$SELECT person FROM establishment_detail('水利局', '2019-02-01', 'strength_total')$$,
                  $$VALUES ('甲一'), ('丁一')$$, 'the people of another month');
SELECT results_eq($$SELECT post_type, quantity FROM establishment_detail('水利局', '2019-03-01', 'approved_support')$$,
                  $$VALUES (15, 1::bigint), (15, 2)$$, 'one column: entries of one kind');
SELECT is_empty($$SELECT FROM establishment_detail('水利局', '2019-03-01', 'approved_full')$$, 'a column without figures has no details');
SELECT results_eq($$SELECT fact, post_type, quantity, person FROM establishment_detail('水利局', '2019-03-01', class => 'leadership')$$,
                  $$VALUES ('entry', 203, 1::bigint, NULL), ('entry', 214, 2, NULL), ('appointment', 203, 1, '甲二')$$, 'leadership posts and who holds them');
SELECT is(masked_id, bianzhi.masked(citizen(2)::resident_id), 'the number of a person is masked')
  FROM establishment_detail('水利局', '2019-03-01', 'strength_total');

SELECT results_eq(format($$SELECT post_type, sum(quantity) FILTER (WHERE fact = 'entry')::bigint, coalesce(sum(quantity) FILTER (WHERE fact <> 'entry'), 0)::bigint
                             FROM (SELECT * FROM establishment_detail(month => %1$L) UNION ALL SELECT * FROM establishment_detail(month => %1$L, class => 'leadership')) d
                            GROUP BY post_type ORDER BY post_type$$, m),
                  format($$SELECT post_type, sum(approved)::bigint, sum(strength)::bigint FROM account_closing('152200', %L)
                            WHERE unit_id > 0 AND post_type <> 91 GROUP BY post_type ORDER BY post_type$$, m),
                  'all details add up to the accounts: ' || m)
  FROM unnest('{2019-01-01,2019-02-01,2019-03-01}'::date[]) m;

-- What moved ------------------------------------------------------------------------------

SELECT results_eq($$SELECT flow, unit, quantity, effective_on, late, document_number FROM post_movement_detail(month => '2019-03-01')$$,
                  $$VALUES ('transferred_in', '水利局', 1, '2019-03-06'::date, false, '兴机编〔2019〕2号'),
                           ('increased', '教育局', 2, '2019-03-05', false, '兴机编〔2019〕2号'),
                           ('transferred_out', '教育局', -1, '2019-03-06', false, '兴机编〔2019〕2号')$$, 'posts that moved, with documents');
SELECT results_eq($$SELECT flow FROM post_movement_detail('教育局', '2019-03-01', 'increased')$$, $$VALUES ('increased')$$, 'of one unit and column');
SELECT results_eq($$SELECT direction, person, unit, reason, internal, other_unit FROM staff_movement_detail(month => '2019-03-01') ORDER BY person, direction$$,
                  $$VALUES ('out', '丁一', '水利局', '离退休', false, NULL), ('in', '戊一', '前旗水利局', '考试录用', false, NULL),
                           ('in', '甲一', '教育局', '调入', true, '水利局'), ('out', '甲一', '水利局', '调出', true, '教育局'),
                           ('in', '甲二', '水利局', '调入', false, NULL)$$, 'people who moved, and why') ;
SELECT results_eq(format('SELECT person FROM staff_movement_detail(month => %L, report_column => %L) ORDER BY 1', '2019-03-01'::date, c),
                  format('SELECT p.name FROM staff_movement_of(%L, %L) m JOIN person p ON p.id = m.person_id WHERE %s ORDER BY 1', '152200', '2019-03-01'::date, w), c)
  FROM (VALUES ('in_total', $$m.direction = 'in' AND NOT m.internal$$), ('out_total', $$m.direction = 'out' AND NOT m.internal$$),
               ('in_recruited', $$m.direction = 'in' AND m.report_column = 'recruited'$$), ('in_transfer_in', $$m.direction = 'in' AND m.report_column = 'transfer_in' AND NOT m.internal$$),
               ('out_retirement', $$m.direction = 'out' AND m.report_column = 'retirement'$$), ('internal_in', $$m.direction = 'in' AND m.internal$$),
               ('internal_out', $$m.direction = 'out' AND m.internal$$)) v (c, w);
SELECT isnt_empty($$SELECT FROM staff_movement_detail(month => '2019-03-01', report_column => 'out_retirement')$$, 'there was a retirement');
SELECT results_eq($$SELECT person FROM staff_movement_detail(month => '2019-03-01', region => '152221')$$, $$VALUES ('戊一')$$, 'of one region');

-- Bad input ---------------------------------------------------------------------------------

SELECT refused(format('SELECT * FROM %I(''无'')', f), '23503', 'unit_exists', f || ': an unknown unit')
  FROM unnest('{establishment_detail,post_movement_detail,staff_movement_detail}'::text[]) f;

-- who is paid outside the establishment is in no figure of the monthly tables
SELECT grant_ceiling('152200', '91', 1, effective_on => '2019-02-01'), allocate('第一中学', '91', 1, effective_on => '2019-02-01'),
       enrol(citizen(6), '第一中学', '91', 'contract', name => '编外一', effective_on => '2019-03-02') \g /dev/null
SELECT is((SELECT count(*) FROM staff_movement_detail('第一中学', '2019-03-01')), (SELECT coalesce(sum(in_total + out_total + internal_in + internal_out), 0)::bigint
            FROM monthly_staff_movement_of('152200', '2019-03-01') WHERE row_kind = 'unit' AND post_type IS NULL AND unit = '第一中学'), 'nor behind one');

SELECT * FROM finish();
ROLLBACK;
