-- Operations: functions of a book called by name with arguments that are data.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

CREATE FUNCTION pg_temp.op(name text, args jsonb) RETURNS text LANGUAGE sql AS
    $$ SELECT format('SELECT bianzhi.run_operation(''book'', %L, %L)', op.name, op.args) $$;
CREATE FUNCTION pg_temp.run(name text, args jsonb) RETURNS text LANGUAGE sql AS
    $$ SELECT bianzhi.run_operation('book', run.name, run.args) $$;

-- What is called -------------------------------------------------------------------------

SELECT pg_temp.run('allocate', '{"unit": "水利局", "post_type": "11", "quantity": 2, "effective_on": "2019-02-01"}') AS made \gset
SELECT is(:'made'::bigint, (SELECT max(id) FROM entry), 'a function of the book, its result as text');
SELECT is(balance('水利局', 11), '5/0/0', 'it was done');
SELECT pg_temp.run('核定编制', '{"unit": "水利局", "post_type": 11, "quantity": "1"}') AS made \gset
SELECT is(:'made'::bigint, (SELECT max(id) FROM entry), 'by its Chinese name; numbers and texts stand for each other');
SELECT is(balance('水利局', 11), '6/0/0', 'done, too');
SELECT results_eq('SELECT d.number FROM entry e JOIN document d ON d.id = e.document_id ORDER BY e.id DESC LIMIT 1',
                  $$VALUES ('兴机编〔2019〕1号')$$, 'what is left out has the function''s default');
SELECT ok(pg_temp.run('enrol', jsonb_build_object('person', citizen(1), 'name', '甲一', 'unit', '水利局', 'post_type', '11', 'permit', NULL)) IS NOT NULL,
          'null is a value');
SELECT ok(pg_temp.run('appoint', '{"person": "甲一", "unit": "水利局", "post_type": "203", "counts": false}') IS NOT NULL, 'a JSON boolean');
SELECT is((SELECT counts FROM appointment), false, 'reaches its parameter');
SELECT ok(pg_temp.run('dismiss', '{"person": "甲一"}') IS NOT NULL, 'dismissed');
SELECT refused($$SELECT bianzhi.run_operation('book', 'allocate', '{"unit": "水利局", "post_type": "11", "quantity": 500}')$$,
               '23Z23', 'over_ceiling', 'the book''s rules hold');
SELECT refused($$SELECT bianzhi.run_operation('book', 'allocate', '{"unit": "无此局", "post_type": "11", "quantity": 1}')$$,
               '23503', 'unit_exists', 'and its references');

-- Lists and nested values ----------------------------------------------------------------

CREATE FUNCTION trial.try_list(units text[], persons bigint[] DEFAULT NULL, posts jsonb DEFAULT NULL, day date DEFAULT NULL) RETURNS text LANGUAGE sql
    RETURN concat_ws('|', units::text, persons::text, posts::text, day::text);
INSERT INTO operation (op, name_zh, name_en) VALUES ('try_list', '试列表', 'try lists');
SELECT is(pg_temp.run('try_list', v.args), v.result, v.what)
  FROM (VALUES ('{"units": ["甲", "乙, 丙", null]}'::jsonb, '{甲,"乙, 丙",NULL}', 'an array of texts'),
               ('{"units": []}', '{}', 'an empty array'),
               ('{"units": "甲, 乙，丙 、丁"}', '{甲,乙,丙,丁}', 'a text with commas is a list'),
               ('{"units": ["甲"], "persons": [1, "22"]}', '{甲}|{1,22}', 'numbers'),
               ('{"units": ["甲"], "posts": {"11": 3}}', '{甲}|{"11": 3}', 'an object for jsonb'),
               ('{"units": ["甲"], "posts": [1, {"a": null}]}', '{甲}|[1, {"a": null}]', 'an array for jsonb'),
               ('{"units": ["甲"], "posts": "{\"11\": 3}"}', '{甲}|{"11": 3}', 'a text that holds JSON'),
               ('{"units": ["甲"], "day": "2019-03-01"}', '{甲}|2019-03-01', 'a date')) v (args, result, what);

-- What is refused ------------------------------------------------------------------------

SELECT refused(pg_temp.op(v.op, v.args), '22Z08', '', v.what)
  FROM (VALUES ('no_such', '{}'::jsonb, 'an unknown operation'),
               ('ALLOCATE', '{}', 'names are as they are'),
               ('trial.allocate', '{}', 'not with a schema'),
               ('allocate(', '{}', 'not SQL'),
               ('verify', '{}', 'a function that is not listed'),
               ('allocate', '[]', 'arguments are an object'),
               ('allocate', '"x"', 'not a text'),
               ('allocate', 'null', 'not null'),
               ('allocate', '{"unit": "水利局", "post_type": "11"}', 'a missing argument'),
               ('allocate', '{"unit": "水利局", "post_type": "11", "quantity": 1, "colour": "red"}', 'an unknown argument'),
               ('allocate', '{"unit": "水利局", "post_type": "11", "quantity": 1, "Document": "x"}', 'letters count'),
               ('allocate', '{"unit": "水利局", "post_type": "11", "quantity": "many"}', 'not a number'),
               ('allocate', '{"unit": "水利局", "post_type": "11", "quantity": 1.5}', 'not a whole number'),
               ('allocate', '{"unit": "水利局", "post_type": "11", "quantity": 99999999999}', 'too large'),
               ('allocate', '{"unit": "水利局", "post_type": "11", "quantity": [1]}', 'a list for a number'),
               ('allocate', '{"unit": {"id": 1}, "post_type": "11", "quantity": 1}', 'an object for a text'),
               ('allocate', '{"unit": "水利局", "post_type": "11", "quantity": 1, "effective_on": "2019-02-30"}', 'a day that is none'),
               ('allocate', '{"unit": "水利局", "post_type": "11", "quantity": 1, "effective_on": "soon"}', 'no date'),
               ('appoint', '{"person": "甲一", "unit": "水利局", "post_type": "203", "counts": "maybe"}', 'no boolean'),
               ('try_list', '{"units": 5}', 'a number for a list'),
               ('try_list', '{"units": {"a": 1}}', 'an object for a list'),
               ('try_list', '{"units": [["甲"]]}', 'a list within a list'),
               ('try_list', '{"units": ["甲"], "persons": ["x"]}', 'a list with what is no number'),
               ('try_list', '{"units": ["甲"], "posts": "{11: 3}"}', 'a text that holds no JSON')) v (op, args, what);
SELECT refused($$SELECT bianzhi.run_operation('book', NULL, '{}')$$, '22004', '', 'no operation');
SELECT refused($$SELECT bianzhi.run_operation(NULL, 'allocate', '{}')$$, '22004', '', 'no book');
SELECT refused($$SELECT bianzhi.run_operation('book', 'allocate', NULL)$$, '22Z08', '', 'no arguments where some are needed');
SELECT refused($$SELECT bianzhi.run_operation('pg_class', 'allocate', '{}')$$, '55Z03', '', 'not a book');
SELECT matches((public.attempt(pg_temp.op('allocate', '{"unit": "x"}'))).detail, '^allocate\(unit text, post_type text, quantity integer, \[document text\]',
            'DETAIL says what may be given');
SELECT is(balance('水利局', 11), '6/0/1', 'refusals left nothing');

-- A row of the table opens nothing that is not the book's --------------------------------

CREATE FUNCTION public.steal() RETURNS text LANGUAGE sql RETURN 'stolen';
CREATE FUNCTION trial.many() RETURNS SETOF text LANGUAGE sql RETURN 'x';
INSERT INTO operation (op, name_zh, name_en) VALUES ('steal', '偷', 'steal'), ('pg_sleep', '睡', 'sleep'), ('many', '多', 'many'), ('gone', '无', 'gone');
SELECT refused(pg_temp.op(f, '{}'), '22Z08', '', f || ' is listed, but is no operation of the book')
  FROM unnest('{steal,pg_sleep,many,gone}'::text[]) f;
CREATE FUNCTION trial.try_list(units text[], other int) RETURNS text LANGUAGE sql RETURN 'other';
SELECT refused(pg_temp.op('try_list', '{"units": []}'), '22Z08', '', 'two functions of a name are none');

-- Rights ---------------------------------------------------------------------------------

CREATE ROLE operation_clerk;
GRANT USAGE ON SCHEMA bianzhi, trial TO operation_clerk;
SET LOCAL ROLE operation_clerk;
SELECT refused(pg_temp.op('allocate', '{"unit": "水利局", "post_type": "11", "quantity": 1}'), '42501', '', 'the caller''s own rights');
RESET ROLE;

-- The list -------------------------------------------------------------------------------

SELECT is_empty($$SELECT op FROM operation o WHERE op NOT IN ('steal', 'pg_sleep', 'many', 'gone')
                     AND NOT EXISTS (SELECT FROM operation_parameter p WHERE p.op = o.op)$$, 'every operation of a new book can be called');
SELECT results_eq($$SELECT parameter, type, required FROM operation_parameter WHERE op = 'allocate' ORDER BY parameter_no$$,
                  $$VALUES ('unit', 'text', true), ('post_type', 'text', true), ('quantity', 'integer', true), ('document', 'text', false), ('effective_on', 'date', false)$$,
                  'parameters as the function has them');
SELECT refused($$DELETE FROM operation WHERE op = 'enrol'$$, '23Z22', 'append_only', 'operations stay');
SELECT refused($$UPDATE operation SET op = 'x' WHERE op = 'enrol'$$, '23Z22', 'append_only', 'their names, too');

ALTER SCHEMA trial RENAME TO renamed;
SET search_path = renamed, bianzhi, public;
SELECT lives_ok(pg_temp.op('allocate', '{"unit": "水利局", "post_type": "11", "quantity": 1}'), 'a renamed book');

SELECT * FROM finish();
ROLLBACK;
