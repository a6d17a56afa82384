-- Posts, people and duties that move together: move_holdings, merge_units, split_unit.  Sums stay, nothing is half
-- done, and everything that is wrong with a request is said at once.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

-- what must not change: posts by kind, people, duties held, open permits
CREATE FUNCTION public.sums() RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN concat_ws(' | ',
        (SELECT string_agg(concat(s.post_type, ':', s.approved, '/', s.reserved, '/', s.strength), ' ' ORDER BY s.post_type)
           FROM (SELECT a.post_type, sum(a.approved) AS approved, sum(a.reserved) AS reserved, sum(a.strength) AS strength FROM account a
                  GROUP BY a.post_type HAVING sum(abs(a.approved) + a.strength) > 0) s),
        (SELECT count(*) FROM enrolment e WHERE e.until IS NULL), (SELECT count(DISTINCT e.person_id) FROM enrolment e WHERE e.until IS NULL),
        (SELECT count(*) FROM duty_assignment a WHERE a.until IS NULL),
        (SELECT sum(p.quantity - p.used) FROM use_permit p WHERE p.state = 'open'));
END $$;
CREATE FUNCTION public.who(unit text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT string_agg(concat_ws(' ', p.name, e.post_type, v.name), ', ' ORDER BY p.id) FROM enrolment e JOIN person p ON p.id = e.person_id
              LEFT JOIN unit v ON v.id = e.division_id WHERE e.unit_id = unit_ref(who.unit) AND e.until IS NULL);
END $$;
CREATE FUNCTION public.leaders(unit text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT string_agg(concat_ws(' ', p.name, a.post_type, a.title, CASE WHEN NOT a.counts THEN 'uncounted' END), ', ' ORDER BY a.post_type, p.id)
              FROM appointment a JOIN person p ON p.id = a.person_id WHERE a.unit_id = unit_ref(leaders.unit) AND a.until IS NULL);
END $$;

SELECT grant_ceiling('152200', t.post_type, 50, effective_on => '2019-01-10') FROM unnest('{305,316}'::text[]) t (post_type) \g /dev/null
SELECT establish_unit('林业局', 'organ', rank => 'chu', system => 'government', effective_on => '2019-01-10'),
       establish_unit('防火科', parent => '林业局', kind => 'division', effective_on => '2019-01-10'),
       establish_unit('林场', 'institution', supervisor => '林业局', effective_on => '2019-01-10'),
       establish_unit('苗圃', 'institution', parent => '林业局', effective_on => '2019-01-10') \g /dev/null
SELECT allocate('林业局', '11', 6, effective_on => '2019-01-10'), allocate('林业局', '203', 1, effective_on => '2019-01-10'), allocate('林业局', '214', 2, effective_on => '2019-01-10'),
       allocate('防火科', '305', 1, effective_on => '2019-01-10'), allocate('林业局', '91', 3, effective_on => '2019-01-10'), allocate('教育局', '11', 8, effective_on => '2019-01-10') \g /dev/null
SELECT enrol(citizen(i), '林业局', '11', name => name, division => division, effective_on => '2019-02-01')
  FROM (VALUES (1, '甲一', NULL), (2, '甲二', '防火科'), (3, '甲三', '防火科'), (4, '甲四', NULL)) x (i, name, division) \g /dev/null
SELECT appoint('甲一', '林业局', '203', '局长', 'chu', effective_on => '2019-02-01'), appoint('甲二', '林业局', '214', '副局长', effective_on => '2019-02-01'),
       appoint('甲三', '防火科', '305', '科长', effective_on => '2019-02-01'), appoint('甲四', '林业局', '214', counts => false, effective_on => '2019-02-01') \g /dev/null
SELECT record_duty('造林', '林业局', effective_on => '2019-01-10'), record_duty('防火', '防火科', 'forest_fire', effective_on => '2019-01-10') \g /dev/null
SELECT permit_use('林业局', '11', 1, current_date + 60, 'civil_exam', effective_on => '2019-02-01') AS permit,
       unit_ref('林业局') AS forest, unit_ref('防火科') AS fire, unit_ref('教育局') AS school, person_ref('甲一') AS p1, person_ref('甲二') AS p2, person_ref('甲三') AS p3 \gset
SELECT sums() AS before \gset

-- move_holdings -----------------------------------------------------------------------------

SELECT move_holdings('林业局', '教育局', '{"11": 2, "214": 1}', ARRAY[:p2, :p3], '兴机编〔2019〕2号', '2019-03-01') AS entry \gset
SELECT is(sums(), replace(:'before', '305:0/0/1', '305:0/0/0'), 'posts, people and duties are as many as before; who left a division leads it no more');
SELECT is(balance('林业局', 11), '4/1/2', 'posts and people left');
SELECT is(balance('教育局', 11), '12/0/2', 'and arrived');
SELECT results_eq(format('SELECT e.kind, e.document_id, e.effective_on, l.holder_id, l.post_type, l.quantity FROM entry e JOIN entry_line l ON l.entry_id = e.id WHERE e.id = %s ORDER BY l.quantity, l.post_type', :entry),
                  format($$VALUES ('reform', 2::bigint, '2019-03-01'::date, %1$s, 11, -2), ('reform', 2, '2019-03-01', %1$s, 214, -1), ('reform', 2, '2019-03-01', %2$s, 214, 1), ('reform', 2, '2019-03-01', %2$s, 11, 2)$$, :forest, :school),
                  'one balanced entry');
SELECT results_eq(format($$SELECT o.exit_reason, o.until, o.until_document_id, n.entry_reason, n.effective_on, n.document_id, n.division_id FROM enrolment n JOIN enrolment o ON o.id = n.transfer_id
                           WHERE n.person_id IN (%s, %s) AND n.unit_id = %s$$, :p2, :p3, :school),
                  $$SELECT 'block_transfer_out', '2019-03-01'::date, 2::bigint, 'reorganisation', '2019-03-01'::date, 2::bigint, NULL::int FROM generate_series(1, 2)$$, 'each leaves and arrives on one day');
SELECT is(leaders('教育局'), '甲二 214 副局长', 'whose post came along leads on');
SELECT is(leaders('防火科'), NULL, 'whose post did not is dismissed, in divisions as well');
SELECT is(move_holdings('教育局', '林业局', '{}', ARRAY[]::bigint[], effective_on => '2019-03-02'), NULL, 'nothing to move is no entry');
SELECT refused(format($$SELECT move_holdings('教育局', '林业局', '{"11": 1}', ARRAY[%s, 4711], effective_on => '2019-03-02')$$, :p1), '22023', 'reorganise', 'people who are not there');
SELECT is(numbers((attempt(format($$SELECT move_holdings('教育局', '教育局', '{"11": 0, "99": 1, "14": 1.5}', ARRAY[%s, 4711])$$, :p1))).detail),
          ARRAY[:school, 11, 0, 14, 1, 5, 99, :p1, 4711]::bigint[], 'all that is wrong is listed');
SELECT refused($$SELECT move_holdings('教育局', '林业局', '[1]')$$, '22023', 'reorganise', 'a list of posts that is none');
SELECT refused($$SELECT move_holdings('教育局', '无此局', '{"11": 1}')$$, '23503', 'unit_exists', 'unknown unit');
SELECT refused($$SELECT move_holdings('教育局', NULL, '{"11": 1}')$$, '22004', '', 'no unit');
SELECT refused($$SELECT move_holdings('reserve', '教育局', '{"11": 1}')$$, '23503', 'unit_exists', 'funds give with transfer_posts()');
SELECT refused_with($$SELECT move_holdings('教育局', '林业局', '{"11": 13}', effective_on => '2019-03-02')$$, '23Z23', 'over_ceiling', '{12,2,0,13}', 'more posts than there are');
SELECT refused($$SELECT move_holdings('教育局', '第一中学', '{"11": 1}', effective_on => '2019-03-02')$$, '23Z03', 'mixed_establishment', 'a kind that is not admissible there');
SELECT refused(format($$SELECT move_holdings('林业局', '公安局', '{"11": 1}', (SELECT array_agg(person_id) FROM enrolment WHERE unit_id = %s AND until IS NULL), effective_on => '2019-03-02')$$, :forest),
               '23Z01', 'over_establishment', 'more people than posts');
SELECT refused(format($$SELECT move_holdings('林业局', '教育局', '{"11": 1}', ARRAY[%s], '无此文〔2019〕9号', '2019-03-02')$$, :p1), '23503', 'document_exists', 'unknown document');
SELECT refused(format($$SELECT move_holdings('林业局', '教育局', '{"11": 1}', ARRAY[%s], effective_on => current_date + 1)$$, :p1), '22Z06', '', 'not tomorrow');
SELECT is(sums(), replace(:'before', '305:0/0/1', '305:0/0/0'), 'refusals left nothing');
SELECT move_holdings('教育局', '林业局', '{"行政编制": 2, "214": 1}', ARRAY[:p2, :p3, :p3], effective_on => '2019-03-05') \g /dev/null
SELECT is(balance('林业局', 11), '6/1/4', 'and back, a person named twice is one');
SELECT is(leaders('林业局'), '甲一 203 局长, 甲二 214 副局长, 甲四 214 uncounted', 'with the leaders');
SELECT appoint('甲三', '防火科', '305', '科长', effective_on => '2019-03-06') \g /dev/null
UPDATE enrolment SET division_id = :fire WHERE person_id IN (:p2, :p3) AND until IS NULL;
SELECT is_empty('SELECT * FROM verify()', 'the book is sound after moves');

-- merge_units -------------------------------------------------------------------------------

SELECT establish_unit('办公室', parent => '林业局', kind => 'division', effective_on => '2019-01-10') AS office \gset
SELECT allocate('#' || :office, '305', 1, effective_on => '2019-03-06'), record_duty('文秘', '#' || :office, effective_on => '2019-03-06'),
       enrol(citizen(5), '林业局', '11', name => '甲五', division => '#' || :office, effective_on => '2019-03-06'), appoint('甲五', '#' || :office, '305', effective_on => '2019-03-06') \g /dev/null
SELECT (SELECT id FROM unit WHERE name = '办公室' AND parent_id = unit_ref('水利局')) AS water_office, unit_ref('水利局') AS water, sums() AS before \gset
INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on) VALUES ('over_establishment', :forest, 11, 1, 1, '2019-01-10', current_date + 30);
SELECT refused(format($$SELECT merge_units(%L, %L, effective_on => '2019-04-01')$$, v.units, v.target), '22023', 'reorganise', v.what)
  FROM (VALUES ('{林业局}'::text[], '林业局', 'a unit into itself'), ('{林业局,教育局}', '教育局', 'the one that remains among those that go'),
               ('{林业局}', '苗圃', 'a unit into its child'), ('{林业局}', '防火科', 'into its own division'),
               ('{林业局,林业局}', '水利局', 'a unit twice'), ('{}', '水利局', 'none'), ('{林业局}', NULL, 'one, into nothing'),
               ('{林业局,教育局}', NULL, 'two, into nothing'), (format('{#%s}', :fire)::text[], '#' || :water_office, 'divisions of two bodies')) v (units, target, what);
SELECT refused($$SELECT merge_units('{林业局,无此局}', '水利局')$$, '23503', 'unit_exists', 'unknown unit');
SELECT refused($$SELECT merge_units('{林业局,NULL}', '水利局')$$, '22004', '', 'no unit');
SELECT refused($$SELECT merge_units('{林业局}', '第一中学', effective_on => '2019-04-01')$$, '23Z03', 'mixed_establishment', 'into a class that may not hold the posts');
SELECT refused($$SELECT merge_units('{林业局}', '水利局', document => '无此文〔2019〕9号')$$, '23503', 'document_exists', 'unknown document');
SELECT refused($$SELECT merge_units('{林业局}', '水利局', effective_on => '2019-02-15')$$, '23514', 'enrolment_dates_in_order', 'before its people came');
SELECT refused($$SELECT merge_units('{林业局}', '水利局', effective_on => current_date + 1)$$, '22Z06', '', 'not tomorrow');
SELECT is(sums(), :'before', 'refusals left nothing');

SELECT is(merge_units('{林业局}', '水利局', '兴机编〔2019〕2号', '2019-04-01'), :water::int, 'the one that remains is returned');
SELECT is(sums(), :'before', 'posts, people, duties and permits are as many as before');
SELECT results_eq($$SELECT u.until, u.until_document_id FROM unit u WHERE u.name = '林业局'$$, $$VALUES ('2019-04-01'::date, 2::bigint)$$, 'the source has ended');
SELECT is(balance(:'forest', 11), '0/0/0', 'and holds nothing');
SELECT is(balance('水利局', 11), '9/1/5', 'the target holds both');
SELECT is(balance('水利局', 203), '2/0/1', 'leadership posts as well');
SELECT is(balance('水利局', 91), '3/0/0', 'and the quota of off-establishment staff');
SELECT is(who('水利局'), '甲一 11, 甲二 11 防火科, 甲三 11 防火科, 甲四 11, 甲五 11 办公室', 'people came, each in their division');
SELECT is(leaders('水利局'), '甲一 203 局长, 甲二 214 副局长, 甲四 214 uncounted', 'leaders came');
SELECT is(leaders(:'fire'), '甲三 305 科长', 'those of divisions stayed');
SELECT is((SELECT parent_id FROM unit WHERE id = :fire), :water, 'a division hangs below the one that remains');
SELECT is((SELECT string_agg(v.name, ',' ORDER BY v.id) FROM unit v WHERE v.parent_id = :water AND v.until IS NULL), '办公室,防火科,苗圃', 'with child bodies; of two offices one is left');
SELECT is(balance(:'water_office', 305), '1/0/1', 'the one office has the posts and the chief of the other');
SELECT is((SELECT division_id FROM enrolment WHERE person_id = person_ref('甲五') AND until IS NULL), :water_office, 'and its people');
SELECT is((SELECT supervisor_id FROM unit WHERE name = '林场'), :water, 'what the source was in charge of has the target in charge');
SELECT results_eq($$SELECT duty, unit FROM duty_ledger WHERE until IS NULL ORDER BY duty_id$$, $$VALUES ('造林', '水利局'), ('防火', '防火科'), ('文秘', '办公室')$$, 'duties have holders');
SELECT results_eq(format($$SELECT state, unit_id, quantity, used, entry_reason, expires_on = current_date + 60, document_id FROM use_permit ORDER BY id$$),
                  format($$VALUES ('cancelled', %s, 1, 0, 'civil_exam', true, 1::bigint), ('open', %s, 1, 0, 'civil_exam', true, 2)$$, :forest, :water), 'the permit is cancelled there and issued here');
SELECT is((SELECT allowance FROM rule_exception WHERE unit_id = :water), 1, 'an approved excess goes along');
SELECT results_eq('SELECT from_unit_id, to_unit_id, kind, effective_on, document_id FROM unit_lineage ORDER BY id',
                  format($$VALUES (%s, %s, 'merge', '2019-04-01'::date, 2::bigint), (%s, %s, 'merge', '2019-04-01', 2)$$, :forest, :water, :office, :water_office), 'what became of what');
SELECT refused(format($$SELECT merge_units('{#%s}', '教育局')$$, :forest), '22023', 'reorganise', 'what has ended is not merged again');
SELECT refused(format($$SELECT merge_units('{教育局}', '#%s')$$, :forest), '22023', 'reorganise', 'nor merged into');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound after a merger');

-- two into a new one, and divisions of one body
SELECT establish_unit('科甲', parent => '教育局', kind => 'division', effective_on => '2019-01-10'), establish_unit('科乙', parent => '教育局', kind => 'division', effective_on => '2019-01-10'),
       establish_unit('分科', parent => '科乙', kind => 'division', effective_on => '2019-01-10') \g /dev/null
SELECT allocate('科甲', '305', 1, effective_on => '2019-01-10'), allocate('科乙', '305', 1, effective_on => '2019-01-10'), record_duty('考试', '科乙', effective_on => '2019-01-10'),
       enrol(citizen(6), '教育局', '11', name => '乙一', division => '科乙', effective_on => '2019-02-01'), appoint('乙一', '科乙', '305', effective_on => '2019-02-01') \g /dev/null
SELECT sums() AS before, unit_ref('科甲') AS section \gset
SELECT is(merge_units('{科乙}', '科甲', effective_on => '2019-04-02', name => '综合科'), :section::int, 'divisions of one body are merged');
SELECT is(sums(), :'before', 'and sums stay');
SELECT is((SELECT name FROM unit WHERE id = :section), '综合科', 'under a new name');
SELECT is(balance('综合科', 305), '2/0/1', 'with the posts');
SELECT is(who('教育局'), '乙一 11 综合科', 'its people are where they were, in the new division');
SELECT is((SELECT parent_id FROM unit WHERE name = '分科'), :section, 'what stood below it follows');
SELECT refused($$SELECT merge_units('{综合科}', '教育局', effective_on => '2019-04-02')$$, '22023', 'reorganise', 'a division is not merged into a body');
SELECT establish_unit('体育局', 'organ', rank => 'chu', system => 'government', region => '152200', effective_on => '2019-01-10'),
       establish_unit('综合科', parent => '体育局', kind => 'division', effective_on => '2019-01-10'), allocate('体育局', '11', 2, effective_on => '2019-01-10') \g /dev/null
SELECT sums() AS before \gset
SELECT merge_units('{体育局,教育局}', NULL, effective_on => '2019-05-01', name => '教育体育局') AS both \gset
SELECT is(sums(), :'before', 'two into a new one: sums stay');
SELECT results_eq(format('SELECT name, kind, class, region, rank, system, parent_id, effective_on FROM unit WHERE id = %s', :both),
                  $$VALUES ('教育体育局', 'body', 'organ', '152200', 'chu', 'government', NULL::int, '2019-05-01'::date)$$, 'which is like the first');
SELECT is((SELECT string_agg(v.name, ',' ORDER BY v.id) FROM unit v WHERE v.parent_id = :both AND v.until IS NULL), '第一中学,综合科', 'of two divisions of one name one is left');
SELECT is((SELECT count(*)::int FROM unit_lineage WHERE to_unit_id = :both AND kind = 'merge'), 2, 'it comes of both');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');

-- split_unit --------------------------------------------------------------------------------

SELECT record_duty('水土', '水利局', effective_on => '2019-05-01'), record_duty('水资源', '水利局', effective_on => '2019-05-01'),
       establish_unit('水保科', parent => '水利局', kind => 'division', effective_on => '2019-05-01') \g /dev/null
UPDATE enrolment SET division_id = unit_ref('水保科') WHERE person_id = person_ref('甲四') AND until IS NULL;
SELECT sums() AS before \gset
SELECT refused(format('SELECT split_unit(''水利局'', %L, effective_on => ''2019-06-01'')', v.parts), '22023', 'reorganise', v.what)
  FROM (VALUES ('[]', 'no parts'), (NULL, 'NULL'), ('{}', 'no array'), ('[{"name": "甲局"}]', 'a part that gets nothing'), ('[{"name": "甲局", "posts": {}}]', 'nor posts'),
               ('[{"name": "甲局", "posts": {"11": 10}}]', 'more posts than there are'), ('[{"name": "甲局", "posts": {"11": 5}}, {"name": "乙局", "posts": {"11": 5}}]', 'in two parts together'),
               ('[{"name": "甲局", "persons": ["甲一"]}, {"name": "乙局", "persons": ["甲一"]}]', 'a person twice'), ('[{"name": "甲局", "duties": ["造林", "造林"]}]', 'a duty twice'),
               ('[{"name": "甲局", "divisions": ["水保科"]}, {"name": "乙局", "persons": ["甲四"]}]', 'a person and another part''s division'),
               ('[{"posts": {"11": 1}}]', 'no name'), ('[{"name": "甲局", "into": "公安局", "posts": {"11": 1}}]', 'a name and a unit'), ('[{"into": "水利局", "posts": {"11": 1}}]', 'into itself'),
               ('[{"into": "无此局", "posts": {"11": 1}}]', 'into nobody'), ('[7]', 'no object'), ('[{"name": "甲局", "post": {"11": 1}}]', 'a key that is none'),
               ('[{"name": "甲局", "persons": "甲一"}]', 'a list that is none'), ('[{"name": "甲局", "persons": ["乙一"]}]', 'a person of another unit'),
               ('[{"name": "甲局", "duties": ["考试"]}]', 'a duty of another unit'), ('[{"name": "甲局", "divisions": ["综合科"]}]', 'a division of another unit')) v (parts, what);
SELECT is(numbers((attempt($$SELECT split_unit('水利局', '[{"name": "甲局", "posts": {"11": 99}}, {"name": "乙局"}, 7, {"name": "丙局", "persons": ["9001", "甲一"], "duties": ["9002"]}, {"name": "甲局", "persons": ["甲一"]}]')$$)).detail),
          '{9,99,2,3,7,4,9002,4,9001,5,5}', 'all bad parts at once, each with its number');
SELECT refused($$SELECT split_unit('水利局', '[{"into": "防火科", "posts": {"11": 1}}]')$$, '22023', 'reorganise', 'a body into its own division');
SELECT refused($$SELECT split_unit('无此局', '[{"name": "甲局", "posts": {"11": 1}}]')$$, '23503', 'unit_exists', 'unknown unit');
SELECT refused($$SELECT split_unit('水利局', '[{"name": "甲局", "posts": {"11": 1}}]', '无此文〔2019〕9号')$$, '23503', 'document_exists', 'unknown document');
SELECT refused($$SELECT split_unit('水利局', '[{"name": "甲站", "class": "institution", "posts": {"11": 1}}]', effective_on => '2019-06-01')$$, '23Z03', 'mixed_establishment', 'a class that may not hold the posts');
SELECT refused($$SELECT split_unit('水利局', '[{"name": "甲局", "persons": ["甲一", "甲二"], "posts": {"11": 1}}]', effective_on => '2019-06-01')$$, '23Z01', 'over_establishment', 'more people than posts');
SELECT refused($$SELECT split_unit('水利局', '[{"name": "甲局", "posts": {"11": 1}}]', effective_on => '2019-06-01', keep => false)$$, '23Z10', 'abolish_residue', 'a unit does not end while something remains');
SELECT is(sums(), :'before', 'refusals left nothing');
SELECT is((SELECT count(*)::int FROM unit WHERE name IN ('甲局', '乙局', '甲站')), 0, 'and no unit');

SELECT split_unit('水利局', format('[{"name": "林草局", "posts": {"11": 5, "203": 1, "214": 2}, "persons": ["甲一", "%s"], "duties": ["造林"], "divisions": ["防火科"]},
                                      {"into": "公安局", "posts": {"行政编制": 1}, "duties": ["水土"], "divisions": ["水保科"]}]', :p2)::jsonb, '兴机编〔2019〕2号', '2019-06-01') AS made \gset
SELECT is(:'made'::int[], ARRAY[unit_ref('林草局'), unit_ref('公安局')], 'the units of the parts, in their order');
SELECT is(sums(), :'before', 'posts, people and duties are as many as before');
SELECT results_eq('SELECT kind, class, region, rank, effective_on, document_id FROM unit WHERE id = unit_ref(''林草局'')',
                  $$VALUES ('body', 'organ', '152200', 'chu', '2019-06-01'::date, 2::bigint)$$, 'a new one is like the old');
SELECT is(who('林草局'), '甲一 11, 甲二 11 防火科, 甲三 11 防火科', 'those named and the people of its division');
SELECT is(who('公安局'), '甲四 11 水保科', 'a division takes its people along');
SELECT is(who('水利局'), '甲五 11 办公室', 'the others stay');
SELECT is(leaders('林草局'), '甲一 203 局长, 甲二 214 副局长', 'leaders whose posts came');
SELECT is(leaders('水利局'), NULL, 'an uncounted post without a post that came ends');
SELECT is(leaders('防火科'), '甲三 305 科长', 'who leads a division goes with it');
SELECT is(balance('水利局', 11), '3/1/1', 'what is left');
SELECT results_eq($$SELECT duty, unit FROM duty_ledger WHERE until IS NULL AND duty IN ('造林', '水土', '水资源', '防火') ORDER BY duty_id$$,
                  $$VALUES ('造林', '林草局'), ('防火', '防火科'), ('水土', '公安局'), ('水资源', '水利局')$$, 'duties went where they were sent');
SELECT results_eq(format($$SELECT to_unit_id, kind, effective_on FROM unit_lineage WHERE from_unit_id = %s ORDER BY id$$, :water),
                  $$VALUES (unit_ref('林草局'), 'split', '2019-06-01'::date), (unit_ref('公安局'), 'split', '2019-06-01')$$, 'what became of it');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound after a split');
SELECT split_unit('防火科', '[{"name": "草原科", "posts": {"305": 1}, "persons": ["甲三"], "duties": ["防火"]}]', effective_on => '2019-07-01', keep => false) AS made \gset
SELECT is(sums(), :'before', 'a division is split, and ends');
SELECT is(leaders('草原科'), '甲三 305 科长', 'its chief goes with the post');
SELECT is((SELECT until FROM unit WHERE id = :fire), '2019-07-01', 'the old one has ended');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');

-- Five thousand people ------------------------------------------------------------------------

SET LOCAL client_min_messages = error;
SELECT grant_ceiling('152200', '22', 6000, effective_on => '2019-01-10'), allocate('第一中学', '22', 5000, effective_on => '2019-01-10'),
       establish_unit('第二中学', 'institution', effective_on => '2019-01-10') \g /dev/null
INSERT INTO person (resident_id, name) SELECT citizen(1000 + i)::resident_id, '师' || i FROM generate_series(1, 5000) i;
INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) SELECT id, unit_ref('第一中学'), 22, '2019-02-01', 1 FROM person WHERE name ~ '^师';
SELECT clock_timestamp() AS begun \gset
SELECT move_holdings('第一中学', '第二中学', '{"22": 5000}', (SELECT array_agg(id) FROM person WHERE name ~ '^师'), effective_on => '2019-08-01') \g /dev/null
SELECT diag(concat('5000 people moved in ', round(extract(epoch FROM clock_timestamp() - :'begun') * 1000), ' ms'));
SELECT is(balance('第二中学', 22), '5000/0/5000', 'five thousand people move in one act');
SELECT clock_timestamp() AS begun \gset
SELECT merge_units('{第二中学}', '第一中学', effective_on => '2019-09-01') \g /dev/null
SELECT diag(concat('5000 people merged in ', round(extract(epoch FROM clock_timestamp() - :'begun') * 1000), ' ms'));
SELECT is(balance('第一中学', 22), '5005/0/5000', 'and are merged back');
SELECT clock_timestamp() AS begun \gset
SELECT split_unit('第一中学', jsonb_build_array(jsonb_build_object('name', '第三中学', 'posts', '{"22": 2500}'::jsonb, 'persons', (SELECT jsonb_agg(name) FROM person WHERE name ~ '^师.*[02468]$'))), effective_on => '2019-10-01') \g /dev/null
SELECT diag(concat('2500 people of 5000 split off by name in ', round(extract(epoch FROM clock_timestamp() - :'begun') * 1000), ' ms'));
SELECT is(balance('第三中学', 22), '2500/0/2500', 'half of them leave by name');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');

SELECT * FROM finish();
ROLLBACK;
