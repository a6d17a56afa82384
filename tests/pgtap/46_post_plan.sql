-- Who comes first, and how posts of the reserve are proposed to be given out: every figure recomputed here from the
-- facts by another method (recount of the day, capping in rounds, remainders handed out one by one).
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

SELECT establish_unit(name, class, rank => rank, effective_on => '2019-01-10')
  FROM (VALUES ('医保局', 'organ', 'chu'), ('退役局', 'organ', 'chu'), ('审计局', 'organ', 'fuchu'), ('档案局', 'organ', 'ke'),
               ('民委', 'organ', NULL), ('法院', 'political_legal_organ', 'chu')) u (name, class, rank) \g /dev/null
SELECT establish_unit(name, parent => up, kind => 'division', effective_on => '2019-01-10')
  FROM (VALUES ('一科', '审计局'), ('二科', '审计局'), ('三科', '审计局'), ('办公室', '档案局')) d (name, up) \g /dev/null
SELECT establish_unit('学校', 'institution', supervisor => '教育局', effective_on => '2019-01-10') \g /dev/null
SELECT allocate(unit, '11', n, effective_on => '2019-01-10')
  FROM (VALUES ('退役局', 8), ('审计局', 20), ('档案局', 5), ('民委', 10)) a (unit, n) \g /dev/null
SELECT allocate('法院', '12', 9, effective_on => '2019-01-10'), allocate('审计局', '15', 4, effective_on => '2019-01-10') \g /dev/null
SELECT register_person(citizen(i), '人' || i) FROM generate_series(1, 60) i \g /dev/null
CREATE FUNCTION pg_temp.fill(unit text, first int, last int, on_day date DEFAULT '2019-02-10') RETURNS void LANGUAGE sql AS
    $$ SELECT enrol(public.citizen(i), unit, '11', effective_on => on_day) FROM generate_series(first, last) i $$;
SELECT pg_temp.fill('水利局', 1, 3), pg_temp.fill('教育局', 4, 5), pg_temp.fill('退役局', 6, 10), pg_temp.fill('审计局', 11, 30),
       pg_temp.fill('档案局', 31, 35), pg_temp.fill('民委', 36, 42) \g /dev/null
SELECT permit_use('民委', '11', 2, '2999-12-31', effective_on => '2019-03-01'),
       permit_use('退役局', '11', 3, '2019-12-31', effective_on => '2019-03-01') \g /dev/null
-- one of the permitted has come, two posts are still held
SELECT enrol(citizen(43), '民委', '11', permit => (SELECT min(id) FROM use_permit), effective_on => '2019-06-01') \g /dev/null

-- Priorities ------------------------------------------------------------------------------

SELECT accepted($$SELECT set_priority('医保局', 10, 'new', effective_on => '2019-02-10')$$, 'a new department comes first');
SELECT accepted($$SELECT set_priority('审计局', 3, effective_on => '2019-02-10', document => '兴机编〔2019〕2号')$$, 'so does a key one');
SELECT results_eq('SELECT unit_id, kind, weight, document_id, until, recorded_by = session_user FROM priority ORDER BY id',
    $$VALUES (unit_ref('医保局'), 'new', 10::numeric, document_ref('兴机编〔2019〕1号'), NULL::date, true),
             (unit_ref('审计局'), 'key', 3, document_ref('兴机编〔2019〕2号'), NULL, true)$$, 'kind, weight and document are recorded');
SELECT accepted($$SELECT set_priority('审计局', 6, effective_on => '2019-05-01')$$, 'another weight');
SELECT results_eq($$SELECT weight, until, until_document_id FROM priority WHERE unit_id = unit_ref('审计局') ORDER BY id$$,
    $$VALUES (3::numeric, '2019-05-01'::date, document_ref('兴机编〔2019〕1号')), (6, NULL, NULL)$$, 'ends the former');
SELECT accepted($$SELECT end_priority('审计局', effective_on => '2019-06-01')$$, 'a priority ends');
SELECT accepted($$SELECT set_priority('审计局', 6, effective_on => '2019-06-01')$$, 'and may begin again');
SELECT refused($$SELECT end_priority('档案局')$$, '23503', 'priority_exists', 'there is none to end');
SELECT refused($$SELECT set_priority('无此局', 2)$$, '23503', 'unit_exists', 'an unknown unit');
SELECT refused($$SELECT set_priority('档案局', 2, 'urgent')$$, '23503', 'priority_kind_exists', 'an unknown kind');
SELECT refused($$SELECT set_priority('档案局', 2, NULL)$$, '22004', '', 'no kind');
SELECT refused($$SELECT set_priority('档案局', NULL)$$, '22004', '', 'no weight');
SELECT refused(format('SELECT set_priority(''档案局'', %L)', w), '23514', 'priority_weight_in_range', 'weight ' || w)
  FROM unnest('{0,-1,100.1,NaN}'::text[]) w;
SELECT accepted($$SELECT set_priority('档案局', 100); SELECT end_priority('档案局')$$, 'the largest weight; ended on its first day it is void');
SELECT refused($$SELECT set_priority('档案局', 2, effective_on => current_date + 1)$$, '22Z06', '', 'not from tomorrow');
SELECT refused($$SELECT set_priority('档案局', 2, effective_on => '2019-01-09')$$, '23Z25', 'outside_validity', 'not before the unit');
SELECT accepted($$SELECT set_priority('档案局', 2, effective_on => '2019-01-10'); SELECT end_priority('档案局', effective_on => '2019-01-20')$$, 'from its first day on');
SELECT refused($$SELECT set_priority('档案局', 2, document => '兴机编〔2000〕9号')$$, '23503', 'document_exists', 'an unknown document');
SELECT refused($$INSERT INTO priority (unit_id, kind, weight) VALUES (unit_ref('档案局'), 'key', 2)$$, '23Z05', 'document_missing', 'none at all');
SELECT refused_with($$INSERT INTO priority (unit_id, kind, weight, effective_on, document_id) VALUES (unit_ref('审计局'), 'key', 2, '2019-05-20', 1)$$,
    '23P01', 'priority_no_overlap', (SELECT ARRAY[id, 6, 2019, 5, 1, 2019, 6, 1] FROM priority WHERE effective_on = '2019-05-01'), 'no two weights on one day');
SELECT refused($$INSERT INTO priority (unit_id, kind, weight, document_id) VALUES (unit_ref('审计局'), 'key', 2, 1)$$, '23P01', 'priority_no_overlap', 'nor two without end');
SELECT refused($$INSERT INTO priority (unit_id, kind, weight, effective_on, until, document_id) VALUES (unit_ref('民委'), 'key', 2, '2019-02-01', '2019-03-01', 1)$$,
    '23Z05', 'document_missing', 'an end needs its document');
SELECT refused($$UPDATE priority SET until = current_date + 1, until_document_id = 1 WHERE until IS NULL$$, '22Z06', '', 'no end in the future');
SELECT refused($$UPDATE priority SET until = '2019-02-20' WHERE until = '2019-05-01'$$, '23Z22', 'append_only', 'an end stays');
SELECT refused($$UPDATE priority SET until = NULL WHERE until = '2019-05-01'$$, '23Z22', 'append_only', 'and is not taken back');
SELECT refused($$UPDATE priority SET weight = 4$$, '23Z22', 'append_only', 'a weight is not rewritten');
SELECT refused('DELETE FROM priority', '23Z22', 'append_only', 'nor deleted');
SELECT refused('TRUNCATE priority', '23Z22', 'append_only', 'nor emptied');
SELECT accepted($$UPDATE priority SET note = '见会议纪要' WHERE until IS NULL$$, 'a note may be added');
SELECT accepted($$INSERT INTO priority (unit_id, kind, weight, effective_on, document_id, recorded_by) VALUES (unit_ref('民委'), 'key', 0.5, '2019-02-10', 1, 'somebody')$$, 'a weight below one, by plain INSERT');
SELECT is((SELECT recorded_by FROM priority WHERE unit_id = unit_ref('民委')), session_user::text, 'stamped by the database');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');

-- The model -------------------------------------------------------------------------------

CREATE TEMP TABLE model (unit_id int PRIMARY KEY, approved int, strength int, reserved int, weight numeric, new bool, size int, rank_order int, span int,
                         score numeric, cap int, share numeric, proposed int);
CREATE FUNCTION pg_temp.coefficient(name text) RETURNS numeric LANGUAGE sql AS $$ SELECT coefficient FROM post_plan_factor WHERE factor = name $$;
CREATE FUNCTION pg_temp.on_account(holder int, type int, day date) RETURNS int LANGUAGE sql AS
    $$ SELECT coalesce(sum(l.quantity), 0)::int FROM entry_line l JOIN entry e ON e.id = l.entry_id
        WHERE l.holder_id = holder AND l.post_type = type AND e.effective_on <= day $$;
CREATE FUNCTION pg_temp.recompute(type int, quantity int, area text, day date) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    u record;
    m record;
    possible int;
    rest numeric;
    total numeric;
    capped int;
BEGIN
    DELETE FROM model;
    FOR u IN SELECT * FROM unit WHERE kind = 'body' AND region = area AND effective_on <= day AND (until IS NULL OR until > day) LOOP
        CONTINUE WHEN NOT EXISTS (SELECT FROM admissibility a WHERE a.class = u.class AND a.post_type = type);
        INSERT INTO model (unit_id, approved, strength, reserved, weight, new, size, rank_order, span)
        SELECT u.id, pg_temp.on_account(u.id, type, day),
               (SELECT count(*) FROM enrolment e WHERE e.unit_id = u.id AND e.post_type = type AND e.effective_on <= day AND coalesce(e.until, 'infinity') > day),
               (SELECT coalesce(sum(p.quantity - (SELECT count(*) FROM enrolment e WHERE e.permit_id = p.id AND e.effective_on <= day)), 0) FROM use_permit p
                 WHERE p.unit_id = u.id AND p.post_type = type AND p.effective_on <= day AND p.expires_on >= day AND coalesce(p.closed_on, 'infinity') > day),
               (SELECT p.weight FROM priority p WHERE p.unit_id = u.id AND p.effective_on <= day AND coalesce(p.until, 'infinity') > day),
               coalesce((SELECT p.kind = 'new' FROM priority p WHERE p.unit_id = u.id AND p.effective_on <= day AND coalesce(p.until, 'infinity') > day), false),
               (SELECT sum(pg_temp.on_account(u.id, t.code, day)) FROM post_type t WHERE t.class = 'establishment'),
               CASE u.rank WHEN 'ting' THEN 8 WHEN 'futing' THEN 7 WHEN 'chu' THEN 6 WHEN 'fuchu' THEN 5 WHEN 'ke' THEN 4 WHEN 'fuke' THEN 3
                           WHEN 'gu' THEN 2 WHEN 'fugu' THEN 1 ELSE 0 END,
               (SELECT count(*) FROM unit c WHERE u.id IN (c.parent_id, c.supervisor_id) AND c.effective_on <= day AND coalesce(c.until, 'infinity') > day);
        DELETE FROM model x WHERE x.unit_id = u.id AND x.approved = 0 AND (x.weight IS NULL OR x.size > 0);
    END LOOP;
    UPDATE model SET weight = coalesce(weight, 1);
    UPDATE model x SET score = round(greatest(1 + pg_temp.coefficient('weight') * (x.weight - 1), 0)
          * (pg_temp.coefficient('size') * coalesce(round(x.size::numeric / nullif((SELECT max(size) FROM model), 0), 4), 0)
             + pg_temp.coefficient('rank') * coalesce(round(x.rank_order::numeric / nullif((SELECT max(rank_order) FROM model), 0), 4), 0)
             + pg_temp.coefficient('span') * coalesce(round(x.span::numeric / nullif((SELECT max(span) FROM model), 0), 4), 0)
             + pg_temp.coefficient('vacancy') * CASE WHEN x.approved = 0 THEN 1 ELSE round(least((x.strength + x.reserved)::numeric / x.approved, 1), 4) END), 4);
    UPDATE model x SET cap = CASE WHEN x.score = 0 THEN 0
                                  WHEN NOT x.new AND x.approved > 0
                                       AND round(100.0 * greatest(x.approved - x.strength - x.reserved, 0) / x.approved, 2) > pg_temp.coefficient('vacancy_limit') THEN 0
                                  ELSE floor(pg_temp.coefficient('unit_limit')) END, share = NULL;
    SELECT least(quantity, (SELECT greatest(pg_temp.on_account(h.id, type, day), 0) FROM holder h WHERE h.kind = 'reserve' AND h.region = area), coalesce(sum(x.cap), 0))
      INTO possible FROM model x;
    UPDATE model SET share = 0 WHERE cap = 0;
    LOOP                        -- who would get more than his cap gets the cap; then again with the others
        SELECT possible - coalesce(sum(share), 0) INTO rest FROM model;
        SELECT sum(score) INTO total FROM model WHERE share IS NULL;
        UPDATE model SET share = cap WHERE share IS NULL AND cap * total <= score * rest;
        GET DIAGNOSTICS capped = ROW_COUNT;
        EXIT WHEN capped = 0;
    END LOOP;
    UPDATE model SET share = round(score * rest / total, 4) WHERE share IS NULL;
    UPDATE model SET proposed = floor(share);
    FOR m IN SELECT * FROM model WHERE share < cap ORDER BY share - floor(share) DESC, score DESC, unit_id LOOP
        EXIT WHEN (SELECT sum(x.proposed) FROM model x) >= possible;
        UPDATE model x SET proposed = x.proposed + 1 WHERE x.unit_id = m.unit_id;
    END LOOP;
    RETURN possible;
END;
$$;
CREATE FUNCTION pg_temp.agree(type int, quantity int, area text, day date, what text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    possible int := pg_temp.recompute(type, quantity, area, day);
    wrong text;
BEGIN
    SELECT string_agg(concat(coalesce(p.unit_id, m.unit_id), ': ', p.proposed, ' / ', m.proposed, ', ', p.share, ' / ', m.share, ', ', p.score, ' / ', m.score), '; ')
      INTO wrong
      FROM post_plan(type::text, quantity, area, day) p FULL JOIN model m ON m.unit_id = p.unit_id
     WHERE (p.approved, p.strength, p.reserved, p.vacancy, p.weight, p.size, p.span, p.score, p.cap, p.share, p.proposed)
           IS DISTINCT FROM (m.approved, m.strength, m.reserved, m.approved - m.strength, m.weight, m.size, m.span, m.score, m.cap, m.share, m.proposed);
    IF (SELECT coalesce(sum(proposed), 0) FROM model) <> coalesce(possible, 0) THEN
        wrong := concat(wrong, ' sum of the model ', (SELECT sum(proposed) FROM model), ' of ', possible);
    END IF;
    IF (SELECT t.proposed FROM post_plan_total(type::text, quantity, area, day) t) <> coalesce(possible, 0) THEN
        wrong := concat(wrong, ' total');
    END IF;
    RETURN public.is(wrong, NULL, what);
END;
$$;

-- The plan --------------------------------------------------------------------------------

SELECT pg_temp.agree(11, 1, '152200', current_date, 'one post');
SELECT results_eq($$SELECT unit, weight, approved, size, cap, proposed FROM post_plan('11', 1) LIMIT 1$$, $$VALUES ('审计局', 6::numeric, 20, 24, 8, 1)$$,
    'goes where weight and need are highest');
SELECT results_eq($$SELECT unit, weight, approved, size, cap, proposed FROM post_plan('11', 2) WHERE proposed > 0 OFFSET 1$$, $$VALUES ('医保局', 10::numeric, 0, 0, 8, 1)$$,
    'the second to the new department, which has none yet');
SELECT pg_temp.agree(11, q, '152200', current_date, q || ' posts') FROM unnest('{2,3,5,7,10,12,17,20,25,28,29,30,31,32,33,40,100,2147483647}'::int[]) q;
SELECT results_eq($$SELECT proposed, quantity, reserve FROM post_plan_total('行政编制', 100000)$$,
    $$SELECT 48, 100000, approved FROM account WHERE holder_id = holder_ref('reserve') AND post_type = 11$$, 'more than the caps: what is possible, no error');
SELECT results_eq($$SELECT unit, cap FROM post_plan('11', 10) WHERE cap = 0$$, $$VALUES ('退役局', 0)$$, 'a unit with vacancies does not grow; permits that hold are no vacancy');
SELECT ok((SELECT bool_and(explanation ~ '[一-龥]' AND strpos(explanation, score::text) > 0 AND strpos(explanation, size_factor::text) > 0
                           AND strpos(explanation, rank_factor::text) > 0 AND strpos(explanation, span_factor::text) > 0 AND strpos(explanation, vacancy_factor::text) > 0
                           AND (cap = 0 OR share = cap OR strpos(explanation, '＝' || share) > 0)) FROM post_plan('11', 10)), 'each figure stands in the explanation');
SELECT ok((SELECT explanation ~ '\(?兴机编〔2019〕1号' FROM post_plan('11', 10) WHERE unit = '医保局'), 'the document of a priority too');
SELECT results_eq($$SELECT * FROM post_plan('11', 10)$$, $$SELECT * FROM post_plan('administrative establishment', 10, '152200', current_date)$$, 'the same twice, by code and by name');
SELECT results_eq($$SELECT unit, proposed FROM post_plan('12', 5)$$, $$VALUES ('法院', 0)$$, 'only classes that may use the kind, only units that have it; with its vacancies it does not grow');
SELECT results_eq($$SELECT unit, proposed FROM post_plan('16', 5)$$, $$VALUES ('医保局', 5)$$, 'a unit that comes first and has nothing at all may get any kind of its class');
SELECT pg_temp.agree(t, 9, '152200', current_date, 'kind of post ' || t) FROM unnest('{12,15,16,22,23}'::int[]) t;
SELECT pg_temp.agree(11, 9, '152221', current_date, 'another region has its own reserve');
SELECT is_empty($$SELECT * FROM post_plan('23', 9)$$, 'nobody has posts of the kind');
SELECT is((SELECT units || '/' || proposed FROM post_plan_total('23', 9)), '0/0', 'and the total says so');
SELECT pg_temp.agree(11, 20, '152200', d::date, 'as of ' || d)
  FROM unnest('{2019-01-09,2019-01-10,2019-02-09,2019-02-10,2019-03-01,2019-04-30,2019-05-01,2019-06-01,2019-12-31,2020-01-01}'::text[]) d;
SELECT pg_temp.agree(11, 20, '152200', current_date - 1, 'yesterday');
SELECT reduce_posts('档案局', '11', 1, effective_on => '2019-08-01') FROM (SELECT release('人35', 'retirement', effective_on => '2019-07-01')) r \g /dev/null
SELECT pg_temp.agree(11, 20, '152200', d::date, 'as of ' || d || ', somebody left since') FROM unnest('{2019-06-30,2019-07-01,2019-07-31,2019-08-01}'::text[]) d;
SELECT refused(format('SELECT * FROM post_plan(%L, %L)', t, q), s, r, what)
  FROM (VALUES ('11', '0', '22023', '', 'none'), ('11', '-5', '22023', '', 'less than none'), ('11', NULL, '22004', '', 'no number'),
               ('行政', '5', '23503', 'post_type_exists', 'an unknown kind'), (NULL, '5', '22004', '', 'no kind'),
               ('203', '5', '23503', 'establishment_post_type_exists', 'leaders are not given out so'),
               ('91', '5', '23503', 'establishment_post_type_exists', 'nor is a quota of off-establishment staff')) v (t, q, s, r, what);
SELECT refused($$SELECT * FROM post_plan('11', 5, '999999')$$, '23503', 'region_exists', 'an unknown region');
SELECT refused($$SELECT * FROM post_plan('11', 5, as_of => current_date + 1)$$, '22Z06', '', 'a day that has not come');
SELECT refused($$SELECT * FROM post_plan_total('11', 0)$$, '22023', '', 'the total refuses the same');
SELECT accepted($$SELECT * FROM post_plan('11', 5, NULL, NULL)$$, 'left out is today and the whole book''s region');

-- The office's choice ---------------------------------------------------------------------

SELECT refused($$UPDATE post_plan_factor SET coefficient = -1$$, '23514', 'post_plan_factor_coefficient_in_range', 'no coefficient below zero');
SELECT refused($$UPDATE post_plan_factor SET coefficient = 'NaN'$$, '23514', 'post_plan_factor_coefficient_in_range', 'nor one that is no number');
SELECT refused($$UPDATE post_plan_factor SET factor = 'luck' WHERE factor = 'size'$$, '23Z22', 'append_only', 'factors keep their names');
SELECT refused($$INSERT INTO post_plan_factor VALUES ('luck', 'factor', 1, '运气', 'luck', '无')$$, '23514', 'post_plan_factor_known', 'there are no others');
SELECT refused('DELETE FROM post_plan_factor', '23Z22', 'append_only', 'and none goes');
UPDATE post_plan_factor SET coefficient = 0 WHERE factor = 'weight';
SELECT pg_temp.agree(11, 10, '152200', current_date, 'without weights');
UPDATE post_plan_factor SET coefficient = 3 WHERE factor = 'weight';
SELECT pg_temp.agree(11, 10, '152200', current_date, 'a weight below one may come to nothing');
SELECT results_eq($$SELECT score, cap, proposed FROM post_plan('11', 10) WHERE unit = '民委'$$, $$VALUES (0.0000::numeric, 0, 0)$$, 'and then gets nothing');
UPDATE post_plan_factor SET coefficient = 0 WHERE kind = 'factor';
SELECT pg_temp.agree(11, 10, '152200', current_date, 'without any factor');
SELECT is((SELECT proposed FROM post_plan_total('11', 10)), 0, 'nothing is proposed');
UPDATE post_plan_factor SET coefficient = 1 WHERE factor IN ('weight', 'rank');
UPDATE post_plan_factor SET coefficient = 100 WHERE factor = 'vacancy_limit';
UPDATE post_plan_factor SET coefficient = 2.9 WHERE factor = 'unit_limit';
SELECT pg_temp.agree(11, q, '152200', current_date, q || ' posts by rank alone, two a unit') FROM unnest('{1,4,9,11,13}'::int[]) q;
UPDATE post_plan_factor SET coefficient = 0 WHERE factor = 'unit_limit';
SELECT is((SELECT proposed FROM post_plan_total('11', 10)), 0, 'a limit of none');

-- Many units, many formulas: equal scores, caps met one after the other, remainders that tie.
SELECT establish_unit('单位' || i, 'organ', rank => ('{chu,ke,gu,NULL}'::text[])[1 + i % 4], effective_on => '2019-01-10') FROM generate_series(1, 40) i \g /dev/null
SELECT allocate('单位' || i, '14', 1 + i * 7 % 11, effective_on => '2019-01-10') FROM generate_series(1, 18) i WHERE i * 7 % 11 < 4 \g /dev/null
SELECT set_priority('单位' || i, 1 + i % 3, effective_on => '2019-02-10') FROM generate_series(1, 40) i \g /dev/null
DO $$
BEGIN
    PERFORM setseed(0.42);
END $$;
CREATE FUNCTION pg_temp.another_formula() RETURNS void LANGUAGE sql AS
    $$ UPDATE post_plan_factor SET coefficient = round((random() * CASE factor WHEN 'vacancy_limit' THEN 100 WHEN 'unit_limit' THEN 6 ELSE 1 END)::numeric, 2) $$;
CREATE FUNCTION pg_temp.formula(i int) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_temp.another_formula();
    RETURN pg_temp.agree(CASE WHEN i % 2 = 0 THEN 14 ELSE 11 END, (1 + random() * 60)::int, '152200', current_date, 'formula ' || i);
END;
$$;
SELECT pg_temp.formula(i) FROM generate_series(1, 40) i;

-- Looking writes nothing ------------------------------------------------------------------

SELECT is((SELECT provolatile FROM pg_proc WHERE oid = 'post_plan(text,int,text,date)'::regprocedure), 's', 'a plan cannot write: it is stable');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound after all this');

-- Recount ---------------------------------------------------------------------------------

CREATE FUNCTION pg_temp.damage(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    BEGIN
        ALTER TABLE priority DISABLE TRIGGER USER;
        EXECUTE statement;
        SELECT string_agg(DISTINCT v."check", ' ' ORDER BY v."check") INTO found FROM verify() v WHERE v."check" <> 'guard';
        RAISE EXCEPTION USING ERRCODE = 'P0099';
    EXCEPTION WHEN SQLSTATE 'P0099' THEN
        RETURN found;
    END;
END;
$$;
SELECT is(pg_temp.damage($$UPDATE priority SET document_id = NULL WHERE until IS NULL$$), 'priority_document', 'verify() finds a priority without document');
SELECT is(pg_temp.damage($$UPDATE priority SET kind = 'x' WHERE until IS NULL$$), 'priority_kind', 'of an unknown kind');
SELECT is(pg_temp.damage($$UPDATE priority SET effective_on = '2019-01-09' WHERE unit_id = unit_ref('医保局')$$), 'priority_outside_validity', 'older than its unit');
SELECT is(pg_temp.damage($$UPDATE priority SET effective_on = '2019-03-01' WHERE unit_id = unit_ref('审计局') AND until IS NULL$$), 'priority_overlap', 'and two at once');
SELECT * FROM finish();
ROLLBACK;
