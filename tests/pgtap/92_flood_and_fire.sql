-- The seed's case on the loaded sample: the headquarters of flood control and of forest fire go to the new emergency
-- department; water and forestry keep 测、报、防 through two institutions set up by 撤一设一, and the sum stays.
-- Looked at on days before, on and after.
SELECT setting || '/extension/bianzhi_sample' AS sample FROM pg_catalog.pg_config WHERE name = 'SHAREDIR' \gset

BEGIN;
SET LOCAL search_path = bianzhi, public;
\ir helpers/refusal.sql
SELECT no_plan();
SELECT create_book('xingan', '152200', '兴安盟机构编制台账') \g /dev/null
\o /dev/null
SET LOCAL search_path = xingan, bianzhi, pg_temp;
\i :sample/10_region_document.sql
\i :sample/20_unit_post.sql
\i :sample/25_people.sql
\i :sample/30_reform.sql
\i :sample/32_priority.sql
\i :sample/35_leader.sql
\i :sample/40_year_2019.sql
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
\o
SET LOCAL search_path = xingan, bianzhi, public;

-- who held a duty on a day, by short name
CREATE FUNCTION pg_temp.holder(duty text, on_day date) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(u.short_name, ',') FROM xingan.duty_ledger l JOIN xingan.unit u ON u.id = l.unit_id
     WHERE l.duty = holder.duty AND l.effective_on <= on_day AND (l.until IS NULL OR l.until > on_day) $$;
-- posts of class establishment and people at a unit on a day, from the facts
CREATE FUNCTION pg_temp.size(short_name text, on_day date) RETURNS int[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY[(SELECT coalesce(sum(l.quantity), 0)::int FROM xingan.entry_line l JOIN xingan.entry e ON e.id = l.entry_id
                    JOIN xingan.post_type t ON t.code = l.post_type AND t.class = 'establishment' JOIN xingan.unit u ON u.id = l.holder_id
                   WHERE u.short_name = size.short_name AND e.effective_on <= on_day),
                 (SELECT count(*)::int FROM xingan.enrolment e JOIN xingan.unit u ON u.id = e.unit_id
                   WHERE u.short_name = size.short_name AND e.effective_on <= on_day AND (e.until IS NULL OR e.until > on_day))] $$;

-- The headquarters ----------------------------------------------------------------------------

SELECT results_eq(format($$SELECT u.short_name, s.short_name FROM unit_as_of(%L) v JOIN unit u ON u.id = v.unit_id JOIN unit s ON s.id = v.supervisor_id
                           WHERE u.short_name IN ('盟防指', '盟森防指') ORDER BY u.id$$, d.on_day),
                  format('VALUES (%L, %L), (%L, %L)', '盟防指', d.flood, '盟森防指', d.fire), format('who has the headquarters in charge on %s', d.on_day))
  FROM (VALUES ('2019-01-17', '盟水务局', '盟林业局'), ('2019-01-18', '盟应急局', '盟应急局'), ('2019-12-31', '盟应急局', '盟应急局')) d (on_day, flood, fire);

-- Duties: one holder on each day ---------------------------------------------------------------

SELECT is(pg_temp.holder(d.duty, x.on_day), x.holder, format('%s on %s', d.duty, x.on_day))
  FROM (VALUES ('防汛抗旱指挥部日常工作', '盟水务局', '盟应急局', '盟应急局'), ('森林草原防火指挥部日常工作', '盟林业局', '盟应急局', '盟应急局'),
               ('水旱灾害防治', '盟水务局', '盟水利局', '盟水利局'), ('防火队伍建设和火灾防治', '盟林业局', '盟林草局', '盟林草局'),
               ('水旱灾害监测预报', '盟防汛办', '盟防汛办', '盟防汛调度中心'), ('防汛抗旱调度', '盟防汛办', '盟防汛办', '盟防汛调度中心'),
               ('森林草原火情监测预警', '盟森防办', '盟森防办', '盟防火站'), ('森林草原火灾预防', '盟森防办', '盟森防办', '盟防火站')) d (duty, before, on_day, after)
 CROSS JOIN LATERAL (VALUES ('2018-12-31'::date, d.before), ('2019-01-17', d.before), ('2019-01-18', d.on_day), ('2019-02-25', d.on_day),
                            ('2019-02-26', d.after), ('2019-12-31', d.after)) x (on_day, holder);
SELECT is_empty($$SELECT d.name, k.on_day FROM duty d CROSS JOIN generate_series('1980-10-01', '2019-12-31', interval '1 day') k (on_day)
                   WHERE (SELECT count(*) FROM duty_assignment a WHERE a.duty_id = d.id AND a.effective_on <= k.on_day AND (a.until IS NULL OR a.until > k.on_day)) <> 1
                     AND k.on_day >= '2018-12-01'$$, 'every duty has one holder on every day');
SELECT results_eq($$SELECT s.short_name, count(*)::int FROM duty_assignment a JOIN duty d ON d.id = a.duty_id JOIN unit u ON u.id = a.unit_id JOIN unit s ON s.id = u.supervisor_id
                     WHERE a.until IS NULL AND d.field IN ('flood_control', 'forest_fire') GROUP BY 1 ORDER BY 1$$,
                  $$VALUES ('盟林草局', 2), ('盟水利局', 2)$$, '测、报、防 are with institutions of water and forestry');

-- 撤一设一 --------------------------------------------------------------------------------------

SELECT results_eq($$SELECT n.short_name, r.short_name, p.replaced_until, n.effective_on, p.same_system, p.got > 0, p.got - p.from_replaced - p.from_system
                      FROM replacement p JOIN unit n ON n.id = p.unit_id JOIN unit r ON r.id = p.replaced_id ORDER BY n.id$$,
                  $$VALUES ('盟防火站', '盟森防办', '2019-02-26'::date, '2019-02-26'::date, true, true, 0),
                           ('盟防汛调度中心', '盟防汛办', '2019-02-26', '2019-02-26', true, true, 0)$$, 'each replaces one of its system that ends on its day, and nothing grows');
SELECT is((SELECT array_agg(s.short_name ORDER BY u.id) FROM unit u JOIN unit s ON s.id = u.supervisor_id WHERE u.replaces_id IS NOT NULL), '{盟林草局,盟水利局}', 'forestry and water are in charge');
SELECT is((SELECT from_system FROM replacement WHERE unit ~ '防汛抗旱调度'), 2, 'two posts of the centre come from a sister institution');
SELECT is(pg_temp.size(p.old, '2019-02-25'), pg_temp.size(p.new, '2019-02-26'), format('%s is on its first day what %s was the day before', p.new, p.old))
  FROM (VALUES ('盟森防办', '盟防火站')) p (old, new);
SELECT is((SELECT ARRAY[sum(s[1]), sum(s[2])] FROM (SELECT pg_temp.size(u, '2019-02-25') AS s FROM unnest('{盟森防办,盟防汛办,盟水利设计院,盟防火站,盟防汛调度中心}'::text[]) u) x),
          (SELECT ARRAY[sum(s[1]), sum(s[2])] FROM (SELECT pg_temp.size(u, '2019-02-26') AS s FROM unnest('{盟森防办,盟防汛办,盟水利设计院,盟防火站,盟防汛调度中心}'::text[]) u) x),
          'posts and people of the two systems are as many before and after');
SELECT is(pg_temp.size(u, '2019-02-26'), '{0,0}', u || ' holds nothing when it ends') FROM unnest('{盟森防办,盟防汛办}'::text[]) u;
SELECT is_empty($$SELECT n.id FROM enrolment n JOIN unit u ON u.id = n.unit_id AND u.short_name IN ('盟防火站', '盟防汛调度中心') LEFT JOIN enrolment o ON o.id = n.transfer_id
                   WHERE n.effective_on = '2019-02-26' AND (o.until IS DISTINCT FROM '2019-02-26' OR n.entry_reason <> 'reorganisation')$$, 'who came on that day left the old one on it');

-- What became of what ----------------------------------------------------------------------------

SELECT results_eq($$SELECT f.short_name, t.short_name, l.kind, l.effective_on FROM unit_lineage l JOIN unit f ON f.id = l.from_unit_id JOIN unit t ON t.id = l.to_unit_id ORDER BY l.effective_on, f.id$$,
                  $$VALUES ('盟水务局', '盟水利局', 'succeed', '2019-01-18'::date), ('盟林业局', '盟林草局', 'succeed', '2019-01-18'), ('盟安监局', '盟应急局', 'succeed', '2019-01-18'),
                           ('盟森防办', '盟防火站', 'replace', '2019-02-26'), ('盟防汛办', '盟防汛调度中心', 'replace', '2019-02-26')$$, 'every predecessor has its successor');
SELECT is_empty($$SELECT u.name FROM unit u WHERE u.kind = 'body' AND u.until IS NOT NULL AND NOT EXISTS (SELECT FROM unit_lineage l WHERE l.from_unit_id = u.id)$$, 'no body has ended without one');
SELECT is((SELECT count(*)::int FROM unit_as_of(d.on_day) WHERE name ~ '水务局|林业局$|指挥部办公室'), d.old, format('%s of the old bodies on %s', d.old, d.on_day))
  FROM (VALUES ('2019-01-17'::date, 4), ('2019-01-18', 2), ('2019-02-25', 2), ('2019-02-26', 0)) d (on_day, old);

-- The rule holds from now on -----------------------------------------------------------------------

SELECT results_eq($$SELECT mode, params ->> 'since' FROM rule WHERE code = 'replace_one_for_one' AND region = '152200'$$, $$VALUES ('block', '2019-01-01')$$, 'the league blocks');
SELECT is_empty($$SELECT * FROM replacement_failure$$, 'nobody breaks it');
SELECT refused($$SELECT establish_unit('兴安盟防汛科普馆', 'institution', region => '152200', system => 'government', supervisor => '盟水利局', document => '兴机编示〔2019〕5号', effective_on => '2019-06-01')$$,
               '23Z11', 'replace_one_for_one', 'a new institution that replaces none is refused');
SELECT refused($$SELECT establish_unit('乌兰浩特市第九小学', 'institution', region => '152201', system => 'government', document => '兴机编示〔2019〕5号', effective_on => '2019-06-01')$$,
               '23Z11', 'replace_one_for_one', 'in the banners and cities as well');
SELECT refused_with($$SELECT allocate('盟防火站', '22', 6, '兴机编示〔2019〕5号', '2019-02-26')$$, '23Z11', 'replace_one_for_one',
                    (SELECT ARRAY[got + 6, from_replaced, 0, 6]::bigint[] FROM replacement p JOIN unit u ON u.id = p.unit_id WHERE u.short_name = '盟防火站'), 'six posts more on that document are refused');
SELECT refused($$SELECT abolish_unit('盟防火站', '兴机编示〔2019〕5号', '2019-12-31')$$, '23Z10', 'abolish_residue', 'the station does not end while it has its duties');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');

SELECT * FROM finish();
ROLLBACK;
