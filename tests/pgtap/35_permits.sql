-- Use permits: posts authorised before people are recruited; they reserve, are consumed, are cancelled, lapse by themselves.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

-- the accounts of 水利局 hold three administrative posts
SELECT permit_use('水利局', '11', 2, '2999-12-31', 'civil_exam', effective_on => '2019-02-01') AS two \gset
SELECT results_eq(format('SELECT unit_id, post_type, quantity, used, entry_reason, effective_on, expires_on, document_id, state, closed_on, recorded_at, recorded_by FROM use_permit WHERE id = %s', :two),
                  format($$VALUES (unit_ref('水利局'), 11, 2, 0, 'civil_exam', '2019-02-01'::date, '2999-12-31'::date, 1::bigint, 'open', NULL::date, now(), %L)$$, session_user),
                  'a permit as it was said');
SELECT is(balance('水利局', 11), '3/2/0', 'it reserves posts');
SELECT refused_with($$SELECT permit_use('水利局', '11', 2, '2999-12-31')$$, '23Z01', 'over_establishment', '{3,0,2,2}', 'not more than are free');
SELECT enrol(citizen(1), '水利局', '11', name => '甲一', effective_on => '2019-03-01') \g /dev/null
SELECT refused_with(format('SELECT enrol(%L, ''水利局'', ''11'', name => ''甲二'')', citizen(2)), '23Z01', 'over_establishment', '{3,1,2,1}',
                    'reserved posts are not free for others');
SELECT refused_with($$SELECT reduce_posts('水利局', '11', 1)$$, '23Z01', 'over_establishment', '{3,1,2,1}', 'nor can they be taken back');

-- Consuming -------------------------------------------------------------------------------

SELECT accepted(format('SELECT enrol(%L, ''水利局'', ''11'', ''civil_exam'', name => ''甲二'', permit => %s, effective_on => ''2019-03-01'')', citizen(2), :two), 'whom it was meant for');
SELECT is(balance('水利局', 11), '3/1/2', 'what was reserved is strength now');
SELECT results_eq(format('SELECT used, state FROM use_permit WHERE id = %s', :two), $$VALUES (1, 'open')$$, 'one used, one left');
SELECT refused(format('SELECT enrol(%L, ''教育局'', ''11'', name => ''甲三'', permit => %s)', citizen(3), :two), '23Z24', 'permit_invalid', 'not for another unit');
SELECT allocate('水利局', '14', 1) \g /dev/null
SELECT refused(format('SELECT enrol(%L, ''水利局'', ''14'', name => ''甲三'', permit => %s)', citizen(3), :two), '23Z24', 'permit_invalid', 'not for another kind of post');
SELECT refused(format('SELECT enrol(%L, ''水利局'', ''11'', name => ''甲三'', permit => %s, effective_on => ''2019-01-31'')', citizen(3), :two), '23Z24', 'permit_invalid', 'not before it holds');
SELECT refused(format('SELECT enrol(%L, ''水利局'', ''11'', name => ''甲三'', permit => 4711)', citizen(3)), '23503', 'enrolment_permit_id_exists', 'unknown permit');
INSERT INTO person (resident_id, name) VALUES (citizen(11)::resident_id, '乙一'), (citizen(12)::resident_id, '乙二');
SELECT refused(format($$INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id, permit_id)
                        SELECT id, unit_ref('水利局'), 11, '2019-03-01', 1, %s FROM person WHERE name ~ '^乙'$$, :two),
               '23Z24', 'permit_invalid', 'two of one statement for the one that is left');
SELECT accepted(format('SELECT enrol(%L, ''水利局'', ''11'', permit => %s, effective_on => ''2019-03-02'')', citizen(11), :two), 'the last of it');
SELECT results_eq(format('SELECT used, state, closed_on FROM use_permit WHERE id = %s', :two), $$VALUES (2, 'used', current_date)$$, 'it is used up');
SELECT is(balance('水利局', 11), '3/0/3', 'nothing is reserved any more');
SELECT release('甲一', 'other', effective_on => '2019-04-01') \g /dev/null
SELECT refused(format('SELECT enrol(%L, ''水利局'', ''11'', permit => %s, effective_on => ''2019-04-01'')', citizen(12), :two), '23Z24', 'permit_invalid', 'a used one covers nobody');
SELECT refused(format('SELECT cancel_permit(%s)', :two), '23503', 'permit_exists', 'nor can it be cancelled');

-- Cancelling ------------------------------------------------------------------------------

SELECT permit_use('水利局', '11', 1, '2999-12-31', effective_on => '2019-04-01') AS one \gset
SELECT is(cancel_permit(:one, '不再招录'), :one::bigint, 'cancel_permit returns the permit');
SELECT results_eq(format('SELECT state, closed_on, note FROM use_permit WHERE id = %s', :one), $$VALUES ('cancelled', current_date, '不再招录')$$, 'cancelled, dated, with the note');
SELECT is(balance('水利局', 11), '3/0/2', 'its post is free again');
SELECT refused(format('SELECT enrol(%L, ''水利局'', ''11'', permit => %s)', citizen(12), :one), '23Z24', 'permit_invalid', 'a cancelled one covers nobody');
SELECT refused(format($$UPDATE use_permit SET state = 'open', closed_on = NULL WHERE id = %s$$, :one), '23Z22', 'append_only', 'and is not reopened');
SELECT refused(format($$UPDATE use_permit SET state = 'lapsed' WHERE id = %s$$, :one), '23Z22', 'append_only', 'nor made another state by hand');
SELECT permit_use('水利局', '11', 1, '2999-12-31', effective_on => '2019-04-01') AS other \gset
SELECT accepted(format($$UPDATE use_permit SET state = 'cancelled', closed_on = current_date WHERE id = %s$$, :other), 'cancelled by plain UPDATE');
SELECT is(balance('水利局', 11), '3/0/2', 'is the same');

-- Lapsing ---------------------------------------------------------------------------------

SELECT permit_use('水利局', '11', 1, current_date - 1, effective_on => '2019-05-01') AS old \gset
SELECT is(balance('水利局', 11), '3/1/2', 'a permit past its day is reserved until someone needs the post');
SELECT accepted(format('SELECT enrol(%L, ''水利局'', ''11'', effective_on => ''2019-05-01'')', citizen(12)), 'who gets it');
SELECT is(balance('水利局', 11), '3/0/3', 'the post changed hands');
SELECT results_eq(format('SELECT state, closed_on, used FROM use_permit WHERE id = %s', :old), $$VALUES ('lapsed', current_date, 0)$$, 'the permit has lapsed on the day after its last');
SELECT release('乙二', 'other', effective_on => '2019-06-01') \g /dev/null
SELECT accepted(format('SELECT enrol(%L, ''水利局'', ''11'', permit => %s, effective_on => ''2019-06-01'')', citizen(12), :old), 'what began while it held may still cite it');
SELECT is(balance('水利局', 11), '3/0/3', 'but takes a free post like any other');
INSERT INTO person (resident_id, name) VALUES (citizen(13)::resident_id, '丙一');
SELECT refused_with(format('SELECT enrol(%L, ''水利局'', ''11'', permit => %s, effective_on => ''2019-06-01'')', citizen(13), :old), '23Z24', 'permit_invalid', NULL, 'it had one post');
SELECT permit_use('教育局', '11', 1, current_date, effective_on => '2019-05-01') \g /dev/null
SELECT permit_use('教育局', '11', 1, current_date - 1, effective_on => '2019-05-01') AS past \gset
SELECT refused_with($$SELECT permit_use('教育局', '11', 2, '2999-12-31')$$, '23Z01', 'over_establishment', '{2,0,1,2}', 'on its last day a permit holds, the lapsed one does not count');
SELECT is((SELECT state FROM use_permit WHERE id = :past), 'open', 'a refused statement lapses nothing');
SELECT refused(format('SELECT enrol(%L, ''教育局'', ''11'', permit => %s)', citizen(13), :past), '23Z24', 'permit_invalid', 'a fact of today cannot cite it');
SELECT is(balance('教育局', 11), '2/2/0', 'refusals changed nothing');

-- Wrong permits ---------------------------------------------------------------------------

SELECT refused($$SELECT permit_use('第一中学', '11', 1, '2999-12-31')$$, '23Z03', 'mixed_establishment', 'an inadmissible kind');
SELECT refused($$SELECT permit_use('第一中学', '22', 1, '2019-01-31', effective_on => '2019-02-01')$$, '23514', 'use_permit_dates_in_order', 'an end before the beginning');
SELECT refused($$SELECT permit_use('第一中学', '22', 1, '2999-12-31', effective_on => current_date + 1)$$, '22Z06', '', 'a beginning to come');
SELECT refused($$SELECT permit_use('第一中学', '22', 1, '2999-12-31', effective_on => '2019-01-09')$$, '23Z25', 'outside_validity', 'before the unit was');
SELECT refused($$SELECT permit_use('第一中学', '22', 1, '2999-12-31', 'bribe')$$, '23503', 'use_permit_entry_reason_exists', 'unknown reason');
SELECT refused($$SELECT cancel_permit(4711)$$, '23503', 'permit_exists', 'unknown permit');
CREATE FUNCTION pg_temp.permit(columns text, vals text) RETURNS text LANGUAGE sql AS
    $$ SELECT format('INSERT INTO use_permit (unit_id, post_type, quantity, effective_on, expires_on, document_id%s) VALUES (%s)', columns, vals) $$;
SELECT refused(pg_temp.permit('', $$unit_ref('第一中学'), 22, 0, '2019-02-01', '2999-12-31', 1$$), '23514', 'use_permit_quantity_positive', 'for nobody');
SELECT refused(pg_temp.permit('', $$unit_ref('第一中学'), 22, 1, '2019-02-01', '2999-12-31', NULL$$), '23Z05', 'document_missing', 'no document');
SELECT refused(pg_temp.permit('', $$unit_ref('第一中学'), 22, 1, '2019-02-01', '2999-12-31', 4711$$), '23503', 'use_permit_document_id_exists', 'unknown document');
SELECT refused(pg_temp.permit('', $$4711, 22, 1, '2019-02-01', '2999-12-31', 1$$), '23503', 'use_permit_unit_id_exists', 'unknown unit');
SELECT refused(pg_temp.permit('', $$unit_ref('第一中学'), 19, 1, '2019-02-01', '2999-12-31', 1$$), '23503', 'use_permit_post_type_exists', 'unknown kind of post');
SELECT refused(pg_temp.permit(', used', $$unit_ref('第一中学'), 22, 1, '2019-02-01', '2999-12-31', 1, 1$$), '23Z24', 'permit_invalid', 'born used');
SELECT refused(pg_temp.permit(', state, closed_on', $$unit_ref('第一中学'), 22, 1, '2019-02-01', '2999-12-31', 1, 'used', current_date$$), '23Z24', 'permit_invalid', 'born closed');
SELECT refused(pg_temp.permit(', state, closed_on', $$unit_ref('第一中学'), 22, 1, '2019-02-01', '2999-12-31', 1, 'lost', current_date$$), '23514', 'use_permit_state_known', 'unknown state');
SELECT refused($$UPDATE use_permit SET used = 1 WHERE state = 'open'$$, '23Z22', 'append_only', 'used is the engine''s');

SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
