-- The aggregates that reports add up with: figures by columns, added element by element, and what they refuse.
\ir helpers/refusal.sql
BEGIN;
SELECT no_plan();
SELECT is(account_figures(2, c, a, s), '{9,4,8,6,3,0,2,2}', 'approved, strength, vacancy, excess of two columns; a vacancy hides no excess')
  FROM (VALUES ('{1}'::int[], 5::bigint, 2::bigint), ('{1,2}', 4, 6)) v (c, a, s);
SELECT is(sum_figures(f), '{4,6}', 'element by element, nulls passed over') FROM (VALUES ('{1,2}'::bigint[]), (NULL), ('{3,4}')) v (f);
SELECT is(sum_figures(f), NULL, 'of none nothing') FROM (VALUES (NULL::bigint[])) v (f);
SELECT is(sum_figures((ARRAY[NULL, 1, 2]::bigint[])[2:3]), '{1,2}', 'a slice of an array that had a null');
SELECT is(account_figures(2, (ARRAY[NULL, 1, 2]::int[])[2:3], 3, 1), '{3,3,1,1,2,2,0,0}', 'also as columns');
SELECT refused(format('SELECT account_figures(%s)', v.given), v.state, '', 'account_figures: ' || v.given)
  FROM (VALUES ('22004', '2, ''{1}'', NULL, 1'), ('22004', '2, NULL, 1, 1'), ('22023', '0, ''{1}'', 1, 1'), ('22023', '257, ''{1}'', 1, 1'), ('2202E', '2, ''{3}'', 1, 1'), ('2202E', '2, ''{0}'', 1, 1'),
               ('2202E', '2, ''{1,NULL}'', 1, 1'), ('2202E', '2, ''{{1},{2}}'', 1, 1')) v (state, given);
SELECT refused($$SELECT sum_figures(f) FROM (VALUES ('{1}'::bigint[]), ('{1,2}')) v (f)$$, '2202E', '', 'reports of different widths');
SELECT refused($$SELECT sum_figures(f) FROM (VALUES ('{9223372036854775807}'::bigint[]), ('{1}')) v (f)$$, '22003', '', 'more than there is room for');
SELECT * FROM finish();
ROLLBACK;
