-- resident_id: GB 11643.  Vectors: synthetic numbers of region 152200 and the
-- two examples of the standard.
BEGIN;
SET LOCAL search_path = bianzhi, public;
SET LOCAL lc_messages = 'C';
SELECT plan(95);

-- What a refusal says, without its words: SQLSTATE, then every figure of the
-- detail (positions, values) in order.
CREATE FUNCTION pg_temp.refusal(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    state text;
    detail text;
BEGIN
    EXECUTE statement;
    RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL;
    RETURN concat_ws(':', state, (SELECT string_agg(m[1], ',' ORDER BY o)
        FROM regexp_matches(detail, '(\d+)', 'g') WITH ORDINALITY AS r(m, o)));
END $$;

-- Storage --------------------------------------------------------------------

SELECT is(typlen::int, 8, 'eight bytes') FROM pg_type WHERE oid = 'resident_id'::regtype;
SELECT is(typbyval, true, 'by value') FROM pg_type WHERE oid = 'resident_id'::regtype;
SELECT is(pg_column_size('152200196501150019'::resident_id), 8, 'a value has eight bytes');

-- Valid numbers: the text comes back, and so do the parts ----------------------

SELECT is(v.id::resident_id::text, v.id, v.id || ' is accepted')
  FROM (VALUES ('11010519491231002X'), ('440524188001010014'),
               ('152200196501150019'), ('152200196501310019'), ('15220019700501002X'),
               ('152200197502280020'), ('15220019841101002X'), ('152200196402290016'),
               ('152200198008060000'), ('15220019760930001X')) AS v(id);
SELECT is((birth_date(v.id::resident_id), sex(v.id::resident_id))::text,
          format('(%s,%s)', v.birth, v.sex), v.id || ': birth date and sex')
  FROM (VALUES ('11010519491231002X', '1949-12-31', 'F'), ('440524188001010014', '1880-01-01', 'M'),
               ('152200196501150019', '1965-01-15', 'M'), ('152200196501310019', '1965-01-31', 'M'),
               ('15220019700501002X', '1970-05-01', 'F'), ('152200197502280020', '1975-02-28', 'F'),
               ('15220019841101002X', '1984-11-01', 'F'), ('152200196402290016', '1964-02-29', 'M'),
               ('152200198008060000', '1980-08-06', 'F'), ('15220019760930001X', '1976-09-30', 'M')
       ) AS v(id, birth, sex);
SELECT is(region_code('152200196501150019'), '152200', 'region');
SELECT is(region_code('000000198008060005'), '000000', 'no region is ever refused, leading zeros stay');
SELECT is(masked('152200196501150019'), '152200********0019', 'masked');
SELECT is(masked('15220019700501002X'), '152200********002X', 'masked, X');

-- One number, however it is typed ----------------------------------------------

SELECT is(v.typed::resident_id, '15220019700501002X'::resident_id, v.what)
  FROM (VALUES ('15220019700501002x', 'small x'),
               ('１５２２００１９７００５０１００２Ｘ', 'full width'),
               ('１５２２００19700501002ｘ', 'full width, small and mixed'),
               ('  15220019700501002X ', 'blanks around'),
               ('152200 19700501 002X', 'blanks between the groups'),
               ('　152200　19700501　002X　', 'ideographic blanks'),
               (E'152200\u00A019700501\u00A0002X', 'no-break blanks'),
               (E'\uFEFF15220019700501002X\u200B', 'characters without width'),
               ('15220019700501002X' || repeat(' ', 100), 'padded')) AS v(typed, what);
SELECT is('15220019700501002X'::char(40)::resident_id::text, '15220019700501002X', 'from char(n)');

-- Refusals: reason and position -------------------------------------------------

SELECT is(pg_temp.refusal(format('SELECT %L::bianzhi.resident_id', v.id)), v.figures, v.what)
  FROM (VALUES ('152200196501150018', '22Z01:18,8,9', 'check character: position, given, expected'),
               ('15220019650115001X', '22Z01:18,9', 'X instead of a digit'),
               ('152200197005010020', '22Z01:18,0', 'a digit instead of X'),
               ('152200195601150019', '22Z01:18,9,1', 'transposed digits of the year'),
               ('152200196502300015', '22Z01:30,13,14,1965,02', 'no 30 February, though the check is right'),
               ('152200190002290018', '22Z01:29,13,14,1900,02', '1900 was no leap year'),
               ('152200196513150010', '22Z01:13,11,12', 'month 13'),
               ('152200196500150010', '22Z01:00,11,12', 'month 0'),
               ('152200196504310010', '22Z01:31,13,14,1965,04', 'no 31 April'),
               ('152200196504000010', '22Z01:00,13,14,1965,04', 'day 0'),
               ('152200179912310010', '22Z01:1799,7,10,1800', 'year before 1800'),
               ('15220019650115001', '22Z01:17,18', '17 characters'),
               ('1522001965011500199', '22Z01:19,18', '19 characters'),
               ('152200650115001', '22Z01:15,18', '15 characters'),
               ('', '22Z01:0,18', 'empty'),
               ('   ', '22Z01:0,18', 'blanks only'),
               (repeat('1', 1000), '22Z01:256,18', 'far too long'),
               ('1522001965O1150019', '22Z01:11', 'a letter O'),
               ('15220X196501150019', '22Z01:6', 'X before the end'),
               ('15220019650115001A', '22Z01:18', 'A as check character'),
               ('15220019650115001汉', '22Z01:18', 'a Han character'),
               ('152200 1965 O115 0019', '22Z01:11', 'blanks do not count for the position'),
               (E'15220019650115\t0019', '22Z01:19,18', 'a tab is no blank'),
               (E'1522001965011500\t9', '22Z01:17', 'nor a digit'),
               ('-52200196501150019', '22Z01:1', 'a sign')) AS v(id, figures, what);
SELECT throws_ok($$SELECT '152200196501150018'::bianzhi.resident_id$$, '22Z01', NULL, 'as a constant');
SELECT throws_ok($$SELECT t::bianzhi.resident_id FROM (VALUES ('152200196501150018')) AS v(t)$$,
                 '22Z01', NULL, 'as an explicit cast of a text');
SELECT throws_ok($$SELECT '{152200196501150018}'::bianzhi.resident_id[]$$, '22Z01', NULL, 'in an array');

-- MOD 11-2 finds every single slip and every swap of two neighbours.
SELECT is((SELECT count(*) FROM generate_series(1, 18) AS p, regexp_split_to_table('0123456789X', '') AS c
            WHERE c <> substr('11010519491231002X', p, 1)
              AND pg_temp.refusal(format('SELECT %L::bianzhi.resident_id',
                      overlay('11010519491231002X' PLACING c FROM p FOR 1))) !~ '^22Z01'),
          0::bigint, 'every wrong character is found');
SELECT is((SELECT count(*) FROM generate_series(1, 17) AS p
            WHERE substr('11010519491231002X', p, 1) <> substr('11010519491231002X', p + 1, 1)
              AND pg_temp.refusal(format('SELECT %L::bianzhi.resident_id',
                      overlay('11010519491231002X' PLACING reverse(substr('11010519491231002X', p, 2)) FROM p FOR 2)))
                  !~ '^22Z01'),
          0::bigint, 'every swap of neighbours is found');

-- Old cards ---------------------------------------------------------------------

SELECT is(resident_id_upgrade('152200650115001'), '152200196501150019'::resident_id, '15 to 18 digits');
SELECT is(resident_id_upgrade(' １５２２００　650115 001'), '152200196501150019'::resident_id, 'folded as well');
SELECT is(pg_temp.refusal(format('SELECT bianzhi.resident_id_upgrade(%L)', v.id)), v.figures, v.what)
  FROM (VALUES ('152200196501150019', '22Z01:18,15', 'not for 18 digits'),
               ('152200651315001', '22Z01:13,9,10', 'month 13, position on the old card'),
               ('152200650230001', '22Z01:30,11,12,1965,02', '30 February on an old card'),
               ('15220065011500X', '22Z01:15', 'no X on an old card')) AS v(id, figures, what);
SELECT is(resident_id_upgrade(NULL), NULL, 'NULL stays NULL');

-- Order, hashing, joins -----------------------------------------------------------

CREATE TEMPORARY TABLE card AS
SELECT i, resident_id_upgrade('152200' || to_char(date '1960-01-01' + (i * 7919) % 14000, 'YYMMDD')
                              || to_char(i % 900, 'FM000')) AS id
  FROM generate_series(1, 5000) AS i;
ANALYZE card;
SELECT results_eq('SELECT id::text FROM card ORDER BY id, i',
                  'SELECT id::text FROM card ORDER BY id::text COLLATE "C", i', 'sorts like its text');
SELECT is((SELECT count(DISTINCT id) FROM card), (SELECT count(DISTINCT id::text) FROM card), 'distinct values');
CREATE INDEX card_id ON card (id);
CREATE INDEX card_id_hash ON card USING hash (id);
SELECT ok(amvalidate(oid), format('operator class for %s is valid', (SELECT amname FROM pg_am a WHERE a.oid = opcmethod)))
  FROM pg_opclass WHERE opcname = 'resident_id_ops' ORDER BY opcmethod;
SELECT is((SELECT count(*) FROM card a WHERE (a.id = b.id) <> (a.id::text = b.id::text)
              OR (a.id <> b.id) <> (a.id::text <> b.id::text)
              OR (a.id < b.id) <> (a.id::text < b.id::text COLLATE "C")
              OR (a.id <= b.id) <> (a.id::text <= b.id::text COLLATE "C")
              OR (a.id > b.id) <> (a.id::text > b.id::text COLLATE "C")
              OR (a.id >= b.id) <> (a.id::text >= b.id::text COLLATE "C")),
          0::bigint, 'all six operators agree with the texts') FROM card b WHERE i = 77;

CREATE FUNCTION pg_temp.plan_has(statement text, node text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS off) ' || statement LOOP
        IF position(node IN line) > 0 THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$;
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_nestloop = off;
SELECT ok(pg_temp.plan_has('SELECT count(*) FROM card a JOIN card b USING (id)', 'Hash Join'), 'hash join is possible');
SELECT is((SELECT count(*) FROM card a JOIN card b USING (id)),
          (SELECT sum(n * n)::bigint FROM (SELECT count(*) AS n FROM card GROUP BY id::text) AS g),
          'hash join finds every pair');
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = on;
SELECT ok(pg_temp.plan_has('SELECT count(*) FROM card a JOIN card b USING (id)', 'Merge Join'), 'merge join is possible');
RESET enable_nestloop;
SET LOCAL enable_seqscan = off;
SELECT ok(pg_temp.plan_has($$SELECT FROM card WHERE id < '15220019600101001X'$$, 'card_id'), 'an index serves a comparison');

-- Binary form ----------------------------------------------------------------------

SELECT is(resident_id_send('152200196501150019'), int8send(15220019650115001), 'binary form is the 17 digits as int8');
\set file `mktemp`
\setenv BIANZHI_FILE :file
CREATE TEMPORARY TABLE card_back (i int, id resident_id);
\copy card (i, id) TO PROGRAM 'cat > "$BIANZHI_FILE"' (FORMAT binary)
\copy card_back (i, id) FROM PROGRAM 'cat "$BIANZHI_FILE"' (FORMAT binary)
SELECT results_eq('SELECT i, id FROM card_back ORDER BY i', 'SELECT i, id FROM card ORDER BY i', 'binary round trip');

\! rm -f "$BIANZHI_FILE"

-- A COPY whose binary input is one row of one column with these bytes.
CREATE FUNCTION pg_temp.copy_bytes(target text, value bytea) RETURNS text LANGUAGE sql AS $$
    SELECT format('COPY %s FROM PROGRAM %L (FORMAT binary)', target,
                  'printf "' || string_agg(format('\%s%s%s', b >> 6, b >> 3 & 7, b & 7), '' ORDER BY i) || '"')
      FROM (SELECT '\x5047434f50590aff0d0a00'::bytea || '\x0000000000000000'::bytea
                   || int2send(1::int2) || int4send(octet_length(value)) || value || int2send(-1::int2) AS bytes) AS f,
           LATERAL generate_series(0, octet_length(bytes) - 1) AS i,
           LATERAL get_byte(bytes, i) AS b
$$;
SELECT lives_ok(pg_temp.copy_bytes('card_back (id)', int8send(15220019650115001)), 'binary input takes 17 digits');
SELECT throws_ok(pg_temp.copy_bytes('card_back (id)', v.bytes), v.state, NULL, v.what)
  FROM (VALUES (int8send(15220019650230001), '22Z01', 'binary input refuses 30 February'),
               (int8send(15220017991231001), '22Z01', 'binary input refuses 1799'),
               (int8send(100000000000000000), '22Z01', 'binary input refuses 18 digits'),
               (int8send(-1), '22Z01', 'binary input refuses a negative number'),
               (int4send(1), '08P01', 'binary input refuses four bytes')) AS v(bytes, state, what);

-- NULL ---------------------------------------------------------------------------

SELECT is(birth_date(NULL), NULL, 'birth date of NULL');
SELECT is(sex(NULL), NULL, 'sex of NULL');
SELECT is(masked(NULL), NULL, 'masked NULL');
SELECT is(region_code(NULL), NULL, 'region of NULL');

SELECT * FROM finish();
ROLLBACK;
