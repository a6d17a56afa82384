-- What the catalogue says of the values: flags, comments, privileges.
BEGIN;
SET LOCAL search_path = bianzhi, public;
SELECT plan(13);

-- Every function of sql/extension/10_types.sql, with its arguments.
CREATE TEMPORARY VIEW value_function AS
SELECT p.*, p.oid::regprocedure::text AS signature
  FROM pg_proc AS p
 WHERE p.pronamespace = 'bianzhi'::regnamespace
   AND p.proname IN ('resident_id_in', 'resident_id_out', 'resident_id_recv', 'resident_id_send', 'resident_id_upgrade',
        'resident_id_eq', 'resident_id_ne', 'resident_id_lt', 'resident_id_le', 'resident_id_gt', 'resident_id_ge',
        'resident_id_cmp', 'resident_id_hash', 'resident_id_hash_extended', 'birth_date', 'sex', 'region_code', 'masked',
        'credit_code_in', 'credit_code_out', 'credit_code_recv', 'credit_code_send', 'credit_code_eq', 'credit_code_ne',
        'credit_code_lt', 'credit_code_le', 'credit_code_gt', 'credit_code_ge', 'credit_code_cmp', 'credit_code_sortsupport',
        'credit_code_hash', 'credit_code_hash_extended', 'organisation_code_valid', 'document_number', 'tidy_name',
        'retirement_date', 'retirement_age', 'retirement_age_text', 'earliest_retirement', 'latest_retirement',
        'retirement_policies', 'sm3');

SELECT is((SELECT count(*) FROM value_function), 43::bigint, 'all functions are there');
SELECT is_empty($$SELECT signature FROM value_function WHERE provolatile <> 'i'$$, 'immutable');
SELECT is_empty($$SELECT signature FROM value_function WHERE NOT proisstrict$$, 'strict');
SELECT is_empty($$SELECT signature FROM value_function WHERE proparallel <> 's'$$, 'parallel safe');
SELECT is_empty($$SELECT signature FROM value_function WHERE prosecdef$$, 'no security definer');
SELECT is_empty($$SELECT signature FROM value_function WHERE obj_description(oid, 'pg_proc') IS NULL$$, 'functions have a comment');
SELECT is_empty($$SELECT signature FROM value_function WHERE NOT proleakproof
                   AND proname ~ '_(eq|ne|lt|le|gt|ge|cmp|hash|hash_extended)$'$$, 'comparisons leak nothing');
SELECT is_empty($$SELECT signature FROM value_function WHERE proleakproof
                   AND proname !~ '_(eq|ne|lt|le|gt|ge|cmp|hash|hash_extended)$'$$, 'nothing that can refuse a value is leakproof');
SELECT is_empty($$SELECT oid::regtype FROM pg_type WHERE oid IN ('resident_id'::regtype, 'credit_code'::regtype)
                   AND obj_description(oid, 'pg_type') IS NULL$$, 'types have a comment');
SELECT is_empty($$SELECT oid::regoperator FROM pg_operator WHERE oprleft IN ('resident_id'::regtype, 'credit_code'::regtype)
                   AND (obj_description(oid, 'pg_operator') IS NULL OR oprcom = 0 OR oprnegate = 0 OR oprrest = 0 OR oprjoin = 0)$$,
                'operators have a comment, commutator, negator and estimators');
SELECT is((SELECT count(*) FROM pg_operator WHERE oprleft IN ('resident_id'::regtype, 'credit_code'::regtype)
            AND oprname = '=' AND oprcanhash AND oprcanmerge), 2::bigint, 'equality hashes and merges');
SELECT is_empty($$SELECT attname FROM pg_attribute WHERE attrelid = 'retirement_policy'::regclass AND attnum > 0
                   AND col_description(attrelid, attnum) IS NULL$$, 'columns of the view have a comment');
SELECT ok(has_table_privilege('public', 'retirement_policy', 'SELECT'), 'everybody may read the policy');

SELECT * FROM finish();
ROLLBACK;
