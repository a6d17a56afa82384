-- 73_reorganise: posts, people and duties that move together: move_holdings, merge_units (split_unit: 73_split).
-- Each is one act.  What it changes is locked first (duties, units, facts, accounts, each in the order of their
-- keys) and looked at after that; then people leave, posts go, people arrive, so that no account is overfilled on
-- the way.  Intermediate results go from function to function, because SQL has no variables: arguments are
-- evaluated before the function begins.
-- What may not stand here: rules.  What the book refuses of a plain INSERT it refuses here.

-- ---------------------------------------------------------------------------------------------
-- What the acts are made of
-- ---------------------------------------------------------------------------------------------

-- {"11": 3, "行政编制": 2} as kinds and numbers; what is no such thing is left to reform_posts_problem().
CREATE FUNCTION reform_posts(posts jsonb) RETURNS TABLE (post_type int, quantity int) LANGUAGE sql STABLE ROWS 5
BEGIN ATOMIC
    SELECT t.code, sum(p.value::int)::int
      FROM jsonb_each_text(CASE jsonb_typeof(reform_posts.posts) WHEN 'object' THEN reform_posts.posts ELSE '{}' END) p
      JOIN LATERAL (SELECT x.code FROM post_type x
                     WHERE p.key IN (x.code::text, x.name_zh) OR lower(p.key) = lower(x.name_en)
                     ORDER BY (x.code::text = p.key) DESC LIMIT 1) t ON true
     WHERE p.value ~ '^[0-9]{1,9}$' AND p.value::int > 0
     GROUP BY t.code;
END;
COMMENT ON FUNCTION reform_posts(jsonb) IS '随改革划转的编制和职数：由 {"编制类别": 数量} 取类别代码和数量';

-- part is the number of the part of a split, NULL elsewhere
CREATE FUNCTION reform_posts_problem(posts jsonb, part int) RETURNS SETOF text LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    SELECT bianzhi.reform_problem('posts', reform_posts_problem.part, reform_posts_problem.posts::text, NULL, NULL)
     WHERE jsonb_typeof(reform_posts_problem.posts) NOT IN ('object', 'null')
    UNION ALL
    SELECT bianzhi.reform_problem(w.problem, reform_posts_problem.part, w.given, NULL, NULL)
      FROM jsonb_each_text(CASE jsonb_typeof(reform_posts_problem.posts) WHEN 'object' THEN reform_posts_problem.posts ELSE '{}' END) p
     CROSS JOIN LATERAL (VALUES
        ('quantity', concat(p.key, ': ', coalesce(p.value, 'null')), p.value !~ '^0*[1-9][0-9]{0,8}$' IS NOT FALSE),
        ('post type', p.key, NOT EXISTS (SELECT FROM post_type x
                                          WHERE p.key IN (x.code::text, x.name_zh) OR lower(p.key) = lower(x.name_en)))
     ) w (problem, given, found)
     WHERE w.found;
END;
COMMENT ON FUNCTION reform_posts_problem(jsonb, int) IS '划转编制清单的问题，一行一个';

-- Facts, then accounts.  Up to a thousand people are also held one by one (bianzhi.hold_person); more would not fit
-- the lock table, and their rows are locked anyway.  persons NULL is everyone.
CREATE FUNCTION lock_holdings(from_units int[], to_units int[], persons bigint[]) RETURNS void LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.hold_person('enrolment'::regclass, p.id)
      FROM (SELECT DISTINCT x.id FROM unnest(lock_holdings.persons) x (id) WHERE x.id IS NOT NULL ORDER BY x.id OFFSET 0) p
     WHERE cardinality(lock_holdings.persons) <= 1000;
    SELECT p.id FROM use_permit p
     WHERE p.unit_id = ANY (lock_holdings.from_units) AND p.state = 'open' AND lock_holdings.persons IS NULL
     ORDER BY p.id FOR NO KEY UPDATE;
    SELECT e.id FROM enrolment e
     WHERE e.unit_id = ANY (lock_holdings.from_units) AND e.until IS NULL
       AND (lock_holdings.persons IS NULL OR e.person_id IN (SELECT unnest(lock_holdings.persons)))
     ORDER BY e.id FOR NO KEY UPDATE;
    SELECT a.id FROM appointment a
     WHERE a.unit_id = ANY (lock_holdings.from_units) AND a.until IS NULL
       AND (lock_holdings.persons IS NULL OR a.person_id IN (SELECT unnest(lock_holdings.persons)))
     ORDER BY a.id FOR NO KEY UPDATE;
    SELECT bianzhi.lock_accounts('account'::regclass, array_agg(h.id), array_agg(t.post_type))
      FROM unnest(lock_holdings.from_units || lock_holdings.to_units) h (id),
           (SELECT DISTINCT a.post_type FROM account a WHERE a.holder_id = ANY (lock_holdings.from_units)) t;
END;
COMMENT ON FUNCTION lock_holdings(int[], int[], bigint[]) IS '按序锁定划转所涉人员、用编核准、在编任职记录和账户';

CREATE FUNCTION leave_units(units int[], persons bigint[], document bigint, effective_on date) RETURNS bigint[] LANGUAGE sql
BEGIN ATOMIC
    WITH ended AS (
        UPDATE enrolment e SET until = leave_units.effective_on, exit_reason = 'block_transfer_out',
                               until_document_id = leave_units.document
         WHERE e.unit_id = ANY (leave_units.units) AND e.until IS NULL
           AND (leave_units.persons IS NULL OR e.person_id IN (SELECT unnest(leave_units.persons)))
        RETURNING e.id
    )
    SELECT coalesce(array_agg(e.id ORDER BY e.id), '{}') FROM ended e;
END;
COMMENT ON FUNCTION leave_units(int[], bigint[], bigint, date) IS '整建制转出：人员出编，返回终止的在编记录；人员为空即全部';

CREATE FUNCTION lay_down_posts(units int[], persons bigint[], document bigint, effective_on date) RETURNS bigint[] LANGUAGE sql
BEGIN ATOMIC
    WITH ended AS (
        UPDATE appointment a SET until = lay_down_posts.effective_on, until_document_id = lay_down_posts.document
         WHERE a.unit_id = ANY (lay_down_posts.units) AND a.until IS NULL
           AND (lay_down_posts.persons IS NULL OR a.person_id IN (SELECT unnest(lay_down_posts.persons)))
        RETURNING a.id
    )
    SELECT coalesce(array_agg(e.id ORDER BY e.id), '{}') FROM ended e;
END;
COMMENT ON FUNCTION lay_down_posts(int[], bigint[], bigint, date) IS '随划转免去原任职，返回终止的任职记录；人员为空即全部';

CREATE FUNCTION reform_entry(from_unit int, to_unit int, posts jsonb, document bigint, effective_on date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH e AS (
        INSERT INTO entry (kind, document_id, effective_on)
        SELECT 'reform', reform_entry.document, reform_entry.effective_on
         WHERE EXISTS (SELECT FROM reform_posts(reform_entry.posts))
        RETURNING id
    ), l AS (
        INSERT INTO entry_line (entry_id, holder_id, post_type, quantity)
        SELECT e.id, x.holder, p.post_type, x.sign * p.quantity
          FROM e, reform_posts(reform_entry.posts) p,
               (VALUES (reform_entry.from_unit, -1), (reform_entry.to_unit, 1)) x (holder, sign)
    )
    SELECT e.id FROM e;
END;
COMMENT ON FUNCTION reform_entry(int, int, jsonb, bigint, date) IS '改革分录：由一机构划转到另一机构；没有编制则不记';

-- Those who left arrive at the unit that their old one goes with.  Divisions that came along stay theirs.  An
-- appointment is renewed where its post came along (posts NULL: all of them), the longest in office first; who leads
-- both already leads the one that stays.
CREATE FUNCTION enter_units(from_units int[], to_units int[], enrolments bigint[], appointments bigint[], posts jsonb,
                            document bigint, effective_on date, entry bigint) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO enrolment (person_id, unit_id, post_type, division_id, effective_on, entry_reason, document_id, transfer_id)
    SELECT e.person_id, m.t, e.post_type, coalesce(v.t, d.id), enter_units.effective_on, 'reorganisation', enter_units.document, e.id
      FROM enrolment e
      JOIN unnest(enter_units.from_units, enter_units.to_units) m (f, t) ON m.f = e.unit_id
      JOIN unit u ON u.id = m.t
      LEFT JOIN unnest(enter_units.from_units, enter_units.to_units) v (f, t) ON v.f = e.division_id
      LEFT JOIN unit d ON d.id = e.division_id AND d.until IS NULL AND starts_with(d.path, u.path)
     WHERE e.id = ANY (enter_units.enrolments)
     ORDER BY e.id;
    INSERT INTO appointment (person_id, unit_id, post_type, title, holder_rank, counts, effective_on, document_id)
    SELECT a.person_id, a.t, a.post_type, a.title, a.holder_rank, a.counts, enter_units.effective_on, enter_units.document
      FROM (SELECT x.*, m.t,
                   count(*) FILTER (WHERE x.counts) OVER (PARTITION BY x.post_type ORDER BY x.effective_on, x.id) AS place
              FROM appointment x
              JOIN unnest(enter_units.from_units, enter_units.to_units) m (f, t) ON m.f = x.unit_id
             WHERE x.id = ANY (enter_units.appointments)
               AND NOT EXISTS (SELECT FROM appointment y WHERE y.person_id = x.person_id AND y.unit_id = m.t
                                  AND y.post_type = x.post_type AND y.until IS NULL)) a
      LEFT JOIN reform_posts(enter_units.posts) p ON p.post_type = a.post_type
     WHERE enter_units.posts IS NULL OR NOT a.counts AND p.quantity > 0 OR a.place <= p.quantity
     ORDER BY a.id;
    SELECT enter_units.entry;
END;
COMMENT ON FUNCTION enter_units(int[], int[], bigint[], bigint[], jsonb, bigint, date, bigint) IS
    '机构划转进入：出编人员在对应的新机构入编，职数随同划转的续任；返回所给的分录编号';

CREATE FUNCTION hand_over_duties(from_units int[], to_units int[], duties bigint[], document bigint, effective_on date)
    RETURNS void LANGUAGE sql
BEGIN ATOMIC
    WITH handed AS (
        UPDATE duty_assignment a SET until = hand_over_duties.effective_on, until_document_id = hand_over_duties.document
          FROM unnest(hand_over_duties.from_units, hand_over_duties.to_units) m (f, t)
         WHERE a.unit_id = m.f AND a.until IS NULL
           AND (hand_over_duties.duties IS NULL OR a.duty_id = ANY (hand_over_duties.duties))
        RETURNING a.duty_id, m.t
    )
    INSERT INTO duty_assignment (duty_id, unit_id, effective_on, document_id)
    SELECT h.duty_id, h.t, hand_over_duties.effective_on, hand_over_duties.document FROM handed h ORDER BY h.duty_id;
END;
COMMENT ON FUNCTION hand_over_duties(int[], int[], bigint[], bigint, date) IS '职责随机构移交；职责为空即全部';

-- ---------------------------------------------------------------------------------------------
-- move_holdings
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION move_holdings_by_id(from_unit int, to_unit int, posts jsonb, persons bigint[], document bigint, effective_on date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT lock_holdings(array_agg(u.id), ARRAY[move_holdings_by_id.to_unit], move_holdings_by_id.persons)
      FROM unit u JOIN unit f ON f.id = move_holdings_by_id.from_unit AND starts_with(u.path, f.path)
     WHERE u.kind = 'division' OR u.id = f.id;
    -- whoever left while we waited is not here any more
    SELECT bianzhi.refuse_reform('move', string_agg(w.line, E'\n'))
      FROM (SELECT bianzhi.reform_problem('same unit', NULL, move_holdings_by_id.from_unit::text, NULL, NULL) AS line
             WHERE move_holdings_by_id.from_unit = move_holdings_by_id.to_unit
            UNION ALL
            SELECT * FROM reform_posts_problem(move_holdings_by_id.posts, NULL)
            UNION ALL
            SELECT bianzhi.reform_problem('person', NULL, concat('#', p.id, ' ', n.name), NULL, NULL)
              FROM unnest(move_holdings_by_id.persons) p (id) LEFT JOIN person n ON n.id = p.id
             WHERE (p.id IN (SELECT e.person_id FROM enrolment e
                              WHERE e.unit_id = move_holdings_by_id.from_unit AND e.until IS NULL)) IS NOT TRUE) w
    HAVING count(*) > 0;
    SELECT enter_units(ARRAY[move_holdings_by_id.from_unit], ARRAY[move_holdings_by_id.to_unit], l.enrolments, l.appointments,
                       move_holdings_by_id.posts, move_holdings_by_id.document, move_holdings_by_id.effective_on,
                       reform_entry(move_holdings_by_id.from_unit, move_holdings_by_id.to_unit, move_holdings_by_id.posts,
                                    move_holdings_by_id.document, move_holdings_by_id.effective_on))
      FROM (SELECT leave_units(ARRAY[move_holdings_by_id.from_unit], move_holdings_by_id.persons,
                               move_holdings_by_id.document, move_holdings_by_id.effective_on) AS enrolments,
                   lay_down_posts((SELECT array_agg(u.id) FROM unit u
                                     JOIN unit f ON f.id = move_holdings_by_id.from_unit AND starts_with(u.path, f.path)
                                    WHERE u.kind = 'division' OR u.id = f.id),
                                  move_holdings_by_id.persons, move_holdings_by_id.document,
                                  move_holdings_by_id.effective_on) AS appointments
            OFFSET 0) l;
END;
COMMENT ON FUNCTION move_holdings_by_id(int, int, jsonb, bigint[], bigint, date) IS '划转编制和人员：锁定、检查、办理';

CREATE FUNCTION move_holdings(from_unit text, to_unit text, posts jsonb DEFAULT '{}', persons bigint[] DEFAULT '{}',
                              document text DEFAULT NULL, effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT move_holdings_by_id(unit_ref(move_holdings.from_unit), unit_ref(move_holdings.to_unit),
                               coalesce(move_holdings.posts, '{}'), coalesce(move_holdings.persons, '{}'),
                               document_ref(move_holdings.document), coalesce(move_holdings.effective_on, current_date));
END;
COMMENT ON FUNCTION move_holdings(text, text, jsonb, bigint[], text, date) IS
    '划转编制和人员：一项业务中人员转出、编制划转、人员转入，领导职数同划的续任；返回分录编号，没有编制则为空';

-- ---------------------------------------------------------------------------------------------
-- merge_units
-- ---------------------------------------------------------------------------------------------

-- Which unit goes into which: the sources into the target, and of divisions that would stand beside each other
-- under one name the later into the one that is there (every department has its office and its Party section).
CREATE FUNCTION merge_pairs(sources int[], target int) RETURNS TABLE (from_id int, to_id int) LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT s.id, merge_pairs.target FROM unnest(merge_pairs.sources) s (id)
    UNION ALL
    SELECT p.id, p.first_id
      FROM (SELECT c.id, first_value(c.id) OVER (PARTITION BY c.name ORDER BY c.parent_id = merge_pairs.target DESC, c.id) AS first_id
              FROM unit c
             WHERE c.parent_id = ANY (merge_pairs.sources || merge_pairs.target) AND c.kind = 'division' AND c.until IS NULL
               AND c.id <> ALL (merge_pairs.sources || merge_pairs.target)) p
     WHERE p.id <> p.first_id;
END;
COMMENT ON FUNCTION merge_pairs(int[], int) IS '合并：哪个机构并入哪个机构，同名内设机构随之合并';

CREATE FUNCTION merge_problem(sources int[], target int) RETURNS SETOF text LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    SELECT bianzhi.reform_problem(w.problem, NULL, concat(u.name, ' (#', u.id, ')'), NULL, NULL)
      FROM unit t
      JOIN unit u ON u.id = ANY (merge_problem.sources || merge_problem.target)
     CROSS JOIN LATERAL (VALUES
        ('ended', u.until IS NOT NULL),
        ('itself', u.id = t.id AND t.id = ANY (merge_problem.sources)),
        ('below', u.id <> t.id AND starts_with(t.path, u.path)),
        ('kind', u.kind <> t.kind),
        -- people are enrolled at the body: a division cannot take them to another one
        ('other body', u.id <> t.id AND u.kind = 'division' AND t.kind = 'division'
            AND (SELECT max(b.id) FROM unit b WHERE b.id = ANY (string_to_array(trim(u.path, '/'), '/')::int[]) AND b.kind = 'body')
                IS DISTINCT FROM
                (SELECT max(b.id) FROM unit b WHERE b.id = ANY (string_to_array(trim(t.path, '/'), '/')::int[]) AND b.kind = 'body'))
     ) w (problem, found)
     WHERE t.id = merge_problem.target AND w.found
     ORDER BY u.id;
END;
COMMENT ON FUNCTION merge_problem(int[], int) IS '合并请求的问题，一行一个';

-- A permit is cancelled where it was and issued again where its posts and its recruit go (absorb_units): to refuse
-- the merger until somebody has done both by hand would only make more work.
CREATE FUNCTION cancel_permits(units int[]) RETURNS bigint[] LANGUAGE sql
BEGIN ATOMIC
    WITH c AS (
        UPDATE use_permit p SET state = 'cancelled', closed_on = current_date
         WHERE p.unit_id = ANY (cancel_permits.units) AND p.state = 'open'
        RETURNING p.id
    )
    SELECT coalesce(array_agg(c.id ORDER BY c.id), '{}') FROM c;
END;
COMMENT ON FUNCTION cancel_permits(int[]) IS '撤销机构未用完的用编核准，返回其编号';

-- An excess that was approved goes along with those who make it up.
CREATE FUNCTION inherit_exceptions(from_units int[], to_units int[], document bigint, effective_on date) RETURNS void LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on, note)
    SELECT g.rule, g.t, g.post_type,
           g.allowance + coalesce((SELECT max(x.allowance) FROM rule_exception x
                                    WHERE x.rule = g.rule AND x.unit_id = g.t AND x.post_type IS NOT DISTINCT FROM g.post_type
                                      AND current_date BETWEEN x.effective_on AND x.expires_on), 0),
           inherit_exceptions.document, inherit_exceptions.effective_on, g.expires_on, '随机构合并转移'
      FROM (SELECT s.rule, s.t, s.post_type, sum(s.allowance)::int AS allowance, min(s.expires_on) AS expires_on
              FROM (SELECT x.rule, m.t, x.post_type, max(x.allowance) AS allowance, max(x.expires_on) AS expires_on
                      FROM unnest(inherit_exceptions.from_units, inherit_exceptions.to_units) m (f, t)
                      JOIN rule_exception x ON x.unit_id = m.f
                     WHERE x.rule IN ('over_establishment', 'over_leadership') AND x.allowance > 0
                       AND current_date BETWEEN x.effective_on AND x.expires_on
                     GROUP BY x.rule, m.t, m.f, x.post_type) s
             GROUP BY s.rule, s.t, s.post_type) g;
END;
COMMENT ON FUNCTION inherit_exceptions(int[], int[], bigint, date) IS '超编、超职数的例外批准随机构合并转移';

-- Everything of the sources goes to the unit they go into; the innermost end first.
CREATE FUNCTION absorb_units(from_units int[], to_units int[], enrolments bigint[], appointments bigint[], permits bigint[],
                             document bigint, effective_on date) RETURNS void LANGUAGE sql
BEGIN ATOMIC
    SELECT hand_over_duties(absorb_units.from_units, absorb_units.to_units, NULL, absorb_units.document, absorb_units.effective_on);
    SELECT transfer_unit(c.id::text, c.parent, c.supervisor, concat('#', absorb_units.document), absorb_units.effective_on)
      FROM (SELECT u.id, p.t::text AS parent, CASE WHEN s.t = u.id THEN '' ELSE s.t::text END AS supervisor
              FROM unit u
              LEFT JOIN unnest(absorb_units.from_units, absorb_units.to_units) p (f, t) ON p.f = u.parent_id
              LEFT JOIN unnest(absorb_units.from_units, absorb_units.to_units) s (f, t) ON s.f = u.supervisor_id
             WHERE u.until IS NULL AND u.id <> ALL (absorb_units.from_units) AND (p.f IS NOT NULL OR s.f IS NOT NULL)
             ORDER BY u.id OFFSET 0) c;
    SELECT inherit_exceptions(absorb_units.from_units, absorb_units.to_units, absorb_units.document, absorb_units.effective_on);
    SELECT reform_entry(m.f, m.t, (SELECT jsonb_object_agg(a.post_type, a.approved) FROM account a
                                    WHERE a.holder_id = m.f AND a.approved > 0),
                        absorb_units.document, absorb_units.effective_on)
      FROM unnest(absorb_units.from_units, absorb_units.to_units) m (f, t);
    SELECT enter_units(absorb_units.from_units, absorb_units.to_units, absorb_units.enrolments, absorb_units.appointments,
                       NULL, absorb_units.document, absorb_units.effective_on, NULL);
    UPDATE enrolment e SET division_id = m.t
      FROM unnest(absorb_units.from_units, absorb_units.to_units) m (f, t)
     WHERE e.division_id = m.f AND e.until IS NULL;
    INSERT INTO use_permit (unit_id, post_type, quantity, entry_reason, effective_on, expires_on, document_id, note)
    SELECT m.t, p.post_type, p.quantity - p.used, p.entry_reason, absorb_units.effective_on, p.expires_on,
           absorb_units.document, concat('承接核准 ', p.id)
      FROM use_permit p
      JOIN unnest(absorb_units.from_units, absorb_units.to_units) m (f, t) ON m.f = p.unit_id
     WHERE p.id = ANY (absorb_units.permits) AND p.quantity > p.used
       AND p.expires_on >= greatest(current_date, absorb_units.effective_on)
     ORDER BY p.id;
    SELECT abolish_unit(x.id::text, concat('#', absorb_units.document), absorb_units.effective_on)
      FROM (SELECT u.id FROM unit u WHERE u.id = ANY (absorb_units.from_units) ORDER BY length(u.path) DESC, u.id OFFSET 0) x;
    INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id)
    SELECT m.f, m.t, 'merge', absorb_units.effective_on, absorb_units.document
      FROM unnest(absorb_units.from_units, absorb_units.to_units) m (f, t);
END;
COMMENT ON FUNCTION absorb_units(int[], int[], bigint[], bigint[], bigint[], bigint, date) IS
    '并入：职责、下级和所管机构、编制、人员、任职、用编核准依次承接，原机构撤销';

CREATE FUNCTION empty_units(from_units int[], to_units int[], document bigint, effective_on date) RETURNS void LANGUAGE sql
BEGIN ATOMIC
    SELECT lock_holdings(empty_units.from_units, empty_units.to_units, NULL);
    SELECT absorb_units(empty_units.from_units, empty_units.to_units, l.enrolments, l.appointments, l.permits,
                        empty_units.document, empty_units.effective_on)
      FROM (SELECT leave_units(empty_units.from_units, NULL, empty_units.document, empty_units.effective_on) AS enrolments,
                   lay_down_posts(empty_units.from_units, NULL, empty_units.document, empty_units.effective_on) AS appointments,
                   cancel_permits(empty_units.from_units) AS permits
            OFFSET 0) l;
END;
COMMENT ON FUNCTION empty_units(int[], int[], bigint, date) IS '并入：锁定原机构的全部编制、人员和核准，清空后承接';

CREATE FUNCTION merge_units_by_id(sources int[], target int, document bigint, effective_on date, name text) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    SELECT d.id FROM duty d
     WHERE d.id IN (SELECT a.duty_id FROM unit s
                      JOIN unit u ON starts_with(u.path, s.path)
                      JOIN duty_assignment a ON a.unit_id = u.id AND a.until IS NULL
                     WHERE s.id = ANY (merge_units_by_id.sources))
     ORDER BY d.id FOR NO KEY UPDATE;
    SELECT u.id FROM unit u
     WHERE u.id = ANY (merge_units_by_id.sources || merge_units_by_id.target)
        OR u.parent_id = ANY (merge_units_by_id.sources || merge_units_by_id.target)
        OR u.supervisor_id = ANY (merge_units_by_id.sources)
     ORDER BY u.id FOR NO KEY UPDATE;
    SELECT bianzhi.refuse_reform('merge', string_agg(p.line, E'\n'))
      FROM merge_problem(merge_units_by_id.sources, merge_units_by_id.target) p (line)
    HAVING count(*) > 0;
    SELECT empty_units(array_agg(p.from_id), array_agg(p.to_id), merge_units_by_id.document, merge_units_by_id.effective_on)
      FROM merge_pairs(merge_units_by_id.sources, merge_units_by_id.target) p;
    SELECT rename_unit(u.id::text, merge_units_by_id.name, NULL, concat('#', merge_units_by_id.document), merge_units_by_id.effective_on)
      FROM unit u
     WHERE u.id = merge_units_by_id.target AND u.name <> bianzhi.tidy_name(merge_units_by_id.name);
    SELECT merge_units_by_id.target;
END;
COMMENT ON FUNCTION merge_units_by_id(int[], int, bigint, date, text) IS '合并机构：锁定、检查、办理、更名';

CREATE FUNCTION merge_units(units text[], into_unit text DEFAULT NULL, document text DEFAULT NULL,
                            effective_on date DEFAULT current_date, name text DEFAULT NULL) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.refuse_reform('merge', string_agg(w.line, E'\n'))
      FROM (SELECT bianzhi.reform_problem('twice', NULL, string_agg(x.unit, ', '), NULL, NULL) AS line
              FROM unnest(merge_units.units) x (unit)
             GROUP BY unit_ref(x.unit) HAVING count(*) > 1
            UNION ALL
            SELECT bianzhi.reform_problem('few', NULL, array_to_string(merge_units.units, ', '), NULL, NULL)
             WHERE coalesce(cardinality(merge_units.units), 0) < CASE WHEN merge_units.into_unit IS NULL THEN 2 ELSE 1 END
            UNION ALL
            SELECT bianzhi.reform_problem('no target', NULL, NULL, NULL, NULL)
             WHERE merge_units.into_unit IS NULL AND merge_units.name IS NULL) w
    HAVING count(*) > 0;
    SELECT merge_units_by_id(s.ids,
               CASE WHEN merge_units.into_unit IS NOT NULL THEN unit_ref(merge_units.into_unit)
                    ELSE establish_unit(name => merge_units.name, class => f.class, parent => f.parent_id::text, kind => f.kind,
                                        region => f.region, rank => f.rank, system => f.system, category => f.category,
                                        supervisor => f.supervisor_id::text, document => merge_units.document,
                                        effective_on => merge_units.effective_on, industry => f.industry,
                                        counterpart => f.counterpart, counterpart_divisions => f.counterpart_divisions,
                                        party_body => f.party_body,
                                        replaces => CASE WHEN f.kind = 'body' AND f.class IN ('institution', 'reference_institution')
                                                         THEN f.id::text END) END,
               document_ref(merge_units.document), coalesce(merge_units.effective_on, current_date), merge_units.name)
      FROM (SELECT array_agg(unit_ref(x.unit) ORDER BY x.n) AS ids
              FROM unnest(merge_units.units) WITH ORDINALITY x (unit, n)) s
      JOIN unit f ON f.id = s.ids[1];
END;
COMMENT ON FUNCTION merge_units(text[], text, text, date, text) IS
    '合并机构：编制、人员、职责、内设机构、下级和所管机构、用编核准并入 into_unit，或按 name 新设（性质等随第一个），原机构撤销；返回存续机构编号';
