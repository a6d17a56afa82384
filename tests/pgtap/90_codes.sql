-- The rows of a new book: complete, named in both languages, and consistent with each other.
BEGIN;
SET LOCAL search_path = bianzhi, public;
SELECT plan(70);

SELECT lives_ok($$SELECT create_book('codes', '152200', '代码')$$, 'a book is made');
SET LOCAL search_path = codes, bianzhi, public;

-- Code lists -----------------------------------------------------------------------------

SELECT is((SELECT count(*)::int FROM code WHERE set = v.set), v.rows, v.what)
  FROM (VALUES ('ethnic', 56, 'GB/T 3304-1991 has 56 ethnic groups'),
               ('politics', 13, 'GB/T 4762-1984 has 13 affiliations'),
               ('education', 41, 'GB/T 4658-2006, every code of the table'),
               ('degree', 4, 'GB/T 6864-2003, first digits'),
               ('rank', 10, 'ranks of institutions'), ('system', 12, 'systems'), ('unit_category', 25, 'unit categories'),
               ('industry', 16, 'industries'), ('funding', 5, 'forms of funding'), ('entry_reason', 18, 'ways in'),
               ('exit_reason', 14, 'ways out'), ('title_level', 6, 'levels of titles'), ('grade', 41, 'grades'),
               ('person_status', 16, 'states of persons'), ('document_kind', 12, 'kinds of documents'),
               ('duty_field', 20, 'fields of duties')) AS v(set, rows, what);
SELECT is_empty($$SELECT set, code FROM code WHERE trim(name_zh) = '' OR trim(name_en) = '' OR name_en ~ '[^[:ascii:]]'$$,
                'every code has a Chinese and an English name');
SELECT is_empty($$SELECT set, name_zh FROM code GROUP BY set, name_zh HAVING count(*) > 1$$, 'Chinese names are unique within a list');
SELECT is_empty($$SELECT set, name_en FROM code GROUP BY set, name_en HAVING count(*) > 1$$, 'English names are unique within a list');
SELECT is_empty($$SELECT set, sort FROM code GROUP BY set, sort HAVING count(*) > 1$$, 'the order within a list is definite');
SELECT is((SELECT name_zh FROM code WHERE set = v.set AND code = v.code), v.name, v.name)
  FROM (VALUES ('ethnic', '01', '汉族'), ('ethnic', '02', '蒙古族'), ('ethnic', '31', '达斡尔族'), ('ethnic', '45', '鄂温克族'),
               ('ethnic', '52', '鄂伦春族'), ('ethnic', '56', '基诺族'), ('politics', '01', '中共党员'), ('politics', '13', '群众'),
               ('education', '21', '大学本科毕业'), ('education', '14', '硕士研究生毕业'), ('degree', '4', '学士')) AS v(set, code, name);
SELECT set_eq($$SELECT code FROM code WHERE set = 'ethnic'$$, $$SELECT lpad(i::text, 2, '0') FROM generate_series(1, 56) i$$,
              'ethnic codes run from 01 to 56');
SELECT results_eq($$SELECT code FROM code WHERE set = 'rank' ORDER BY sort$$,
                  $$VALUES ('ting'), ('futing'), ('chu'), ('fuchu'), ('ke'), ('fuke'), ('gu'), ('fugu'), ('none'), ('other')$$,
                  'ranks from high to low');
SELECT is_empty($$SELECT code FROM code WHERE set = 'rank' AND (attributes ->> 'order')::int IS DISTINCT FROM sort$$,
                'the order of a rank is its sort');
SELECT results_eq($$SELECT attributes ->> 'ladder', count(*)::int FROM code WHERE set = 'grade' GROUP BY 1 ORDER BY 1$$,
                  $$VALUES ('civil', 12), ('management', 10), ('professional', 13), ('worker', 6)$$, 'the ladders of grades');
SELECT is_empty($$SELECT g.code FROM code g WHERE g.set = 'grade' AND (
                    (g.attributes ? 'equals' AND NOT EXISTS (SELECT FROM code r WHERE r.set = 'rank' AND r.code = g.attributes ->> 'equals'))
                    OR (g.attributes ? 'title_level' AND NOT EXISTS (SELECT FROM code t WHERE t.set = 'title_level' AND t.code = g.attributes ->> 'title_level')))$$,
                'grades name ranks and title levels that exist');
SELECT is_empty($$SELECT code FROM code WHERE set = 'exit_reason' AND jsonb_typeof(attributes -> 'natural_attrition') IS DISTINCT FROM 'boolean'$$,
                'every way out says whether it is natural attrition');
SELECT set_eq($$SELECT code FROM code WHERE set = 'exit_reason' AND (attributes ->> 'natural_attrition')::bool$$,
              $$VALUES ('retirement'), ('resignation'), ('dismissal'), ('contract_end'), ('death')$$, 'natural attrition');
SELECT is_empty($$SELECT set, code FROM code WHERE set IN ('entry_reason', 'exit_reason') AND NOT attributes ? 'report_column'$$,
                'every way in and out has its column of the report');
SELECT ok(EXISTS (SELECT FROM code WHERE set = v.set AND code = v.code), v.set || ' ' || v.code || ' is used by tables and functions')
  FROM (VALUES ('entry_reason', 'other'), ('entry_reason', 'transfer_in'), ('exit_reason', 'transfer_out'),
               ('person_status', 'on_post'), ('document_kind', 'approval')) AS v(set, code);

-- Unit classes and kinds of posts --------------------------------------------------------

SELECT results_eq('SELECT code FROM unit_class ORDER BY sort',
                  $$VALUES ('organ'), ('political_legal_organ'), ('discipline_organ'), ('mass_organization'),
                           ('reference_institution'), ('institution'), ('township'), ('deliberative_body')$$, 'unit classes');
SELECT results_eq($$SELECT code, category, report_group FROM post_type WHERE class <> 'leadership' ORDER BY sort$$,
                  $$VALUES (11, 'administrative', 'administrative'), (12, 'administrative', 'political_legal'),
                           (13, 'administrative', 'administrative'), (14, 'administrative', 'administrative'),
                           (15, 'support', 'support'), (16, 'institution', 'other'), (21, 'institution', 'reference'),
                           (22, 'institution', 'full'), (23, 'institution', 'partial'), (24, 'institution', 'self'),
                           (25, 'institution', 'other'), (31, 'institution', 'other'),
                           (91, 'off_establishment', 'off_establishment')$$, 'kinds of establishment');
SELECT results_eq('SELECT code FROM post_type WHERE ring_fenced', 'VALUES (31)', 'turnover posts are ring-fenced');
SELECT is_empty($$SELECT code FROM post_type p WHERE funding IS NOT NULL
                  AND NOT EXISTS (SELECT FROM code c WHERE c.set = 'funding' AND c.code = p.funding)$$, 'funding is a code');
SELECT is_empty($$SELECT code FROM post_type p WHERE rank IS NOT NULL
                  AND NOT EXISTS (SELECT FROM code c WHERE c.set = 'rank' AND c.code = p.rank)$$, 'the rank of a post is a code');
SELECT is_empty($$SELECT code FROM post_type WHERE class = 'leadership' AND (category <> 'leadership' OR report_group <> 'leadership')$$,
                'leadership is a category of its own');
SELECT is_empty($$SELECT p.code FROM post_type p JOIN code r ON r.set = 'rank' AND r.code = p.rank
                  WHERE p.class = 'leadership'
                    AND (p.code / 100 <> CASE scope WHEN 'unit' THEN 2 WHEN 'division' THEN 3 ELSE 4 END
                         OR p.code / 10 % 10 <> CASE role WHEN 'chief' THEN 0 WHEN 'deputy' THEN 1 ELSE p.code / 10 % 10 END
                         OR (role = 'other' AND p.code / 10 % 10 < 2)
                         OR (role <> 'other' AND p.code % 10 <> r.sort))$$, 'the code of a leadership post says scope, role and rank');
SELECT results_eq($$SELECT code, rank, role FROM post_type WHERE name_zh = '机关党委专职副书记（正科）'$$,
                  $$VALUES (224, 'ke', 'other')$$, 'the full-time deputy secretary of an organ Party committee is of rank 正科');
SELECT is_empty($$SELECT v.rank, v.role FROM (VALUES ('chu', 'chief'), ('fuchu', 'deputy'), ('ke', 'chief'), ('fuke', 'deputy'),
                                                     ('gu', 'chief'), ('fugu', 'deputy')) v(rank, role), (VALUES ('unit'), ('division')) s(scope)
                  WHERE NOT EXISTS (SELECT FROM post_type p WHERE p.rank = v.rank AND p.role = v.role AND p.scope = s.scope)
                    AND (s.scope, v.rank) NOT IN (('division', 'fuchu'))$$, 'chiefs and deputies of every level, in units and divisions');

-- Who may use what -----------------------------------------------------------------------

SELECT results_eq(format('SELECT post_type FROM admissibility WHERE class = %L AND post_type < 91 ORDER BY 1', v.class),
                  v.post_types, v.class)
  FROM (VALUES ('organ', '{11,14,15,16}'::int[]), ('political_legal_organ', '{11,12,14,15,16}'), ('discipline_organ', '{11,13,14,15,16}'),
               ('mass_organization', '{11,14,15,16}'), ('township', '{11,14,15,16}'), ('reference_institution', '{15,21}'),
               ('institution', '{22,23,24,25,31}')) AS v(class, post_types);
SELECT is_empty($$SELECT * FROM admissibility WHERE class = 'deliberative_body'$$, 'a deliberative body has no posts');
SELECT is_empty($$SELECT u.code, p.code FROM unit_class u, post_type p WHERE p.class <> 'establishment' AND u.code <> 'deliberative_body'
                  EXCEPT SELECT class, post_type FROM admissibility$$, 'everyone else may have leaders and off-establishment staff');
SELECT is_empty('SELECT code FROM post_type EXCEPT SELECT post_type FROM admissibility', 'no kind of post is useless');
SELECT is_empty('SELECT * FROM admissibility WHERE basis IS NULL', 'admissibility cites its basis');

-- Rules ----------------------------------------------------------------------------------

SELECT is_empty($$VALUES ('age_limits', 'warn'), ('append_only', 'block'), ('document_missing', 'block'), ('double_post', 'block'),
                           ('duty_holder', 'block'), ('replace_one_for_one', 'track'),
                           ('high_post', 'track'), ('mixed_establishment', 'block'), ('outside_validity', 'block'),
                           ('over_ceiling', 'block'), ('over_establishment', 'block'), ('over_leadership', 'block'),
                           ('permit_invalid', 'block'),
                           ('pool_attrition', 'warn'), ('pool_borrower_not_full', 'block'), ('pool_borrower_overdue', 'block'),
                           ('pool_exhausted', 'block'), ('pool_ring_fence', 'block'), ('pool_term', 'block'), ('pool_vacancy_owed', 'block'),
                           ('region_code', 'track'), ('sex_mismatch', 'track'),
                           ('unbalanced_entry', 'block'), ('approval_authority', 'block'), ('temporary_unit', 'block')
                  EXCEPT SELECT code, mode FROM rule$$, 'rules and modes');
SELECT set_eq($$SELECT code FROM rule WHERE params @> '{"fixed": true}'$$,
              $$VALUES ('mixed_establishment'), ('unbalanced_entry'), ('document_missing'), ('double_post'),
                       ('append_only'), ('permit_invalid'), ('outside_validity'), ('duty_holder'), ('self_review'), ('stale_proposal'),
                       ('pool_ring_fence'), ('pool_exhausted'), ('pool_term')$$, 'rules whose mode is fixed');
SELECT is((SELECT (params ->> 'min_age')::int FROM rule WHERE code = 'age_limits'), 16, 'working age');
SELECT is_empty($$SELECT code FROM rule WHERE region <> '' OR until IS NOT NULL OR coalesce(basis, '') = '' OR trim(name_zh) = '' OR trim(name_en) = ''$$,
                'rules hold everywhere and now, cite a basis and have both names');
SELECT is_empty($$SELECT code FROM rule WHERE basis !~ '〔(已核|通行做法|账务规则|[^〕]*(，|）)[^〕]*)〕'$$, 'a basis says how certain it is');

SELECT * FROM finish();
ROLLBACK;
