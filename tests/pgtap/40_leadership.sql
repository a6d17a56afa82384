-- Leadership: appointments fill leadership posts, counting or not; the same rules as for enrolments, but a person may hold several.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

-- 水利局 has one chief (203) and two deputies (214)
SELECT register_person(citizen(i), n) FROM (VALUES (1, '甲一'), (2, '甲二'), (3, '甲三'), (4, '甲四')) v (i, n) \g /dev/null
SELECT appoint('甲一', '水利局', '203', '党组书记、局长', 'chu', effective_on => '2019-02-01') AS chief \gset
SELECT results_eq(format('SELECT person_id, unit_id, post_type, title, holder_rank, counts, effective_on, until, document_id, recorded_at, recorded_by FROM appointment WHERE id = %s', :chief),
                  format($$VALUES (person_ref('甲一'), unit_ref('水利局'), 203, '党组书记、局长', 'chu', true, '2019-02-01'::date, NULL::date, 1::bigint, now(), %L)$$, session_user),
                  'an appointment as it was said');
SELECT is(balance('水利局', 203), '1/0/1', 'it occupies the leadership post');
SELECT refused_with($$SELECT appoint('甲二', '水利局', '203', effective_on => '2019-02-01')$$, '23Z02', 'over_leadership', '{1,1,0,1}', 'one chief only');
SELECT accepted($$SELECT appoint('甲二', '水利局', '203', counts => false, effective_on => '2019-02-01')$$, 'a post that does not count');
SELECT is(balance('水利局', 203), '1/0/1', 'occupies nothing');
SELECT accepted($$SELECT appoint('甲一', '水利局', '214', counts => false, effective_on => '2019-02-01')$$, 'a person may hold a second leadership post');
SELECT accepted($$SELECT appoint('甲三', '水利局', '部门副职（副处）', effective_on => '2019-02-01')$$, 'a post by its Chinese name');
SELECT accepted($$SELECT appoint('甲四', '水利局', '214', counts => NULL)$$, 'counts is true unless said');
SELECT results_eq($$SELECT counts, effective_on, holder_rank, title FROM appointment WHERE person_id = person_ref('甲四')$$,
                  $$VALUES (true, current_date, NULL, NULL)$$, 'the defaults of appointing');
SELECT is(balance('水利局', 214), '2/0/2', 'both deputies are there');
SELECT refused($$SELECT appoint('甲一', '水利局', '203', counts => false, effective_on => '2019-03-01')$$, '23Z06', 'double_post', 'not the same post of the same unit twice');
SELECT refused($$SELECT appoint('甲二', '水利局', '11')$$, '23Z03', 'mixed_establishment', 'an establishment post is enrolled on');
SELECT refused($$SELECT appoint('甲二', '防汛办', '203')$$, '23Z03', 'mixed_establishment', 'a body without posts');
SELECT refused($$SELECT appoint('甲二', '教育局', '203')$$, '23Z02', 'over_leadership', 'a unit without such posts');
SELECT refused($$SELECT appoint('甲二', '教育局', '203', counts => false, holder_rank => 'emperor')$$, '23503', 'appointment_holder_rank_exists', 'unknown rank');
SELECT refused($$SELECT appoint('甲二', '教育局', '203', counts => false, effective_on => current_date + 1)$$, '22Z06', '', 'a day to come');
SELECT refused($$SELECT appoint('甲二', '教育局', '203', counts => false, effective_on => '2019-01-09')$$, '23Z25', 'outside_validity', 'before the unit was');
SELECT refused($$SELECT appoint('无此人', '教育局', '203')$$, '23503', 'person_exists', 'unknown person');
SELECT refused($$SELECT appoint('甲二', '教育局', '999')$$, '23503', 'post_type_exists', 'unknown post');
SELECT refused(format('INSERT INTO appointment (person_id, unit_id, post_type, effective_on, document_id, counts) VALUES (%s)', v.vals), v.state, v.rule, v.what)
  FROM (VALUES ('4711, unit_ref(''教育局''), 203, ''2019-02-01'', 1, false', '23503', 'appointment_person_id_exists', 'unknown person, by hand'),
               ('person_ref(''甲二''), 4711, 203, ''2019-02-01'', 1, false', '23503', 'appointment_unit_id_exists', 'unknown unit, although nothing counts'),
               ('person_ref(''甲二''), unit_ref(''教育局''), 299, ''2019-02-01'', 1, false', '23503', 'appointment_post_type_exists', 'unknown post, by hand'),
               ('person_ref(''甲二''), unit_ref(''教育局''), 203, ''2019-02-01'', 4711, false', '23503', 'appointment_document_id_exists', 'unknown document'),
               ('person_ref(''甲二''), unit_ref(''教育局''), 203, ''2019-02-01'', NULL, false', '23Z05', 'document_missing', 'no document')) v (vals, state, rule, what);

SELECT grant_ceiling('152200', '305', 10, effective_on => '2019-01-10'), allocate('办公室', '305', 1, effective_on => '2019-01-10') \g /dev/null
SELECT accepted($$SELECT appoint('甲二', '办公室', '305', '主任', effective_on => '2019-02-01')$$, 'divisions have leaders of their own');
SELECT refused($$SELECT appoint('甲一', '办公室', '305', effective_on => '2019-02-01')$$, '23Z30', 'concurrent_post', 'who are not counted elsewhere');
SELECT refused($$SELECT appoint(citizen(5), '办公室', '305', effective_on => '2019-02-01') FROM register_person(citizen(5), '甲五')$$, '23Z02', 'over_leadership', 'within their number');

-- Dismissing ------------------------------------------------------------------------------

SELECT refused($$SELECT dismiss('甲一')$$, '21000', '', 'who holds two posts is asked which');
SELECT refused($$SELECT dismiss('甲一', '教育局')$$, 'P0002', '', 'one he does not hold');
SELECT is(dismiss('甲一', '水利局', '203', '兴机编〔2019〕2号', '2019-06-01'), :chief::bigint, 'dismiss returns the appointment');
SELECT results_eq(format('SELECT until, until_document_id, ended_at, ended_by FROM appointment WHERE id = %s', :chief),
                  format($$VALUES ('2019-06-01'::date, 2::bigint, now(), %L)$$, session_user), 'the end as it was said, recorded by the database');
SELECT is(balance('水利局', 203), '1/0/0', 'the post is free');
SELECT dismiss('甲一') \g /dev/null
SELECT is(balance('水利局', 214), '2/0/2', 'the end of one that does not count frees nothing');
SELECT refused($$SELECT dismiss('甲一')$$, 'P0002', '', 'nothing left to end');
SELECT refused($$SELECT dismiss('甲三', effective_on => current_date + 1)$$, '22Z06', '', 'a day to come');
SELECT refused($$SELECT dismiss('甲三', effective_on => '2019-01-31')$$, '23514', 'appointment_dates_in_order', 'before the beginning');
SELECT refused($$SELECT dismiss('甲三', document => '无此文〔2019〕1号')$$, '23503', 'document_exists', 'unknown document');
SELECT refused($$UPDATE appointment SET until = '2019-06-01' WHERE person_id = person_ref('甲三')$$, '23Z05', 'document_missing', 'an end cites a document');
SELECT refused(format($$UPDATE appointment SET until = NULL, until_document_id = NULL WHERE id = %s$$, :chief), '23Z22', 'append_only', 'an end is not undone');
SELECT refused($$UPDATE appointment SET counts = false WHERE until IS NULL$$, '23Z22', 'append_only', 'a counting post is not made one that does not');
SELECT refused($$UPDATE appointment SET holder_rank = 'ting' WHERE until IS NULL$$, '23Z22', 'append_only', 'nor its holder''s rank rewritten');
SELECT accepted($$UPDATE appointment SET title = '副局长' WHERE person_id = person_ref('甲三')$$, 'a title may be put right');
SELECT accepted($$SELECT appoint('甲一', '水利局', '203', effective_on => '2019-06-01')$$, 'the same post again from the day of the end on');
SELECT refused($$SELECT reduce_posts('水利局', '203', 1)$$, '23Z02', 'over_leadership', 'filled leadership posts cannot be taken back');

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
