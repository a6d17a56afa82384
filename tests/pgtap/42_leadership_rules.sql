-- Leadership: chiefs to deputies (leader_ratio), posts by size (leadership_standard), ranks (high_post), and one post that
-- counts for one person (concurrent_post).  The first two and the ranks of posts are judged at commit.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SET client_min_messages = error;
SELECT no_plan();

CREATE FUNCTION pg_temp.except(rule text, unit text, post_type int, allowance int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE made bigint;
BEGIN
    INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on)
    VALUES ($1, unit_ref($2), $3, $4, 1, '2019-01-10', '2999-12-31') RETURNING id INTO made;
    RETURN made;
END $$;
-- leadership posts for a unit, one entry
CREATE FUNCTION pg_temp.gets(unit text, post_type int, quantity int DEFAULT 1) RETURNS text LANGUAGE sql AS
    $$ SELECT format('SELECT allocate(%L, ''%s'', %s, effective_on => ''2019-02-01'')', unit, post_type, quantity) $$;
SELECT grant_ceiling('152200', t::text, 200, effective_on => '2019-01-10') FROM unnest('{22,202,204,205,216,224,303,305,316,229,31}'::int[]) t \g /dev/null

SELECT results_eq($$SELECT code, mode, params FROM rule WHERE code IN ('leader_ratio', 'leadership_standard', 'high_post', 'concurrent_post') ORDER BY code$$,
    $$VALUES ('concurrent_post', 'block', '{}'::jsonb), ('high_post', 'track', '{}'),
             ('leader_ratio', 'track', '{"ratio": 3, "tolerance": 0.5, "min_chiefs": 3}'),
             ('leadership_standard', 'track', '{"classes": ["institution", "reference_institution"]}')$$, 'the rules and their parameters');

-- leader_ratio --------------------------------------------------------------------------------

UPDATE rule SET mode = 'block' WHERE code = 'leader_ratio';
SELECT establish_unit('财政局', 'organ', rank => 'chu', effective_on => '2019-01-10') \g /dev/null
SELECT establish_unit(n || '科', parent => '财政局', kind => 'division', effective_on => '2019-01-10') FROM unnest('{甲,乙,丙,丁,戊,己,庚}'::text[]) n \g /dev/null
SELECT accepted(pg_temp.gets('甲科', 305) || ';' || pg_temp.gets('甲科', 316, 2) || ';' || pg_temp.gets('乙科', 305), 'with fewer than three chiefs nothing is judged');
SELECT refused_with(pg_temp.gets('丙科', 305), '23Z08', 'leader_ratio', '{3,2,1,0}', 'the third chief makes the two deputies too many');
SELECT accepted($$SELECT reduce_posts('甲科', '316', 2, effective_on => '2019-02-01')$$, 'fewer deputies');
SELECT accepted(pg_temp.gets('丙科', 305) || ';' || pg_temp.gets('丙科', 316), 'three to one');
SELECT refused_with(pg_temp.gets('甲科', 316), '23Z08', 'leader_ratio', '{3,1,1,1}', 'chiefs, deputies, at most, requested');
SELECT accepted(pg_temp.gets('甲科', 316) || ';' || pg_temp.gets('丁科', 305) || ';' || pg_temp.gets('戊科', 305), 'judged at commit: what comes later in the transaction counts');
SELECT results_eq($$SELECT chiefs, deputies, fewest, most FROM leader_ratio_standing WHERE unit = '财政局'$$, 'VALUES (5, 2, 1, 2)', 'five to two is within the tolerance');
SELECT refused(pg_temp.gets('财政局', 316), '23Z08', 'leader_ratio', 'posts approved at the body for its divisions count too');
SELECT refused($$SELECT reduce_posts('戊科', '305', 1)$$, '23Z08', 'leader_ratio', 'taking a chief away is the same');
SELECT accepted(pg_temp.gets('财政局', 203) || ';' || pg_temp.gets('财政局', 214, 3), 'leaders of the body itself are not judged');
SELECT refused($$INSERT INTO entry (id, kind, document_id, effective_on) VALUES (90001, 'allocation', 1, '2019-02-01');
                 INSERT INTO entry_line VALUES (90001, unit_ref('己科'), 316, 1), (90001, reserve_of('152200'), 316, -1)$$,
               '23Z08', 'leader_ratio', 'nor by plain INSERT');
SELECT accepted($$INSERT INTO entry (id, kind, document_id, effective_on) VALUES (90002, 'allocation', 1, '2019-02-01');
                  INSERT INTO entry_line VALUES (90002, unit_ref('己科'), 316, 1), (90002, reserve_of('152200'), 316, -1);
                  INSERT INTO entry_line VALUES (90002, unit_ref('己科'), 305, 1), (90002, unit_ref('庚科'), 305, 1), (90002, unit_ref('财政局'), 305, 1),
                                                (90002, reserve_of('152200'), 305, -3)$$, 'an entry in several statements is judged as a whole');
SELECT establish_unit('国库局', 'organ', rank => 'chu', effective_on => '2019-01-10') \g /dev/null
SELECT refused($$SELECT transfer_unit('丙科', '国库局', effective_on => '2019-06-01'), transfer_unit('乙科', '国库局', effective_on => '2019-06-01'),
                        transfer_unit('丁科', '国库局', effective_on => '2019-06-01'), transfer_unit('戊科', '国库局', effective_on => '2019-06-01')$$,
               '23Z08', 'leader_ratio', 'divisions that leave take their chiefs with them');
SELECT accepted($$SELECT transfer_unit('甲科', '国库局', effective_on => '2019-06-01')$$, 'one with a deputy may');

UPDATE rule SET mode = 'warn' WHERE code = 'leader_ratio';
SELECT accepted(pg_temp.gets('己科', 316, 2), 'warn lets through');
SELECT results_eq($$SELECT key, level, figures FROM finding WHERE rule = 'leader_ratio'$$,
    $$SELECT concat('leader_ratio/', unit_ref('财政局'), '/0'), 'warning', '{"chiefs": 7, "deputies": 4, "fewest": 2, "most": 2}'::jsonb$$, 'and records');
UPDATE rule SET mode = 'block' WHERE code = 'leader_ratio';
SELECT refused_with(pg_temp.gets('乙科', 316), '23Z08', 'leader_ratio', '{7,4,2,1}', 'an excess does not grow');
SELECT accepted($$SELECT reduce_posts('己科', '316', 1)$$, 'but may shrink');
SELECT accepted(pg_temp.gets('乙科', 305), 'or be diluted');
SELECT accepted($$SELECT transfer_posts('己科', '乙科', '316', 1)$$, 'or move about');
SELECT pg_temp.except('leader_ratio', '财政局', NULL, 1) \g /dev/null
SELECT accepted($$SELECT reduce_posts('己科', '316', 1)$$, 'down to what the ratio allows') ;
SELECT accepted(pg_temp.gets('己科', 316, 2), 'an exception gives one more');
SELECT refused(pg_temp.gets('己科', 316), '23Z08', 'leader_ratio', 'and no further');
SELECT is_empty($$SELECT * FROM check_rules('leader_ratio') g WHERE g.level <> 'notice'$$, 'which check_rules excuses');
UPDATE rule SET mode = 'track' WHERE code = 'leader_ratio';
SELECT accepted(pg_temp.gets('己科', 316), 'track');
SELECT is((SELECT (figures ->> 'deputies')::int FROM finding WHERE rule = 'leader_ratio' AND state = 'open'), 5, 'records without a word');
SELECT accepted(pg_temp.gets('国库局', 305, 11), 'too few deputies');
SELECT results_eq($$SELECT g.key, g.level FROM check_rules('leader_ratio') g WHERE g.level = 'notice'$$,
    $$SELECT concat('leader_ratio/', unit_ref('国库局'), '/few'), 'notice'$$, 'are only noticed');
INSERT INTO rule (code, region, mode, params, name_zh, name_en) VALUES ('leader_ratio', '152221', 'block', '{"ratio": 1, "tolerance": 0, "min_chiefs": 1}', '旗', 'banner');
SELECT grant_ceiling('152221', '305', 5, effective_on => '2019-01-10'), grant_ceiling('152221', '316', 5, effective_on => '2019-01-10') \g /dev/null
SELECT accepted(pg_temp.gets('前旗水利局', 305) || ';' || pg_temp.gets('前旗水利局', 316), 'a region may have parameters of its own');
SELECT refused_with(pg_temp.gets('前旗水利局', 316), '23Z08', 'leader_ratio', '{1,1,1,1}', 'one to one');

-- leadership_standard -------------------------------------------------------------------------

UPDATE rule SET mode = 'block' WHERE code = 'leadership_standard';
SELECT set_eq($$SELECT scope, size_from, size_to, posts_from, posts_to FROM leadership_standard$$,
    $$VALUES ('institution', 0, 10, 1, 2), ('institution', 11, 50, 2, 3), ('institution', 51, 100, 3, 4), ('institution', 101, 200, 4, 5),
             ('institution', 201, 400, 5, 6), ('institution', 401, 600, 6, 7), ('institution', 601, NULL, 7, 8),
             ('division', 0, 5, 1, 2), ('division', 6, 10, 2, 3), ('division', 11, NULL, 3, 4)$$, 'the standard of one province');
SELECT accepted(pg_temp.gets('第一中学', 205) || ';' || pg_temp.gets('第一中学', 216), 'a school of five: two leaders');
SELECT refused_with(pg_temp.gets('第一中学', 216), '23Z28', 'leadership_standard', '{5,2,2,1}', 'size, posts, at most, requested');
SELECT refused(pg_temp.gets('第一中学', 229), '23Z28', 'leadership_standard', 'its Party secretary is one of them');
SELECT accepted(pg_temp.gets('第一中学', 22, 5), 'ten posts');
SELECT refused(pg_temp.gets('第一中学', 216), '23Z28', 'leadership_standard', 'are still the same size');
SELECT accepted($$SELECT grant_ceiling('152200', '91', 50), allocate('第一中学', '91', 50)$$, 'off-establishment staff');
SELECT accepted(pg_temp.gets('第一中学', 31, 10), 'and turnover posts');
SELECT refused(pg_temp.gets('第一中学', 216), '23Z28', 'leadership_standard', 'are no size');
SELECT accepted(pg_temp.gets('第一中学', 216) || ';' || pg_temp.gets('第一中学', 22, 1), 'eleven are the next, in whatever order');
SELECT refused(pg_temp.gets('第一中学', 216), '23Z28', 'leadership_standard', 'which ends at three');
SELECT accepted(pg_temp.gets('国库局', 203) || ';' || pg_temp.gets('国库局', 214, 9), 'organs have no such standard');
SELECT accepted(pg_temp.gets('第一中学', 22, 90) || ';' || pg_temp.gets('第一中学', 216, 2), 'a hundred and one: five');
SELECT accepted($$SELECT reduce_posts('第一中学', '22', 91)$$, 'the school shrinks');
SELECT results_eq($$SELECT g.key, g.figures FROM check_rules('leadership_standard') g WHERE g.unit_id = unit_ref('第一中学')$$,
    $$SELECT concat('leadership_standard/', unit_ref('第一中学'), '/0'), '{"size": 10, "posts": 5, "from": 1, "to": 2}'::jsonb$$, 'check_rules finds what is too much now');
SELECT refused_with(pg_temp.gets('第一中学', 216), '23Z28', 'leadership_standard', '{10,5,2,1}', 'which does not grow');
SELECT accepted($$SELECT reduce_posts('第一中学', '216', 1)$$, 'and may shrink');
SELECT pg_temp.except('leadership_standard', '第一中学', NULL, 3) \g /dev/null
SELECT accepted(pg_temp.gets('第一中学', 216), 'an exception');
SELECT refused(pg_temp.gets('第一中学', 216), '23Z28', 'leadership_standard', 'has its allowance');
UPDATE rule SET mode = 'track' WHERE code = 'leadership_standard';
SELECT accepted(pg_temp.gets('第一中学', 216), 'track');
SELECT is((SELECT (figures ->> 'posts')::int FROM finding WHERE rule = 'leadership_standard' AND unit_id = unit_ref('第一中学')), 6, 'records');
UPDATE rule SET mode = 'warn' WHERE code = 'leadership_standard';
SELECT accepted(pg_temp.gets('第一中学', 216), 'warn lets through');
UPDATE rule SET mode = 'block' WHERE code = 'leadership_standard';
UPDATE rule SET mode = 'track' WHERE code = 'leader_ratio';
SELECT allocate('国库局', '11', 20, effective_on => '2019-01-10') \g /dev/null
SELECT enrol(citizen(i), '国库局', '11', name => '国' || i, division => '甲科', effective_on => '2019-07-01') FROM generate_series(1, 6) i \g /dev/null
SELECT is((SELECT size FROM leadership_standing WHERE unit = '甲科'), 6, 'the size of a division is who sits in it');
SELECT accepted(pg_temp.gets('甲科', 316), 'six people: three leaders');
SELECT refused_with(pg_temp.gets('甲科', 316), '23Z28', 'leadership_standard', '{6,3,3,1}', 'no fourth');
SELECT refused(v.statement, v.state, v.rule, v.what)
  FROM (VALUES ('DELETE FROM leadership_standard', '23Z22', 'append_only', 'a standard is not deleted'),
               ('UPDATE leadership_standard SET size_from = 1 WHERE size_from = 0', '23Z22', 'append_only', 'nor its key changed'),
               ('UPDATE leadership_standard SET posts_to = 0', '23514', 'leadership_standard_posts_in_order', 'more at least than at most'),
               ('INSERT INTO leadership_standard VALUES (''organ'', 0, 5, 1, 2)', '23514', 'leadership_standard_scope_known', 'for nobody')) v (statement, state, rule, what);
UPDATE leadership_standard SET posts_to = 4 WHERE scope = 'division' AND size_from = 6;
SELECT accepted(pg_temp.gets('甲科', 316), 'a province may have its own figures');
UPDATE rule SET mode = 'track' WHERE code = 'leadership_standard';

-- high_post: posts above the unit's rank ------------------------------------------------------

UPDATE rule SET mode = 'block' WHERE code = 'high_post';
SELECT accepted(pg_temp.gets('水利局', 204), 'a post below the unit''s rank');
SELECT refused(pg_temp.gets('水利局', 202), '23Z27', 'high_post', 'a unit of rank 正处 has no chief of rank 副厅');
SELECT accepted(pg_temp.gets('公安局', 202), 'an unranked unit is not compared');
SELECT refused_with($$SELECT change_rank('水利局', 'fuchu', effective_on => '2019-06-01')$$, '23Z27', 'high_post', '{0,1}', 'its rank does not fall below its posts');
SELECT accepted($$SELECT change_rank('水利局', 'fuchu', effective_on => '2019-06-01'), convert_posts('水利局', '203', '204', 1)$$, 'unless they follow');
UPDATE rule SET mode = 'warn' WHERE code = 'high_post';
SELECT accepted($$SELECT change_rank('水利局', 'ke', effective_on => '2019-06-01')$$, 'warn lets through');
SELECT set_eq($$SELECT key, figures FROM finding WHERE rule = 'high_post'$$,
    $$SELECT concat('high_post/', u, '/', t), jsonb_build_object('unit_rank', '正科', 'post_rank', '副处', 'approved', 2) FROM unit_ref('水利局') u, (VALUES (204), (214)) v (t)$$,
    'a finding for each kind of post');
UPDATE rule SET mode = 'block' WHERE code = 'high_post';
SELECT refused(pg_temp.gets('水利局', 214), '23Z27', 'high_post', 'no more of them');
SELECT accepted($$SELECT reduce_posts('水利局', '204', 1)$$, 'fewer');
SELECT is((SELECT count(*)::int FROM check_rules('high_post')), 2, 'check_rules finds the same');
SELECT pg_temp.except('high_post', '水利局', 214, 0) \g /dev/null
SELECT accepted(pg_temp.gets('水利局', 214), 'with an exception, whatever its number');
SELECT is((SELECT count(*)::int FROM check_rules('high_post')), 1, 'which excuses');
UPDATE rule SET mode = 'track' WHERE code = 'high_post';
SELECT accepted(pg_temp.gets('水利局', 204), 'track');

-- high_post: holders above the post's rank ----------------------------------------------------

UPDATE rule SET mode = 'block' WHERE code = 'high_post';
SELECT register_person(citizen(100 + i), '干' || i) FROM generate_series(1, 20) i \g /dev/null
SELECT refused($$SELECT appoint('干1', '国库局', '214', holder_rank => 'chu', effective_on => '2019-02-01')$$, '23Z27', 'high_post', 'a 正处 in a post of 副处');
SELECT refused($$SELECT appoint('干1', '国库局', '214', holder_rank => 'chu', counts => false, effective_on => '2019-02-01')$$, '23Z27', 'high_post', 'also one that does not count');
SELECT accepted($$SELECT appoint('干1', '国库局', '214', holder_rank => 'fuchu', effective_on => '2019-02-01')$$, 'the same rank');
SELECT accepted($$SELECT appoint('干2', '国库局', '214', holder_rank => 'ke', effective_on => '2019-02-01')$$, 'a lower one (高职低配)');
SELECT accepted($$SELECT appoint('干3', '国库局', '214', holder_rank => 'none', effective_on => '2019-02-01'), appoint('干4', '国库局', '214', effective_on => '2019-02-01')$$, 'unranked, or not said');
SELECT accepted($$INSERT INTO appointment (person_id, unit_id, post_type, holder_rank, effective_on, until, document_id, until_document_id)
                  VALUES (person_ref('干5'), unit_ref('国库局'), 214, 'ting', '2019-02-01', '2019-03-01', 1, 1)$$, 'what is over is history');
SELECT refused($$INSERT INTO appointment (person_id, unit_id, post_type, holder_rank, effective_on, document_id)
                 SELECT person_ref(n), unit_ref('国库局'), 214, 'ting', '2019-02-01', 1 FROM unnest('{干6,干7}'::text[]) n$$, '23Z27', 'high_post', 'by plain INSERT');
UPDATE rule SET mode = 'warn' WHERE code = 'high_post';
SELECT appoint('干6', '国库局', '214', holder_rank => 'chu', effective_on => '2019-02-01') AS high \gset
SELECT results_eq(format('SELECT level, unit_id, figures FROM finding WHERE key = ''high_post/a%s''', :high),
    $$SELECT 'notice', unit_ref('国库局'), '{"holder_rank": "正处", "post_rank": "副处", "document": 1}'::jsonb$$, 'warn records, with the document');
SELECT is((SELECT count(*)::int FROM check_rules('high_post') WHERE key = 'high_post/a' || :high), 1, 'under the key that check_rules has');
UPDATE rule SET mode = 'block' WHERE code = 'high_post';
SELECT pg_temp.except('high_post', '国库局', 214, 0) \g /dev/null
SELECT accepted($$SELECT appoint('干7', '国库局', '214', holder_rank => 'chu', effective_on => '2019-02-01')$$, 'an exception');
UPDATE rule SET mode = 'track' WHERE code = 'high_post';

-- concurrent_post -----------------------------------------------------------------------------

SELECT refused($$SELECT appoint('干1', '财政局', '203', effective_on => '2019-03-01')$$, '23Z30', 'concurrent_post', 'a second post that counts, anywhere');
SELECT accepted($$SELECT appoint('干1', '财政局', '203', counts => false, effective_on => '2019-03-01')$$, 'not if it does not');
SELECT refused($$INSERT INTO appointment (person_id, unit_id, post_type, effective_on, document_id)
                 VALUES (person_ref('干10'), unit_ref('财政局'), 214, '2019-03-01', 1), (person_ref('干10'), unit_ref('国库局'), 214, '2019-03-01', 1)$$,
               '23Z30', 'concurrent_post', 'nor two at once');
SELECT refused($$INSERT INTO appointment (person_id, unit_id, post_type, effective_on, until, document_id, until_document_id)
                 VALUES (person_ref('干1'), unit_ref('财政局'), 214, '2019-01-20', '2019-02-02', 1, 1)$$, '23Z30', 'concurrent_post', 'history included');
SELECT accepted($$INSERT INTO appointment (person_id, unit_id, post_type, effective_on, until, document_id, until_document_id)
                  VALUES (person_ref('干1'), unit_ref('财政局'), 214, '2019-01-20', '2019-02-01', 1, 1)$$, 'one after the other');
SELECT accepted($$SELECT dismiss('干2', '国库局', effective_on => '2019-04-01'), appoint('干2', '财政局', '214', effective_on => '2019-04-01')$$, 'leaving one and entering another on one day');
UPDATE rule SET mode = 'warn' WHERE code = 'concurrent_post';
SELECT accepted($$SELECT appoint('干3', '财政局', '214', effective_on => '2019-03-01')$$, 'warn lets through');
SELECT results_eq($$SELECT key, level, unit_id, post_type FROM finding WHERE rule = 'concurrent_post'$$,
    $$SELECT concat('concurrent_post/p', person_ref('干3')), 'error', unit_ref('国库局'), 214$$, 'and records');
UPDATE rule SET mode = 'track' WHERE code = 'concurrent_post';
SELECT accepted($$SELECT appoint('干4', '财政局', '214', effective_on => '2019-03-01')$$, 'track too');
SELECT is((SELECT count(*)::int FROM check_rules('concurrent_post')), 2, 'check_rules finds both');
UPDATE rule SET mode = 'block' WHERE code = 'concurrent_post';
SELECT dismiss('干4', '财政局', effective_on => '2019-05-01') \g /dev/null
SELECT is((SELECT count(*)::int FROM check_rules('concurrent_post')), 1, 'and one is over');
SELECT pg_temp.except('concurrent_post', '国库局', 214, 0) \g /dev/null
SELECT is_empty($$SELECT * FROM check_rules('concurrent_post')$$, 'an exception excuses');
SELECT accepted($$SELECT dismiss('干2', '财政局', effective_on => '2019-05-01'), reduce_posts('财政局', '203', 1), appoint('干4', '财政局', '214', effective_on => '2019-05-02')$$, 'and lets in');

-- why one does not count
SELECT refused($$SELECT appoint('干11', '财政局', '214', uncounted_reason => 'no_such', effective_on => '2019-03-01')$$, '23503', 'appointment_uncounted_reason_exists', 'an unknown reason');
SELECT refused($$SELECT appoint('干11', '财政局', '214', counts => true, uncounted_reason => 'concurrent', effective_on => '2019-03-01')$$, '23514',
               'appointment_reason_not_counting', 'who counts has no reason not to');
SELECT appoint('干11', '财政局', '214', uncounted_reason => 'temporary', effective_on => '2019-03-01') AS lent \gset
SELECT results_eq(format('SELECT counts, uncounted_reason FROM appointment WHERE id = %s', :lent), $$VALUES (false, 'temporary')$$, 'a reason says that it does not count');
SELECT refused($$UPDATE appointment SET uncounted_reason = 'other' WHERE until IS NULL$$, '23Z22', 'append_only', 'and is not rewritten');

-- The survey ----------------------------------------------------------------------------------

SELECT results_eq($$SELECT post_type, rank_name, role_name, approved, strength, vacancy, excess, uncounted_holders, uncounted_list, high_holders, division_ratio
                      FROM leadership_survey WHERE unit = '财政局' ORDER BY post_type$$,
    $$VALUES (203, '正处', '正职', 0, 0, 0, 0, 1, '干1', 0, '8:5'), (214, '副处', '副职', 3, 2, 1, 0, 1, '干11（挂职）', 0, '8:5'),
             (305, '正科', '正职', 1, 0, 1, 0, 0, NULL, 0, '8:5')$$, 'posts by rank, who fills them, who does not count, the ratio of the divisions');
SELECT results_eq($$SELECT post_type, high_holders, above_unit_rank FROM leadership_survey WHERE unit IN ('国库局', '水利局') AND post_type = 214 ORDER BY unit_id$$,
    'VALUES (214, 0, true), (214, 2, false)', 'high holders, and posts above the unit''s rank');
SELECT results_eq($$SELECT DISTINCT size, posts, standard FROM leadership_survey WHERE unit = '甲科'$$, $$VALUES (6, 4, '2–4')$$, 'the standard beside the posts');
SELECT count(*) FROM resume_sequences() \g /dev/null
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
ALTER TABLE appointment DISABLE TRIGGER ALL;
UPDATE appointment SET uncounted_reason = 'lost' WHERE uncounted_reason = 'temporary';
SELECT results_eq($$SELECT "check", actual FROM verify_leadership()$$, $$VALUES ('code_unknown', 'lost')$$, 'verify finds an unknown reason');
SELECT * FROM finish();
ROLLBACK;
