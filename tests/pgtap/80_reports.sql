-- The reports: every figure of a small book against a count by hand, subtotals against sums, the past against
-- what was true then, and counters against facts.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

-- The book of the count ---------------------------------------------------------------------
-- 水利局       行政 3: 甲一, 甲二 (until 2020-01-01) -> 3/1, vacancy 2;  工勤 1: 丁一 -> full
--   办公室     工勤 2, and 一组 (below it) 工勤 1     -> vacancy 3
-- 教育局       行政 2: 乙一 乙二 乙三 (excepted)             -> 2/3, over 1;  其他专项行政 4: none -> vacancy 4
-- 公安局       政法 7: none, permits 2 in force and 1 past
-- 第一中学     全额 5: 丙一; 差额 3: none
-- 前旗水利局   行政 4: none
-- 老干部组     a division below a group, no body: 工勤 1
-- 旧局         行政 1 from 2019-02-01 until 2020-06-30

SELECT record_document('兴机编〔2020〕9号', '2020-01-02', '超编消化') AS excess \gset
SELECT establish_unit('一组', parent => '办公室', kind => 'division', effective_on => '2019-02-01'),
       establish_unit('系统组', 'organ', kind => 'group', effective_on => '2019-02-01'),
       establish_unit('旧局', 'organ', effective_on => '2019-02-01', system => 'party') \g /dev/null
SELECT establish_unit('老干部组', parent => '系统组', kind => 'division', effective_on => '2019-02-01') \g /dev/null
SELECT grant_ceiling('152200', '305', 10, effective_on => '2019-02-01') \g /dev/null
SELECT allocate('水利局', '15', 1, effective_on => '2019-02-01'),
       allocate('办公室', '15', 2, effective_on => '2019-02-01'), allocate('一组', '15', 1, effective_on => '2019-02-01'),
       allocate('老干部组', '15', 1, effective_on => '2019-02-01'), allocate('旧局', '11', 1, effective_on => '2019-02-01'),
       allocate('教育局', '14', 4, effective_on => '2019-02-01'), allocate('公安局', '12', 7, effective_on => '2019-02-01'),
       allocate('第一中学', '23', 3, effective_on => '2019-02-01'), allocate('办公室', '305', 1, effective_on => '2019-02-01') \g /dev/null
INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on)
VALUES ('over_establishment', unit_ref('教育局'), 11, 1, :excess, '2020-01-02', current_date + 30);

SELECT enrol(citizen(1), '水利局', '11', name => '甲一', effective_on => '2019-05-01'),
       enrol(citizen(2), '水利局', '11', name => '甲二', division => '办公室', effective_on => '2019-05-01'),
       enrol(citizen(3), '教育局', '11', name => '乙一', effective_on => '2019-05-01'),
       enrol(citizen(4), '教育局', '11', name => '乙二', effective_on => '2019-05-01'),
       enrol(citizen(6), '第一中学', '22', name => '丙一', effective_on => '2019-09-01'),
       enrol(citizen(7), '水利局', '15', name => '丁一', division => '办公室', effective_on => '2019-09-01') \g /dev/null
SELECT enrol(citizen(5), '教育局', '11', name => '乙三', effective_on => '2020-01-02'),
       release('甲二', 'resignation', effective_on => '2020-01-01') \g /dev/null
SELECT permit_use('公安局', '12', 2, current_date + 30, effective_on => '2019-03-01') AS open_permit,
       permit_use('公安局', '12', 1, '2019-12-31', effective_on => '2019-03-01') AS past_permit \gset
SELECT appoint('甲一', '水利局', '203', '局长', 'chu', effective_on => '2019-05-02'),
       appoint('乙一', '水利局', '214', '副局长', 'fuchu', effective_on => '2019-05-02'),
       appoint('乙二', '水利局', '214', counts => false, effective_on => '2019-05-02'),
       appoint('丁一', '办公室', '305', '主任', 'ke', effective_on => '2019-09-02') \g /dev/null
SELECT reduce_posts('旧局', '11', 1, effective_on => '2020-06-30') \g /dev/null
UPDATE unit SET until = '2020-06-30', until_document_id = :excess WHERE name = '旧局';

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');

-- 月表1 ---------------------------------------------------------------------------------------

SELECT results_eq($$SELECT row_kind, region, unit, institutions, divisions, approved_total, strength_total, vacancy_total, over_total,
                           reserved, vacancy_rate FROM monthly_establishment WHERE row_kind IN ('total', 'region', 'unit')$$,
    $$VALUES ('total', NULL, '总计', 6::bigint, 2::bigint, 33::bigint, 6::bigint, 28::bigint, 1::bigint, 2::bigint, 84.8),
             ('region', '152200', '兴安盟本级',     5, 2, 29, 6, 24, 1, 2, 82.8),
             ('unit',   '152200', '水利局',         1, 2,  7, 2,  5, 0, 0, 71.4),
             ('unit',   '152200', '教育局',         1, 0,  6, 3,  4, 1, 0, 66.7),
             ('unit',   '152200', '公安局',         1, 0,  7, 0,  7, 0, 2, 100.0),
             ('unit',   '152200', '防汛办',         1, 0,  0, 0,  0, 0, 0, NULL),
             ('unit',   '152200', '第一中学',       1, 0,  8, 1,  7, 0, 0, 87.5),
             ('unit',   '152200', '老干部组',       0, 0,  1, 0,  1, 0, 0, 100.0),
             ('region', '152221', '科尔沁右翼前旗', 1, 0,  4, 0,  4, 0, 0, 100.0),
             ('unit',   '152221', '前旗水利局',     1, 0,  4, 0,  4, 0, 0, 100.0)$$,
    'rows, order and totals: divisions in their bodies, an ended unit gone, a permit past its day not reserved');
SELECT results_eq($$SELECT approved_administrative, approved_political_legal, approved_support, approved_reference, approved_full,
                           approved_partial, approved_self, approved_other FROM monthly_establishment WHERE row_kind = 'total'$$,
    'VALUES (13::bigint, 7::bigint, 5::bigint, 0::bigint, 5::bigint, 3::bigint, 0::bigint, 0::bigint)', 'approved by kind');
SELECT results_eq($$SELECT strength_administrative, strength_support, strength_full, vacancy_administrative, vacancy_political_legal,
                           vacancy_support, vacancy_full, vacancy_partial, over_administrative
                      FROM monthly_establishment WHERE row_kind = 'total'$$,
    'VALUES (4::bigint, 1::bigint, 1::bigint, 10::bigint, 7::bigint, 4::bigint, 4::bigint, 3::bigint, 1::bigint)', 'the other splits');
SELECT results_eq($$SELECT vacancy_administrative, over_administrative FROM monthly_establishment WHERE unit = '教育局'$$,
    'VALUES (4::bigint, 1::bigint)', 'vacancy and excess of two kinds in one column are not netted');

-- every number column, by its name
CREATE TEMP VIEW figure AS
SELECT m.row_kind, m.region, m.unit_id, f.key, f.value::numeric AS value
  FROM monthly_establishment m, jsonb_each_text(to_jsonb(m)) f
 WHERE f.key ~ '^(approved|strength|vacancy|over)_' AND f.key !~ '^vacancy_rate$|_previous$' OR f.key IN ('institutions', 'divisions', 'reserved');
SELECT is((SELECT count(DISTINCT key) FROM figure), 39::bigint, 'thirty-six columns by kind and three others');
SELECT is_empty($$SELECT key FROM figure GROUP BY key
                  HAVING sum(value) FILTER (WHERE row_kind = 'total') <> sum(value) FILTER (WHERE row_kind = 'unit')
                      OR sum(value) FILTER (WHERE row_kind = 'total') <> sum(value) FILTER (WHERE row_kind = 'region')$$,
                'in every column the total is the sum of the units and of the regions');
SELECT is_empty($$SELECT key FROM figure GROUP BY key
                  HAVING sum(value) FILTER (WHERE row_kind = 'total') <> sum(value) FILTER (WHERE row_kind = 'level')
                      OR sum(value) FILTER (WHERE row_kind = 'total') <> sum(value) FILTER (WHERE row_kind = 'system')$$,
                'and of the levels and of the systems');
SELECT is_empty($$SELECT region, key FROM figure WHERE row_kind <> 'total' GROUP BY region, key
                  HAVING sum(value) FILTER (WHERE row_kind = 'region') <> sum(value) FILTER (WHERE row_kind = 'unit')$$,
                'a region is the sum of its units');
SELECT is_empty($$SELECT unit_id, split_part(key, '_', 1) FROM figure WHERE key LIKE '%\_%' GROUP BY row_kind, region, unit_id, split_part(key, '_', 1)
                  HAVING sum(value) FILTER (WHERE key LIKE '%total') <> sum(value) FILTER (WHERE key NOT LIKE '%total')$$,
                'a total is the sum of its kinds (审核关系 1)');
SELECT is_empty($$SELECT unit FROM monthly_establishment WHERE vacancy_total - over_total <> approved_total - strength_total$$,
                'vacancy less excess is approved less strength (审核关系 2)');
SELECT results_eq($$SELECT approved_total, strength_total FROM monthly_establishment WHERE row_kind = 'total'$$,
    $$SELECT sum(a.approved), sum(a.strength) FROM account a JOIN post_type t ON t.code = a.post_type
       WHERE a.holder_id > 0 AND t.class = 'establishment'$$, 'nothing that the ledger holds is missing');
SELECT results_eq($$SELECT unit, unit_kind, approved_total FROM establishment_by_unit WHERE approved_support > 0 ORDER BY unit_id$$,
    $$VALUES ('水利局', 'body', 4::bigint), ('办公室', 'division', 2), ('一组', 'division', 1), ('老干部组', 'division', 1)$$,
    'establishment_by_unit leaves every account with its holder');
SELECT is((SELECT sum(approved_total) FROM establishment_by_unit), 33::numeric, 'and counts none twice');
SELECT results_eq($$SELECT b.name, array_agg(u.name ORDER BY u.id) FROM unit_body k JOIN unit u ON u.id = k.unit_id
                      LEFT JOIN unit b ON b.id = k.body_id GROUP BY b.name ORDER BY 1$$,
    $$VALUES ('水利局', '{办公室,一组}'::text[]), (NULL, '{老干部组}')$$, 'a division''s body is the nearest above, through divisions');
UPDATE unit SET sort = 9 WHERE name = '水利局';
SELECT amend_unit('水利局', system => 'government') \g /dev/null
SELECT results_eq($$SELECT unit, system FROM monthly_establishment WHERE region = '152200' AND row_kind = 'unit' AND unit IN ('水利局', '老干部组')$$,
    $$VALUES ('老干部组', NULL), ('水利局', '政府')$$, 'the given order comes first, systems are named');

-- 月表1 of a day -------------------------------------------------------------------------------

SELECT is_empty($$(TABLE monthly_establishment EXCEPT SELECT * FROM establishment_as_of(current_date))
                  UNION ALL (SELECT * FROM establishment_as_of(current_date) EXCEPT TABLE monthly_establishment)$$,
                'facts as of today are what the counters say, in every column');
SELECT results_eq($$SELECT d.day, e.institutions, e.divisions, e.approved_total, e.strength_total, e.vacancy_total, e.over_total, e.reserved
                      FROM unnest('{2019-01-09,2019-01-10,2019-02-01,2019-03-01,2019-05-01,2019-12-31,2020-01-01,2020-01-02,2020-06-29,2020-06-30}'::date[]) d (day),
                           establishment_as_of(d.day) e WHERE e.row_kind = 'total' ORDER BY 1$$,
    $$VALUES ('2019-01-09'::date, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint),
             ('2019-01-10', 6, 1, 14, 0, 14, 0, 0),
             ('2019-02-01', 7, 2, 34, 0, 34, 0, 0),
             ('2019-03-01', 7, 2, 34, 0, 34, 0, 3),
             ('2019-05-01', 7, 2, 34, 4, 30, 0, 3),
             ('2019-12-31', 7, 2, 34, 6, 28, 0, 3),
             ('2020-01-01', 7, 2, 34, 5, 29, 0, 2),
             ('2020-01-02', 7, 2, 34, 6, 29, 1, 2),
             ('2020-06-29', 7, 2, 34, 6, 29, 1, 2),
             ('2020-06-30', 6, 2, 33, 6, 28, 1, 2)$$,
    'each fact counts from its day and up to its end');
SELECT results_eq($$SELECT unit, approved_total, strength_total FROM establishment_as_of('2019-12-31') WHERE row_kind = 'unit' AND region = '152200'
                     ORDER BY unit_id$$,
    $$VALUES ('水利局', 7::bigint, 3::bigint), ('教育局', 6, 2), ('公安局', 7, 0), ('防汛办', 0, 0), ('第一中学', 8, 1), ('旧局', 1, 0),
             ('老干部组', 1, 0)$$, 'units of that day, the ended one among them');
SELECT refused('SELECT * FROM establishment_as_of(NULL)', '22004', '', 'no day is no report');

-- a permit of the past counts what was left of it then
SELECT enrol(citizen(8), '公安局', '12', name => '戊一', permit => :open_permit, effective_on => '2020-03-01') \g /dev/null
SELECT results_eq($$SELECT d.day, e.reserved, e.strength_total FROM unnest('{2020-02-29,2020-03-01}'::date[]) d (day), establishment_as_of(d.day) e
                     WHERE e.unit = '公安局' ORDER BY 1$$,
    $$VALUES ('2020-02-29'::date, 2::bigint, 0::bigint), ('2020-03-01', 1, 1)$$, 'a use turns the reserved post into strength on its day');
SELECT is((SELECT reserved FROM monthly_establishment WHERE unit = '公安局'), 1::bigint, 'today as well');
SELECT cancel_permit(:open_permit) \g /dev/null
SELECT results_eq($$SELECT m.reserved, e.reserved FROM monthly_establishment m, establishment_as_of(current_date - 1) e
                     WHERE m.unit = '公安局' AND e.unit = '公安局'$$, 'VALUES (0::bigint, 1::bigint)', 'cancelled today, it still held yesterday');
SELECT is_empty($$(TABLE monthly_establishment EXCEPT SELECT * FROM establishment_as_of(current_date))
                  UNION ALL (SELECT * FROM establishment_as_of(current_date) EXCEPT TABLE monthly_establishment)$$, 'and the two agree again');

-- 月表5 and 月表4 ------------------------------------------------------------------------------

SELECT results_eq($$SELECT row_kind, unit, rank, total_approved, total_strength, total_over, total_short, administrative_approved,
                           administrative_strength, administrative_over, administrative_short, institution_approved, institution_short,
                           support_approved, support_strength, reference_approved, other_approved
                      FROM monthly_staffing WHERE row_kind = 'total' OR unit IN ('教育局', '公安局', '第一中学', '水利局') ORDER BY unit_id NULLS FIRST$$,
    $$VALUES ('total', '总计', NULL, 33::bigint, 7::bigint, 1::bigint, 27::bigint, 20::bigint, 5::bigint, 1::bigint, 16::bigint, 8::bigint, 7::bigint,
              5::bigint, 1::bigint, 0::bigint, 0::bigint),
             ('unit', '水利局',   '正处', 7, 2, 0, 5, 3, 1, 0, 2, 0, 0, 4, 1, 0, 0),
             ('unit', '教育局',   '正处', 6, 3, 1, 4, 6, 3, 1, 4, 0, 0, 0, 0, 0, 0),
             ('unit', '公安局',   NULL,   7, 1, 0, 6, 7, 1, 0, 6, 0, 0, 0, 0, 0, 0),
             ('unit', '第一中学', NULL,   8, 1, 0, 7, 0, 0, 0, 0, 8, 7, 0, 0, 0, 0)$$, '月表5 by hand');
SELECT is((SELECT row_kind FROM monthly_staffing LIMIT 1), 'total', '月表5 begins with the total');
SELECT results_eq($$SELECT row_kind, unit, leader_required, leader_actual, leader_over, leader_short, chief_required, chief_actual,
                           deputy_required, deputy_actual, deputy_short, division_required, division_actual, division_chief_actual,
                           discipline_required
                      FROM monthly_leadership WHERE row_kind IN ('total', 'unit') AND (leader_required > 0 OR division_required > 0)$$,
    $$VALUES ('total', '总计', 3::bigint, 2::bigint, 0::bigint, 1::bigint, 1::bigint, 1::bigint, 2::bigint, 1::bigint, 1::bigint, 1::bigint,
              1::bigint, 1::bigint, 0::bigint),
             ('unit', '水利局', 3, 2, 0, 1, 1, 1, 2, 1, 1, 1, 1, 1, 0)$$, '月表4 by hand: what does not count is not counted, divisions'' chiefs are their body''s');
SELECT is_empty($$SELECT unit FROM monthly_leadership WHERE leader_required - leader_actual <> leader_short - leader_over
                     OR chief_required + deputy_required > leader_required$$, '应配 - 实配 = 缺配 - 超配 (审核关系 7)');
SELECT is((SELECT count(*) FROM monthly_leadership WHERE row_kind = 'unit'), 6::bigint, 'every living body has a row, posts or not');

-- Lamp, ledger, lists --------------------------------------------------------------------------

SELECT results_eq($$SELECT unit, post_type, lamp, vacancy, over FROM unit_lamp WHERE unit_id IN (unit_ref('教育局'), unit_ref('办公室'), unit_ref('水利局'))
                     ORDER BY unit_id, post_type$$,
    $$VALUES ('水利局', 11, 'green', 2, 0), ('水利局', 15, 'yellow', 0, 0), ('水利局', 203, 'yellow', 0, 0), ('水利局', 214, 'green', 1, 0), ('教育局', 11, 'red', 0, 1),
             ('教育局', 14, 'green', 4, 0), ('水利局 办公室', 15, 'green', 2, 0), ('水利局 办公室', 305, 'yellow', 0, 0)$$,
    'red over, yellow full, green vacant; a division is named with its body');
SELECT results_eq($$SELECT post_type, lamp_text ~ '[0-9]' FROM unit_lamp WHERE unit_id = unit_ref('水利局')$$,
    'VALUES (11, true), (15, false), (203, false), (214, true)', 'the text gives the number unless it is nought');
SELECT isnt_empty($$SELECT * FROM post_ledger('旧局')$$, 'the ledger of an ended unit can still be read');
SELECT reverse_entry((SELECT entry_id FROM post_ledger('第一中学') WHERE post_type = 23), '兴机编〔2020〕9号', '2020-02-01') AS undo \gset
SELECT allocate('水利局', '11', 2, '兴机编〔2019〕2号', '2019-06-01') AS later \gset
SELECT transfer_posts('水利局', '教育局', '11', 1, '兴机编〔2020〕9号', '2020-02-01') AS moved \gset
SELECT results_eq($$SELECT effective_on, entry_kind, number, increase, decrease, balance FROM post_ledger('水利局') WHERE post_type = 11$$,
    $$VALUES ('2019-01-10'::date, 'allocation', '兴机编〔2019〕1号', 3, 0, 3::bigint), ('2019-06-01', 'allocation', '兴机编〔2019〕2号', 2, 0, 5),
             ('2020-02-01', 'transfer', '兴机编〔2020〕9号', 0, 1, 4)$$, 'date, kind, document, increase, decrease, running balance');
SELECT results_eq($$SELECT effective_on, balance FROM post_ledger('水利局', '2019-12-31') WHERE post_type = 11$$,
    $$VALUES ('2019-01-10'::date, 3::bigint), ('2019-06-01', 5)$$, 'as of a day: the lines until then');
SELECT results_eq($$SELECT decrease, balance, note IS NOT NULL, title, recorded_by = session_user FROM post_ledger('第一中学')
                     WHERE post_type = 23 AND entry_kind = 'reversal'$$,
    $$VALUES (3, 0::bigint, true, '超编消化', true)$$, 'a reversal is named, with its document and who recorded it');
SELECT is_empty($$SELECT p.unit_id, p.post_type FROM (SELECT DISTINCT ON (unit_id, post_type) unit_id, post_type, balance FROM post_ledger
                          ORDER BY unit_id, post_type, effective_on DESC, entry_id DESC) p
                    FULL JOIN account a ON a.holder_id = p.unit_id AND a.post_type = p.post_type WHERE a.approved IS DISTINCT FROM p.balance$$,
                'every ledger ends at its account''s approved number');
SELECT is((SELECT balance FROM post_ledger('reserve:152221') ORDER BY effective_on DESC, entry_id DESC LIMIT 1), 16::bigint, 'funds have a ledger too');
SELECT refused($$SELECT * FROM post_ledger('无此局')$$, '23503', 'unit_exists', 'the ledger of an unknown unit');
SELECT refused($$SELECT * FROM post_ledger(NULL)$$, '22004', '', 'of none');

SELECT results_eq($$SELECT person, sex, unit, division, post_type_name, since FROM person_list WHERE person IN ('甲一', '甲二', '丙一') ORDER BY person_id$$,
    $$VALUES ('甲一', '男', '水利局', NULL, '行政编制', '2019-05-01'::date), ('甲二', '男', NULL, NULL, NULL, NULL),
             ('丙一', '男', '第一中学', NULL, '全额事业编制', '2019-09-01')$$, 'people and where they are now');
SELECT is_empty($$SELECT p.id FROM person p, person_list l WHERE position(p.resident_id::text IN l::text) > 0
                   UNION ALL SELECT p.id FROM person p, unit_card('水利局') c WHERE position(p.resident_id::text IN c::text) > 0$$,
                'no list shows a resident number');
SELECT results_eq($$SELECT permit_id, quantity, used, unused, state FROM permit_list ORDER BY 1$$,
    format($$VALUES (%s::bigint, 2, 1, 1, 'cancelled'), (%s, 1, 0, 1, 'lapsed')$$, :open_permit, :past_permit), 'a permit past its day is shown as lapsed');
SELECT results_eq($$SELECT holder, holder_kind, approved, reserved, strength, vacancy, available FROM account_list WHERE holder IN ('公安局', '教育局') ORDER BY post_type$$,
    $$VALUES ('教育局', 'body', 3, 0::bigint, 3, 0, 0::bigint), ('公安局', 'body', 7, 0, 1, 6, 6), ('教育局', 'body', 4, 0, 0, 4, 4)$$,
    'accounts by name, with what is still free');
SELECT results_eq($$SELECT person, post_title, holder_rank, counts FROM appointment_list ORDER BY appointment_id$$,
    $$VALUES ('甲一', '局长', '正处', true), ('乙一', '副局长', '副处', true), ('乙二', '部门副职（副处）', NULL, false), ('丁一', '主任', '正科', true)$$,
    'leaders by name');
SELECT results_eq($$SELECT number, document_kind FROM document_list ORDER BY issued_on$$,
    $$VALUES ('兴机编〔2019〕1号', '批复'), ('兴机编〔2019〕2号', '批复'), ('兴机编〔2020〕9号', '批复')$$, 'documents');

-- The card ---------------------------------------------------------------------------------------

SELECT results_eq($$SELECT section, count(*) FROM unit_card('水利局') GROUP BY section ORDER BY min(section) COLLATE "C"$$,
    $$SELECT * FROM (VALUES ('基本情况', 10::bigint), ('编制和职数', 4), ('内设机构', 1), ('在任领导', 3), ('在编人员', 11), ('批准文件', 3)) v (section, n)
       ORDER BY section COLLATE "C"$$, 'sections of the card');
SELECT results_eq($$SELECT item, value FROM unit_card('水利局') WHERE section = '在编人员' AND value <> '0'$$,
    format($$VALUES ('合计', '2'), ('男', '2'), (%L, '2')$$,
           (SELECT CASE WHEN y > 59 THEN '60岁及以上' WHEN y > 54 THEN '55—59岁' WHEN y > 50 THEN '51—54岁' WHEN y > 45 THEN '46—50岁' ELSE '41—45岁' END
              FROM date_part('year', age(current_date, '1980-01-01')) y)), 'people by sex and age');
SELECT results_eq($$SELECT item, value FROM unit_card('一组') WHERE item = '隶属'$$, $$VALUES ('隶属', '水利局 / 办公室 / 一组')$$, 'the names of the path');
SELECT results_eq($$SELECT section FROM unit_card('教育局') WHERE section = '例外批准'$$, $$VALUES ('例外批准')$$, 'exceptions in force');
SELECT is((SELECT count(*) FROM check_rules('over_establishment')), 0::bigint, 'the excess is excused');
UPDATE rule_exception SET expires_on = '2020-01-31';
SELECT enrol(citizen(9), '教育局', '14', name => '己一', effective_on => '2020-03-01') \g /dev/null
SELECT transfer_posts('教育局', '水利局', '14', 3, effective_on => '2020-03-02') \g /dev/null
SELECT is_empty($$SELECT * FROM unit_card('教育局') WHERE section = '例外批准'$$, 'past ones are not shown');
SELECT refused($$SELECT * FROM unit_card('无此局')$$, '23503', 'unit_exists', 'the card of an unknown unit');
SELECT refused('SELECT * FROM unit_card(NULL)', '22004', '', 'of none');

-- An empty book, and what the catalogue says ----------------------------------------------------

SELECT bianzhi.create_book('hollow', '152200', '空账') \g /dev/null
SELECT results_eq('SELECT row_kind, institutions, approved_total, over_other, reserved FROM hollow.monthly_establishment',
                  $$VALUES ('total', 0::bigint, 0::bigint, 0::bigint, 0::bigint)$$, 'an empty book has a total of nought');
SELECT results_eq('SELECT row_kind, total_short FROM hollow.monthly_staffing', $$VALUES ('total', 0::bigint)$$, '月表5 too');
SELECT results_eq('SELECT row_kind, leader_required FROM hollow.monthly_leadership', $$VALUES ('total', 0::bigint)$$, '月表4 too');
SELECT is_empty('SELECT 1 FROM hollow.unit_lamp UNION ALL SELECT 1 FROM hollow.post_ledger', 'no lamps, no lines');

SELECT is_empty($$SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                   WHERE c.relnamespace = 'trial'::regnamespace AND c.relkind = 'v'
                     AND (col_description(c.oid, a.attnum) IS NULL OR col_description(c.oid, a.attnum) !~ '[一-龥]' OR obj_description(c.oid, 'pg_class') IS NULL)$$,
                'every view and column has a Chinese comment');
SELECT is_empty($$SELECT a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                   WHERE c.relnamespace = 'trial'::regnamespace AND c.relkind = 'v'
                   GROUP BY a.attname HAVING count(DISTINCT split_part(col_description(c.oid, a.attnum), '；', 1)) > 1$$,
                'the same column has the same heading in all views');
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'trial'::regnamespace
                     AND (p.prolang <> (SELECT l.oid FROM pg_language l WHERE l.lanname = 'sql') OR p.prosqlbody IS NULL
                          OR NOT p.proconfig <@ '{jit=off,work_mem=64MB}' OR p.prosecdef OR obj_description(p.oid, 'pg_proc') !~ '[一-龥]')$$,
                'functions keep no names in texts, set no search_path, and have a Chinese comment');

ALTER SCHEMA trial RENAME TO renamed;
SET search_path = renamed, bianzhi, public;
SELECT is_empty('SELECT * FROM verify()', 'after a renaming the book is sound');
SELECT isnt_empty($$SELECT * FROM establishment_as_of('2019-12-31')$$, 'and its reports work');

SELECT * FROM finish();
ROLLBACK;
