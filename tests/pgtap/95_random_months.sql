-- Random months: whatever is recorded, early, late, voided or moved, for every unit and kind of post the close of one
-- month and the movements of the next are the close of the next; and what a closed month said, it says for ever.
-- Each act is a transaction of its own, since what is known when matters.  The seed makes a failure come again.
\ir helpers/trial_book.sql
SET client_min_messages = error;
SELECT no_plan();
SELECT setseed(0.2019) \g /dev/null

SELECT grant_ceiling('152200', t, 200, effective_on => '2019-01-10'), grant_ceiling('152221', t, 100, effective_on => '2019-01-10') FROM unnest('{11,14,22,214}'::text[]) t \g /dev/null
SELECT establish_unit('部' || i, 'organ', region => CASE WHEN i <= 4 THEN '152200' ELSE '152221' END, rank => 'ke', system => 'government', effective_on => '2019-01-10') FROM generate_series(1, 7) i \g /dev/null
SELECT allocate('部' || i, t, 6, effective_on => '2019-01-10') FROM generate_series(1, 7) i, unnest('{11,14}'::text[]) t \g /dev/null
SELECT register_person(citizen(i), '人' || i) FROM generate_series(1, 120) i \g /dev/null

CREATE TABLE public.step (n int, act text, state text);

-- a day of the past two months, of this one, or of the next
CREATE FUNCTION public.some_day(month date) RETURNS date LANGUAGE sql VOLATILE AS $$ SELECT greatest('2019-01-10', month - 60 + floor(random() * 120)::int) $$;

CREATE FUNCTION public.act(n int, month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    kind int := floor(random() * 15);
    on_day date := some_day(month);
    one int := (SELECT u.id FROM unit u WHERE u.name ~ '^部' AND u.until IS NULL ORDER BY random() LIMIT 1);
    other int := (SELECT u.id FROM unit u WHERE u.name ~ '^部' AND u.until IS NULL AND u.id <> one ORDER BY random() LIMIT 1);
    post text := CASE WHEN random() < 0.7 THEN '11' ELSE '14' END;
    free bigint := (SELECT p.id FROM person p WHERE NOT EXISTS (SELECT FROM enrolment e WHERE e.person_id = p.id AND (e.until IS NULL OR e.until > on_day)) ORDER BY random() LIMIT 1);
    held record;
    what text;
    broken text;
BEGIN
    SELECT e.* INTO held FROM enrolment e WHERE e.until IS NULL ORDER BY random() LIMIT 1;
    what := (ARRAY['allocate', 'reduce', 'transfer posts', 'convert', 'reverse', 'enrol', 'enrol', 'enrol', 'release', 'transfer', 'history', 'void', 'move an end', 'another reason', 'unit'])[kind + 1];
    CASE kind
        WHEN 0 THEN PERFORM allocate(one::text, post, 1 + floor(random() * 3)::int, effective_on => on_day);
        WHEN 1 THEN PERFORM reduce_posts(one::text, post, 1, effective_on => on_day);
        WHEN 2 THEN PERFORM transfer_posts(one::text, other::text, post, 1, effective_on => on_day);
        WHEN 3 THEN PERFORM convert_posts(one::text, '11', '14', 1, effective_on => on_day);
        WHEN 4 THEN PERFORM reverse_entry((SELECT e.id FROM entry e WHERE e.kind IN ('allocation', 'transfer', 'conversion') AND NOT EXISTS (SELECT FROM entry r WHERE r.reverses = e.id) ORDER BY random() LIMIT 1), effective_on => on_day);
        WHEN 5, 6, 7 THEN PERFORM enrol('#' || free, one::text, post, effective_on => on_day);
        WHEN 8 THEN PERFORM release('#' || held.person_id, (ARRAY['resignation', 'retirement', 'death'])[1 + floor(random() * 3)::int], effective_on => greatest(on_day, held.effective_on));
        WHEN 9 THEN PERFORM transfer_person('#' || held.person_id, other::text, post, effective_on => greatest(on_day, held.effective_on));
        WHEN 10 THEN INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id, until, exit_reason, until_document_id)
                     VALUES (free, one, post::int, on_day, 1, on_day + floor(random() * 40)::int, 'other', 1);
        WHEN 11 THEN UPDATE enrolment SET until = effective_on, exit_reason = 'other', until_document_id = 1 WHERE id = held.id;
        WHEN 12 THEN UPDATE enrolment SET until = effective_on + floor(random() * 60)::int WHERE id = (SELECT e.id FROM enrolment e WHERE e.until IS NOT NULL ORDER BY random() LIMIT 1);
        WHEN 13 THEN UPDATE enrolment SET until = until, exit_reason = (ARRAY['resignation', 'retirement', 'death'])[1 + floor(random() * 3)::int] WHERE id = (SELECT e.id FROM enrolment e WHERE e.until IS NOT NULL ORDER BY random() LIMIT 1);
        WHEN 14 THEN
            IF random() < 0.5 THEN
                PERFORM establish_unit('部新' || n, 'organ', region => (ARRAY['152200', '152221'])[1 + floor(random() * 2)::int], rank => 'ke', effective_on => on_day);
            ELSE
                PERFORM abolish_unit(one::text, effective_on => on_day);
            END IF;
    END CASE;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    INSERT INTO public.step VALUES (n, what, 'done');
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
    INSERT INTO public.step VALUES (n, what, trim(SQLSTATE || ' ' || broken));
END $$;

-- Months of acts; in some the banner closes by itself before the league.
CREATE PROCEDURE public.live(months int, acts int) LANGUAGE plpgsql AS $$
DECLARE
    m date := '2019-02-01';
BEGIN
    FOR i IN 1 .. months LOOP
        FOR j IN 1 .. acts LOOP
            PERFORM act(i * 1000 + j, m);
            COMMIT;
        END LOOP;
        IF i % 3 = 0 THEN
            PERFORM trial.freeze('152221', m);
            COMMIT;
            PERFORM trial.close_period('152221', m, '试');
            COMMIT;
            FOR j IN 1 .. acts / 4 LOOP
                PERFORM act(i * 1000 + 500 + j, m);
                COMMIT;
            END LOOP;
        END IF;
        PERFORM trial.freeze('152200', m);
        COMMIT;
        PERFORM trial.close_period('152200', m, '试');
        COMMIT;
        m := m + interval '1 month';
    END LOOP;
    FOR j IN 1 .. acts LOOP
        PERFORM act(9000 + j, m);
        COMMIT;
    END LOOP;
END $$;
CALL live(6, 160);

-- accounts of units at the close of each month, from the snapshots of whoever closed it
CREATE VIEW public.closing AS
SELECT s.month, s.unit_id, s.post_type, s.approved, s.strength
  FROM trial.period p JOIN trial.snapshot_account s ON s.region_closed = p.closed_with AND s.month = p.month AND s.region = p.region
 WHERE p.state = 'closed' AND s.unit_id > 0;
CREATE VIEW public.moved AS
SELECT m.month, x.unit_id, x.post_type, sum(x.approved) AS approved, sum(x.strength) AS strength
  FROM generate_series(date '2019-03-01', '2019-08-01', interval '1 month') g (at)
 CROSS JOIN LATERAL (SELECT g.at::date) m (month)
 CROSS JOIN LATERAL (SELECT p.unit_id, p.post_type, p.quantity AS approved, 0 AS strength FROM trial.post_movement_of('152200', m.month) p
                     UNION ALL
                     SELECT e.unit_id, e.post_type, 0, CASE e.direction WHEN 'in' THEN 1 ELSE -1 END FROM trial.staff_movement_of('152200', m.month) e) x
 GROUP BY m.month, x.unit_id, x.post_type;
CREATE FUNCTION public.sum_of(source text, month date) RETURNS TABLE (unit_id int, post_type int, approved bigint, strength bigint) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE format('SELECT unit_id, post_type, sum(approved)::bigint, sum(strength)::bigint FROM %s GROUP BY 1, 2 HAVING sum(approved) <> 0 OR sum(strength) <> 0', source) USING sum_of.month;
END $$;
SELECT set_eq(format($$SELECT * FROM sum_of('(SELECT unit_id, post_type, approved, strength FROM closing WHERE month = $1 - interval ''1 month''
                       UNION ALL SELECT unit_id, post_type, approved, strength FROM moved WHERE month = $1) x', %L)$$, m),
              format($$SELECT * FROM sum_of('(SELECT * FROM closing WHERE month = $1) x', %L)$$, m), format('%s: the close before and the movements are the close', to_char(m, 'YYYY-MM')))
  FROM generate_series(date '2019-03-01', '2019-07-01', interval '1 month') m;
SELECT set_eq($$SELECT * FROM sum_of('(SELECT unit_id, post_type, approved, strength FROM closing WHERE month = ''2019-07-01''
                       UNION ALL SELECT unit_id, post_type, approved, strength FROM moved WHERE month = ''2019-08-01'' AND $1 IS NOT NULL) x', '2019-08-01')$$,
              $$SELECT * FROM sum_of('(SELECT unit_id, post_type, approved, strength FROM account_closing(''152200'', $1) WHERE unit_id > 0) x', '2019-08-01')$$, '2019-08, which is open: the same');
SELECT set_eq(format($$SELECT unit_id, region_code, post_type, approved, strength FROM account_closing(%L, %L)$$, s.region_closed, s.month),
              format($$SELECT unit_id, region, post_type, approved, strength FROM snapshot_account WHERE region_closed = %L AND month = %L$$, s.region_closed, s.month),
              format('%s %s: counted anew it is what was kept', s.region_closed, to_char(s.month, 'YYYY-MM')))
  FROM (SELECT DISTINCT region_closed, month FROM snapshot_account) s;
SELECT cmp_ok((SELECT count(*)::int FROM step WHERE act = v.act AND state = 'done'), '>=', 4, format('%s: %s', v.act, (SELECT count(*) FROM step WHERE act = v.act AND state = 'done')))
  FROM unnest('{allocate,reduce,transfer posts,convert,reverse,enrol,release,transfer,history,void,move an end,another reason,unit}'::text[]) v (act);
SELECT cmp_ok((SELECT count(*)::int FROM generate_series(date '2019-02-01', '2019-07-01', interval '1 month') m, changed_since(m::date)), '>=', 30, 'much of it came late');
SELECT is_empty($$SELECT state, count(*) FROM step WHERE state <> 'done' AND state !~ '^(23Z|22004|22Z06|55Z02|P0002|23P01|23514)' GROUP BY 1$$, 'what was refused was refused by a rule');
SELECT is_empty($$SELECT c.month, c.code, c.row_label, c.left_value, c.right_value FROM generate_series(date '2019-02-01', '2019-08-01', interval '1 month') m, report_check(m::date) WITH ORDINALITY c (code, severity, name, report, row_label, left_value, right_value, difference, formula, outcome, month)
                   WHERE c.outcome = 'failed' AND c.severity = 'error'$$, 'the audit formulas hold in every month');
SELECT is_empty($$SELECT * FROM verify() WHERE "check" <> 'sequence'$$, 'the book is sound');

SELECT * FROM finish();
