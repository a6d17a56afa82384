-- Ends in closed months: of permits and of loans of a pool they are sealed, once, and those that a closed month counts
-- are not moved.  What was recorded before and after a close matters here, so the file commits as it goes.
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
\ir helpers/pool_book.sql
SELECT no_plan();
SET client_min_messages = error;
SELECT permit_use('水利局', '11', 1, '2999-12-31', effective_on => '2019-02-01') AS cancelled,
       permit_use('教育局', '11', 1, '2019-02-15', effective_on => '2019-02-01') AS lapsed \gset
SELECT cancel_permit(:cancelled) \g /dev/null
SELECT pool_apply('第一中学', 2, effective_on => '2019-02-01') AS used, pool_apply('第一中学', 1, effective_on => '2019-02-01') AS withdrawn,
       pool_apply('第二中学', 1, effective_on => '2019-02-01') AS gone, pool_apply('第二中学', 1, effective_on => '2019-02-01') AS waiting \gset
SELECT pool_approve(:used, effective_on => '2019-02-02'), pool_withdraw(:withdrawn, effective_on => '2019-02-03'),
       pool_approve(:gone, effective_on => '2019-02-02'), pool_cancel(:gone, effective_on => '2019-02-04') \g /dev/null
SELECT record_duty('防汛', '水利局', effective_on => '2019-02-01') AS duty \gset
SELECT end_duty('防汛', effective_on => '2019-02-10') \g /dev/null
SELECT pool_use(citizen(201), '第一中学', effective_on => '2019-02-05') AS seat \gset
SELECT release(citizen(201), 'resignation', effective_on => '2019-02-20') \g /dev/null

SELECT is((SELECT concat_ws(' ', state, closed_at IS NOT NULL, closed_by = session_user) FROM use_permit WHERE id = :cancelled), 'cancelled t t', 'when and by whom a permit ended the database says');
SELECT refused(format('UPDATE use_permit SET closed_at = now() WHERE id = %s', :cancelled), '23Z22', 'append_only', 'and nobody else');
BEGIN;
INSERT INTO use_permit (unit_id, post_type, quantity, effective_on, expires_on, document_id, closed_at) VALUES (1, 11, 1, '2019-02-01', '2999-12-31', 1, now());
SELECT is_empty(format($$SELECT * FROM fact_event WHERE fact = 'permit_end' AND fact_id <> %s$$, :cancelled), 'an open one has no end, whatever its row says');
ROLLBACK;
SELECT accepted(format('UPDATE use_permit SET closed_on = closed_on - 1 WHERE id = %s', :cancelled), 'an end of an open month may be put right');
UPDATE use_permit SET closed_on = '2019-02-12' WHERE id = :cancelled;
SELECT accepted(format($$UPDATE duty_assignment SET until = '2019-02-09' WHERE duty_id = %1$s; UPDATE duty SET until = '2019-02-09' WHERE id = %1$s$$, :duty), 'so may that of a duty');

SELECT freeze('152200', '2019-02-01') AS f, close_period('152200', '2019-02-01', '试') AS s \g /dev/null
SELECT set_eq($$SELECT kind, key FROM seal_line('152200', '2019-02-01') WHERE kind IN ('permit_end', 'pool_loan_decision', 'pool_loan_end')$$,
    format($$VALUES ('permit_end', '%s'), ('pool_loan_decision', '%s'), ('pool_loan_decision', '%s'), ('pool_loan_end', '%s'), ('pool_loan_end', '%s')$$,
           :cancelled, :used, :gone, :withdrawn, :gone), 'February has the ends and decisions of February');
SELECT is((SELECT line::json ->> 'act' FROM seal_line('152200', '2019-02-01') WHERE kind = 'permit_end'), 'cancelled', 'a permit that was cancelled');
SELECT is((SELECT string_agg(line::json ->> 'act', ',' ORDER BY n) FROM seal_line('152200', '2019-02-01') WHERE kind = 'pool_loan_end'), 'withdrawn,cancelled', 'loans that were not to be, or no more');
SELECT is((SELECT concat_ws(' ', l ->> 'approved', l ->> 'approved_on', l ->> 'approval_number' IS NOT NULL) FROM seal_line('152200', '2019-02-01') x, LATERAL (SELECT x.line::json) y (l)
            WHERE kind = 'pool_loan_decision' AND key = :'used'), '2 2019-02-02 t', 'what was approved');
SELECT is_empty('SELECT * FROM verify()', 'the book verifies');

-- counted is counted
SELECT refused(format($$UPDATE use_permit SET closed_on = '2019-03-01' WHERE id = %s$$, :cancelled), '55Z02', 'period_closed', 'the end of a permit is not moved');
SELECT refused(format($$UPDATE duty SET until = '2019-02-08' WHERE id = %s$$, :duty), '55Z02', 'period_closed', 'nor that of a duty');
SELECT refused(format($$UPDATE enrolment SET until = '2019-03-01' WHERE id = (SELECT enrolment_id FROM pool_seat WHERE id = %s)$$, :seat), '55Z02', 'period_closed', 'nor that of an enrolment, and so of a seat');
SELECT refused(format($$UPDATE pool_seat SET until = '2019-03-01' WHERE id = %s$$, :seat), '23Z22', 'append_only', 'which the engine alone writes');
SELECT is((SELECT string_agg(c.relname, ',' ORDER BY c.relname) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'trial'::regnamespace AND t.tgname = 'bz18_keep_end' AND t.tgenabled = 'A'),
          'appointment,duty,duty_assignment,enrolment,pool_seat,use_permit', 'each kind of end is kept, always');

-- what lapses is late, and used up later it does not end again
BEGIN;
SELECT enrol(citizen(5), '教育局', '11', name => '戊一', effective_on => '2019-02-10'), enrol(citizen(6), '教育局', '11', name => '己一', effective_on => '2019-02-10') \g /dev/null
SELECT is((SELECT concat_ws(' ', state, closed_on) FROM use_permit WHERE id = :lapsed), 'lapsed 2019-02-16', 'the permit that ran out gave way');
COMMIT;
SELECT set_has($$SELECT kind, id FROM changed_since('2019-02-01')$$, format($$VALUES ('permit_end', %s::bigint)$$, :lapsed), 'which became known after February was closed');
SELECT freeze('152200', '2019-03-01') AS f, close_period('152200', '2019-03-01', '试') AS s \g /dev/null
SELECT is((SELECT concat_ws(' ', key, line::json ->> 'act', line::json ->> 'until') FROM seal_line('152200', '2019-03-01') WHERE kind = 'permit_end'), concat(:lapsed, ' over 2019-02-16'), 'and is in March');
SELECT release('戊一', 'resignation', effective_on => '2019-04-01') \g /dev/null
SELECT closed_at AS before FROM use_permit WHERE id = :lapsed \gset
SELECT enrol(citizen(7), '教育局', '11', name => '庚一', permit => :lapsed, effective_on => '2019-02-12') IS NULL AS used_late \g /dev/null
SELECT is((SELECT concat_ws(' ', state, closed_on, closed_at = :'before') FROM use_permit WHERE id = :lapsed), 'used 2019-02-16 t', 'used up late it keeps its end');
SELECT pool_use(citizen(202), '第一中学', effective_on => '2019-02-06') \g /dev/null
SELECT is((SELECT state FROM pool_loan WHERE id = :used), 'used', 'a loan that is used up');
SELECT is_empty('SELECT * FROM verify()', 'and no seal is broken');
SELECT * FROM finish();
