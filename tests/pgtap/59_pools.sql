-- Several pools with their own parameters: clock, scope and order of reclaiming, who may borrow, exceptions; and what
-- plain statements do in bulk.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
\ir helpers/pool_book.sql
SELECT no_plan();
SET client_min_messages = error;

INSERT INTO post_type (code, class, category, funding, ring_fenced, report_group, name_zh, name_en)
VALUES (32, 'establishment', 'institution', 'full', true, 'other', '教育周转编制', 'turnover establishment of schools');
INSERT INTO admissibility VALUES ('institution', 32, '示例'), ('organ', 32, '示例');
SELECT pool_open('教育池', '教育周转编制', term_months => 12, grace_days => 10, clock => 'approval', lapse_days => 30,
                 borrower_classes => '{institution,organ}', reclaim_scope => 'unit', effective_on => '2019-01-10') AS school \gset
SELECT pool_fund(3, '22', '机动', '农村学校调剂', '教育池', effective_on => '2019-01-10') \g /dev/null

SELECT results_eq($$SELECT pool, total::int, free::int, awaiting::int, lent::int FROM pool_status WHERE row_kind = 'total'$$,
                  $$VALUES ('人才池', 10, 10, 0, 0), ('教育池', 3, 3, 0, 0)$$, 'two pools, each with its own posts');
SELECT refused($$SELECT pool_apply('第一中学', 1, effective_on => '2019-02-01')$$, '21000', '', 'with two of them one is named');
SELECT accepted($$SELECT pool_apply('水利局', 1, pool => '教育池', effective_on => '2019-02-01')$$, 'who may borrow is the pool''s');
SELECT refused($$SELECT pool_apply('水利局', 1, pool => '人才池', effective_on => '2019-02-01')$$, '23Z03', 'mixed_establishment', 'the other lends to institutions only');

-- The clock of the approval -------------------------------------------------------------------

SELECT pool_apply('第一中学', 2, pool => '教育池', effective_on => '2019-02-01') AS loan \gset
SELECT pool_approve(:loan, effective_on => '2019-02-28') \g /dev/null
SELECT results_eq(format('SELECT use_by, return_by FROM pool_loan WHERE id = %s', :loan), $$VALUES ('2019-03-30'::date, '2020-02-28'::date)$$, 'days as this pool has them');
SELECT pool_use(citizen(201), '第一中学', pool => '教育池', effective_on => '2019-03-30') AS seat \gset
SELECT results_eq(format('SELECT return_by, post_type, pool_id FROM pool_seat WHERE id = %s', :seat), format($$VALUES ('2020-02-28'::date, 32, %s)$$, :school), 'due a year after the approval');
SELECT results_eq($$SELECT clock_on FROM pool_ledger WHERE person = '人才1'$$, $$VALUES ('2019-02-28'::date)$$, 'as the ledger says');
SELECT refused($$SELECT enrol(citizen(202), '第一中学', '31', effective_on => '2019-03-30')$$, '23Z14', 'pool_ring_fence', 'a loan of one pool is none of the other');
SELECT pool_apply('第一中学', 1, pool => '教育池', effective_on => '2020-03-01') AS graceful \gset
SELECT accepted(format('SELECT pool_approve(%s, use_by => ''2999-12-31'', effective_on => ''2020-03-09'')', :graceful), 'within the days of grace nothing is overdue');
SELECT pool_cancel(:graceful, effective_on => '2020-03-09') \g /dev/null
SELECT pool_apply('第一中学', 1, pool => '人才池', effective_on => '2020-03-01') AS other \gset
SELECT accepted(format('SELECT pool_approve(%s, use_by => ''2999-12-31'', effective_on => ''2020-03-20'')', :other), 'who is overdue with one pool may borrow from another');
SELECT pool_apply('第一中学', 1, pool => '教育池', effective_on => '2020-03-01') AS late \gset
SELECT refused(format('SELECT pool_approve(%s, effective_on => ''2020-03-10'')', :late), '23Z13', 'pool_borrower_overdue', 'but not from the same');
INSERT INTO rule_exception (rule, unit_id, document_id, effective_on, expires_on) VALUES ('pool_borrower_overdue', unit_ref('第一中学'), 1, '2020-01-01', '2999-12-31');
SELECT accepted(format('SELECT pool_approve(%s, use_by => ''2999-12-31'', effective_on => ''2020-03-10'')', :late), 'but by an exception');

-- Reclaiming from the unit itself ---------------------------------------------------------------

SELECT results_eq($$SELECT unit, source FROM pool_propose_reclaim(pool => '教育池', as_of => '2020-06-01')$$, $$VALUES ('第一中学', NULL::text)$$, 'a pool that looks at the unit alone');
SELECT refused(format('INSERT INTO pool_settlement (seat_id, kind, post_type, source_id, effective_on, document_id) VALUES (%s, ''reclaimed'', 22, unit_ref(''图书馆''), ''2020-06-01'', 1)', :seat),
               '55Z06', 'pool_state', 'takes from nobody else');
SELECT release('职工300', 'transfer_out', effective_on => '2020-06-02') \g /dev/null
SELECT results_eq($$SELECT unit, source FROM pool_propose_reclaim(pool => '教育池', as_of => '2020-06-03')$$, $$VALUES ('第一中学', '第一中学')$$, 'until it has a vacancy itself');
SELECT isnt(pool_reclaim(pool => '教育池', effective_on => '2020-06-03'), NULL, 'which is taken');
SELECT is(balance('第一中学', 22), '5/0/5', 'the talent sits on it');
SELECT is(balance('第一中学', 32), '0/0/0', 'the post is back');
SELECT is((SELECT count(*)::int FROM pool_settlement WHERE kind = 'reclaimed' AND source_id IS NULL), 1, 'no other unit gave');

-- The order of reclaiming -----------------------------------------------------------------------

SELECT allocate('少年宫', '22', 18, effective_on => '2020-06-01') \g /dev/null
UPDATE unit SET sort = CASE name WHEN '图书馆' THEN 1 ELSE 2 END WHERE name IN ('图书馆', '少年宫');
SELECT certify_talent('人才3', '兴人才认〔2020〕3号', 'urgent', '2999-12-31', effective_on => '2020-01-01') \g /dev/null
SELECT pool_use('人才3', '第一中学', pool => '人才池', effective_on => '2020-06-04') \g /dev/null
CREATE FUNCTION pg_temp.first_source(by_order text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    UPDATE pool SET reclaim_order = by_order WHERE id = pool_ref('人才池');
    RETURN (SELECT source FROM pool_propose_reclaim(pool => '人才池', as_of => '2022-07-01'));
END $$;
SELECT results_eq($$SELECT o, pg_temp.first_source(o) FROM unnest('{vacancy_rate,vacancy,unit_order}'::text[]) o$$,
                  $$VALUES ('vacancy_rate', '少年宫'), ('vacancy', '少年宫'), ('unit_order', '图书馆')$$, 'who gives first is the pool''s');
SELECT permit_use('图书馆', '22', 3, '2999-12-31', effective_on => '2020-06-04') \g /dev/null
SELECT is(pg_temp.first_source('unit_order'), '少年宫', 'what is promised to somebody is not vacant');
SELECT refused($$UPDATE pool SET reclaim_order = 'whim'$$, '23514', 'pool_reclaim_order_known', 'an unknown order');
SELECT refused($$UPDATE pool SET clock = 'sun'$$, '23514', 'pool_clock_known', 'an unknown clock');
SELECT refused($$UPDATE pool SET term_months = 0$$, '23514', 'pool_terms_positive', 'no term');

-- Plain statements, many rows at once --------------------------------------------------------------

INSERT INTO pool_loan (pool_id, unit_id, quantity, effective_on, document_id)
SELECT pool_ref('人才池'), unit_ref('第二中学'), 1, '2019-06-01', 1 FROM generate_series(1, 3);
UPDATE pool_loan SET state = 'approved', approved_on = '2019-06-02', approval_document_id = 1, use_by = '2999-12-31'
 WHERE unit_id = unit_ref('第二中学');
SELECT results_eq($$SELECT count(*)::int, sum(approved)::int FROM pool_loan WHERE unit_id = unit_ref('第二中学') AND state = 'approved'$$, 'VALUES (3, 3)', 'three approvals in one statement');
SELECT refused($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
                 SELECT p.id, unit_ref('第二中学'), 31, '2019-07-01', 1 FROM person p WHERE p.name IN ('人才5', '人才6', '人才7', '人才8')$$,
               '23Z14', 'pool_ring_fence', 'four people for three approvals: none of them');
INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
SELECT p.id, unit_ref('第二中学'), 31, '2019-07-01', 1 FROM person p WHERE p.name IN ('人才5', '人才6', '人才7');
SELECT results_eq($$SELECT count(*)::int, count(DISTINCT loan_id)::int, count(DISTINCT certificate_id)::int FROM pool_seat WHERE unit_id = unit_ref('第二中学')$$,
                  'VALUES (3, 3, 3)', 'three people, each by an approval and a certificate of its own');
UPDATE enrolment SET until = '2019-09-01', exit_reason = 'resignation', until_document_id = 1 WHERE unit_id = unit_ref('第二中学') AND post_type = 31;
SELECT results_eq($$SELECT count(*)::int, count(DISTINCT until_entry_id)::int FROM pool_seat WHERE unit_id = unit_ref('第二中学') AND end_kind = 'left'$$, 'VALUES (3, 3)', 'and gone');
UPDATE enrolment SET until = '2019-08-01' WHERE unit_id = unit_ref('第二中学') AND post_type = 31;
SELECT is((SELECT max(until) FROM pool_seat WHERE unit_id = unit_ref('第二中学')), '2019-08-01', 'an end that moves to an earlier day takes the loan with it');
-- history that comes with its end
SELECT certify_talent('人才' || n, '兴人才认〔2020〕' || n || '号', 'urgent', '2999-12-31', effective_on => '2019-01-10') FROM generate_series(8, 9) n \g /dev/null
SELECT pool_apply('第二中学', 1, pool => '人才池', effective_on => '2019-06-01') AS history \gset
SELECT pool_approve(:history, use_by => '2999-12-31', effective_on => '2019-06-01') \g /dev/null
INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, until, exit_reason, document_id, until_document_id)
SELECT p.id, unit_ref('第二中学'), 31, '2019-10-01', '2020-10-01', 'resignation', 1, 1 FROM person p WHERE p.name = '人才8';
SELECT results_eq($$SELECT effective_on, until, end_kind FROM pool_seat ORDER BY id DESC LIMIT 1$$, $$VALUES ('2019-10-01'::date, '2020-10-01'::date, 'left')$$, 'a loan that was over when it was recorded');
SELECT results_eq($$SELECT lent::int, awaiting::int FROM pool_as_of('2020-01-01') WHERE pool = '人才池'$$, 'VALUES (1, 0)', 'counts on the days between');

-- A book that changes while a statement works --------------------------------------------------------

-- what the engine knows of the book is read again in the middle of lending and giving back
CREATE FUNCTION pg_temp.another_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rule (code, mode, params, basis, name_zh, name_en)
    VALUES ('noise_' || NEW.id, 'track', jsonb_build_object('pad', repeat('x', 5000)), '示例〔通行做法〕', NEW.id, NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER noise AFTER INSERT ON entry FOR EACH ROW EXECUTE FUNCTION pg_temp.another_rule();
SELECT pool_apply('第二中学', 2, pool => '人才池', effective_on => '2019-06-01') AS noisy \gset
SELECT pool_approve(:noisy, use_by => '2999-12-31', effective_on => '2019-06-01') \g /dev/null
SELECT certify_talent('人才' || n, '兴人才认〔2020〕' || n || '号', 'urgent', '2999-12-31', effective_on => '2019-01-10') FROM generate_series(10, 11) n \g /dev/null
INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
SELECT p.id, unit_ref('第二中学'), 31, '2020-11-01', 1 FROM person p WHERE p.name IN ('人才10', '人才11');
SELECT is(balance('第二中学', 31), '2/0/2', 'two came');
UPDATE enrolment SET until = '2020-12-01', exit_reason = 'resignation', until_document_id = 1 WHERE unit_id = unit_ref('第二中学') AND post_type = 31 AND until IS NULL;
SELECT is(balance('第二中学', 31), '0/0/0', 'two went');
DROP TRIGGER noise ON entry;

-- Units that change --------------------------------------------------------------------------------

SELECT refused($$SELECT merge_units(ARRAY['第一中学'], '第二中学', effective_on => current_date)$$, '23Z14', 'pool_ring_fence', 'a unit with open loans is not merged away');
SELECT refused($$UPDATE unit SET until = current_date, until_document_id = 1 WHERE name = '第一中学'$$, '23Z10', 'abolish_residue', 'nor does it end');

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
