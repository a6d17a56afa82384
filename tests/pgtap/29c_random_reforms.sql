-- Random reforms: whatever is merged, split, moved and handed over, posts, people and duties are as many as before,
-- after each step, and the book is sound in the end.  The seed makes a failure come again.
BEGIN;
\ir helpers/trial_book.sql
SET LOCAL client_min_messages = error;
SELECT no_plan();
SELECT setseed(0.2019) \g /dev/null

SELECT grant_ceiling('152200', t, 200, effective_on => '2019-01-10') FROM unnest('{11,305,214}'::text[]) t \g /dev/null
SELECT establish_unit('部' || i, 'organ', rank => 'chu', system => 'government', effective_on => '2019-01-10') FROM generate_series(1, 6) i \g /dev/null
SELECT establish_unit(v.name, parent => '部' || i, kind => 'division', effective_on => '2019-01-10') FROM generate_series(1, 6) i, LATERAL (VALUES ('办公室'), ('科' || i)) v (name) \g /dev/null
SELECT allocate('部' || i, '11', 8, effective_on => '2019-01-10'), allocate('部' || i, '214', 2, effective_on => '2019-01-10'), allocate('科' || i, '305', 1, effective_on => '2019-01-10'),
       record_duty('事' || i, '部' || i, effective_on => '2019-01-10'), record_duty('细' || i, '科' || i, effective_on => '2019-01-10') FROM generate_series(1, 6) i \g /dev/null
SELECT enrol(citizen(i), '部' || 1 + i % 6, '11', name => '人' || i, division => CASE WHEN i % 3 = 0 THEN '科' || 1 + i % 6 END, effective_on => '2019-02-01') FROM generate_series(1, 36) i \g /dev/null
SELECT appoint('人' || i, '部' || 1 + i % 6, '214', effective_on => '2019-02-01') FROM generate_series(1, 6) i \g /dev/null

CREATE FUNCTION public.sums() RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN concat_ws(' | ', (SELECT string_agg(concat(s.post_type, ':', s.approved), ' ' ORDER BY s.post_type)
                               FROM (SELECT a.post_type, sum(a.approved) AS approved FROM account a WHERE a.holder_id > 0 GROUP BY a.post_type HAVING sum(a.approved) > 0) s),
        (SELECT count(*) FROM enrolment e WHERE e.until IS NULL), (SELECT count(DISTINCT e.person_id) FROM enrolment e WHERE e.until IS NULL),
        (SELECT count(*) FROM duty_assignment a WHERE a.until IS NULL));
END $$;
CREATE TABLE public.step (n int, act text, state text);
GRANT ALL ON public.step TO PUBLIC;

-- one act between two live bodies chosen at random
CREATE FUNCTION public.act(n int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    one int;
    other int;
    kind int := floor(random() * 4);
    live int := (SELECT count(*) FROM unit u WHERE u.kind = 'body' AND u.name ~ '^部' AND u.until IS NULL);
    on_day date := '2019-03-01'::date + n;
    staff bigint[];
    what text;
    broken text;
BEGIN
    SELECT u.id INTO one FROM unit u WHERE u.kind = 'body' AND u.name ~ '^部' AND u.until IS NULL ORDER BY random() LIMIT 1;
    SELECT u.id INTO other FROM unit u WHERE u.kind = 'body' AND u.name ~ '^部' AND u.until IS NULL AND u.id <> one ORDER BY random() LIMIT 1;
    SELECT array_agg(e.person_id) INTO staff FROM (SELECT e.person_id FROM enrolment e WHERE e.unit_id = one AND e.until IS NULL ORDER BY random() LIMIT floor(random() * 4)) e;
    what := CASE WHEN kind = 0 AND live > 3 THEN 'merge' WHEN kind = 1 OR live < 3 THEN 'split' WHEN kind = 2 THEN 'move' ELSE 'duty' END;
    IF what = 'merge' THEN
        PERFORM merge_units(ARRAY[one::text], other::text, effective_on => on_day);
    ELSIF what = 'split' THEN
        PERFORM split_unit(one::text, jsonb_build_array(jsonb_build_object('name', '部新' || n, 'posts', jsonb_build_object('11', 1 + coalesce(cardinality(staff), 0), '214', floor(random() * 2)::int + 1),
                    'persons', to_jsonb(coalesce(staff, '{}')), 'duties', (SELECT coalesce(jsonb_agg(a.duty_id), '[]') FROM (SELECT a.duty_id FROM duty_assignment a WHERE a.unit_id = one AND a.until IS NULL LIMIT 1) a),
                    'divisions', (SELECT coalesce(jsonb_agg(u.id), '[]') FROM (SELECT u.id FROM unit u WHERE u.parent_id = one AND u.until IS NULL AND u.name <> '办公室' LIMIT floor(random() * 2)) u))), effective_on => on_day);
    ELSIF what = 'move' THEN
        PERFORM move_holdings(one::text, other::text, jsonb_build_object('11', greatest(coalesce(cardinality(staff), 0), 1), '214', 1), staff, effective_on => on_day);
    ELSE
        PERFORM assign_duty(a.duty_id::text, other::text, effective_on => on_day) FROM duty_assignment a WHERE a.unit_id = one AND a.until IS NULL;
    END IF;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    INSERT INTO public.step VALUES (n, what, 'done');
    RETURN 'done';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
    INSERT INTO public.step VALUES (n, what, trim(SQLSTATE || ' ' || broken));
    RETURN 'refused';
END $$;

SELECT sums() AS before \gset
CREATE TEMP TABLE after_each AS SELECT n, act(n) AS outcome, sums() AS sums FROM generate_series(1, 120) n;
SELECT is((SELECT string_agg(concat(n, ' ', sums), ', ' ORDER BY n) FROM after_each WHERE sums <> :'before'), NULL,
          'after each of 120 acts posts, people and duties are as many as before');
SELECT cmp_ok((SELECT count(*)::int FROM step WHERE act = v.act AND state = 'done'), '>=', 5, format('%s: %s', v.act, (SELECT count(*) FROM step WHERE act = v.act AND state = 'done'))) FROM (VALUES ('merge'), ('split'), ('move'), ('duty')) v (act);
SELECT is_empty($$SELECT state, count(*) FROM step WHERE state NOT IN ('done', '22023 reorganise', '23Z01 over_establishment', '23Z02 over_leadership', '23Z23 over_ceiling') GROUP BY 1$$, 'what was refused was refused by a rule');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT is_empty($$SELECT d.id FROM duty d WHERE (SELECT count(*) FROM duty_assignment a WHERE a.duty_id = d.id AND a.until IS NULL) <> 1$$, 'every duty has one holder');
SELECT is_empty($$SELECT f.id FROM unit f WHERE f.until IS NOT NULL AND NOT EXISTS (SELECT FROM unit_lineage l WHERE l.from_unit_id = f.id)$$, 'of every unit that ended the book knows what became of it');

SELECT * FROM finish();
ROLLBACK;
