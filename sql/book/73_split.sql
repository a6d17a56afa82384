-- 73_split: split_unit, made of the same pieces as the acts of 73_reorganise.

-- What the parts name, looked up among what the unit has: id is empty where nothing or more than one is meant.
-- People of a division that goes are "member": they go with it.
CREATE FUNCTION split_items(unit int, parts jsonb) RETURNS TABLE (part int, item text, given text, matches int, id bigint)
    LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    WITH named AS (
        SELECT p.n::int AS part, k.item, e.given, e.n
          FROM jsonb_array_elements(CASE jsonb_typeof(split_items.parts) WHEN 'array' THEN split_items.parts ELSE '[]' END)
               WITH ORDINALITY p (part, n)
         CROSS JOIN (VALUES ('person', 'persons'), ('duty', 'duties'), ('division', 'divisions')) k (item, list)
         CROSS JOIN LATERAL jsonb_array_elements_text(CASE jsonb_typeof(p.part -> k.list) WHEN 'array' THEN p.part -> k.list ELSE '[]' END)
               WITH ORDINALITY e (given, n)
    ), staff AS (
        SELECT e.person_id, e.division_id
          FROM unit s
          JOIN enrolment e ON e.unit_id = ANY (string_to_array(trim(s.path, '/'), '/')::int[]) AND e.until IS NULL
                          AND s.id IN (e.unit_id, e.division_id)
         WHERE s.id = split_items.unit
    ), key AS (
        SELECT 'person' AS item, x.id, k.key
          FROM staff f JOIN person x ON x.id = f.person_id
         CROSS JOIN LATERAL (VALUES (x.id::text), (concat('#', x.id)), (x.name), (x.resident_id::text)) k (key)
         UNION
        SELECT 'duty', d.id, k.key
          FROM duty_assignment a JOIN duty d ON d.id = a.duty_id
         CROSS JOIN LATERAL (VALUES (d.id::text), (concat('#', d.id)), (d.name)) k (key)
         WHERE a.unit_id = split_items.unit AND a.until IS NULL
         UNION
        SELECT 'division', v.id, k.key
          FROM unit s JOIN unit v ON starts_with(v.path, s.path) AND v.id <> s.id AND v.kind = 'division' AND v.until IS NULL
         CROSS JOIN LATERAL (VALUES (v.id::text), (concat('#', v.id)), (v.name), (v.short_name)) k (key)
         WHERE s.id = split_items.unit
    ), found AS (
        SELECT n.part, n.item, n.given, n.n, count(k.id)::int AS matches, CASE WHEN count(k.id) = 1 THEN min(k.id) END AS id
          FROM named n LEFT JOIN key k ON k.item = n.item AND k.key = n.given
         GROUP BY n.part, n.item, n.given, n.n
    )
    SELECT f.part, f.item, f.given, f.matches, f.id FROM found f
    UNION ALL
    SELECT f.part, 'member', x.name, 1, x.id
      FROM found f
      JOIN unit v ON v.id = f.id
      JOIN unit d ON starts_with(d.path, v.path)
      JOIN staff s ON s.division_id = d.id
      JOIN person x ON x.id = s.person_id
     WHERE f.item = 'division';
END;
COMMENT ON FUNCTION split_items(int, jsonb) IS '分设清单所指的人员、职责、内设机构；内设机构的人员随之（member）';

-- What is wrong with the parts, a line each with the number of the part.
CREATE FUNCTION split_problem(unit int, parts jsonb) RETURNS SETOF text LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    WITH part AS (
        SELECT p.n::int AS n, p.part, jsonb_typeof(p.part) = 'object' AS object
          FROM jsonb_array_elements(CASE jsonb_typeof(split_problem.parts) WHEN 'array' THEN split_problem.parts ELSE '[]' END)
               WITH ORDINALITY p (part, n)
    ), target AS (
        SELECT p.n, p.part ->> 'into' AS given, u.id, u.until
          FROM part p
          LEFT JOIN unit u ON p.part ->> 'into' IN (u.id::text, concat('#', u.id), u.name, u.short_name)
                          AND (u.until IS NULL OR p.part ->> 'into' IN (u.id::text, concat('#', u.id)))
         WHERE p.object AND p.part ->> 'into' IS NOT NULL
    ), item AS MATERIALIZED (
        SELECT * FROM split_items(split_problem.unit, split_problem.parts)
    ), problem AS (
        SELECT NULL::int AS n, bianzhi.reform_problem('no parts', NULL, NULL, NULL, NULL) AS line
         WHERE NOT EXISTS (SELECT FROM part)
        UNION ALL
        SELECT NULL, bianzhi.reform_problem('ended', NULL, concat(u.name, ' (#', u.id, ')'), NULL, NULL)
          FROM unit u WHERE u.id = split_problem.unit AND u.until IS NOT NULL
        UNION ALL
        SELECT p.n, bianzhi.reform_problem('object', p.n, left(p.part::text, 60), NULL, NULL) FROM part p WHERE NOT p.object
        UNION ALL
        SELECT p.n, bianzhi.reform_problem('key', p.n, k.key, NULL, NULL)
          FROM part p CROSS JOIN LATERAL jsonb_object_keys(CASE WHEN p.object THEN p.part ELSE '{}' END) k (key)
         WHERE k.key NOT IN ('name', 'into', 'posts', 'persons', 'duties', 'divisions', 'short_name', 'class', 'rank',
                             'category', 'supervisor', 'credit_code', 'replaces')
        UNION ALL
        SELECT p.n, bianzhi.reform_problem('list', p.n, k.key, NULL, NULL)
          FROM part p CROSS JOIN (VALUES ('persons'), ('duties'), ('divisions')) k (key)
         WHERE p.object AND jsonb_typeof(p.part -> k.key) NOT IN ('array', 'null')
        UNION ALL
        SELECT p.n, bianzhi.reform_problem('name or into', p.n, NULL, NULL, NULL)
          FROM part p WHERE p.object AND num_nonnulls(nullif(p.part ->> 'name', ''), p.part ->> 'into') <> 1
        UNION ALL
        SELECT t.n, bianzhi.reform_problem(CASE WHEN max(t.id) IS NULL THEN 'no unit' WHEN count(*) > 1 THEN 'not unique'
                                                WHEN max(t.until) IS NOT NULL THEN 'ended' ELSE 'itself' END, t.n, t.given, NULL, NULL)
          FROM target t GROUP BY t.n, t.given
        HAVING max(t.id) IS NULL OR count(*) > 1 OR max(t.until) IS NOT NULL OR max(t.id) = split_problem.unit
        UNION ALL
        SELECT t.n, bianzhi.reform_problem('other kind', t.n, t.given, NULL, NULL)
          FROM target t JOIN unit a ON a.id = t.id JOIN unit b ON b.id = split_problem.unit AND b.kind <> a.kind
        UNION ALL
        SELECT max(x.n), bianzhi.reform_problem('twice', max(x.n), min(x.given), NULL, NULL)
          FROM (SELECT t.n, t.given, t.id::text AS key FROM target t WHERE t.id IS NOT NULL
                UNION ALL
                SELECT p.n, p.part ->> 'name', concat('name:', p.part ->> 'name') FROM part p WHERE p.part ->> 'name' <> '') x
         GROUP BY x.key HAVING count(DISTINCT x.n) > 1
        UNION ALL
        SELECT p.n, bianzhi.reform_problem('nothing', p.n, coalesce(p.part ->> 'name', p.part ->> 'into'), NULL, NULL)
          FROM part p
         WHERE p.object AND coalesce(p.part -> 'posts', '{}') IN ('{}', 'null')
           AND NOT EXISTS (SELECT FROM (VALUES ('persons'), ('duties'), ('divisions')) k (key)
                            WHERE coalesce(p.part -> k.key, '[]') NOT IN ('[]', 'null'))
        UNION ALL
        SELECT p.n, r.line FROM part p CROSS JOIN LATERAL reform_posts_problem(p.part -> 'posts', p.n) r (line) WHERE p.object
        UNION ALL
        SELECT NULL, bianzhi.reform_problem('posts there', NULL, y.name_zh, coalesce(max(a.approved), 0), sum(r.quantity)::int)
          FROM part p CROSS JOIN LATERAL reform_posts(p.part -> 'posts') r
          JOIN post_type y ON y.code = r.post_type
          LEFT JOIN account a ON a.holder_id = split_problem.unit AND a.post_type = r.post_type
         GROUP BY y.code, y.name_zh HAVING sum(r.quantity) > coalesce(max(a.approved), 0)
        UNION ALL
        SELECT i.part, bianzhi.reform_problem(CASE WHEN i.matches = 0 THEN concat('no ', i.item) ELSE 'not unique' END, i.part, i.given, NULL, NULL)
          FROM item i WHERE i.matches <> 1
        UNION ALL
        SELECT max(i.part), bianzhi.reform_problem('twice', max(i.part), min(i.given), NULL, NULL)
          FROM item i WHERE i.id IS NOT NULL
         GROUP BY CASE i.item WHEN 'member' THEN 'person' ELSE i.item END, i.id
        HAVING count(DISTINCT i.part) > 1 OR count(*) FILTER (WHERE i.item <> 'member') > 1
    )
    SELECT p.line FROM problem p ORDER BY p.n NULLS FIRST, p.line;
END;
COMMENT ON FUNCTION split_problem(int, jsonb) IS '分设请求的问题，一行一个，注明第几部分';

CREATE FUNCTION split_settle(unit int, target int, posts jsonb, persons bigint[], divisions int[], enrolments bigint[],
                             document bigint, effective_on date) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    SELECT transfer_unit(d.id::text, split_settle.target::text, NULL, concat('#', split_settle.document), split_settle.effective_on)
      FROM unnest(split_settle.divisions) d (id);
    SELECT enter_units(ARRAY[split_settle.unit], ARRAY[split_settle.target], split_settle.enrolments, l.appointments,
                       split_settle.posts, split_settle.document, split_settle.effective_on,
                       reform_entry(split_settle.unit, split_settle.target, split_settle.posts, split_settle.document, split_settle.effective_on))
      FROM (SELECT lay_down_posts((SELECT array_agg(u.id) FROM unit u JOIN unit f ON f.id = split_settle.unit AND starts_with(u.path, f.path)
                                    WHERE u.kind = 'division' OR u.id = f.id),
                                  split_settle.persons, split_settle.document, split_settle.effective_on) AS appointments
            OFFSET 0) l;
    -- of a division that is split the people stay enrolled at their body
    UPDATE enrolment e SET division_id = split_settle.target
     WHERE e.division_id = split_settle.unit AND e.person_id IN (SELECT unnest(split_settle.persons)) AND e.until IS NULL;
    INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id)
    VALUES (split_settle.unit, split_settle.target, 'split', split_settle.effective_on, split_settle.document);
    SELECT split_settle.target;
END;
COMMENT ON FUNCTION split_settle(int, int, jsonb, bigint[], int[], bigint[], bigint, date) IS '分设一部分：内设机构、编制、人员、任职依次转入';

CREATE FUNCTION split_part(unit int, target int, part jsonb, persons bigint[], duties bigint[], divisions int[],
                           document bigint, effective_on date) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    SELECT hand_over_duties(ARRAY[split_part.unit], ARRAY[split_part.target], coalesce(split_part.duties, '{}'),
                            split_part.document, split_part.effective_on);
    SELECT split_settle(split_part.unit, split_part.target, coalesce(split_part.part -> 'posts', '{}'),
                        coalesce(split_part.persons, '{}'), split_part.divisions,
                        leave_units(ARRAY[split_part.unit], coalesce(split_part.persons, '{}'), split_part.document, split_part.effective_on),
                        split_part.document, split_part.effective_on);
END;
COMMENT ON FUNCTION split_part(int, int, jsonb, bigint[], bigint[], int[], bigint, date) IS '分设一部分：移交职责，人员转出，其余转入';

CREATE FUNCTION split_finish(unit int, made int[], keep bool, document bigint, effective_on date) RETURNS int[] LANGUAGE sql
BEGIN ATOMIC
    SELECT abolish_unit(split_finish.unit::text, concat('#', split_finish.document), split_finish.effective_on)
     WHERE NOT split_finish.keep;
    SELECT split_finish.made;
END;
COMMENT ON FUNCTION split_finish(int, int[], bool, bigint, date) IS '分设完毕：原机构不保留的予以撤销，未清的由 abolish_residue 拒绝；返回分设出的机构';

CREATE FUNCTION split_unit_by_id(unit int, parts jsonb, document bigint, effective_on date, keep bool) RETURNS int[] LANGUAGE sql
BEGIN ATOMIC
    SELECT d.id FROM duty d
     WHERE d.id IN (SELECT i.id FROM split_items(split_unit_by_id.unit, split_unit_by_id.parts) i WHERE i.item = 'duty')
     ORDER BY d.id FOR NO KEY UPDATE;
    SELECT u.id FROM unit u
     WHERE u.id = split_unit_by_id.unit
        OR u.id IN (SELECT i.id FROM split_items(split_unit_by_id.unit, split_unit_by_id.parts) i WHERE i.item = 'division')
        OR jsonb_path_exists(split_unit_by_id.parts, '$[*] ? (@.into == $id || @.into == $hash || @.into == $name || @.into == $short)',
                             jsonb_build_object('id', u.id::text, 'hash', concat('#', u.id), 'name', u.name, 'short', u.short_name), true)
     ORDER BY u.id FOR NO KEY UPDATE;
    SELECT lock_holdings((SELECT array_agg(u.id) FROM unit u JOIN unit f ON f.id = split_unit_by_id.unit AND starts_with(u.path, f.path)
                           WHERE u.kind = 'division' OR u.id = f.id),
                         (SELECT array_agg(u.id) FROM unit u
                           WHERE jsonb_path_exists(split_unit_by_id.parts, '$[*] ? (@.into == $id || @.into == $hash || @.into == $name || @.into == $short)',
                                                   jsonb_build_object('id', u.id::text, 'hash', concat('#', u.id), 'name', u.name, 'short', u.short_name), true)),
                         (SELECT coalesce(array_agg(i.id), '{}') FROM split_items(split_unit_by_id.unit, split_unit_by_id.parts) i
                           WHERE i.item IN ('person', 'member')));
    SELECT bianzhi.refuse_reform('split', string_agg(p.line, E'\n'))
      FROM split_problem(split_unit_by_id.unit, split_unit_by_id.parts) p (line)
    HAVING count(*) > 0;
    SELECT split_finish(split_unit_by_id.unit, array_agg(m.made ORDER BY m.n), split_unit_by_id.keep,
                        split_unit_by_id.document, split_unit_by_id.effective_on)
      FROM (SELECT p.n, split_part(u.id,
                       CASE WHEN p.part ->> 'into' IS NOT NULL THEN unit_ref(p.part ->> 'into')
                            ELSE establish_unit(name => p.part ->> 'name', class => coalesce(p.part ->> 'class', u.class),
                                     parent => u.parent_id::text, kind => u.kind, region => u.region,
                                     rank => coalesce(p.part ->> 'rank', u.rank), system => u.system,
                                     category => coalesce(p.part ->> 'category', u.category),
                                     supervisor => coalesce(p.part ->> 'supervisor', u.supervisor_id::text),
                                     credit_code => p.part ->> 'credit_code', short_name => p.part ->> 'short_name',
                                     industry => u.industry, replaces => p.part ->> 'replaces',
                                     document => concat('#', split_unit_by_id.document), effective_on => split_unit_by_id.effective_on) END,
                       p.part, i.persons, i.duties, i.divisions, split_unit_by_id.document, split_unit_by_id.effective_on) AS made
              FROM unit u
             CROSS JOIN jsonb_array_elements(split_unit_by_id.parts) WITH ORDINALITY p (part, n)
              LEFT JOIN (SELECT x.part, array_agg(DISTINCT x.id) FILTER (WHERE x.item IN ('person', 'member')) AS persons,
                                array_agg(DISTINCT x.id) FILTER (WHERE x.item = 'duty') AS duties,
                                array_agg(DISTINCT x.id::int) FILTER (WHERE x.item = 'division') AS divisions
                           FROM split_items(split_unit_by_id.unit, split_unit_by_id.parts) x GROUP BY x.part) i ON i.part = p.n
             WHERE u.id = split_unit_by_id.unit
             ORDER BY p.n OFFSET 0) m;
END;
COMMENT ON FUNCTION split_unit_by_id(int, jsonb, bigint, date, bool) IS '分设机构：锁定、检查、逐部分办理';

CREATE FUNCTION split_unit(unit text, parts jsonb, document text DEFAULT NULL, effective_on date DEFAULT current_date,
                           keep bool DEFAULT true) RETURNS int[] LANGUAGE sql
BEGIN ATOMIC
    SELECT split_unit_by_id(unit_ref(split_unit.unit), split_unit.parts, document_ref(split_unit.document),
                            coalesce(split_unit.effective_on, current_date), coalesce(split_unit.keep, true));
END;
COMMENT ON FUNCTION split_unit(text, jsonb, text, date, bool) IS
    '分设机构：各部分 [{"name" 新设或 "into" 已有, "posts": {"类别": 数}, "persons", "duties", "divisions": [编号或名称]}]；keep 为否则原机构撤销；返回各部分机构编号';
