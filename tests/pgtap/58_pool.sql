-- The turnover pool: every step of a loan's life allowed and refused, and what it does to the accounts.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
\ir helpers/pool_book.sql
SELECT no_plan();
SET client_min_messages = error;

SELECT is(pool_identity(), '10/10/0/0', 'funded: all is free');
SELECT is((SELECT note FROM entry ORDER BY id DESC LIMIT 1), '国有林场改革', 'the entry says where the posts came from');
SELECT is(balance('reserve', 22), '74/0/0', 'and the reserve has given them');

-- Applying --------------------------------------------------------------------------------

SELECT pool_apply('第一中学', 3, '物理教师', 'high_level', '{兴人才认〔2019〕1号,兴人才认(2019)2号}', effective_on => '2019-02-01') AS loan \gset
SELECT results_eq(format('SELECT pool_id, unit_id, supervisor_id, quantity, job, talent_category, certificate_ids, state, approved, used FROM pool_loan WHERE id = %s', :loan),
                  $$VALUES (pool_ref(), unit_ref('第一中学'), unit_ref('教育局'), 3, '物理教师', 'high_level', '{1,2}'::bigint[], 'applied', NULL::int, 0)$$,
                  'an application, with the department in charge');
SELECT is(pool_identity(), '10/10/0/0', 'an application moves nothing');
SELECT refused($$SELECT pool_apply('水利局', 1, effective_on => '2019-02-01')$$, '23Z03', 'mixed_establishment', 'a unit of the wrong kind');
SELECT refused($$SELECT pool_apply('办公室', 1, effective_on => '2019-02-01')$$, '23Z03', 'mixed_establishment', 'a division');
SELECT refused($$SELECT pool_apply('第一中学', 0)$$, '22023', '', 'for nobody');
SELECT refused($$SELECT pool_apply('第一中学', NULL)$$, '22004', '', 'for NULL');
SELECT refused($$SELECT pool_apply('没有的', 1)$$, '23503', 'unit_exists', 'an unknown unit');
SELECT refused($$SELECT pool_apply('第一中学', 1, pool => '没有的')$$, '23503', 'pool_exists', 'an unknown pool');
SELECT refused($$SELECT pool_apply('第一中学', 1, effective_on => current_date + 1)$$, '22Z06', '', 'tomorrow');
SELECT establish_unit('新馆', 'institution', parent => '教育局', effective_on => '2019-06-01') \g /dev/null
SELECT refused($$SELECT pool_apply('新馆', 1, effective_on => '2019-05-31')$$, '23Z25', 'outside_validity', 'before the unit was');
SELECT refused($$SELECT pool_apply('第一中学', 1, effective_on => '2019-01-09')$$, '55Z06', 'pool_state', 'before the pool was');
SELECT refused($$SELECT pool_apply('第一中学', 1, certificates => '{兴人才认〔2019〕99号}')$$, '23503', 'certificate_exists', 'an unknown certificate');
SELECT refused($$SELECT pool_apply('第一中学', 1, certificates => '{兴人才认〔2019〕3号}')$$, '23Z14', 'pool_ring_fence', 'an expired one');
SELECT refused($$SELECT pool_apply('第一中学', 1, talent_category => 'urgent', certificates => '{兴人才认〔2019〕3号}', effective_on => '2019-02-01')$$,
               '23Z14', 'pool_ring_fence', 'one of another category');
SELECT refused($$SELECT set_config('bianzhi.document', '', true); SELECT pool_apply('第一中学', 1)$$, '23Z05', 'document_missing', 'without a document');
SELECT refused($$INSERT INTO pool_loan (pool_id, unit_id, quantity, effective_on) VALUES (1, unit_ref('第一中学'), 1, '2019-02-01')$$,
               '23Z05', 'document_missing', 'nor by plain INSERT');
SELECT refused($$INSERT INTO pool_loan (pool_id, unit_id, quantity, effective_on, document_id, state, approved, approved_on, use_by, approval_number)
                 VALUES (1, unit_ref('第一中学'), 1, '2019-02-01', 1, 'approved', 1, '2019-02-01', '2019-03-01', 'x')$$,
               '55Z06', 'pool_state', 'born approved');

-- Certificates ------------------------------------------------------------------------------

SELECT refused($$SELECT certify_talent(citizen(201), '认定书十二号', 'high_level', '2999-12-31')$$, '23514', 'talent_certificate_number_form', 'a number of no form');
SELECT refused($$SELECT certify_talent(citizen(201), '兴人才认〔2019〕1号', 'high_level', '2999-12-31')$$, '23505', 'talent_certificate_number_key', 'a number twice');
SELECT refused($$SELECT certify_talent(citizen(201), '兴人才认〔2019〕98号', 'genius', '2020-12-31')$$, '23503', 'talent_certificate_category_exists', 'an unknown category');
SELECT refused($$SELECT certify_talent(citizen(201), '兴人才认〔2019〕98号', 'urgent', current_date, effective_on => current_date + 1)$$, '22Z06', '', 'from tomorrow on');
SELECT refused($$INSERT INTO talent_certificate (number, person_id, category, effective_on, expires_on) VALUES ('兴人才认〔2019〕97号', 4711, 'urgent', '2019-01-10', '2999-12-31')$$, '23503', 'talent_certificate_person_id_exists', 'of nobody');
SELECT refused($$UPDATE talent_certificate SET person_id = 2 WHERE id = 1$$, '23Z22', 'append_only', 'whose it is does not change');

-- Approving ---------------------------------------------------------------------------------

SELECT refused(format('SELECT pool_approve(%s, 4, effective_on => ''2019-03-01'')', :loan), '23514', 'pool_loan_approved_within', 'more than was asked for');
SELECT refused(format('SELECT pool_approve(%s, effective_on => current_date + 1)', :loan), '22Z06', '', 'tomorrow');
SELECT refused($$SELECT pool_approve(4711)$$, '23503', 'loan_exists', 'an unknown loan');
SELECT refused(format('SELECT pool_approve(%s, effective_on => ''2019-01-31'')', :loan), '23514', 'pool_loan_dates_in_order', 'before it was asked for');
SELECT pool_apply('图书馆', 1, effective_on => '2019-02-01') AS vacant \gset
SELECT refused_with(format('SELECT pool_approve(%s, effective_on => ''2019-03-01'')', :vacant), '23Z12', 'pool_borrower_not_full', '{4,1,3}', 'who has vacancies does not borrow');
SELECT pool_apply('第二中学', 11, effective_on => '2019-02-01') AS many \gset
SELECT refused_with(format('SELECT pool_approve(%s, effective_on => ''2019-03-01'')', :many), '23Z15', 'pool_exhausted', '{10,0,0,11}', 'more than the pool has');
SELECT is(pool_approve(:loan, 2, use_by => '2999-12-31', effective_on => '2019-03-01'), :loan::bigint, 'approved, fewer than asked for');
SELECT results_eq(format('SELECT state, approved, approval_number, approved_on, use_by, return_by, decided_by FROM pool_loan WHERE id = %s', :loan),
                  format($$VALUES ('approved', 2, '1-2019-%s', '2019-03-01'::date, '2999-12-31'::date, NULL::date, session_user::text COLLATE "default")$$, :loan), 'number and days are filled in');
SELECT is(pool_identity(), '10/8/2/0', 'approved posts are reserved');
SELECT refused_with(format('SELECT pool_approve(%s, 9, effective_on => ''2019-03-01'')', :many), '23Z15', 'pool_exhausted', '{10,0,2,9}', 'what is reserved is not free');
SELECT refused($$SELECT pool_shrink(9, '22')$$, '23Z15', 'pool_exhausted', 'nor can it be taken out');
SELECT accepted($$SELECT pool_shrink(8, '22'); SELECT pool_fund(8, '22', '机动')$$, 'what is free can');
SELECT refused($$SELECT pool_fund(100, '22')$$, '23Z23', 'over_ceiling', 'nobody gives what he has not');
SELECT refused(format('SELECT pool_approve(%s)', :loan), '55Z06', 'pool_state', 'not approved twice');
SELECT refused(format('SELECT pool_reject(%s)', :loan), '55Z06', 'pool_state', 'nor rejected any more');
SELECT refused(format('SELECT pool_withdraw(%s)', :loan), '55Z06', 'pool_state', 'nor withdrawn');
SELECT refused(format($$UPDATE pool_loan SET state = 'lapsed', closed_on = current_date WHERE id = %s$$, :loan), '55Z06', 'pool_state', 'lapsing is the engine''s');
SELECT refused(format($$UPDATE pool_loan SET state = 'used', closed_on = current_date WHERE id = %s$$, :loan), '55Z06', 'pool_state', 'and so is being used up');
SELECT refused(format($$UPDATE pool_loan SET used = 1 WHERE id = %s$$, :loan), '23Z22', 'append_only', 'used is the engine''s');
SELECT refused(format($$UPDATE pool_loan SET use_by = '2029-01-01' WHERE id = %s$$, :loan), '55Z06', 'pool_state', 'what is approved does not change');
SELECT refused($$UPDATE pool_loan SET quantity = 9$$, '23Z22', 'append_only', 'nor what was asked for');
SELECT refused($$DELETE FROM pool_loan$$, '23Z22', 'append_only', 'nothing is deleted');
SELECT accepted(format('SELECT pool_reject(%s, ''有空编'', ''2019-03-02'')', :vacant), 'rejected');
SELECT refused(format('SELECT pool_approve(%s)', :vacant), '55Z06', 'pool_state', 'what is rejected is not approved');
SELECT accepted(format('SELECT pool_withdraw(%s)', :many), 'withdrawn');
SELECT refused(format('SELECT pool_cancel(%s)', :many), '55Z06', 'pool_state', 'what is withdrawn is not cancelled');
SELECT is(pool_identity(), '10/8/2/0', 'nothing of this moved a post');

-- Using -----------------------------------------------------------------------------------

SELECT refused($$SELECT enrol(citizen(310), '第一中学', '31', effective_on => '2019-04-01')$$, '23Z14', 'pool_ring_fence', 'nobody without a certificate');
SELECT refused($$SELECT enrol(citizen(201), '第二中学', '31', effective_on => '2019-04-01')$$, '23Z14', 'pool_ring_fence', 'not in a unit without a loan');
SELECT refused($$SELECT pool_use(citizen(201), '第一中学', effective_on => '2019-02-28')$$, '23Z14', 'pool_ring_fence', 'not before the approval');
SELECT refused($$SELECT pool_use(citizen(201), '第一中学', effective_on => '2020-01-01')$$, '23Z14', 'pool_ring_fence', 'not after the certificate');
SELECT certify_talent(citizen(311), '兴人才认〔2019〕50号', 'urgent', '2019-12-31', effective_on => '2019-01-10') \g /dev/null
SELECT refused($$SELECT pool_use(citizen(311), '第一中学', effective_on => '2019-04-01')$$, '23Z14', 'pool_ring_fence', 'not for another use');
SELECT refused(format('INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (person_ref(''人才1''), (SELECT holder_id FROM pool), 31, ''2019-04-01'', 1)'),
               '23Z14', 'pool_ring_fence', 'nobody sits in the pool itself');
SELECT refused($$SELECT transfer_posts('第一中学', '第二中学', '31', 1)$$, '23Z14', 'pool_ring_fence', 'its posts are not handed on');
SELECT refused($$SELECT post_entry('pool', (SELECT holder_id FROM pool), 31, unit_ref('第一中学'), 31, 1, 1, '2019-04-01')$$, '23Z14', 'pool_ring_fence', 'nor lent by hand');
SELECT pool_use(citizen(201), '第一中学', effective_on => '2019-04-01') AS seat \gset
SELECT results_eq(format('SELECT loan_id, unit_id, post_type, person_id, certificate_id, effective_on, return_by, until FROM pool_seat WHERE id = %s', :seat),
                  format($$VALUES (%s::bigint, unit_ref('第一中学'), 31, person_ref('人才1'), 1::bigint, '2019-04-01'::date, '2021-04-01'::date, NULL::date)$$, :loan), 'a post lent to a person, for two years');
SELECT is(pool_identity(), '10/8/1/1', 'reserved became lent');
SELECT is(balance('第一中学', 31), '1/0/1', 'the unit has the post and the person');
SELECT results_eq(format('SELECT e.kind, l.holder_id, l.quantity FROM pool_seat s JOIN entry e ON e.id = s.entry_id JOIN entry_line l ON l.entry_id = e.id WHERE s.id = %s ORDER BY 2', :seat),
                  $$VALUES ('pool', (SELECT holder_id FROM pool), -1), ('pool', unit_ref('第一中学'), 1)$$, 'by one entry');
SELECT refused($$UPDATE pool_seat SET return_by = '2030-01-01'$$, '23Z22', 'append_only', 'seats are the engine''s');
SELECT refused($$INSERT INTO pool_seat (loan_id, pool_id, unit_id, post_type, person_id, certificate_id, enrolment_id, entry_id, effective_on, return_by) SELECT loan_id, pool_id, unit_id, post_type, person_id, certificate_id + 1, enrolment_id + 1, entry_id, effective_on, return_by FROM pool_seat$$,
               '23Z22', 'append_only', 'all of them');
SELECT refused(format('SELECT reverse_entry((SELECT entry_id FROM pool_seat WHERE id = %s))', :seat), '23Z14', 'pool_ring_fence', 'the entry of a loan is not reversed');
INSERT INTO enrolment (person_id, unit_id, post_type, entry_reason, effective_on, document_id)
VALUES (person_ref('人才2'), unit_ref('第一中学'), 31, 'talent', '2019-05-01', 1);
SELECT is(pool_identity(), '10/8/0/2', 'plain INSERT does the same');
SELECT results_eq(format('SELECT state, used, closed_on FROM pool_loan WHERE id = %s', :loan), $$VALUES ('used', 2, '2019-05-01'::date)$$, 'the loan is used up');
SELECT refused($$SELECT pool_use(citizen(203), '第一中学', effective_on => '2019-05-01')$$, '23Z14', 'pool_ring_fence', 'nobody beyond it');

-- Leaving ---------------------------------------------------------------------------------

SELECT release('人才2', 'resignation', effective_on => '2019-08-01') \g /dev/null
SELECT is(pool_identity(), '10/9/0/1', 'who leaves gives the post straight back');
SELECT is(balance('第一中学', 31), '1/0/1', 'the unit keeps nothing of it');
SELECT results_eq($$SELECT until, end_kind FROM pool_seat WHERE person_id = person_ref('人才2')$$, $$VALUES ('2019-08-01'::date, 'left')$$, 'and the loan has ended');
SELECT refused($$SELECT pool_use(citizen(202), '第二中学')$$, '23Z14', 'pool_ring_fence', 'a loan elsewhere is needed anew');
SELECT pool_apply('第二中学', 2, effective_on => '2019-08-01') AS second \gset
SELECT pool_approve(:second, return_by => '2020-12-31', use_by => '2999-12-31', effective_on => '2019-08-01') \g /dev/null
SELECT refused($$SELECT pool_use(citizen(202), '第二中学', effective_on => '2019-08-02')$$, '23Z14', 'pool_ring_fence', 'a certificate serves once');
SELECT pool_use(citizen(204), '第二中学', effective_on => '2019-08-02') \g /dev/null
SELECT is((SELECT return_by FROM pool_seat WHERE person_id = person_ref('人才4')), '2020-12-31', 'a day set by the approval holds');
UPDATE enrolment SET until = effective_on, exit_reason = 'other', until_document_id = 1 WHERE person_id = person_ref('人才4') AND until IS NULL;
SELECT results_eq(format('SELECT state, used FROM pool_loan WHERE id = %s', :second), $$VALUES ('approved', 0)$$, 'a void enrolment has not used the approval');
SELECT is(pool_identity(), '10/7/2/1', 'nor its post');
SELECT accepted($$SELECT pool_use(citizen(204), '第二中学', effective_on => '2019-08-03')$$, 'nor the certificate');
SELECT is(pool_identity(), '10/7/1/2', 'one reserved, two lent');
SELECT accepted(format('SELECT pool_cancel(%s, ''未引进'', ''2019-09-01'')', :second), 'what is left is cancelled');
SELECT is(pool_identity(), '10/8/0/2', 'and is free again');
SELECT refused(format('SELECT pool_cancel(%s)', :second), '55Z06', 'pool_state', 'once');

-- Returning -----------------------------------------------------------------------------------

SELECT refused_with($$SELECT pool_return('人才1', effective_on => '2019-10-01')$$, '23Z01', 'over_establishment', '{5,5,0,1}', 'there is no vacancy to return onto');
SELECT release('职工300', 'retirement', effective_on => '2019-10-01') \g /dev/null
SELECT refused_with($$SELECT enrol(citizen(310), '第一中学', '22', effective_on => '2019-10-02')$$, '23Z16', 'pool_vacancy_owed', '{1,1,1,1}', 'what became free is owed to the pool first');
SELECT refused_with($$SELECT permit_use('第一中学', '22', 1, '2999-12-31', effective_on => '2019-10-02')$$, '23Z16', 'pool_vacancy_owed', '{1,1,1,1}', 'it is not promised to others either');
SELECT refused($$SELECT pool_return('职工301')$$, 'P0002', '', 'who has not borrowed does not return');
SELECT refused($$SELECT pool_return('人才1', '31', effective_on => '2019-10-03')$$, '23Z03', 'mixed_establishment', 'not onto a post of the pool');
SELECT refused($$SELECT pool_return('人才1', '11', effective_on => '2019-10-03')$$, '23Z03', 'mixed_establishment', 'not onto a post of another category');
SELECT refused($$SELECT pool_return('人才1', effective_on => '2019-04-01')$$, '23Z18', 'pool_term', 'not on the day it began');
SELECT refused($$SELECT pool_return('人才1', effective_on => current_date + 1)$$, '22Z06', '', 'not tomorrow');
SELECT refused($$INSERT INTO pool_settlement (seat_id, kind, post_type, effective_on) VALUES (1, 'returned', 22, '2019-10-03')$$, '23Z05', 'document_missing', 'not without a document');
SELECT refused($$INSERT INTO pool_settlement (seat_id, kind, post_type, effective_on, document_id) VALUES (4711, 'returned', 22, '2019-10-03', 1)$$, '23503', 'pool_settlement_seat_fkey', 'not what was never lent');
SELECT pool_return('人才1', effective_on => '2019-10-03') AS settled \gset
SELECT is(pool_identity(), '10/9/0/1', 'returned: the pool has one more');
SELECT is(balance('第一中学', 31), '0/0/0', 'the unit no longer has it');
SELECT is(balance('第一中学', 22), '5/0/5', 'the person sits on the ordinary post');
SELECT results_eq(format($$SELECT s.until, s.end_kind, e.post_type, e.effective_on, e.entry_reason, p.name FROM pool_settlement x JOIN pool_seat s ON s.id = x.seat_id
                           JOIN enrolment e ON e.id = x.enrolment_id AND e.transfer_id = s.enrolment_id JOIN enrolment f ON f.id = x.freed_enrolment_id JOIN person p ON p.id = f.person_id WHERE x.id = %s$$, :settled),
                  $$VALUES ('2019-10-03'::date, 'returned', 22, '2019-10-03'::date, 'pool_settlement', '职工300')$$, 'one act: off, on, and whose post it was');
SELECT refused($$SELECT pool_return('人才1', effective_on => '2019-10-04')$$, 'P0002', '', 'nothing is returned twice');
SELECT refused(format('INSERT INTO pool_settlement (seat_id, kind, post_type, effective_on, document_id) SELECT seat_id, ''returned'', 22, ''2019-10-04'', 1 FROM pool_settlement WHERE id = %s', :settled),
               '55Z06', 'pool_state', 'nor by plain INSERT');
SELECT refused($$INSERT INTO pool_settlement (seat_id, kind, post_type, effective_on, document_id) SELECT id, 'returned', 22, '2019-10-04', 1 FROM pool_seat WHERE end_kind = 'left'$$,
               '55Z06', 'pool_state', 'nor what went back by itself');
SELECT refused($$INSERT INTO pool_settlement (seat_id, kind, post_type, effective_on, document_id) SELECT s.id, 'converted', 22, '2019-10-04', 1 FROM pool_seat s, generate_series(1, 2) WHERE s.until IS NULL$$,
               '55Z06', 'pool_state', 'nor twice in one statement');
SELECT release('职工301', 'transfer_out', effective_on => '2019-10-05') \g /dev/null
SELECT accepted($$SELECT enrol(citizen(310), '第一中学', '22', effective_on => '2019-10-06')$$, 'who owes nothing fills its posts as ever');
SELECT release('职工305', 'transfer_out', effective_on => '2019-10-05') \g /dev/null
SELECT accepted($$SELECT enrol(citizen(312), '第二中学', '22', effective_on => '2019-10-06')$$, 'a transfer out is no natural attrition here');
UPDATE pool SET transfer_out_counts = true;
SELECT release(citizen(312), 'transfer_out', effective_on => '2019-10-07') \g /dev/null
SELECT refused_with($$SELECT enrol(citizen(313), '第二中学', '22', effective_on => '2019-10-08')$$, '23Z16', 'pool_vacancy_owed', '{1,1,1,1}', 'but it can be, by parameter');
SELECT results_eq($$SELECT rule, figures FROM check_rules('pool_vacancy_owed')$$, $$VALUES ('pool_vacancy_owed', '{"borrowed": 1, "owed": 1, "free": 1}'::jsonb)$$, 'it is a finding as long as it is free');
INSERT INTO rule_exception (rule, unit_id, post_type, document_id, effective_on, expires_on) VALUES ('pool_vacancy_owed', unit_ref('第二中学'), NULL, 1, '2019-10-01', '2999-12-31');
SELECT accepted($$SELECT enrol(citizen(313), '第二中学', '22', effective_on => '2019-10-08')$$, 'an exception lets it pass');
UPDATE rule_exception SET expires_on = '2019-10-08';
SELECT release(citizen(313), 'resignation', effective_on => '2019-10-09') \g /dev/null
UPDATE pool SET owed = 'propose', transfer_out_counts = false;
SELECT accepted($$SELECT enrol(citizen(314), '第二中学', '22', effective_on => '2019-10-10')$$, 'or the pool only proposes');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'pool_vacancy_owed' AND state = 'open' AND figures ? 'requested'), 1, 'and records what was proposed');
UPDATE pool SET owed = 'refuse';

-- Extending -------------------------------------------------------------------------------------

SELECT refused_with($$SELECT pool_extend('人才4', '2022-01-01', effective_on => '2020-06-01')$$, '23Z18', 'pool_term', '{2020,12,31,2021,12,31}', 'not further than the pool allows');
SELECT refused($$SELECT pool_extend('人才4', effective_on => '2021-01-01')$$, '23Z18', 'pool_term', 'not when it is overdue');
SELECT refused($$SELECT pool_extend('职工301')$$, 'P0002', '', 'nor what was not borrowed');
SELECT accepted($$SELECT pool_extend('人才4', effective_on => '2020-12-31')$$, 'on its last day it still is');
SELECT is((SELECT return_by FROM pool_seat WHERE person_id = person_ref('人才4') AND until IS NULL), '2021-12-31', 'for a year');
SELECT results_eq('SELECT was_return_by, return_by FROM pool_extension', $$VALUES ('2020-12-31'::date, '2021-12-31'::date)$$, 'as recorded');
SELECT refused($$SELECT pool_extend('人才4', effective_on => '2021-06-01')$$, '23Z18', 'pool_term', 'once');
SELECT refused($$UPDATE pool_extension SET return_by = '2030-01-01'$$, '23Z22', 'append_only', 'and not by hand');

-- Overdue and reclaimed ---------------------------------------------------------------------------

SELECT refused($$SELECT pool_reclaim('第二中学', effective_on => '2021-12-31')$$, '23Z18', 'pool_term', 'not reclaimed before the term');
SELECT is(pool_reclaim('图书馆'), NULL, 'nothing from who has not borrowed');
SELECT pool_apply('第二中学', 1, effective_on => '2022-01-01') AS again \gset
SELECT refused_with(format('SELECT pool_approve(%s, effective_on => ''2022-01-02'')', :again), '23Z13', 'pool_borrower_overdue', '{1,2021,12,31}', 'who is overdue does not borrow again');
SELECT pool_apply('第一中学', 1, effective_on => '2022-01-01') AS brother \gset
UPDATE pool SET department_blocked = true;
SELECT refused(format('SELECT pool_approve(%s, effective_on => ''2022-01-02'')', :brother), '23Z13', 'pool_borrower_overdue', 'nor does its department, by parameter');
UPDATE pool SET department_blocked = false;
UPDATE pool SET grace_days = 30;
SELECT is_empty($$SELECT * FROM pool_propose_reclaim(as_of => '2022-01-30')$$, 'grace');
UPDATE pool SET grace_days = 0;
SELECT results_eq($$SELECT unit, person, overdue_days, source, source_vacancy, vacancy_rate FROM pool_propose_reclaim(as_of => '2022-01-02')$$,
                  $$VALUES ('第二中学', '人才4', 2, '图书馆', 3::bigint, 0.7500)$$, 'proposed: from the one with the highest vacancy rate');
UPDATE pool SET reclaim_scope = 'none';
SELECT results_eq($$SELECT unit, source FROM pool_propose_reclaim(as_of => '2022-01-02')$$, $$VALUES ('第二中学', NULL::text)$$, 'a pool that reclaims nothing');
SELECT is(pool_reclaim(effective_on => '2022-01-02'), NULL, 'takes nothing');
UPDATE pool SET reclaim_scope = 'department';
SELECT refused(format('INSERT INTO pool_settlement (seat_id, kind, post_type, source_id, effective_on, document_id) VALUES ((SELECT id FROM pool_seat WHERE until IS NULL), ''reclaimed'', 22, unit_ref(''水文站''), ''2022-01-02'', 1)'),
               '55Z06', 'pool_state', 'not from another department');
SELECT refused(format('INSERT INTO pool_settlement (seat_id, kind, post_type, source_id, effective_on, document_id) VALUES ((SELECT id FROM pool_seat WHERE until IS NULL), ''reclaimed'', 22, unit_ref(''第一中学''), ''2022-01-02'', 1)'),
               '23Z01', 'over_establishment', 'not what is not vacant');
SELECT pool_reclaim(effective_on => '2022-01-02') AS reclaimed \gset
SELECT results_eq(format('SELECT l.holder_id, l.post_type, l.quantity FROM pool_settlement x JOIN entry_line l ON l.entry_id = x.entry_id WHERE x.id = %s ORDER BY 1, 2', :reclaimed),
                  $$VALUES ((SELECT holder_id FROM pool), 31, 1), (unit_ref('第二中学'), 22, 1), (unit_ref('第二中学'), 31, -1), (unit_ref('图书馆'), 22, -1) ORDER BY 1, 2$$, 'one balanced entry');
SELECT is(pool_identity(), '10/10/0/0', 'all is back in the pool');
SELECT is(balance('第二中学', 22), '3/0/3', 'the borrower has one ordinary post more, filled');
SELECT is(balance('图书馆', 22), '3/0/1', 'the sister one vacancy less');
SELECT is((SELECT end_kind FROM pool_seat WHERE id = (SELECT seat_id FROM pool_settlement WHERE id = :reclaimed)), 'reclaimed', 'and so it says');
SELECT is_empty($$SELECT * FROM pool_propose_reclaim()$$, 'nothing is overdue any more');
SELECT accepted(format('SELECT pool_approve(%s, effective_on => ''2022-01-03'')', :again), 'and the unit may borrow again');

-- Converting ---------------------------------------------------------------------------------------

SELECT certify_talent(citizen(200 + n), '兴人才认〔2022〕' || n || '号', 'urgent', '2022-12-31', effective_on => '2022-01-01') FROM generate_series(5, 9) n \g /dev/null
SELECT pool_use(citizen(205), '第二中学', effective_on => '2022-02-01') \g /dev/null
SELECT accepted(format('SELECT pool_approve(%s, effective_on => ''2022-01-03'')', :brother), 'the other too');
SELECT pool_use(citizen(206), '第一中学', effective_on => '2022-02-01') \g /dev/null
SELECT is(pool_identity(), '10/8/0/2', 'two lent');
SELECT pool_convert('人才5', 'reserve', effective_on => '2022-03-01') \g /dev/null
SELECT is(pool_identity(), '10/9/0/1', 'converted with a post of the reserve: the pool''s goes back');
SELECT is(balance('第二中学', 22), '4/0/4', 'the unit has one more');
SELECT pool_convert('人才6', effective_on => '2022-03-01') \g /dev/null
SELECT is(pool_identity(), '9/9/0/0', 'converted without: the pool''s own becomes ordinary');
SELECT is(balance('第一中学', 22), '6/0/6', 'at the unit');

-- Lapsing --------------------------------------------------------------------------------------------

SELECT pool_apply('第一中学', 9, effective_on => '2022-03-01') AS old \gset
SELECT pool_approve(:old, use_by => '2022-06-30', effective_on => '2022-03-01') \g /dev/null
SELECT is(pool_identity(), '9/0/9/0', 'an approval past its day is reserved until someone needs the posts');
SELECT pool_apply('第二中学', 9, effective_on => '2022-03-01') AS new \gset
SELECT refused(format('SELECT pool_approve(%s, use_by => ''2999-12-31'', effective_on => ''2022-03-01''); SELECT 1/0', :new), '22012', '', 'a failed statement lapses nothing');
SELECT is((SELECT state FROM pool_loan WHERE id = :old), 'approved', 'it is still open');
SELECT accepted(format('SELECT pool_approve(%s, 8, use_by => ''2999-12-31'', effective_on => ''2022-03-01'')', :new), 'who gets them');
SELECT results_eq(format('SELECT state, closed_on FROM pool_loan WHERE id = %s', :old), $$VALUES ('lapsed', '2022-07-01'::date)$$, 'it lapsed on the day after its last');
SELECT is(pool_identity(), '9/1/8/0', 'and gave its posts back');
SELECT accepted($$SELECT pool_use(citizen(207), '第一中学', effective_on => '2022-06-30')$$, 'what took effect in time may still be recorded');
SELECT is(pool_identity(), '9/0/8/1', 'and takes a free post');
SELECT refused($$SELECT pool_use(citizen(208), '第一中学', effective_on => '2022-06-30')$$, '23Z15', 'pool_exhausted', 'if there is one');

-- Modes, exceptions and closing -----------------------------------------------------------------------

SELECT refused($$UPDATE rule SET mode = 'warn' WHERE code = 'pool_ring_fence'$$, '23514', 'rule_fixed_mode', 'the ring fence is fixed');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'pool_attrition' AND state = 'open'), (SELECT count(*)::int FROM pool_loan WHERE approved IS NOT NULL), 'each approval here was more than will retire');
UPDATE rule SET mode = 'block' WHERE code = 'pool_attrition';
SELECT pool_apply('第二中学', 1, effective_on => '2022-03-01') AS more \gset
SELECT pool_cancel(:new) \g /dev/null
SELECT refused_with(format('SELECT pool_approve(%s, return_by => ''2024-03-01'', effective_on => ''2022-03-01'')', :more), '23Z17', 'pool_attrition', '{1,0,2024,3,1,0}', 'as a block it refuses');
UPDATE rule SET mode = 'track' WHERE code IN ('pool_attrition', 'pool_borrower_not_full');
SELECT pool_apply('图书馆', 1, effective_on => '2022-03-01') AS notfull \gset
SELECT accepted(format('SELECT pool_approve(%s, effective_on => ''2022-03-01'')', :notfull), 'not full, tracked only');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'pool_borrower_not_full' AND unit_id = unit_ref('图书馆')), 1, 'is recorded');
SELECT refused($$UPDATE pool SET until = current_date + 1, until_document_id = 1$$, '22Z06', '', 'a pool is not closed tomorrow');
SELECT refused($$UPDATE pool SET until = current_date$$, '23Z05', 'document_missing', 'nor without a document');
UPDATE pool SET until = '2022-04-01', until_document_id = 1;
SELECT refused($$SELECT pool_apply('第一中学', 1, pool => '人才池')$$, '55Z06', 'pool_state', 'a closed pool lends no more');
SELECT accepted($$SELECT release('人才7', 'resignation', effective_on => '2023-01-01')$$, 'but takes back');
SELECT refused($$SELECT pool_open('另一池', '22')$$, '55Z06', 'pool_state', 'a pool needs a ring-fenced kind of post');
SELECT refused($$SELECT pool_open('另一池', '31')$$, '55Z06', 'pool_state', 'of its own');
SELECT refused($$UPDATE pool SET post_type = 22$$, '23Z22', 'append_only', 'for ever');

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
