-- credit_code: GB 32100-2015.
BEGIN;
SET LOCAL search_path = bianzhi, public;
SET LOCAL lc_messages = 'C';
SELECT plan(52);

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

-- Valid codes ----------------------------------------------------------------------

SELECT is(v.code::credit_code::text, v.code, v.code || ' is accepted')
  FROM (VALUES ('91350100M000100Y43'), ('111522000000000197'), ('12152200MB00000199'),
               ('121522214150000104'), ('13100000500000015M'), ('11000000000000000U')) AS v(code);
SELECT is(pg_column_size('91350100M000100Y43'::credit_code), 18, 'eighteen bytes');
SELECT is(v.typed::credit_code, '91350100M000100Y43'::credit_code, v.what)
  FROM (VALUES ('91350100m000100y43', 'small letters'),
               ('９１３５０１００Ｍ０００１００Ｙ４３', 'full width'),
               ('９１３５０１００ｍ000100ｙ43', 'full width, small and mixed'),
               (' 91350100 M000100Y4　3 ', 'blanks'),
               (E'\uFEFF91350100M000100Y43', 'a character without width'),
               ('91350100M000100Y43' || repeat(' ', 100), 'padded')) AS v(typed, what);

-- Refusals: reason and position ------------------------------------------------------

SELECT is(pg_temp.refusal(format('SELECT %L::bianzhi.credit_code', v.code)), v.figures, v.what)
  FROM (VALUES ('111522000000000198', '22Z02:18,8,7', 'check character: position, given, expected'),
               ('91350100M001000Y43', '22Z02:18,3', 'two transposed, a letter is expected'),
               ('12152200MB0000019I', '22Z02:18', 'I is not used'),
               ('O2152200MB00000199', '22Z02:1', 'O is not used'),
               ('12152200MS00000199', '22Z02:10', 'S is not used'),
               ('12152200VB00000199', '22Z02:9', 'V is not used'),
               ('12152200ZB00000199', '22Z02:9', 'Z is not used'),
               ('12152200MB-0000199', '22Z02:11', 'a hyphen'),
               ('12152200MB汉0000199', '22Z02:11', 'a Han character'),
               ('12 152200 MB汉0000199', '22Z02:11', 'blanks do not count for the position'),
               ('1215A200MB00000199', '22Z02:5,3,8', 'a letter in the region'),
               ('12152200MB0000019', '22Z02:17,18', '17 characters'),
               ('12152200MB000001999', '22Z02:19,18', '19 characters'),
               ('', '22Z02:0,18', 'empty'),
               (repeat('1', 1000), '22Z02:256,18', 'far too long')) AS v(code, figures, what);
SELECT throws_ok($$SELECT '111522000000000198'::bianzhi.credit_code$$, '22Z02', NULL, 'as a constant');

-- Every single wrong character is found ------------------------------------------------

SELECT is((SELECT count(*) FROM generate_series(1, 18) AS p,
                  regexp_split_to_table('0123456789ABCDEFGHJKLMNPQRTUWXY', '') AS c
            WHERE c <> substr('91350100M000100Y43', p, 1)
              AND pg_temp.refusal(format('SELECT %L::bianzhi.credit_code',
                      overlay('91350100M000100Y43' PLACING c FROM p FOR 1))) !~ '^22Z02'),
          0::bigint, 'every wrong character is found');

-- The organisation code inside (GB 11714) ----------------------------------------------

SELECT is(organisation_code_valid('91350100M000100Y43'), true, 'example of the standard: valid');
SELECT is(organisation_code_valid('11000000000000000U'), true, 'zeros: valid');
SELECT is(organisation_code_valid(NULL), NULL, 'NULL stays NULL');

-- Order, hashing, joins -----------------------------------------------------------------

-- All codes of a range, by trying the 31 check characters.
CREATE TEMPORARY TABLE code_list AS
SELECT row_number() OVER (ORDER BY md5(t)) AS i, t::credit_code AS code
  FROM (SELECT format('12152200%s%s%s', a, to_char(n, 'FM00000000'), c) AS t
          FROM regexp_split_to_table('0159AMY', '') AS a, generate_series(1, 60) AS n,
               regexp_split_to_table('0123456789ABCDEFGHJKLMNPQRTUWXY', '') AS c) AS try
 WHERE pg_temp.refusal(format('SELECT %L::bianzhi.credit_code', t)) = 'accepted';
ANALYZE code_list;
SELECT is((SELECT count(*) FROM code_list), 420::bigint, 'each body has exactly one check character');
SELECT results_eq('SELECT code::text FROM code_list ORDER BY code',
                  'SELECT code::text FROM code_list ORDER BY code::text COLLATE "C"', 'sorts like its text');
SELECT is((SELECT count(DISTINCT code) FROM code_list), 420::bigint, 'distinct values');
SELECT is((SELECT count(*) FROM code_list AS l, LATERAL (
               SELECT sum((strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', substr(l.code::text, 8 + o::int, 1)) - 1) * w) % 11 AS rest
                 FROM unnest(ARRAY[3, 7, 9, 10, 5, 8, 4, 2]) WITH ORDINALITY AS u(w, o)) AS s
            WHERE organisation_code_valid(l.code) <> (substr(l.code::text, 17, 1) =
                  CASE s.rest WHEN 0 THEN '0' WHEN 1 THEN 'X' ELSE (11 - s.rest)::text END)),
          0::bigint, 'organisation codes are judged as GB 11714 says');
SELECT isnt((SELECT count(*) FROM code_list WHERE NOT organisation_code_valid(code)), 0::bigint, 'and some are not valid');
CREATE UNIQUE INDEX code_list_code ON code_list (code);
CREATE INDEX code_list_hash ON code_list USING hash (code);
SELECT ok(amvalidate(oid), format('operator class for %s is valid', (SELECT amname FROM pg_am a WHERE a.oid = opcmethod)))
  FROM pg_opclass WHERE opcname = 'credit_code_ops' ORDER BY opcmethod;
SELECT is((SELECT count(*) FROM code_list a WHERE (a.code = b.code) <> (a.code::text = b.code::text)
              OR (a.code <> b.code) <> (a.code::text <> b.code::text)
              OR (a.code < b.code) <> (a.code::text < b.code::text COLLATE "C")
              OR (a.code <= b.code) <> (a.code::text <= b.code::text COLLATE "C")
              OR (a.code > b.code) <> (a.code::text > b.code::text COLLATE "C")
              OR (a.code >= b.code) <> (a.code::text >= b.code::text COLLATE "C")),
          0::bigint, 'all six operators agree with the texts') FROM code_list b WHERE i = 77;
SELECT throws_ok($$INSERT INTO code_list SELECT 0, '12152200' || lower(substr(code::text, 9)) FROM code_list LIMIT 1$$,
                 '42804', NULL, 'a text is not stored without a cast');
SELECT throws_ok($$INSERT INTO code_list SELECT 0, lower(code::text)::credit_code FROM code_list LIMIT 1$$,
                 '23505', NULL, 'unique, whatever the case typed');
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_nestloop = off;
SELECT is((SELECT count(*) FROM code_list a JOIN code_list b USING (code)), 420::bigint, 'hash join');
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = on;
SELECT is((SELECT count(*) FROM code_list a JOIN code_list b USING (code)), 420::bigint, 'merge join');
SELECT is((SELECT count(*) FROM code_list a JOIN code_list b
              ON a.code = b.code AND credit_code_hash_extended(a.code, 0) & 4294967295
                                     <> credit_code_hash(b.code)::bigint & 4294967295),
          0::bigint, 'the extended hash with seed 0 continues the plain one');

-- Binary form -----------------------------------------------------------------------------

SELECT is(credit_code_send('91350100M000100Y43'), convert_to('91350100M000100Y43', 'UTF8'), 'binary form is the characters');
\set file `mktemp`
\setenv BIANZHI_FILE :file
CREATE TEMPORARY TABLE code_back (i bigint, code credit_code);
\copy code_list (i, code) TO PROGRAM 'cat > "$BIANZHI_FILE"' (FORMAT binary)
\copy code_back (i, code) FROM PROGRAM 'cat "$BIANZHI_FILE"' (FORMAT binary)
SELECT results_eq('SELECT i, code FROM code_back ORDER BY i', 'SELECT i, code FROM code_list ORDER BY i', 'binary round trip');
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
SELECT lives_ok(pg_temp.copy_bytes('code_back (code)', '91350100M000100Y43'::bytea), 'binary input takes the characters');
SELECT throws_ok(pg_temp.copy_bytes('code_back (code)', v.code::bytea), '22Z02', NULL, v.what)
  FROM (VALUES ('111522000000000198', 'binary input checks as well'),
               ('11152200000000019', 'binary input refuses 17 characters'),
               ('', 'binary input refuses nothing')) AS v(code, what);

SELECT * FROM finish();
ROLLBACK;
