-- Books: made, named, renamed, owned by ordinary roles, kept apart, listed, upgraded, versioned, documented.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
\ir helpers/sealed_file.sql
SELECT no_plan();
SET client_min_messages = error;
GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC;

-- What somebody else has to do: as another session user, then back to who it was.
CREATE ROLE books_reviewer SUPERUSER;
CREATE FUNCTION public.reviewed(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    was text := current_user;
BEGIN
    SET LOCAL SESSION AUTHORIZATION books_reviewer;
    EXECUTE reviewed.statement;
    RESET SESSION AUTHORIZATION;
    EXECUTE format('SET LOCAL ROLE %I', was);
    RETURN 'done';
END;
$$;

-- people nobody else is, for each walk
CREATE SEQUENCE public.walk_number;
GRANT USAGE ON SEQUENCE public.walk_number TO PUBLIC;

-- Every function of a book once, in a book of its own; returns the state of the first that fails, '00000' if none.
CREATE FUNCTION public.walk(book text) RETURNS text LANGUAGE plpgsql AS $walk$
DECLARE
    o public.outcome;
    call text;
    tag text := left(md5(book || random()), 8);
    number int := nextval('public.walk_number');
    people text := 1000 + 4 * number;
    below text := 152230 + number;
BEGIN
    PERFORM set_config('bianzhi.document', format('%s〔2019〕1号', tag), true);
    EXECUTE format('UPDATE %I.rule SET mode = ''track'' WHERE code = ''over_leadership''', book);   -- so that there is an excess to work off
    EXECUTE format('INSERT INTO %I.region (code, name, parent, level) VALUES (%L, %L, %L, %L)', book, below, '旗' || tag, '152200', 'county');
    -- a pool needs a kind of post of its own
    EXECUTE format($$INSERT INTO %I.post_type (code, class, category, ring_fenced, report_group, name_zh, name_en)
                     SELECT max(code) + 1, 'establishment', 'institution', true, 'other', %L, %2$L FROM %1$I.post_type$$, book, '周转' || tag);
    EXECUTE format($$INSERT INTO %I.admissibility SELECT 'institution', max(code) FROM %1$I.post_type$$, book);
    FOREACH call IN ARRAY ARRAY[
        $$record_document('{}〔2019〕1号', '2019-01-10')$$, $$document_ref(NULL)$$,
        $$establish_unit('局{}', 'organ', effective_on => '2019-01-10')$$, $$unit_ref('局{}')$$,
        $$establish_unit('厅{}', 'organ', effective_on => '2019-01-10')$$, $$holder_ref('reserve')$$, $$reserve_of('152200')$$, $$post_type_ref('11')$$, $$post_type_ref_or_null(NULL)$$,
        $$grant_ceiling('152200', '11', 20, effective_on => '2019-01-10')$$, $$grant_ceiling('152200', '203', 5, effective_on => '2019-01-10')$$,
        $$allocate('局{}', '11', 4, effective_on => '2019-01-10')$$, $$allocate('局{}', '203', 1, effective_on => '2019-01-10')$$, $$reduce_posts('局{}', '11', 1)$$,
        $$transfer_posts('局{}', '厅{}', '11', 1)$$, $$convert_posts('局{}', '11', '14', 1)$$,
        $$reverse_entry((SELECT max(id) FROM @.entry))$$, $$permit_use('局{}', '11', 1, '2999-12-31', effective_on => '2019-01-10')$$,
        $$enrol(public.citizen({n}), '局{}', '11', name => '甲{}', permit => (SELECT max(id) FROM @.use_permit), effective_on => '2019-02-01')$$,
        $$permit_use('局{}', '11', 1, '2999-12-31')$$, $$cancel_permit((SELECT max(id) FROM @.use_permit))$$,
        $$register_person(public.citizen({n} + 1), '乙{}')$$, $$person_ref('乙{}')$$, $$amend_person('乙{}', specialty => '水利')$$,
        $$transfer_person('甲{}', '厅{}', effective_on => '2019-03-01')$$, $$appoint('甲{}', '局{}', '203', effective_on => '2019-03-01')$$, $$dismiss('甲{}', effective_on => '2019-04-01')$$,
        $$release('甲{}', 'other', effective_on => '2019-04-01')$$, $$body_of(unit_ref('局{}'))$$, $$rule_params('leader_ratio', '152200')$$,
        $$appoint('乙{}', '厅{}', '203', effective_on => '2019-03-01')$$, $$plan_reduction('厅{}', '203', '{"2999-12-31": 0}')$$, $$verify_leadership()$$,
        $$end_reduction((SELECT max(id) FROM @.reduction_plan))$$, $$dismiss('乙{}', effective_on => '2019-03-02')$$,
        $$post_entry('transfer', unit_ref('局{}'), 11, unit_ref('厅{}'), 11, 1, document_ref(NULL), current_date)$$,
        $$establish_unit('校{}', 'institution', parent => '局{}', effective_on => '2019-01-10')$$, $$establish_unit('馆{}', 'institution', parent => '局{}', effective_on => '2019-01-10')$$,
        $$grant_ceiling('152200', '22', 20, effective_on => '2019-01-10')$$, $$allocate('馆{}', '22', 2, effective_on => '2019-01-10')$$,
        $$pool_open('池{}', '周转{}', effective_on => '2019-01-10')$$,
        $$pool_ref('池{}')$$, $$pool_fund(9, '22', pool => '池{}', effective_on => '2019-01-10')$$, $$pool_shrink(1, '22', pool => '池{}', effective_on => '2019-01-10')$$,
        $$certify_talent(public.citizen({n} + 1), '认{}〔2019〕1号', 'urgent', '2999-12-31', effective_on => '2019-01-10')$$, $$certificate_ref('认{}〔2019〕1号')$$,
        $$certify_talent(public.citizen({n} + 2), '认{}〔2019〕2号', 'urgent', '2999-12-31', name => '丙{}', effective_on => '2019-01-10')$$,
        $$certify_talent(public.citizen({n} + 3), '认{}〔2019〕3号', 'urgent', '2999-12-31', name => '丁{}', effective_on => '2019-01-10')$$,
        $$pool_apply('校{}', 1, pool => '池{}', effective_on => '2019-01-10')$$, $$pool_reject((SELECT max(id) FROM @.pool_loan))$$,
        $$pool_apply('校{}', 1, pool => '池{}', effective_on => '2019-01-10')$$, $$pool_withdraw((SELECT max(id) FROM @.pool_loan))$$,
        $$pool_apply('校{}', 1, pool => '池{}', effective_on => '2019-01-10')$$, $$pool_approve((SELECT max(id) FROM @.pool_loan), effective_on => '2019-01-10')$$, $$pool_cancel((SELECT max(id) FROM @.pool_loan))$$,
        $$pool_apply('校{}', 3, pool => '池{}', effective_on => '2019-01-10')$$, $$pool_approve((SELECT max(id) FROM @.pool_loan), effective_on => '2019-01-10')$$,
        $$pool_use('乙{}', '校{}', pool => '池{}', effective_on => '2019-01-10')$$, $$seat_ref('乙{}')$$, $$pool_use('丙{}', '校{}', pool => '池{}', effective_on => '2019-01-10')$$, $$pool_use('丁{}', '校{}', pool => '池{}', effective_on => '2019-01-11')$$,
        $$allocate('校{}', '22', 1, effective_on => '2019-01-10')$$, $$pool_return('乙{}', effective_on => '2019-02-01')$$, $$pool_convert('丙{}', effective_on => '2019-02-01')$$,
        $$pool_extend('丁{}', effective_on => '2019-02-01')$$, $$pool_propose_reclaim(pool => '池{}')$$, $$pool_reclaim(pool => '池{}')$$, $$pool_as_of('2019-02-01')$$, $$verify_pool()$$,
        $$record_duty('责{}', '局{}', 'other', effective_on => '2019-02-01')$$, $$duty_ref('责{}')$$, $$assign_duty('责{}', '厅{}', effective_on => '2019-03-01')$$,
        $$end_duty('责{}', effective_on => '2019-04-01')$$, $$verify_duty()$$,
        $$establish_unit('甲{}', 'organ', effective_on => '2019-01-10')$$, $$establish_unit('乙{}', 'organ', effective_on => '2019-01-10')$$, $$allocate('甲{}', '11', 2, effective_on => '2019-01-10')$$,
        $$move_holdings('甲{}', '乙{}', '{"11": 1}', effective_on => '2019-02-01')$$, $$move_holdings_by_id(unit_ref('甲{}'), unit_ref('乙{}'), NULL, NULL, document_ref(NULL), '2019-02-01')$$,
        $$merge_units(ARRAY['甲{}'], '乙{}', effective_on => '2019-03-01')$$, $$split_unit('乙{}', '[{"name": "丙{}", "posts": {"11": 1}}]', effective_on => '2019-04-01')$$,
        $$merge_units_by_id(ARRAY[unit_ref('乙{}')], unit_ref('丙{}'), document_ref(NULL), '2019-05-01', NULL)$$, $$split_unit_by_id(unit_ref('丙{}'), '[{"name": "丁{}", "posts": {"11": 1}}]', document_ref(NULL), '2019-06-01', true)$$,
        $$merge_pairs(ARRAY[unit_ref('丙{}')], unit_ref('丁{}'))$$, $$merge_problem(ARRAY[unit_ref('丙{}')], unit_ref('丁{}'))$$, $$empty_units(ARRAY[unit_ref('丙{}')], ARRAY[unit_ref('丁{}')], document_ref(NULL), '2019-06-02')$$,
        $$reform_posts('{"11": 1}')$$, $$reform_posts_problem('{"11": 1}', 1)$$, $$lock_holdings(ARRAY[unit_ref('丁{}')], ARRAY[unit_ref('丁{}')], NULL)$$, $$leave_units(ARRAY[unit_ref('丁{}')], NULL, document_ref(NULL), current_date)$$,
        $$lay_down_posts(ARRAY[unit_ref('丁{}')], NULL, document_ref(NULL), current_date)$$, $$reform_entry(unit_ref('丁{}'), unit_ref('局{}'), '{"11": 1}', document_ref(NULL), current_date)$$,
        $$enter_units(ARRAY[unit_ref('丁{}')], ARRAY[unit_ref('局{}')], NULL, NULL, NULL, document_ref(NULL), current_date, NULL)$$, $$hand_over_duties(ARRAY[unit_ref('丁{}')], ARRAY[unit_ref('局{}')], NULL, document_ref(NULL), current_date)$$,
        $$cancel_permits(ARRAY[unit_ref('丁{}')])$$, $$inherit_exceptions(ARRAY[unit_ref('丁{}')], ARRAY[unit_ref('局{}')], document_ref(NULL), current_date)$$, $$split_items(unit_ref('丁{}'), '[]')$$, $$split_problem(unit_ref('丁{}'), '[]')$$,
        $$establish_unit('戊{}', 'organ', effective_on => '2019-06-02')$$, $$split_part(unit_ref('丁{}'), unit_ref('戊{}'), '{"posts": {"11": 1}}', NULL, NULL, NULL, document_ref(NULL), '2019-07-01')$$,
        $$split_settle(unit_ref('丁{}'), unit_ref('局{}'), NULL, NULL, NULL, NULL, document_ref(NULL), '2019-07-01')$$, $$split_finish(unit_ref('丁{}'), NULL, true, document_ref(NULL), '2019-07-01')$$,
        $$absorb_units(ARRAY[unit_ref('丁{}')], ARRAY[unit_ref('局{}')], NULL, NULL, NULL, document_ref(NULL), current_date)$$,
        $$make_plan('方案{}', '[{"op": "allocate", "args": {"unit": "厅{}", "post_type": "11", "quantity": 1}}]', '{}〔2019〕1号')$$,
        $$add_step((SELECT max(id) FROM @.plan), 'reduce_posts', '{"unit": "厅{}", "post_type": "11", "quantity": 1}')$$,
        $$rehearse_plan((SELECT max(id) FROM @.plan))$$, $$apply_plan((SELECT max(id) FROM @.plan))$$, $$make_plan('撤{}')$$,
        $$establish_unit('复{}', 'organ', effective_on => '2019-02-01')$$, $$abolish_unit('复{}', effective_on => '2019-03-01')$$, $$restore_unit('复{}', effective_on => '2019-04-01')$$, $$restored_unit(unit_ref('复{}'))$$,
        $$restore_version('复{}', (SELECT max(v.id) FROM @.unit_version v JOIN @.unit u ON u.id = v.unit_id WHERE u.until IS NULL AND u.name LIKE '复%'))$$,
        $$amend_plan((SELECT max(id) FROM @.plan WHERE state = 'draft'), note => 'x')$$, $$counter_steps((SELECT max(id) FROM @.plan WHERE state = 'applied'))$$,
        $$return_holdings((SELECT max(id) FROM @.plan WHERE state = 'applied'))$$, $$return_duties((SELECT max(id) FROM @.plan WHERE state = 'applied'))$$,
        $$counter_plan((SELECT max(id) FROM @.plan WHERE state = 'applied'), document => '{}〔2019〕1号')$$,
        $$rehearse_operations('[{"op": "allocate", "args": {"unit": "厅{}", "post_type": "11", "quantity": 1}}]')$$, $$lock_plan((SELECT max(id) FROM @.plan WHERE state = 'applied'))$$,
        $$plan_after(pg_current_xact_id()::xid)$$, $$plan_written(pg_current_xact_id()::xid)$$, $$plan_known('[["entry", 1, false]]')$$,
        $$plan_base('{"accounts": [[1, 11]], "units": [[1]], "enrolments": [1], "appointments": [1], "duties": [[1, 1, 1, true]]}')$$, $$plan_compare('{"accounts": [[1, 11, 1, 1, 1]], "units": [[1, "body", true, "x"]], "duties": [[1, 1, 1, true]]}')$$,
        $$plan_stale('{"accounts": [[1, 11, 0, 0, 0, ""]], "funds": [], "units": [], "enrolments": [], "appointments": [], "duties": []}')$$, $$withdraw_plan((SELECT max(id) FROM @.plan WHERE state = 'draft'))$$, $$verify_plan()$$,
        $$establish_unit('站{}', 'institution', supervisor => '局{}', replaces => '厅{}', expires_on => current_date, effective_on => '2019-03-01')$$, $$unit_ref_or_null('')$$,
        $$rename_unit('站{}', '所{}')$$, $$transfer_unit('所{}', '局{}', '厅{}')$$, $$change_rank('所{}', 'ke')$$, $$co_locate('所{}', '局{}')$$,
        $$add_nameplate('所{}', '院{}')$$, $$remove_nameplate('所{}', '院{}')$$, $$amend_unit('所{}', industry => 'other')$$, $$set_party_body('所{}', 'section')$$,
        $$extend_unit('所{}', current_date + 1)$$, $$unit_history('所{}')$$, $$unit_lineage_of('所{}')$$, $$unit_as_of('2019-02-01')$$, $$verify_version()$$, $$abolish_unit('所{}', successor => '局{}')$$,
        $$unit_card('局{}')$$, $$post_ledger('局{}')$$, $$establishment_as_of('2019-02-01')$$, $$establishment_as_of('2019-02-01', now())$$,
        $$report_scope('152200', '2019-02-01')$$, $$region_own_name('152200')$$, $$unit_of('152200', '2019-02-01')$$, $$enrolled_of('152200', '2019-02-01')$$, $$appointed_of('152200', '2019-02-01')$$,
        $$staff_movement_of('152200', '2019-02-01')$$, $$post_movement_of('152200', '2019-02-01')$$, $$reported_under('152200', '2019-02-01')$$, $$figures_text('{"approved": 1}', '{"approved": "核定数"}')$$,
        $$annual_scope('152200', '2019-02-01')$$, $$annual_unit_of('152200', '2019-02-01')$$, $$annual_account_of('152200', '2019-02-01')$$, $$staff_cube('152200', '2019-02-01')$$, $$staff_statistics('152200', '2019-02-01')$$,
        $$establishment_report('152200', NULL, NULL, NULL)$$, $$staffing_report('152200', NULL)$$, $$leadership_report('152200', NULL)$$, $$pool_report('152200', NULL)$$,
        $$post_movement_report('152200', '2019-02-01')$$, $$staff_movement_report('152200', '2019-02-01')$$, $$finding_report('152200', '2019-02-01')$$, $$check_rules()$$, $$resume_sequences()$$,
        -- not for everybody to call, or once only: freeze_now(), unfreeze_now(), sign_off() (58_period.sql); close_now(), close_period(), seal_file(), sealed_month() (59_close.sql); return_member() (84_return.sql)
        $$import_return(public.sealed_file('{below}', '2019-02-01'))$$, $$return_obstacle('[]', NULL, NULL, NULL)$$, $$return_status('2019-02-01')$$, $$verify_return()$$,
        $$seal_scope('152200', '2019-02-01')$$, $$seal_fact('152200', '2019-02-01')$$, $$seal_line('152200', '2019-02-01')$$, $$account_closing('152200', '2019-02-01')$$, $$accounts_of('152200', '2019-02-01', true)$$,
        $$report_check('2019-02-01')$$, $$report_check_summary('2019-02-01')$$, $$formula_obstacle('152200', '2019-02-01')$$, $$verify_formula()$$,
        $$close_state_obstacle('152200', '2019-02-01')$$, $$close_obstacle('152200', '2019-02-01')$$, $$guard_state()$$, $$previous_seal('152200', '2019-02-01')$$, $$seal_header('152200', '2019-02-01', 0, NULL)$$,
        $$verify_seal('152200', '2019-02-01')$$, $$verify_period()$$, $$changed_since('2019-02-01')$$,
        $$freeze_obstacle('152200', '2019-02-01')$$, $$freeze('152200', '2019-02-01')$$, $$period_finding('152200')$$, $$period_status()$$, $$unfreeze('152200', '2019-02-01', 'x')$$,
        $$reopen_exception((SELECT rolname FROM pg_roles WHERE rolname <> session_user LIMIT 1), '152200', 'x', now())$$,
        $$detail_unit('局{}', '2019-02-01', NULL)$$, $$establishment_detail('局{}', '2019-02-01')$$, $$post_movement_detail('局{}', '2019-02-01')$$,
        $$staff_movement_detail('局{}', '2019-02-01')$$,
        $$set_priority('局{}', 3, 'new', effective_on => '2019-02-01')$$, $$establishment_type_ref('11')$$, $$reserve_free(11, '152200', '2019-02-01')$$,
        $$post_plan_candidate(11, '152200', '2019-02-01')$$, $$post_plan('11', 3)$$, $$post_plan_total('11', 3)$$, $$propose_post_plan('11', 1)$$, $$proposal_card((SELECT max(id) FROM @.proposal))$$,
        $$withdraw((SELECT max(id) FROM @.proposal))$$, $$propose('operations', '[{"op": "record_document", "args": {"number": "{}〔2019〕9号", "issued_on": "2019-02-01"}}]', '{}')$$,
        $$propose_once('operations', '[{"op": "record_document", "args": {"number": "{}〔2019〕8号", "issued_on": "2019-02-01"}}]', '{}', NULL, NULL, '{}')$$,
        $$public.reviewed($q$SELECT @.approve((SELECT max(id) FROM @.proposal))$q$)$$,
        $$public.reviewed($q$SELECT @.reject((SELECT max(id) FROM @.proposal WHERE state = 'submitted'), '不妥')$q$)$$,
        $$end_priority('局{}')$$, $$verify_proposal()$$,
        $$verify()$$, $$verify_account()$$, $$verify_entry()$$, $$verify_people()$$, $$verify_reference()$$, $$verify_structure()$$, $$verify_system()$$] LOOP
        call := replace(replace(replace(replace(call, '{}', tag), '{n}', people), '{below}', below), '@.', format('%I.', book));
        call := regexp_replace(call, '(^|[^a-z._])((unit|document)_ref\()', format('\1%I.\2', book), 'g');
        o := public.attempt(format('SELECT * FROM %s', CASE WHEN call ~ '^"|^[a-z_0-9]+\.[a-z]' THEN call ELSE format('%I.%s', book, call) END));
        IF o.state <> '00000' THEN
            RETURN concat_ws(' ', o.state, o.rule, call, o.message);
        END IF;
    END LOOP;
    -- the reports of the book; none of its months is closed
    FOR call IN EXECUTE format('SELECT name FROM %I.report WHERE number IS NOT NULL ORDER BY name', book) LOOP
        o := public.attempt(format('SELECT * FROM %I.%I(%L, %L)', book, call || '_of', '152200', '2019-02-01'));
        IF o.state = '00000' THEN
            o := public.attempt(format('SELECT * FROM %I.%I(%L, %L)', book, call || '_closed', '152200', '2019-02-01'));
        END IF;
        IF o.state <> '55Z07' THEN
            RETURN concat_ws(' ', o.state, o.rule, call, o.message);
        END IF;
    END LOOP;
    EXECUTE format('SELECT concat(count(*), '' differences'') FROM %I.verify()', book) INTO call;
    RETURN call;
END;
$walk$;
SELECT is_empty($$SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'trial'::regnamespace
                   AND (SELECT w.prosrc FROM pg_proc w WHERE w.proname = 'walk') !~ (p.proname || '\(')
                   AND p.proname NOT IN (SELECT name || x FROM trial.report, unnest('{_of,_closed}'::text[]) x WHERE number IS NOT NULL)$$, 'the walk calls every function of a book');
SELECT is(walk('trial'), '0 differences', 'every function works with search_path = book');
SET LOCAL search_path = public;
SELECT is(walk('trial'), '0 differences', 'and without the book in search_path');

-- Making ----------------------------------------------------------------------------------

SELECT is(bianzhi.create_book('zwei', '152221', '科右前旗'), 'zwei', 'create_book returns the name');
SELECT results_eq('SELECT version, region, title, created_by FROM zwei.book', format($$VALUES (bianzhi.book_version(), '152221', '科右前旗', %L)$$, session_user), 'the book knows itself');
SELECT results_eq('SELECT code, name, level FROM zwei.region', $$VALUES ('152221', '科右前旗', 'county')$$, 'its region is there');
SELECT results_eq('SELECT kind FROM zwei.holder ORDER BY 1', $$VALUES ('ceiling'), ('reserve')$$, 'with its funds');
SELECT is(current_setting('search_path'), 'public', 'search_path is left alone');
SELECT is(bianzhi.create_book(v.name, v.region, v.title), v.name, format('a book named %s', v.name))
  FROM (VALUES ('编制 "盟" it''s $1 %', '150000', 'It''s "自治区"'), ('Grün.Buch', '152200', '盟'), (rpad('n', 63, 'n'), '152200', '盟'), (repeat('编', 21), '152200', '盟'), ('select', '152200', '盟')) v (name, region, title);
SELECT is(walk(name), CASE WHEN name ~ '^编制 ' THEN walk(name) ELSE '0 differences' END, format('book %s works', name)) FROM bianzhi.books() WHERE region = '152200' ORDER BY name;
SELECT results_eq('SELECT level FROM "编制 ""盟"" it''s $1 %".region', $$VALUES ('province')$$, 'levels follow from the code');
SELECT refused(format('SELECT bianzhi.create_book(%L, %L, %L)', v.name, v.region, v.title), v.state, '', v.what)
  FROM (VALUES (NULL, '152200', '盟', '22004', 'no name'), ('a', NULL, '盟', '22004', 'no region'), ('a', '152200', NULL, '22004', 'no title'),
               ('', '152200', '盟', '22023', 'an empty name'), ('a', '152200', '', '22023', 'an empty title'), ('a', '152200', ' ', '22023', 'a title of blanks'),
               (repeat('n', 64), '152200', '盟', '22023', 'a name of 64 bytes'), (repeat('编', 22), '152200', '盟', '22023', 'a name of 66 bytes'), ('$user', '152200', '盟', '22023', 'a name with a meaning of its own'),
               (E'a\nb', '152200', '盟', '22023', 'a name with a line end'), ('a', '15220', '盟', '22023', 'a region of five digits'), ('a', '１５２２００', '盟', '22023', 'a region in wide digits'),
               ('a', '152200000', '盟', '22023', 'a region of nine digits'), ('a', E'152200\n', '盟', '22023', 'a region with a line end'),
               ('trial', '152200', '盟', '42P06', 'a schema that is there'), ('bianzhi', '152200', '盟', '42P06', 'the extension''s own'), ('pg_book', '152200', '盟', '42939', 'a reserved name')) v (name, region, title, state, what);
SELECT is((SELECT count(*)::int FROM pg_namespace WHERE nspname IN ('a', '$user', 'pg_book')), 0, 'nothing was left of them');

-- Two books beside each other -------------------------------------------------------------

SELECT is((SELECT sum(enrolments)::int FROM bianzhi.books() WHERE name = 'zwei'), 0, 'what was done in one book is not in the other');
UPDATE trial.rule SET mode = 'track' WHERE code = 'over_establishment';
INSERT INTO zwei.document (number, issued_on) VALUES ('甲〔2019〕1号', '2019-01-10');
SET LOCAL bianzhi.document = '甲〔2019〕1号';
SELECT zwei.establish_unit('水利局', 'organ', effective_on => '2019-01-10'), zwei.register_person(citizen(1), '甲') \g /dev/null
SELECT refused($$SELECT zwei.enrol('甲', '水利局', '11')$$, '23Z01', 'over_establishment', 'the rules of one are not those of the other');
SELECT is((attempt($$SELECT zwei.enrol('甲', '水利局', '11')$$)).in_schema, 'zwei', 'a refusal names its book');
UPDATE trial.rule SET mode = 'block' WHERE code = 'over_establishment';
SELECT results_eq('SELECT name, version, region, title, units, persons, enrolments FROM bianzhi.books() WHERE name = ''zwei''',
                  $$VALUES ('zwei', bianzhi.book_version(), '152221', '科右前旗', 1::bigint, 1::bigint, 0::bigint)$$, 'books() counts each for itself');
SELECT is((SELECT count(*)::int FROM bianzhi.books()), 7, 'and lists all');

-- Renaming --------------------------------------------------------------------------------

ALTER SCHEMA trial RENAME TO "改名 book";
SELECT is(walk('改名 book'), '0 differences', 'every function works after ALTER SCHEMA RENAME');
ALTER SCHEMA zwei RENAME TO trial;
SELECT is((SELECT title FROM bianzhi.books() WHERE name = 'trial'), '科右前旗', 'another book may take the old name');
SELECT refused($$INSERT INTO trial.enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (1, 1, 11, '2019-02-01', 1)$$, '23Z01', 'over_establishment', 'its statements are judged by its own balances');
ALTER SCHEMA trial RENAME TO zwei;
ALTER SCHEMA "改名 book" RENAME TO trial;
SELECT is(walk('trial'), '0 differences', 'and after it was named back');

-- An ordinary owner -----------------------------------------------------------------------

CREATE ROLE books_owner;
CREATE ROLE books_clerk;
CREATE ROLE books_stranger;
GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA pg_temp TO PUBLIC;
GRANT ALL ON ALL TABLES IN SCHEMA pg_temp TO PUBLIC;
SET LOCAL ROLE books_owner;
SELECT refused($$SELECT bianzhi.create_book('own', '152200', '自办')$$, '42501', '', 'without USAGE on the extension''s schema nobody makes a book');
RESET ROLE;
GRANT USAGE ON SCHEMA bianzhi TO books_owner, books_clerk, books_stranger;
SET LOCAL ROLE books_owner;
SELECT refused($$SELECT bianzhi.create_book('own', '152200', '自办')$$, '42501', '', 'without CREATE on the database either');
RESET ROLE;
SELECT format('GRANT CREATE ON DATABASE %I TO books_owner', current_database()) \gexec
SET LOCAL ROLE books_owner;
SELECT is(bianzhi.create_book('own', '152200', '自办'), 'own', 'with these two an ordinary role does');
SELECT is(walk('own'), '0 differences', 'and every function works for it');
SELECT is(bianzhi.upgrade_book('own'), bianzhi.book_version(), 'it may upgrade its book');
SELECT results_eq('SELECT name FROM bianzhi.books()', $$VALUES ('own')$$, 'and sees no other');
RESET ROLE;
SELECT is((SELECT array_agg(DISTINCT o::text) FROM (SELECT relowner::regrole FROM pg_class WHERE relnamespace = 'own'::regnamespace UNION ALL
           SELECT proowner::regrole FROM pg_proc WHERE pronamespace = 'own'::regnamespace UNION ALL SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'own') x (o)),
          '{books_owner}', 'all of it belongs to that role');
SELECT is((SELECT count(*)::int FROM pg_proc WHERE prosecdef AND pronamespace IN ('own'::regnamespace, 'bianzhi'::regnamespace)), 0, 'nothing is SECURITY DEFINER');

-- A clerk who may write and not look ------------------------------------------------------

SET LOCAL ROLE books_owner;
SET LOCAL bianzhi.document = '乙〔2019〕1号';
SELECT own.record_document('乙〔2019〕1号', '2019-01-10'), own.establish_unit('林业局', 'organ', effective_on => '2019-01-10'), own.register_person(citizen(1), '甲'), own.register_person(citizen(2), '乙') \g /dev/null
SELECT own.allocate('林业局', '11', 1, effective_on => '2019-01-10'), own.allocate('林业局', '203', 1, effective_on => '2019-01-10'),
       own.person_ref('甲') AS a, own.person_ref('乙') AS b, own.unit_ref('林业局') AS bureau, own.document_ref(NULL) AS doc \gset
GRANT USAGE ON SCHEMA own TO books_clerk;
GRANT INSERT, UPDATE ON own.enrolment, own.appointment TO books_clerk;
GRANT SELECT (id, until) ON own.enrolment TO books_clerk;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA own TO books_clerk;
SET LOCAL ROLE books_clerk;
SELECT accepted(format($$INSERT INTO own.enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (%s, %s, 11, '2019-02-01', %s)$$, :a, :bureau, :doc), 'a clerk with INSERT alone enters a person');
CREATE TEMP TABLE seen AS SELECT (attempt(format($$INSERT INTO own.enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (%s, %s, 11, '2019-02-01', %s)$$, :b, :bureau, :doc))).*;
SELECT results_eq('SELECT state, rule, figures, coalesce(detail, '''') FROM seen', $$VALUES ('23Z01', 'over_establishment', NULL::bigint[], '')$$, 'is refused by the same rule, and sees no figures');
SELECT is((SELECT numbers(message) FROM seen), NULL, 'nor in the message');
SELECT isnt((SELECT hint FROM seen), '', 'but a way out');
SELECT results_eq(format($$SELECT state, rule, coalesce(detail, '') FROM attempt('INSERT INTO own.enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (%s, %s, 11, ''2019-03-01'', %s)')$$, :a, :bureau, :doc),
                  $$VALUES ('23Z06', 'double_post', '')$$, 'nor when the person holds another post');
SELECT refused('SELECT * FROM own.account', '42501', '', 'he cannot look at the balances');
SELECT refused('UPDATE own.account SET approved = 9', '42501', '', 'nor write them');
SELECT refused('SELECT * FROM own.verify()', '42501', '', 'nor recount the book');
SELECT results_eq('SELECT name, units, persons, enrolments FROM bianzhi.books()', $$SELECT 'own', NULL::bigint, NULL::bigint, NULL::bigint WHERE false$$, 'a book whose head he may not read is not listed');
SET LOCAL ROLE books_owner;
GRANT SELECT ON own.book TO books_clerk;
SET LOCAL ROLE books_clerk;
SELECT results_eq('SELECT name, version, units, persons, enrolments FROM bianzhi.books()', $$VALUES ('own', bianzhi.book_version(), NULL::bigint, NULL::bigint, NULL::bigint)$$, 'with the head readable it is, without counts');
SET LOCAL ROLE books_owner;
GRANT SELECT ON own.account TO books_clerk;
SET LOCAL ROLE books_clerk;
SELECT refused_with(format($$INSERT INTO own.enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (%s, %s, 11, '2019-02-01', %s)$$, :b, :bureau, :doc),
                    '23Z01', 'over_establishment', '{1,1,0,1}', 'who may read the accounts sees the figures');
RESET ROLE;
SELECT is((SELECT recorded_by FROM own.enrolment WHERE person_id = :a), session_user::text COLLATE "default", 'the record names who logged in');
ALTER TABLE own.account ENABLE ROW LEVEL SECURITY;
SET LOCAL ROLE books_clerk;
SELECT is((attempt(format($$INSERT INTO own.enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (%s, %s, 11, '2019-02-01', %s)$$, :b, :bureau, :doc))).figures, NULL,
          'where row security might hide them, figures are hidden');
SET LOCAL ROLE books_stranger;
SELECT refused('INSERT INTO own.enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (1, 1, 11, ''2019-02-01'', 1)', '42501', '', 'a stranger does nothing');
SELECT is_empty('SELECT * FROM bianzhi.books()', 'and sees no book');
RESET ROLE;

-- Versions --------------------------------------------------------------------------------

CREATE TEMP VIEW work AS
SELECT * FROM (VALUES ($$INSERT INTO zwei.enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (1, 1, 11, '2019-02-01', 1)$$),
                      ($$INSERT INTO zwei.appointment (person_id, unit_id, post_type, counts, effective_on, document_id) VALUES (1, 1, 203, false, '2019-02-01', 1)$$),
                      ($$INSERT INTO zwei.use_permit (unit_id, post_type, quantity, effective_on, expires_on, document_id) VALUES (1, 11, 1, '2019-02-01', '2999-12-31', 1)$$),
                      ($$INSERT INTO zwei.entry (kind, effective_on, document_id) VALUES ('reform', '2019-02-01', 1)$$), ($$INSERT INTO zwei.unit (name, class, region, effective_on, document_id) VALUES ('甲', 'organ', '152221', '2019-02-01', 1)$$),
                      ($$INSERT INTO zwei.region (code, name, level) VALUES ('152222', '中旗', 'county')$$), ($$SELECT zwei.grant_ceiling('152221', '11', 1, '甲〔2019〕1号')$$),
                      ($$SELECT bianzhi.lock_accounts('zwei.account', '{1}', '{11}')$$)) v (statement);
UPDATE zwei.book SET version = bianzhi.book_version() + 1;
SELECT refused(statement, '55Z03', '', 'a newer book: ' || statement) FROM work;
SELECT refused($$SELECT bianzhi.upgrade_book('zwei')$$, '55Z03', '', 'a book is never downgraded');
SELECT is(walk('trial'), '0 differences', 'the other book does not care');
UPDATE zwei.book SET version = 0;
SELECT refused(statement, '55Z03', '', 'an older book: ' || statement) FROM work;
SELECT refused($$SELECT bianzhi.upgrade_book('zwei')$$, '55Z03', '', 'there is no way from before the first version');
UPDATE zwei.book SET version = bianzhi.book_version();
SELECT accepted($$SELECT zwei.establish_unit('乙', 'organ', document => '甲〔2019〕1号')$$, 'with the right version work goes on');
SELECT is(bianzhi.upgrade_book('zwei'), bianzhi.book_version(), 'upgrading a current book changes nothing and says its version');
SELECT refused($$SELECT bianzhi.upgrade_book('public')$$, '3F000', '', 'a schema that is no book');
SELECT refused($$SELECT bianzhi.upgrade_book('nowhere')$$, '3F000', '', 'no schema at all');
SELECT refused($$SELECT bianzhi.upgrade_book(NULL)$$, '22004', '', 'no name');
SELECT refused($$SELECT bianzhi.lock_accounts(4294967295::oid::regclass, '{1}', '{11}')$$, '55Z03', '', 'a table that is not there');
SELECT refused($$SELECT bianzhi.lock_accounts('pg_class', '{1}', '{11}')$$, '55Z03', '', 'a table of no book');

-- The text of a book: made by CREATE OR REPLACE and ON CONFLICT DO NOTHING, which would hide what is written twice.
CREATE SCHEMA twice;
SET LOCAL search_path = twice, bianzhi, public;
SELECT accepted(concat(bianzhi._book_ddl('tables'), bianzhi._book_ddl('code'), format('INSERT INTO book (version, region, title) VALUES (%s, ''152200'', ''x'');', bianzhi.book_version()), replace(bianzhi._book_ddl('rows'), 'ON CONFLICT DO NOTHING', ''), bianzhi._book_ddl('choices')), 'no row of a new book is written twice');
SELECT is((SELECT count(*) FROM regexp_matches(bianzhi._book_ddl('code'), '^CREATE OR REPLACE (FUNCTION|VIEW) ', 'gn')),
          (SELECT count(*) FROM pg_proc WHERE pronamespace = 'twice'::regnamespace) + (SELECT count(*) FROM pg_class WHERE relnamespace = 'twice'::regnamespace AND relkind = 'v'),
          'no function and no view');
DROP SCHEMA twice CASCADE;
SET LOCAL search_path = public;

-- Trigger functions where they do not belong ----------------------------------------------

CREATE SCHEMA loose;
CREATE TABLE loose.t (id int);
CREATE FUNCTION pg_temp.attach(f text, how text) RETURNS text LANGUAGE sql AS
    $$ SELECT format('CREATE TRIGGER x %s ON loose.t %s EXECUTE FUNCTION bianzhi.%I(); INSERT INTO loose.t VALUES (1); DROP TRIGGER x ON loose.t', split_part(how, '|', 1), split_part(how, '|', 2), f) $$;
-- a view that looks like a book is not read: books() runs with the rights of whoever asks
CREATE FUNCTION loose.trap() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE 'run by %', current_user; END $$;
CREATE VIEW loose.book AS SELECT loose.trap() AS version, ''::text AS region, ''::text AS title;
CREATE TRIGGER t AFTER INSERT ON loose.book FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();
SELECT accepted('SELECT * FROM bianzhi.books()', 'a view named book is not taken for one');
DROP VIEW loose.book;
SELECT matches((attempt(pg_temp.attach(p.proname, how))).state, '^(39P01|55Z02|55Z03|23Z22|00000)$', format('%s as %s refuses clearly', p.proname, how))
  FROM pg_proc p, unnest('{AFTER INSERT|FOR EACH ROW,BEFORE INSERT|FOR EACH ROW,AFTER INSERT|,BEFORE INSERT|}'::text[]) how
 WHERE p.pronamespace = 'bianzhi'::regnamespace AND p.prorettype = 'trigger'::regtype ORDER BY p.proname, how;
SELECT refused(format('SELECT bianzhi.%I()', p.proname), '39P01', '', p.proname || ' is no function to call')
  FROM pg_proc p WHERE p.pronamespace = 'bianzhi'::regnamespace AND p.prorettype = 'trigger'::regtype ORDER BY p.proname;

-- for any event, on tables whose columns have the right names and any type: a backend that falls takes all others along
CREATE TEMP VIEW named AS
SELECT DISTINCT ON (a.attname) a.attname, format_type(a.atttypid, NULL) AS type
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relnamespace = 'zwei'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
 ORDER BY a.attname, a.atttypid;
SELECT format('CREATE TABLE loose.numbers (%s)', string_agg(format('%I int DEFAULT 1', attname), ', ')),
       format('CREATE TABLE loose.texts (%s)', string_agg(format('%I text DEFAULT %L', attname, 'x'), ', ')),
       format('CREATE TABLE zwei.typed (%s)', string_agg(format('%I %s', attname, type), ', ')),
       format('CREATE TABLE zwei.mixed (%s)', string_agg(format('%I %s', attname, CASE type WHEN 'text' THEN 'int DEFAULT 1' ELSE 'text DEFAULT 2' END), ', '))
  FROM named \gexec
INSERT INTO zwei.typed (id, name, class, region, path, kind, unit_id, effective_on, recorded_by) VALUES (1, '甲', 'organ', '152221', '/1/', 'body', 1, '2019-02-01', 'x');
INSERT INTO zwei.mixed DEFAULT VALUES;
INSERT INTO loose.numbers DEFAULT VALUES;
INSERT INTO loose.texts DEFAULT VALUES;
CREATE FUNCTION pg_temp.fire(f text, t text, event text, how text) RETURNS text LANGUAGE sql AS
    $$ SELECT format('CREATE TRIGGER x %s %s ON %s FOR EACH ROW EXECUTE FUNCTION bianzhi.%I(); %s', how, event, t, f,
                     CASE event WHEN 'INSERT' THEN format('INSERT INTO %s SELECT * FROM %1$s', t) WHEN 'UPDATE' THEN format('UPDATE %s SET id = id', t)
                                ELSE format('DELETE FROM %s', t) END) $$;
SELECT is_empty($$SELECT p.proname, t, e, how, o.state, o.message
                    FROM pg_proc p, unnest('{loose.numbers,loose.texts,zwei.mixed,zwei.typed}'::text[]) t, unnest('{INSERT,UPDATE,DELETE}'::text[]) e,
                         unnest('{BEFORE,AFTER}'::text[]) how, LATERAL attempt(pg_temp.fire(p.proname, t, e, how) || '; SELECT 1/0') o
                   WHERE p.pronamespace = 'bianzhi'::regnamespace AND p.prorettype = 'trigger'::regtype AND o.state ~ '^XX'$$,
                'no trigger function reads what it was not given');
DROP TABLE zwei.typed, zwei.mixed;

-- without the rows of the statement, or for events that have none
SELECT refused(format('CREATE TRIGGER a AFTER INSERT ON zwei.%1$I FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.%2$I(); INSERT INTO zwei.%1$I SELECT * FROM zwei.%1$I WHERE false', t, f),
               '39P01', '', format('%s on %s without transition tables', f, t))
  FROM (VALUES ('enrolment', 'post_enrolment'), ('appointment', 'post_appointment'), ('use_permit', 'post_permit'), ('entry', 'check_entry'), ('entry_line', 'post_lines')) v (t, f);
SELECT refused(format('ALTER TABLE zwei.%1$I DISABLE TRIGGER bz10_keep; CREATE TRIGGER a AFTER DELETE ON zwei.%1$I REFERENCING OLD TABLE AS o FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.%2$I(); DELETE FROM zwei.%1$I WHERE false', t, f),
               '39P01', '', format('%s on %s for DELETE', f, t))
  FROM (VALUES ('enrolment', 'post_enrolment'), ('appointment', 'post_appointment'), ('use_permit', 'post_permit'), ('entry', 'check_entry'), ('entry_line', 'post_lines')) v (t, f);

-- Data dictionary -------------------------------------------------------------------------

CREATE TEMP VIEW spoken AS
SELECT n.nspname, format('%s %s', CASE c.relkind WHEN 'v' THEN 'view' ELSE 'table' END, c.relname) AS what, obj_description(c.oid, 'pg_class') AS said
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('bianzhi', 'own') AND c.relkind IN ('r', 'v', 'm')
UNION ALL
SELECT n.nspname, format('column %s.%s', c.relname, a.attname), col_description(c.oid, a.attnum)
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname IN ('bianzhi', 'own') AND c.relkind IN ('r', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT n.nspname, format('function %s(%s)', p.proname, pg_get_function_identity_arguments(p.oid)), obj_description(p.oid, 'pg_proc')
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN ('bianzhi', 'own')
UNION ALL
SELECT 'own', 'schema own', obj_description('own'::regnamespace, 'pg_namespace');
SELECT is_empty($$SELECT what FROM spoken WHERE nspname = 'own' AND said IS NULL$$, 'every table, view, column and function of a book has a comment');
SELECT is_empty($$SELECT what FROM spoken WHERE nspname = 'bianzhi' AND said IS NULL$$, 'and every one of the extension');
SELECT is_empty($$SELECT what, said FROM spoken WHERE said !~ '[一-龥]'$$, 'in Chinese');
SELECT is_empty($$SELECT split_part(what, '.', 2), string_agg(DISTINCT split_part(said, '；', 1), ' | ') FROM spoken WHERE what ~ '^column' AND nspname = 'own'
                      AND what ~ '(_id|_on|_type|_reason|recorded_at|recorded_by|approved|reserved|strength|vacancy|until|sex|class_name)$'
                   GROUP BY 1 HAVING count(DISTINCT split_part(said, '；', 1)) > 1$$, 'references, dates and figures have the same heading everywhere');

-- Leaving ---------------------------------------------------------------------------------

SELECT refused('DROP EXTENSION bianzhi', '2BP01', '', 'DROP EXTENSION does not take the books along');
SELECT refused('DROP SCHEMA zwei', '2BP01', '', 'nor does DROP SCHEMA without CASCADE');
SELECT is((SELECT count(*)::int FROM bianzhi.books()), 8, 'all books are still there');
SELECT is_empty($$SELECT * FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'bianzhi' AND d.deptype = 'e'
                   JOIN pg_class c ON c.oid = d.objid AND d.classid = 'pg_class'::regclass WHERE c.relnamespace <> 'bianzhi'::regnamespace$$, 'nothing of a book belongs to the extension');
SELECT accepted('DROP SCHEMA zwei CASCADE', 'a book goes when its owner says so');
SELECT is((SELECT count(*)::int FROM bianzhi.books()), 7, 'and only that one');
SELECT * FROM finish();
ROLLBACK;
