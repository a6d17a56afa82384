-- Maker and checker: what is proposed is tried and undone, takes effect when somebody else approves it and the figures
-- still are what they were; one decision, once, by plain statements as by the functions of a book.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();
SELECT grant_ceiling('152200', '11', 0 + 20, effective_on => '2019-01-10') \g /dev/null
SELECT enrol(citizen(i), '教育局', '11', name => '人' || i, effective_on => '2019-02-01') FROM generate_series(1, 2) i \g /dev/null
SELECT enrol(citizen(3), '水利局', '11', name => '人3', effective_on => '2019-02-01') \g /dev/null

-- Neither has a right on the ledger: the proposal is their only door.
CREATE ROLE proposals_maker;
CREATE ROLE proposals_checker;
CREATE ROLE proposals_other;
CREATE ROLE proposals_super SUPERUSER;
GRANT USAGE ON SCHEMA trial, bianzhi, public TO proposals_maker, proposals_checker, proposals_other;
GRANT SELECT ON proposal, document, operation, code TO proposals_maker, proposals_checker, proposals_other;
GRANT INSERT ON proposal TO proposals_maker, proposals_checker, proposals_other;
GRANT UPDATE (state, decision_reason) ON proposal TO proposals_maker, proposals_checker, proposals_other;
CREATE FUNCTION pg_temp.by(who text, statement text) RETURNS text LANGUAGE sql AS
    $$ SELECT format('SET LOCAL SESSION AUTHORIZATION %I; %s; RESET SESSION AUTHORIZATION', who, statement) $$;
CREATE FUNCTION pg_temp.op(op text, VARIADIC args text[] DEFAULT '{}') RETURNS text LANGUAGE sql AS
    $$ SELECT json_build_object('op', op, 'args', json_object(args))::text $$;
CREATE FUNCTION pg_temp.proposes(operations text, key text DEFAULT NULL) RETURNS text LANGUAGE sql AS
    $$ SELECT format('SELECT propose(''operations'', %L, ''事项'', idempotency_key => %L)', '[' || operations || ']', key) $$;
CREATE FUNCTION pg_temp.last() RETURNS bigint LANGUAGE sql AS $$ SELECT max(id) FROM trial.proposal $$;
CREATE FUNCTION pg_temp.decides(what text, reason text DEFAULT NULL) RETURNS text LANGUAGE sql AS
    $$ SELECT format('SELECT %s(%s, %L)', what, pg_temp.last(), reason) $$;
CREATE VIEW public.facts AS
SELECT (SELECT count(*) FROM trial.entry) AS entries, (SELECT count(*) FROM trial.entry_line) AS lines, (SELECT count(*) FROM trial.enrolment) AS enrolments,
       (SELECT count(*) FROM trial.unit) AS units, (SELECT count(*) FROM trial.document) AS documents, (SELECT count(*) FROM trial.finding) AS findings,
       (SELECT jsonb_agg(a ORDER BY holder_id, post_type) FROM trial.account a) AS accounts;

-- Submitting ------------------------------------------------------------------------------

SELECT * FROM facts \gset was_
SELECT accepted(pg_temp.by('proposals_maker', pg_temp.proposes(pg_temp.op('allocate', 'unit', '教育局', 'post_type', '11', 'quantity', '3'))), 'a clerk without any right on the ledger proposes');
SELECT results_eq($$SELECT kind, title, document_id, made_by, made_at, state, decided_by, decided_at, result, jsonb_array_length(operations) FROM proposal$$,
    $$VALUES ('operations', '事项', 1::bigint, 'proposals_maker', now(), 'submitted', NULL, NULL::timestamptz, NULL::jsonb, 1)$$, 'who and when is the database''s, it waits');
SELECT results_eq('SELECT entries::text, lines::text, enrolments::text, accounts::text FROM facts', format('VALUES (%L, %L, %L, %L)', :'was_entries', :'was_lines', :'was_enrolments', :'was_accounts'),
    'and nothing has happened');
SELECT results_eq($$SELECT holder, post_type, approved_then, reserved_then, strength_then, approved_change, reserved_change, strength_change, unchanged FROM proposal_effect ORDER BY holder_id$$,
    $$VALUES ('机动编制', 11, 115, 0, 0, -3, 0, 0, true), ('教育局', 11, 2, 0, 2, 3, 0, 0, true)$$, 'the figures it touches, and by how much, are kept');
SELECT results_eq($$SELECT step, op, operation, args ->> 'unit', result FROM proposal_operation$$, $$VALUES (1, 'allocate', '核定编制', '教育局', NULL)$$, 'and the operations');
SELECT is((SELECT count(*)::int FROM proposal_card(pg_temp.last()) WHERE value IS NOT NULL), 10, 'its card');
SELECT refused(pg_temp.by('proposals_maker', $$SELECT allocate('教育局', '11', 3)$$), '42501', '', 'by hand he may not');

-- Deciding --------------------------------------------------------------------------------

SELECT refused(pg_temp.by('proposals_maker', pg_temp.decides('approve', '同意')), '23Z20', 'self_review', 'not by who made it');
SELECT refused(pg_temp.by('proposals_maker', pg_temp.decides('reject', '不妥')), '23Z20', 'self_review', 'not even to reject');
SELECT refused(pg_temp.by('proposals_maker', $$UPDATE proposal SET state = 'approved'$$), '23Z20', 'self_review', 'nor by plain UPDATE');
SELECT refused(pg_temp.by('proposals_checker', pg_temp.decides('withdraw')), '42501', '', 'nobody else takes it back');
SELECT refused(pg_temp.by('proposals_checker', pg_temp.decides('reject')), '22004', '', 'a rejection without a reason');
SELECT refused(pg_temp.by('proposals_checker', pg_temp.decides('reject', E' \t')), '22004', '', 'or with a blank one');
SELECT refused(pg_temp.by('proposals_checker', $$UPDATE proposal SET state = 'rejected'$$), '22004', '', 'nor by plain UPDATE');
SELECT refused(pg_temp.by('proposals_checker', $$UPDATE proposal SET decision_reason = '再议'$$), '55Z05', 'proposal_state', 'a reason alone decides nothing');
SELECT refused($$UPDATE proposal SET state = 'maybe', decided_by = 'x'$$, '23514', 'proposal_state_known', 'an unknown state');
SELECT refused($$SELECT approve(999999)$$, '23503', 'proposal_exists', 'a proposal that is none');
SELECT refused($$SELECT approve(NULL)$$, '22004', '', 'no proposal');
SELECT refused($$SELECT proposal_card(999999)$$, '23503', 'proposal_exists', 'no card of it either');
SELECT accepted(pg_temp.by('proposals_checker', pg_temp.decides('approve', '同意')), 'somebody else approves, without any right on the ledger');
SELECT is(balance('教育局', 11), '5/0/2', 'and it is done');
SELECT is(balance('reserve', 11), '112/0/0', 'on both sides');
SELECT results_eq($$SELECT state, decided_by, decided_at, decision_reason, result FROM proposal$$,
    $$SELECT 'approved', 'proposals_checker', now(), '同意', jsonb_build_array(jsonb_build_object('op', 'allocate', 'result', max(id)::text)) FROM entry$$, 'who, when, why, and what came of it');
SELECT results_eq($$SELECT document_id, recorded_by::text COLLATE "default" FROM entry ORDER BY id DESC LIMIT 1$$, $$VALUES (1::bigint, 'proposals_checker')$$, 'the entry cites the proposal''s document');
SELECT refused(pg_temp.by('proposals_checker', pg_temp.decides(what, '再')), '55Z05', 'proposal_state', what || ' what is approved') FROM unnest('{approve,reject}'::text[]) what;
SELECT refused(pg_temp.by('proposals_maker', pg_temp.decides('withdraw')), '55Z05', 'proposal_state', 'withdraw what is approved');
SELECT refused($$UPDATE proposal SET state = 'submitted'$$, '55Z05', 'proposal_state', 'a decision is not taken back');
SELECT refused($$UPDATE proposal SET decision_reason = '另'$$, '55Z05', 'proposal_state', 'nor its reason');
SELECT refused($$UPDATE proposal SET decided_by = 'x', result = '[]'$$, '55Z05', 'proposal_state', 'nor the rest');

SELECT accepted(pg_temp.by('proposals_maker', pg_temp.proposes(pg_temp.op('allocate', 'unit', '教育局', 'post_type', '11', 'quantity', '1'))), 'another');
SELECT accepted(pg_temp.by('proposals_checker', pg_temp.decides('reject', '编制够用')), 'is rejected');
SELECT is((SELECT concat_ws(' ', state, decided_by, decision_reason) FROM proposal WHERE id = pg_temp.last()), 'rejected proposals_checker 编制够用', 'with who and why');
SELECT refused(pg_temp.by('proposals_other', pg_temp.decides('approve')), '55Z05', 'proposal_state', 'and not approved afterwards');
SELECT accepted(pg_temp.by('proposals_maker', pg_temp.proposes(pg_temp.op('allocate', 'unit', '教育局', 'post_type', '11', 'quantity', '1'))), 'a third');
SELECT accepted(pg_temp.by('proposals_maker', pg_temp.decides('withdraw', '改期')), 'is withdrawn by its maker');
SELECT refused(pg_temp.by('proposals_other', pg_temp.decides('approve')), '55Z05', 'proposal_state', 'and not approved either');
SELECT is(balance('教育局', 11), '5/0/2', 'neither has done anything');
SELECT accepted(pg_temp.by('proposals_super', pg_temp.proposes(pg_temp.op('allocate', 'unit', '教育局', 'post_type', '11', 'quantity', '1'))), 'a superuser proposes');
SELECT refused(pg_temp.by('proposals_super', pg_temp.decides('approve')), '23Z20', 'self_review', 'and does not review himself');
SELECT refused(pg_temp.by('proposals_super', format('SET LOCAL ROLE proposals_checker; SELECT approve(%s)', pg_temp.last())), '23Z20', 'self_review', 'not under another role: the session counts');
SELECT accepted(pg_temp.by('proposals_super', pg_temp.decides('withdraw')), 'withdrawn');

-- What cannot be proposed -----------------------------------------------------------------

SELECT refused(pg_temp.proposes(ops), '22Z08', '', what) FROM (VALUES
    ('', 'no operation'), ('1', 'a number'), ('[]', 'a list in the list'), ('{}', 'an object without op'), ('{"op": 1}', 'op is no name'),
    ('{"op": "allocate", "args": []}', 'arguments are no object'), ('{"op": "allocate", "args": "x"}', 'arguments are a text'),
    ('{"op": "verify"}', 'a function that is not listed'), ('{"op": "approve", "args": {"proposal": 1}}', 'review is no operation'), ('{"op": "propose"}', 'nor is proposing'),
    ('{"op": "allocate", "args": {}, "when": "now"}', 'a key that is none'), ('{"op": "allocate", "note": 3}', 'a note that is none'),
    ('{"op": "allocate", "args": {"unit": "教育局"}}', 'an argument is missing'), ('{"op": "allocate", "args": {"unit": "教育局", "post_type": "11", "quantity": "x"}}', 'not a number'),
    ('{"op": "allocate", "args": {"unit": "教育局", "post_type": "11", "quantity": 1, "colour": "red"}}', 'an argument too many')) v (ops, what);
SELECT refused(format('SELECT propose(''operations'', %L, ''事项'')', o), '22Z08', '', 'not a list: ' || o) FROM unnest('{"{}","3","null"}'::text[]) o;
SELECT refused($$SELECT propose('operations', '[{"op": ', '事项')$$, '22P02', '', 'no JSON at all');
SELECT refused($$SELECT propose('operations', NULL, '事项')$$, '22004', '', 'no operations');
SELECT refused(pg_temp.proposes(pg_temp.op('allocate', 'unit', '教育局', 'post_type', '11', 'quantity', '1000')), '23Z23', 'over_ceiling', 'what cannot be done today is refused at once, with the rule''s own code');
SELECT refused_with(pg_temp.by('proposals_super', pg_temp.proposes(pg_temp.op('allocate', 'unit', '教育局', 'post_type', '11', 'quantity', '1000'))), '23Z23', 'over_ceiling', '{112,0,0,1000}', 'and its figures');
SELECT is((attempt(pg_temp.by('proposals_maker', pg_temp.proposes(pg_temp.op('allocate', 'unit', '教育局', 'post_type', '11', 'quantity', '1000'))))).detail, '', 'which are not told to those who may not read them');
SELECT refused(pg_temp.proposes(concat_ws(',', pg_temp.op('allocate', 'unit', '教育局', 'post_type', '11', 'quantity', '1'), pg_temp.op('allocate', 'unit', '无此局', 'post_type', '11', 'quantity', '1'))),
    '23503', 'unit_exists', 'the second of two');
SELECT refused($$SELECT propose('dream', '[{"op": "allocate"}]', '事项')$$, '23503', 'proposal_kind_exists', 'an unknown kind');
SELECT refused($$SELECT propose(NULL, '[{"op": "allocate"}]', '事项')$$, '22004', '', 'no kind');
SELECT refused($$SELECT propose('operations', '[{"op": "allocate"}]', NULL)$$, '22004', '', 'no title');
SELECT refused(format('SELECT propose(''operations'', %L, ''  '')', '[' || pg_temp.op('reduce_posts', 'unit', '教育局', 'post_type', '11', 'quantity', '1') || ']'), '23514', 'proposal_title_not_blank', 'a blank title');
SELECT refused($$SELECT propose('operations', '[{"op": "allocate"}]', '事项', '兴机编〔2000〕9号')$$, '23503', 'document_exists', 'an unknown document');
SELECT refused($$SET LOCAL bianzhi.document = ''; SELECT propose('operations', '[{"op": "allocate"}]', '事项')$$, '23Z05', 'document_missing', 'no document');
SELECT refused(format('INSERT INTO proposal (kind, title, operations) VALUES (''operations'', ''事项'', %L)', '[' || pg_temp.op('reduce_posts', 'unit', '教育局', 'post_type', '11', 'quantity', '1') || ']'),
    '23Z05', 'document_missing', 'nor by plain INSERT');
SELECT refused(format('INSERT INTO proposal (kind, title, operations, document_id, state) VALUES (''operations'', ''事项'', %L, 1, %L)', '[' || pg_temp.op('reduce_posts', 'unit', '教育局', 'post_type', '11', 'quantity', '1') || ']', s),
    '55Z05', 'proposal_state', 'no proposal is born ' || s) FROM unnest('{approved,rejected,withdrawn}'::text[]) s;
SELECT accepted(format('INSERT INTO proposal (kind, title, operations, document_id, made_by, made_at, base, decision_reason, decided_by) VALUES (''operations'', ''事项'', %L, 1, ''somebody'', ''2000-01-01'', ''{}'', ''x'', ''x'')',
    '[' || pg_temp.op('reduce_posts', 'unit', '教育局', 'post_type', '11', 'quantity', '1') || ']'), 'by plain INSERT, too');
SELECT results_eq($$SELECT made_by = session_user, made_at = now(), jsonb_array_length(base -> 'accounts'), decision_reason, decided_by FROM proposal WHERE id = pg_temp.last()$$,
    $$VALUES (true, true, 2, NULL, NULL)$$, 'what the database fills it fills itself');
SELECT accepted(pg_temp.decides('withdraw'), 'withdrawn');
SELECT refused(format('UPDATE proposal SET %1$I = %1$I', c), '23Z22', 'append_only', c || ' stays')
  FROM unnest('{id,kind,title,operations,reason,document_id,base,idempotency_key,made_by,made_at}'::text[]) c;
SELECT refused('DELETE FROM proposal', '23Z22', 'append_only', 'and nothing is deleted');

-- The same key ----------------------------------------------------------------------------

SELECT accepted(pg_temp.by('proposals_maker', pg_temp.proposes(pg_temp.op('allocate', 'unit', '教育局', 'post_type', '11', 'quantity', '1'), 'K-1')), 'with a key');
SELECT count(*) AS n FROM proposal \gset
SELECT is(propose('operations', '[{"op": "allocate", "args": {}}]', '另一事项', idempotency_key => 'K-1'), pg_temp.last(), 'the same key returns the first');
SELECT is((SELECT count(*) FROM proposal), :n::bigint, 'and makes no other');
SELECT accepted(pg_temp.by('proposals_checker', pg_temp.decides('approve')), 'approved');
SELECT is(propose('operations', '[{"op": "allocate", "args": {}}]', '另一事项', idempotency_key => 'K-1'), pg_temp.last(), 'also after it was decided');
SELECT accepted(pg_temp.by('proposals_maker', pg_temp.proposes(pg_temp.op('allocate', 'unit', '教育局', 'post_type', '11', 'quantity', '1'))), 'without a key');
SELECT accepted(pg_temp.by('proposals_maker', pg_temp.proposes(pg_temp.op('allocate', 'unit', '教育局', 'post_type', '11', 'quantity', '1'))), 'each call is one of its own');
SELECT is((SELECT count(*) FROM proposal), :n::bigint + 2, 'two');

-- The base --------------------------------------------------------------------------------

SELECT is(balance('教育局', 11), '6/0/2', 'now six');
SELECT accepted(pg_temp.by('proposals_checker', pg_temp.decides('approve')), 'the second of the two is approved');
SELECT refused_with(pg_temp.by('proposals_super', $$UPDATE proposal SET state = 'approved' WHERE state = 'submitted'$$), '23Z21', 'stale_proposal', '{6,0,2,7,0,2}',
    'the first rested on six: then and now are told');
SELECT refused(pg_temp.by('proposals_checker', $$UPDATE proposal SET state = 'approved' WHERE state = 'submitted'$$), '23Z21', 'stale_proposal', 'to everybody');
SELECT is((attempt(pg_temp.by('proposals_checker', $$UPDATE proposal SET state = 'approved' WHERE state = 'submitted'$$))).detail, '', 'figures only to those who may read them');
SELECT ok((SELECT NOT unchanged FROM proposal_effect e JOIN proposal p ON p.id = e.proposal_id WHERE p.state = 'submitted' AND e.holder_id > 0), 'the view says so');
SELECT accepted($$SELECT reduce_posts('教育局', '11', 1)$$, 'when the figures are again what they were');
SELECT accepted(pg_temp.by('proposals_checker', $$UPDATE proposal SET state = 'approved' WHERE state = 'submitted'$$), 'it can be approved');
SELECT accepted(pg_temp.by('proposals_maker', concat_ws(';', pg_temp.proposes(pg_temp.op('allocate', 'unit', '水利局', 'post_type', '11', 'quantity', '1')), pg_temp.proposes(pg_temp.op('allocate', 'unit', '公安局', 'post_type', '12', 'quantity', '4')))),
    'two for different units');
SELECT accepted($$SELECT allocate('公安局', '11', 2)$$, 'meanwhile others draw on the reserve, and on another kind of post');
SELECT accepted(pg_temp.by('proposals_checker', $$UPDATE proposal SET state = 'approved' WHERE state = 'submitted'$$), 'both are approved in one statement');
SELECT is(balance('水利局', 11) || ' ' || balance('公安局', 12), '4/0/1 4/0/0', 'and done');
SELECT accepted(pg_temp.by('proposals_maker', pg_temp.proposes(pg_temp.op('allocate', 'unit', '水利局', 'post_type', '11', 'quantity', '50'))), 'fifty of the reserve');
SELECT accepted($$SELECT transfer_posts('reserve', '教育局', '11', 60)$$, 'sixty go elsewhere');
SELECT refused(pg_temp.by('proposals_checker', pg_temp.decides('approve')), '23Z23', 'over_ceiling', 'what the reserve has not is refused by the rule itself');
SELECT is((SELECT state FROM proposal WHERE id = pg_temp.last()), 'submitted', 'the proposal still waits');
SELECT accepted($$SELECT transfer_posts('教育局', 'reserve', '11', 60)$$, 'when they are back');
SELECT accepted(pg_temp.by('proposals_checker', pg_temp.decides('approve')), 'it goes');

SELECT accepted(pg_temp.by('proposals_maker', pg_temp.proposes(pg_temp.op('reduce_posts', 'unit', '教育局', 'post_type', '11', 'quantity', '1'))), 'taking one away');
SELECT accepted($$SELECT enrol(public.citizen(4), '教育局', '11', name => '人4')$$, 'somebody is enrolled there');
SELECT refused(pg_temp.by('proposals_checker', pg_temp.decides('approve')), '23Z21', 'stale_proposal', 'stale');
SELECT accepted($$SELECT release('人4', 'other')$$, 'and leaves again');
SELECT accepted($$SELECT permit_use('教育局', '11', 1, '2999-12-31')$$, 'a permit');
SELECT refused(pg_temp.by('proposals_checker', pg_temp.decides('approve')), '23Z21', 'stale_proposal', 'counts as well');
SELECT accepted($$SELECT cancel_permit((SELECT max(id) FROM use_permit))$$, 'cancelled');
SELECT accepted(pg_temp.by('proposals_checker', pg_temp.decides('approve')), 'as it was');

-- the person has gone elsewhere, and another fills the place: every account is as it was, the act is not
SELECT accepted(pg_temp.by('proposals_maker', pg_temp.proposes(pg_temp.op('release', 'person', '人3', 'exit_reason', 'other'))), 'a release is proposed');
SELECT accepted($$SELECT transfer_person('人3', '公安局', '11'); SELECT enrol(public.citizen(5), '水利局', '11', name => '人5')$$, 'the person moves, another takes the place');
SELECT refused(pg_temp.by('proposals_checker', pg_temp.decides('approve')), '23Z21', 'stale_proposal', 'what it would do is not what was reviewed');
SELECT accepted(pg_temp.by('proposals_maker', pg_temp.decides('withdraw')), 'withdrawn');

-- a unit that is rewritten must stand as it stood
INSERT INTO operation (op, name_zh, name_en) VALUES ('rename_unit', '机构更名', 'rename a unit') ON CONFLICT DO NOTHING;
SELECT accepted(pg_temp.by('proposals_maker', pg_temp.proposes(pg_temp.op('rename_unit', 'unit', '公安局', 'name', '公安一局'))), 'a new name is proposed');
SELECT is((SELECT base -> 'units' -> 0 ->> 'name' FROM proposal WHERE id = pg_temp.last()), '公安局', 'the old one is kept');
SELECT accepted($$SELECT rename_unit('公安局', '公安二局')$$, 'somebody else gives it another');
SELECT refused(pg_temp.by('proposals_checker', pg_temp.decides('approve')), '23Z21', 'stale_proposal', 'stale');
SELECT accepted($$SELECT rename_unit('公安二局', '公安局')$$, 'its old name again');
SELECT accepted(pg_temp.by('proposals_checker', pg_temp.decides('approve')), 'approved');
SELECT is((SELECT name FROM unit WHERE id = unit_ref('公安一局')), '公安一局', 'renamed');

-- Several operations, things that they make themselves ------------------------------------

SELECT accepted(pg_temp.by('proposals_maker', format('SELECT propose(''operations'', %L, ''新设'', ''兴机编〔2019〕2号'')', '[' || concat_ws(',',
    pg_temp.op('record_document', 'number', '兴机编〔2019〕7号', 'issued_on', '2019-03-01'), pg_temp.op('establish_unit', 'name', '新局', 'class', 'organ'),
    pg_temp.op('核定编制', 'unit', '新局', 'post_type', '11', 'quantity', '2'), pg_temp.op('allocate', 'unit', '新局', 'post_type', '11', 'quantity', '1', 'document', '兴机编〔2019〕7号'),
    pg_temp.op('enrol', 'person', citizen(9), 'name', '新人', 'unit', '新局', 'post_type', '11')) || ']')), 'a unit with posts and somebody in them');
SELECT is_empty($$SELECT FROM unit WHERE name = '新局'$$, 'not yet');
SELECT is_empty($$SELECT FROM person WHERE name = '新人'$$, 'nobody yet');
SELECT results_eq($$SELECT holder_id < 0, approved_change FROM proposal_effect WHERE proposal_id = pg_temp.last()$$, $$VALUES (true, -3)$$, 'what is not there yet has no figures');
SELECT accepted(pg_temp.by('proposals_checker', pg_temp.decides('approve')), 'approved');
SELECT is(balance('新局', 11), '3/0/1', 'all of it');
SELECT results_eq($$SELECT d.number FROM entry e JOIN document d ON d.id = e.document_id JOIN entry_line l ON l.entry_id = e.id AND l.holder_id = unit_ref('新局') ORDER BY e.id$$,
    $$VALUES ('兴机编〔2019〕2号'), ('兴机编〔2019〕7号')$$, 'on the proposal''s document, or on the one an operation names');
SELECT is((SELECT jsonb_array_length(result) FROM proposal WHERE id = pg_temp.last()), 5, 'five results');
SELECT is(current_setting('bianzhi.document'), '兴机编〔2019〕1号', 'the session''s document is as before');
SELECT is(current_user, session_user, 'and the user');

-- A rule that only warns: the maker is warned, nothing is recorded until it is done.
UPDATE rule SET mode = 'track' WHERE code = 'over_establishment';
SELECT count(*) AS findings FROM finding \gset
SELECT accepted(pg_temp.by('proposals_maker', pg_temp.proposes(pg_temp.op('enrol', 'person', citizen(20), 'name', '超编', 'unit', '前旗水利局', 'post_type', '11') || ',' ||
    pg_temp.op('reduce_posts', 'unit', '前旗水利局', 'post_type', '11', 'quantity', '4'))), 'a rule that only records lets it be proposed');
SELECT is((SELECT count(*)::int FROM finding), :findings, 'without a finding');
SELECT accepted(pg_temp.by('proposals_checker', pg_temp.decides('approve')), 'and approved');
SELECT is((SELECT count(*)::int FROM finding WHERE rule = 'over_establishment'), 1, 'which is found then');
UPDATE rule SET mode = 'block' WHERE code = 'over_establishment';
SELECT accepted($$SELECT release('超编', 'other')$$, 'put right');
SELECT refused(format('UPDATE rule SET mode = ''warn'' WHERE code = %L', r), '23514', 'rule_fixed_mode', r || ' cannot be relaxed') FROM unnest('{self_review,stale_proposal}'::text[]) r;

-- A plan of posts -------------------------------------------------------------------------

SELECT set_priority('新局', 10, 'new') \g /dev/null
SELECT string_agg(concat(unit_id, ':', proposed), ' ' ORDER BY unit_id) AS expected FROM post_plan('11', 6) WHERE proposed > 0 \gset
SELECT accepted(pg_temp.by('proposals_super', $$SELECT propose_post_plan('11', 6, document => '兴机编〔2019〕2号')$$), 'a plan is proposed');
SELECT is((SELECT string_agg(concat(unit_ref(args ->> 'unit'), ':', args ->> 'quantity'), ' ' ORDER BY unit_ref(args ->> 'unit')) FROM proposal_operation WHERE proposal_id = pg_temp.last()),
    :'expected', 'as it stands');
SELECT ok((SELECT bool_and(note ~ '得分') FROM proposal_operation WHERE proposal_id = pg_temp.last()), 'every figure explained to who reviews it');
SELECT accepted(pg_temp.by('proposals_checker', pg_temp.decides('approve')), 'approved');
SELECT is((SELECT sum(l.quantity)::int FROM entry e JOIN entry_line l ON l.entry_id = e.id AND l.holder_id > 0, jsonb_array_elements((SELECT result FROM proposal WHERE id = pg_temp.last())) r
            WHERE e.id = (r ->> 'result')::bigint), 6, 'six posts have gone out');
SELECT refused($$SELECT propose_post_plan('12', 6)$$, '22Z08', '', 'a plan that gives nobody a post');
SELECT refused($$SELECT propose_post_plan('11', 0)$$, '22023', '', 'of no posts');
SELECT is(propose_post_plan('11', 4, idempotency_key => 'P-1'), propose_post_plan('11', 4, idempotency_key => 'P-1'), 'and a plan has a key, too');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound after all this');

-- Recount ---------------------------------------------------------------------------------

CREATE FUNCTION pg_temp.damage(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    BEGIN
        ALTER TABLE proposal DISABLE TRIGGER USER;
        ALTER TABLE proposal DROP CONSTRAINT proposal_decision_complete;
        EXECUTE statement;
        SELECT string_agg(DISTINCT v."check", ' ' ORDER BY v."check") INTO found FROM verify() v WHERE v."check" <> 'guard';
        RAISE EXCEPTION USING ERRCODE = 'P0099';
    EXCEPTION WHEN SQLSTATE 'P0099' THEN
        RETURN found;
    END;
END;
$$;
SELECT is(pg_temp.damage($$UPDATE proposal SET decided_by = made_by WHERE state = 'approved'$$), 'proposal_self_review', 'verify() finds who reviewed himself');
SELECT is(pg_temp.damage($$UPDATE proposal SET decided_by = 'x' WHERE state = 'withdrawn'$$), 'proposal_withdrawn', 'who took back another''s');
SELECT is(pg_temp.damage($$UPDATE proposal SET decided_at = NULL WHERE state = 'approved'$$), 'proposal_decision', 'a decision without its time');
SELECT is(pg_temp.damage($$UPDATE proposal SET decision_reason = NULL WHERE state = 'rejected'$$), 'proposal_decision', 'a rejection without reason');
SELECT is(pg_temp.damage($$UPDATE proposal SET result = NULL WHERE state = 'approved'$$), 'proposal_result', 'approved and not done');
SELECT is(pg_temp.damage($$UPDATE proposal SET result = '[]' WHERE state = 'approved'$$), 'proposal_result', 'or not all of it');
SELECT is(pg_temp.damage($$UPDATE proposal SET document_id = NULL$$), 'proposal_document', 'and one without document');
SELECT * FROM finish();
ROLLBACK;
