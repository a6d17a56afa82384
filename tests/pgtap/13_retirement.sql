-- Statutory retirement and the flexible window: the reform of 2025.
BEGIN;
SET LOCAL search_path = bianzhi, public;
SELECT plan(91);

-- Published nodes and computed vectors -------------------------------------------------------

CREATE TEMPORARY TABLE vector (category text, birth text, delay int, age text, retire text, earliest text, latest text);
INSERT INTO vector VALUES
    ('M60', '1964-12', 0, '60岁', '2024-12', NULL, NULL),
    ('M60', '1965-01', 1, '60岁1个月', '2025-02', '2025-01', '2028-02'),
    ('M60', '1965-04', 1, '60岁1个月', '2025-05', '2025-04', '2028-05'),
    ('M60', '1965-05', 2, '60岁2个月', '2025-07', '2025-05', '2028-07'),
    ('M60', '1965-08', 2, '60岁2个月', '2025-10', '2025-08', '2028-10'),
    ('M60', '1965-09', 3, '60岁3个月', '2025-12', '2025-09', '2028-12'),
    ('M60', '1965-12', 3, '60岁3个月', '2026-03', '2025-12', '2029-03'),
    ('M60', '1966-01', 4, '60岁4个月', '2026-05', '2026-01', '2029-05'),
    ('M60', '1967-06', 8, '60岁8个月', '2028-02', '2027-06', '2031-02'),
    ('M60', '1968-12', 12, '61岁', '2029-12', '2028-12', '2032-12'),
    ('M60', '1969-01', 13, '61岁1个月', '2030-02', '2029-01', '2033-02'),
    ('M60', '1970-05', 17, '61岁5个月', '2031-10', '2030-05', '2034-10'),
    ('M60', '1972-02', 22, '61岁10个月', '2033-12', '2032-02', '2036-12'),
    ('M60', '1973-01', 25, '62岁1个月', '2035-02', '2033-01', '2038-02'),
    ('M60', '1974-10', 30, '62岁6个月', '2037-04', '2034-10', '2040-04'),
    ('M60', '1976-08', 35, '62岁11个月', '2039-07', '2036-08', '2042-07'),
    ('M60', '1976-09', 36, '63岁', '2039-09', '2036-09', '2042-09'),
    ('M60', '1976-12', 36, '63岁', '2039-12', '2036-12', '2042-12'),
    ('M60', '1980-01', 36, '63岁', '2043-01', '2040-01', '2046-01'),
    ('F55', '1969-12', 0, '55岁', '2024-12', NULL, NULL),
    ('F55', '1970-01', 1, '55岁1个月', '2025-02', '2025-01', '2028-02'),
    ('F55', '1970-04', 1, '55岁1个月', '2025-05', '2025-04', '2028-05'),
    ('F55', '1970-05', 2, '55岁2个月', '2025-07', '2025-05', '2028-07'),
    ('F55', '1970-09', 3, '55岁3个月', '2025-12', '2025-09', '2028-12'),
    ('F55', '1971-01', 4, '55岁4个月', '2026-05', '2026-01', '2029-05'),
    ('F55', '1972-03', 7, '55岁7个月', '2027-10', '2027-03', '2030-10'),
    ('F55', '1973-06', 11, '55岁11个月', '2029-05', '2028-06', '2032-05'),
    ('F55', '1975-01', 16, '56岁4个月', '2031-05', '2030-01', '2034-05'),
    ('F55', '1976-12', 21, '56岁9个月', '2033-09', '2031-12', '2036-09'),
    ('F55', '1978-07', 26, '57岁2个月', '2035-09', '2033-07', '2038-09'),
    ('F55', '1980-04', 31, '57岁7个月', '2037-11', '2035-04', '2040-11'),
    ('F55', '1981-08', 35, '57岁11个月', '2039-07', '2036-08', '2042-07'),
    ('F55', '1981-09', 36, '58岁', '2039-09', '2036-09', '2042-09'),
    ('F55', '1981-12', 36, '58岁', '2039-12', '2036-12', '2042-12'),
    ('F55', '1990-06', 36, '58岁', '2048-06', '2045-06', '2051-06'),
    ('F50', '1974-12', 0, '50岁', '2024-12', NULL, NULL),
    ('F50', '1975-01', 1, '50岁1个月', '2025-02', '2025-01', '2028-02'),
    ('F50', '1975-02', 1, '50岁1个月', '2025-03', '2025-02', '2028-03'),
    ('F50', '1975-03', 2, '50岁2个月', '2025-05', '2025-03', '2028-05'),
    ('F50', '1975-11', 6, '50岁6个月', '2026-05', '2025-11', '2029-05'),
    ('F50', '1976-01', 7, '50岁7个月', '2026-08', '2026-01', '2029-08'),
    ('F50', '1976-12', 12, '51岁', '2027-12', '2026-12', '2030-12'),
    ('F50', '1977-05', 15, '51岁3个月', '2028-08', '2027-05', '2031-08'),
    ('F50', '1978-08', 22, '51岁10个月', '2030-06', '2028-08', '2033-06'),
    ('F50', '1979-01', 25, '52岁1个月', '2031-02', '2029-01', '2034-02'),
    ('F50', '1980-06', 33, '52岁9个月', '2033-03', '2030-06', '2036-03'),
    ('F50', '1981-11', 42, '53岁6个月', '2035-05', '2032-05', '2038-05'),
    ('F50', '1983-02', 49, '54岁1个月', '2037-03', '2034-03', '2040-03'),
    ('F50', '1984-10', 59, '54岁11个月', '2039-09', '2036-09', '2042-09'),
    ('F50', '1984-11', 60, '55岁', '2039-11', '2036-11', '2042-11'),
    ('F50', '1984-12', 60, '55岁', '2039-12', '2036-12', '2042-12'),
    ('F50', '1990-01', 60, '55岁', '2045-01', '2042-01', '2048-01');

SELECT is(concat_ws(' ', retirement_age_text(b, v.category),
                    to_char(retirement_date(b, v.category), 'YYYY-MM'),
                    coalesce(to_char(earliest_retirement(b, v.category), 'YYYY-MM'), '-'),
                    coalesce(to_char(latest_retirement(b, v.category), 'YYYY-MM'), '-')),
          concat_ws(' ', v.age, v.retire, coalesce(v.earliest, '-'), coalesce(v.latest, '-')),
          v.category || ' ' || v.birth)
  FROM vector AS v, to_date(v.birth || '-01', 'YYYY-MM-DD') AS b;
SELECT is((SELECT count(*) FROM vector AS v, to_date(v.birth || '-01', 'YYYY-MM-DD') AS b
            WHERE retirement_age(b, v.category) IS DISTINCT FROM make_interval(
                years => (SELECT base_years FROM (VALUES ('M60', 60), ('F55', 55), ('F50', 50)) AS g(c, base_years)
                           WHERE g.c = v.category), months => v.delay)),
          0::bigint, 'the age is the original age and the delay');

-- Every birth month, against a formulation of its own ------------------------------------------
-- The decision says: one month later for every k months.  So count the steps that have begun by
-- the month of birth, rather than computing them.

CREATE TEMPORARY TABLE expected AS
WITH grp (category, base, step, cap) AS (VALUES ('M60', 60, 4, 36), ('F55', 55, 4, 36), ('F50', 50, 2, 60)),
born AS (
    SELECT m::date AS month, d AS birth
      FROM generate_series(date '1950-01-01', date '2005-12-01', interval '1 month') AS m,
           LATERAL (VALUES (m::date), ((m + interval '14 days')::date),
                           ((m + interval '1 month' - interval '1 day')::date)) AS days(d)),
delayed AS (
    SELECT g.category, g.base, b.birth,
           least(g.cap, (SELECT count(*) FROM generate_series(date '2025-01-01' - make_interval(years => g.base),
                                                              b.month, make_interval(months => g.step))))::int AS delay
      FROM grp AS g, born AS b)
SELECT category, birth, delay,
       (birth + make_interval(years => base, months => delay))::date AS retire,
       CASE WHEN delay > 0 THEN greatest(birth + make_interval(years => base),
                                         birth + make_interval(years => base - 3, months => delay))::date END AS earliest,
       CASE WHEN delay > 0 THEN (birth + make_interval(years => base + 3, months => delay))::date END AS latest
  FROM delayed;

SELECT is((SELECT count(*) FROM expected), (3 * 56 * 12 * 3)::bigint, 'three groups, 56 years, three days of each month');
SELECT is_empty('SELECT * FROM expected WHERE retirement_date(birth, category) IS DISTINCT FROM retire',
                'statutory date of every birth month');
SELECT is_empty('SELECT * FROM expected WHERE earliest_retirement(birth, category) IS DISTINCT FROM earliest',
                'earliest date of every birth month');
SELECT is_empty('SELECT * FROM expected WHERE latest_retirement(birth, category) IS DISTINCT FROM latest',
                'latest date of every birth month');

-- Days ------------------------------------------------------------------------------------------

SELECT is(retirement_date('1965-01-31', 'M60'), date '2025-02-28', 'the day is clamped to the end of the month');
SELECT is(retirement_date('1964-02-29', 'M60'), date '2024-02-29', 'leap day before the reform');
SELECT is(retirement_date('1980-02-29', 'M60'), date '2043-02-28', 'leap day into a common year');
SELECT is(latest_retirement('1965-01-31', 'M60'), date '2028-02-29', 'the window counts from the day of birth, not from a clamped day');
SELECT is(retirement_date('1984-10-15', 'F50'), date '2039-09-15', 'F50 of October 1984: 54 years and 11 months, not 55');
SELECT is(retirement_date('1900-01-01', 'M60'), date '1960-01-01', 'before the oldest version of the policy');

-- Arguments -------------------------------------------------------------------------------------

SELECT throws_ok(format('SELECT %s(date ''1970-01-01'', %L)', f, c), '22Z05', NULL, format('%s refuses category "%s"', f, c))
  FROM unnest(ARRAY['retirement_date', 'retirement_age', 'retirement_age_text', 'earliest_retirement', 'latest_retirement']) AS f,
       unnest(ARRAY['M65', 'm60', '']) AS c;
SELECT throws_ok(format('SELECT retirement_date(%L::date, ''M60'')', d), '22008', NULL, d || ' is no birth date')
  FROM unnest(ARRAY['infinity', '-infinity', '0044-03-15 BC', '9000-01-01']) AS d;
SELECT is(retirement_date(NULL, 'M60'), NULL, 'NULL birth date');
SELECT is(retirement_date('1970-01-01', NULL), NULL, 'NULL category');
SELECT is(retirement_age(NULL, 'M60'), NULL, 'age of NULL');
SELECT is(earliest_retirement(NULL, 'M60'), NULL, 'earliest of NULL');
SELECT is(latest_retirement(NULL, 'M60'), NULL, 'latest of NULL');

-- The policy can be read, and it is what the functions do -----------------------------------------

SELECT results_eq('SELECT category, base_years, step_months, cap_months, window_months FROM retirement_policy
                    WHERE version = ''2025'' ORDER BY category',
                  $$VALUES ('F50', 50, 2, 60, 36), ('F55', 55, 4, 36, 36), ('M60', 60, 4, 36, 36)$$, 'version 2025');
SELECT is((SELECT min(effective_on) FROM retirement_policy WHERE version = '2025'), date '2025-01-01', 'in force from');
SELECT is_empty($$SELECT * FROM retirement_policy WHERE basis = '' OR version IS NULL$$, 'every row names its basis');
SELECT is((SELECT count(*) FROM retirement_policy),
          (SELECT count(*) FROM (SELECT DISTINCT category, effective_on FROM retirement_policy) AS k), 'one row per category and day');

SELECT * FROM finish();
ROLLBACK;
