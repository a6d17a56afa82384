-- 71_structure: what people call to establish, change and end units, and what they ask of their past.
-- Conveniences: the same holds for INSERT INTO unit, INSERT INTO unit_version and UPDATE unit SET until.

CREATE FUNCTION unit_ref_or_null(unit text) RETURNS int LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT CASE WHEN unit_ref_or_null.unit <> '' THEN unit_ref(unit_ref_or_null.unit) END;
END;
COMMENT ON FUNCTION unit_ref_or_null(text) IS '机构编号；未给出或为空时为空';

CREATE FUNCTION establish_unit(name text, class text DEFAULT NULL, parent text DEFAULT NULL, kind text DEFAULT 'body',
                               region text DEFAULT NULL, rank text DEFAULT NULL, system text DEFAULT NULL,
                               category text DEFAULT NULL, supervisor text DEFAULT NULL, credit_code text DEFAULT NULL,
                               document text DEFAULT NULL, effective_on date DEFAULT current_date,
                               short_name text DEFAULT NULL, industry text DEFAULT NULL, replaces text DEFAULT NULL,
                               expires_on date DEFAULT NULL, counterpart text DEFAULT NULL,
                               counterpart_divisions int DEFAULT NULL, party_body text DEFAULT NULL)
    RETURNS int LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO unit (name, class, parent_id, kind, region, rank, system, category, supervisor_id, credit_code,
                      document_id, effective_on, short_name, industry, replaces_id, expires_on, counterpart,
                      counterpart_divisions, party_body)
    SELECT bianzhi.require(establish_unit.name, 'name'), coalesce(establish_unit.class, up.class), up.id,
           establish_unit.kind, coalesce(establish_unit.region, up.region, (SELECT b.region FROM book b)),
           establish_unit.rank, coalesce(establish_unit.system, up.system), establish_unit.category,
           CASE WHEN establish_unit.supervisor IS NOT NULL THEN unit_ref(establish_unit.supervisor) END,
           establish_unit.credit_code::bianzhi.credit_code, document_ref(establish_unit.document),
           coalesce(establish_unit.effective_on, current_date), establish_unit.short_name, establish_unit.industry,
           unit_ref_or_null(establish_unit.replaces), establish_unit.expires_on, establish_unit.counterpart,
           establish_unit.counterpart_divisions, establish_unit.party_body
      FROM (SELECT CASE WHEN establish_unit.parent IS NOT NULL THEN unit_ref(establish_unit.parent) END AS id) k
      LEFT JOIN unit up ON up.id = k.id
    RETURNING id;
END;
COMMENT ON FUNCTION establish_unit(text, text, text, text, text, text, text, text, text, text, text, date, text, text, text, date, text, int, text) IS
    '设立机构；性质、地区、系统不填时随上级机构；replaces 为撤一设一所撤机构';

-- The divisions inside divisions end before those that contain them; what is not empty refuses by name.
CREATE FUNCTION abolish_unit(unit text, document text DEFAULT NULL, effective_on date DEFAULT current_date,
                             successor text DEFAULT NULL, with_divisions bool DEFAULT false) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    SELECT u.id FROM unit u WHERE u.id = unit_ref(abolish_unit.unit) FOR NO KEY UPDATE;
    UPDATE unit d SET until = coalesce(abolish_unit.effective_on, current_date), until_document_id = document_ref(abolish_unit.document)
      FROM unit p
     WHERE abolish_unit.with_divisions AND p.id = d.parent_id AND p.parent_id = unit_ref(abolish_unit.unit)
       AND p.kind = 'division' AND d.kind = 'division' AND d.until IS NULL;
    UPDATE unit d SET until = coalesce(abolish_unit.effective_on, current_date), until_document_id = document_ref(abolish_unit.document)
     WHERE abolish_unit.with_divisions AND d.parent_id = unit_ref(abolish_unit.unit)
       AND d.kind = 'division' AND d.until IS NULL;
    WITH ended AS (
        UPDATE unit u SET until = coalesce(abolish_unit.effective_on, current_date), until_document_id = document_ref(abolish_unit.document)
         WHERE u.id = unit_ref(abolish_unit.unit)
        RETURNING u.id, u.until, u.until_document_id
    ), heir AS (
        INSERT INTO unit_lineage (from_unit_id, to_unit_id, kind, effective_on, document_id)
        SELECT e.id, unit_ref(abolish_unit.successor), 'succeed', e.until, e.until_document_id
          FROM ended e WHERE abolish_unit.successor <> ''
    )
    SELECT e.id FROM ended e;
END;
COMMENT ON FUNCTION abolish_unit(text, text, date, text, bool) IS
    '撤销机构；successor 为承接机构，with_divisions 连同已清空的内设机构一并撤销；编制、人员、核准、下级未清的不予撤销';

CREATE FUNCTION rename_unit(unit text, name text, short_name text DEFAULT NULL, document text DEFAULT NULL,
                            effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO unit_version (unit_id, kind, effective_on, document_id, name, short_name, clears)
    VALUES (unit_ref(rename_unit.unit), 'rename', coalesce(rename_unit.effective_on, current_date),
            document_ref(rename_unit.document), bianzhi.require(rename_unit.name, 'name'), nullif(rename_unit.short_name, ''),
            CASE WHEN rename_unit.short_name = '' THEN '{short_name}'::text[] END)
    RETURNING id;
END;
COMMENT ON FUNCTION rename_unit(text, text, text, text, date) IS '机构更名；简称不填的不变，填空文字的取消';

CREATE FUNCTION transfer_unit(unit text, parent text DEFAULT NULL, supervisor text DEFAULT NULL, document text DEFAULT NULL,
                              effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.refuse_change_of_unit('nothing', transfer_unit.unit, NULL)
     WHERE transfer_unit.parent IS NULL AND transfer_unit.supervisor IS NULL;
    INSERT INTO unit_version (unit_id, kind, effective_on, document_id, parent_id, supervisor_id, clears)
    VALUES (unit_ref(transfer_unit.unit), 'transfer', coalesce(transfer_unit.effective_on, current_date),
            document_ref(transfer_unit.document), unit_ref_or_null(transfer_unit.parent),
            unit_ref_or_null(transfer_unit.supervisor),
            array_remove(ARRAY[CASE transfer_unit.parent WHEN '' THEN 'parent_id' END,
                               CASE transfer_unit.supervisor WHEN '' THEN 'supervisor_id' END], NULL))
    RETURNING id;
END;
COMMENT ON FUNCTION transfer_unit(text, text, text, text, date) IS
    '划转隶属关系：上级机构（空文字为移到最上层）或主管部门（空文字为取消），下级随之';

CREATE FUNCTION change_rank(unit text, rank text, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO unit_version (unit_id, kind, effective_on, document_id, rank)
    VALUES (unit_ref(change_rank.unit), 'rank', coalesce(change_rank.effective_on, current_date),
            document_ref(change_rank.document), bianzhi.require(change_rank.rank, 'rank'))
    RETURNING id;
END;
COMMENT ON FUNCTION change_rank(text, text, text, date) IS '机构升格、降格';

-- The row is locked first: the names that hang there are read and written as one.
CREATE FUNCTION add_nameplate(unit text, name text, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT u.id FROM unit u WHERE u.id = unit_ref(add_nameplate.unit) FOR NO KEY UPDATE;
    INSERT INTO unit_version (unit_id, kind, effective_on, document_id, other_names)
    SELECT u.id, 'nameplate', coalesce(add_nameplate.effective_on, current_date), document_ref(add_nameplate.document),
           array_append(u.other_names, bianzhi.require(add_nameplate.name, 'name'))
      FROM unit u WHERE u.id = unit_ref(add_nameplate.unit)
    RETURNING id;
END;
COMMENT ON FUNCTION add_nameplate(text, text, text, date) IS '加挂牌子';

CREATE FUNCTION remove_nameplate(unit text, name text, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT u.id FROM unit u WHERE u.id = unit_ref(remove_nameplate.unit) FOR NO KEY UPDATE;
    SELECT bianzhi.refuse_change_of_unit('no nameplate', u.name, bianzhi.require(remove_nameplate.name, 'name'))
      FROM unit u
     WHERE u.id = unit_ref(remove_nameplate.unit)
       AND bianzhi.tidy_name(remove_nameplate.name) = ANY (u.other_names) IS NOT TRUE;
    INSERT INTO unit_version (unit_id, kind, effective_on, document_id, other_names, clears)
    SELECT u.id, 'nameplate', coalesce(remove_nameplate.effective_on, current_date), document_ref(remove_nameplate.document),
           nullif(k.left_over, '{}'), CASE WHEN k.left_over = '{}' THEN '{other_names}'::text[] END
      FROM unit u
     CROSS JOIN LATERAL (SELECT array_remove(u.other_names, bianzhi.tidy_name(remove_nameplate.name)) AS left_over) k
     WHERE u.id = unit_ref(remove_nameplate.unit)
    RETURNING id;
END;
COMMENT ON FUNCTION remove_nameplate(text, text, text, date) IS '摘去加挂的牌子';

CREATE FUNCTION co_locate(unit text, with_unit text, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO unit_version (unit_id, kind, effective_on, document_id, co_located_with, clears)
    VALUES (unit_ref(co_locate.unit), 'co_locate', coalesce(co_locate.effective_on, current_date), document_ref(co_locate.document),
            unit_ref_or_null(bianzhi.require(co_locate.with_unit, 'with_unit')),
            CASE co_locate.with_unit WHEN '' THEN '{co_located_with}'::text[] END)
    RETURNING id;
END;
COMMENT ON FUNCTION co_locate(text, text, text, date) IS '合署办公；with_unit 为空文字时分署';

CREATE FUNCTION amend_unit(unit text, short_name text DEFAULT NULL, class text DEFAULT NULL, system text DEFAULT NULL,
                           category text DEFAULT NULL, industry text DEFAULT NULL, counterpart text DEFAULT NULL,
                           counterpart_divisions int DEFAULT NULL, expires_on date DEFAULT NULL, note text DEFAULT NULL,
                           document text DEFAULT NULL, effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.refuse_change_of_unit('nothing', amend_unit.unit, NULL)
     WHERE num_nonnulls(amend_unit.short_name, amend_unit.class, amend_unit.system, amend_unit.category, amend_unit.industry,
                        amend_unit.counterpart, amend_unit.counterpart_divisions, amend_unit.expires_on) = 0;
    INSERT INTO unit_version (unit_id, kind, effective_on, document_id, short_name, class, system, category, industry,
                              counterpart, counterpart_divisions, expires_on, note, clears)
    VALUES (unit_ref(amend_unit.unit), 'adjust', coalesce(amend_unit.effective_on, current_date), document_ref(amend_unit.document),
            nullif(amend_unit.short_name, ''), nullif(amend_unit.class, ''), nullif(amend_unit.system, ''),
            nullif(amend_unit.category, ''), nullif(amend_unit.industry, ''), nullif(amend_unit.counterpart, ''),
            nullif(amend_unit.counterpart_divisions, 0), amend_unit.expires_on, amend_unit.note,
            array_remove(ARRAY[CASE amend_unit.short_name WHEN '' THEN 'short_name' END,
                               CASE amend_unit.system WHEN '' THEN 'system' END,
                               CASE amend_unit.category WHEN '' THEN 'category' END,
                               CASE amend_unit.industry WHEN '' THEN 'industry' END,
                               CASE amend_unit.counterpart WHEN '' THEN 'counterpart' END,
                               CASE amend_unit.counterpart_divisions WHEN 0 THEN 'counterpart_divisions' END], NULL))
    RETURNING id;
END;
COMMENT ON FUNCTION amend_unit(text, text, text, text, text, text, text, int, date, text, text, date) IS
    '调整机构的其他事项；不填的不变，填空文字（对应部门内设机构数填 0）的取消';

CREATE FUNCTION set_party_body(unit text, party_body text, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO unit_version (unit_id, kind, effective_on, document_id, party_body, clears)
    VALUES (unit_ref(set_party_body.unit), 'party', coalesce(set_party_body.effective_on, current_date),
            document_ref(set_party_body.document), nullif(bianzhi.require(set_party_body.party_body, 'party_body'), ''),
            CASE set_party_body.party_body WHEN '' THEN '{party_body}'::text[] END)
    RETURNING id;
END;
COMMENT ON FUNCTION set_party_body(text, text, text, date) IS
    '设置机关党务机构；committee 机关党委，section 机关党建人事科，空文字为取消';

CREATE FUNCTION extend_unit(unit text, expires_on date, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO unit_version (unit_id, kind, effective_on, document_id, expires_on)
    VALUES (unit_ref(extend_unit.unit), 'extend', coalesce(extend_unit.effective_on, current_date),
            document_ref(extend_unit.document), bianzhi.require(extend_unit.expires_on::text, 'expires_on')::date)
    RETURNING id;
END;
COMMENT ON FUNCTION extend_unit(text, date, text, date) IS '延长有期限机构的有效期';

-- ---------------------------------------------------------------------------------------------
-- Looking back
-- ---------------------------------------------------------------------------------------------

-- One row for each unit that was there: the last version whose date is not after the day.
CREATE FUNCTION unit_as_of(as_of date) RETURNS TABLE (
    unit_id int, name text, short_name text, other_names text[], kind text, class text, parent_id int, parent text, region text,
    system text, category text, industry text, rank text, supervisor_id int, supervisor text, co_located_with int,
    counterpart text, counterpart_divisions int, party_body text, expires_on date, version_id bigint, effective_on date, document text)
LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    WITH day AS (
        SELECT coalesce(unit_as_of.as_of, bianzhi.require(unit_as_of.as_of::text, 'as_of')::date) AS on_day
    ), state AS (
        SELECT DISTINCT ON (v.unit_id) v.*, u.kind AS unit_kind, u.region, u.sort
          FROM day d
          JOIN unit_version v ON v.effective_on <= d.on_day
          JOIN unit u ON u.id = v.unit_id AND (u.until IS NULL OR u.until > d.on_day)
         ORDER BY v.unit_id, v.effective_on DESC, v.id DESC
    )
    SELECT s.unit_id, s.name, s.short_name, s.other_names, s.unit_kind, s.class, s.parent_id, p.name, s.region, s.system, s.category,
           s.industry, s.rank, s.supervisor_id, m.name, s.co_located_with, s.counterpart, s.counterpart_divisions, s.party_body,
           s.expires_on, s.id, s.effective_on, d.number
      FROM state s
      LEFT JOIN state p ON p.unit_id = s.parent_id
      LEFT JOIN state m ON m.unit_id = s.supervisor_id
      LEFT JOIN document d ON d.id = s.document_id
     ORDER BY s.region COLLATE "C", s.sort, s.unit_id;
END;
COMMENT ON FUNCTION unit_as_of(date) IS '某日的机构：当日存续的机构每个一行，名称、牌子、隶属、规格等为当日的';

-- changes: what differs from the version before, old and new.
CREATE FUNCTION unit_history(unit text) RETURNS TABLE (
    version_id bigint, effective_on date, kind text, kind_name text, name text, other_names text[], rank text, parent text,
    supervisor text, changes text, document text, recorded_at timestamptz, recorded_by text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    WITH version AS (
        SELECT v.*, p.name AS parent, m.name AS supervisor, h.name AS beside, r.name_zh AS rank_name, c.name_zh AS class_name,
               k.name_zh AS kind_name, d.number
          FROM unit_version v
          LEFT JOIN unit p ON p.id = v.parent_id
          LEFT JOIN unit m ON m.id = v.supervisor_id
          LEFT JOIN unit h ON h.id = v.co_located_with
          LEFT JOIN code r ON r.set = 'rank' AND r.code = v.rank
          LEFT JOIN unit_class c ON c.code = v.class
          LEFT JOIN code k ON k.set = 'unit_change' AND k.code = v.kind
          LEFT JOIN document d ON d.id = v.document_id
         WHERE v.unit_id = unit_ref(unit_history.unit)
    ), pair AS (
        SELECT n.*, o.id AS old_id, o.name AS old_name, o.short_name AS old_short_name, o.other_names AS old_other_names,
               o.class_name AS old_class, o.parent AS old_parent, o.system AS old_system, o.category AS old_category,
               o.industry AS old_industry, o.rank_name AS old_rank, o.supervisor AS old_supervisor, o.beside AS old_beside,
               o.counterpart AS old_counterpart, o.counterpart_divisions AS old_counterpart_divisions,
               o.party_body AS old_party_body, o.expires_on AS old_expires_on
          FROM version n
          LEFT JOIN LATERAL (SELECT * FROM version b WHERE (b.effective_on, b.id) < (n.effective_on, n.id)
                              ORDER BY b.effective_on DESC, b.id DESC LIMIT 1) o ON true
    )
    SELECT n.id, n.effective_on, n.kind, coalesce(n.kind_name, n.kind), n.name, n.other_names, n.rank, n.parent, n.supervisor,
           (SELECT string_agg(concat(x.label, '：', coalesce(x.old, '无'), ' → ', coalesce(x.new, '无')), '；' ORDER BY x.place)
              FROM (VALUES (1, '名称', n.old_name, n.name), (2, '简称', n.old_short_name, n.short_name),
                           (3, '其他名称', array_to_string(n.old_other_names, '、'), array_to_string(n.other_names, '、')),
                           (4, '性质', n.old_class, n.class_name), (5, '上级机构', n.old_parent, n.parent),
                           (6, '主管部门', n.old_supervisor, n.supervisor), (7, '规格', n.old_rank, n.rank_name),
                           (8, '系统', n.old_system, n.system), (9, '机构类别', n.old_category, n.category),
                           (10, '行业', n.old_industry, n.industry), (11, '合署', n.old_beside, n.beside),
                           (12, '上级对应部门', n.old_counterpart, n.counterpart),
                           (13, '上级对应部门内设机构数', n.old_counterpart_divisions::text, n.counterpart_divisions::text),
                           (14, '党务机构', n.old_party_body, n.party_body),
                           (15, '有效期至', n.old_expires_on::text, n.expires_on::text)) x (place, label, old, new)
             WHERE n.old_id IS NOT NULL AND x.old IS DISTINCT FROM x.new),
           n.number, n.recorded_at, n.recorded_by
      FROM pair n
     ORDER BY n.effective_on, n.id;
END;
COMMENT ON FUNCTION unit_history(text) IS '机构沿革：从设立到撤销每次变动一行，列出变动前后';

-- Both ways from the unit: what it came from (ancestor) and what came of it (descendant).  A unit that split off
-- and merged back would lead round for ever: each route visits a unit once.
CREATE FUNCTION unit_lineage_of(unit text) RETURNS TABLE (
    direction text, depth int, unit_id int, unit text, kind text, effective_on date, document text, predecessor text, successor text,
    established_on date, until date)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    WITH RECURSIVE walk (direction, depth, unit_id, line, route) AS (
        SELECT x.direction, 0, k.id, NULL::bigint, ARRAY[k.id]
          FROM (SELECT unit_ref(unit_lineage_of.unit) AS id) k CROSS JOIN (VALUES ('ancestor'), ('descendant')) x (direction)
         UNION ALL
        SELECT w.direction, w.depth + 1, s.next_id, l.id, w.route || s.next_id
          FROM walk w
          JOIN unit_lineage l ON w.unit_id = CASE w.direction WHEN 'ancestor' THEN l.to_unit_id ELSE l.from_unit_id END
         CROSS JOIN LATERAL (SELECT CASE w.direction WHEN 'ancestor' THEN l.from_unit_id ELSE l.to_unit_id END AS next_id) s
         WHERE s.next_id <> ALL (w.route)
    ), nearest AS (
        SELECT DISTINCT ON (w.direction, w.line) w.* FROM walk w WHERE w.depth > 0 ORDER BY w.direction, w.line, w.depth
    )
    SELECT n.direction, n.depth, u.id, u.name, l.kind, l.effective_on, d.number, f.name, t.name, u.effective_on, u.until
      FROM nearest n
      JOIN unit_lineage l ON l.id = n.line
      JOIN unit u ON u.id = n.unit_id
      JOIN unit f ON f.id = l.from_unit_id
      JOIN unit t ON t.id = l.to_unit_id
      LEFT JOIN document d ON d.id = l.document_id
     ORDER BY n.direction, n.depth, l.effective_on, u.id;
END;
COMMENT ON FUNCTION unit_lineage_of(text) IS '机构承继关系：由哪些机构而来（ancestor），又成为哪些机构（descendant），逐级列出日期和文件';

-- Read from either side, and among all who share one house.
CREATE VIEW co_location AS
WITH RECURSIVE pair (a, b) AS (
    SELECT u.id, u.co_located_with FROM unit u JOIN unit w ON w.id = u.co_located_with WHERE u.until IS NULL AND w.until IS NULL
     UNION
    SELECT w.id, u.id FROM unit u JOIN unit w ON w.id = u.co_located_with WHERE u.until IS NULL AND w.until IS NULL
), beside (unit_id, with_unit_id) AS (
    SELECT p.a, p.b FROM pair p
     UNION
    SELECT n.unit_id, p.b FROM beside n JOIN pair p ON p.a = n.with_unit_id
)
SELECT n.unit_id, u.name AS unit, n.with_unit_id, w.name AS with_unit
  FROM beside n JOIN unit u ON u.id = n.unit_id JOIN unit w ON w.id = n.with_unit_id
 WHERE n.unit_id <> n.with_unit_id;
COMMENT ON VIEW co_location IS '合署办公：每对一行，从任何一方都可查到';
COMMENT ON COLUMN co_location.unit_id IS '机构编号';
COMMENT ON COLUMN co_location.unit IS '机构名称';
COMMENT ON COLUMN co_location.with_unit_id IS '合署机构编号';
COMMENT ON COLUMN co_location.with_unit IS '合署机构';

-- ---------------------------------------------------------------------------------------------
-- What check_rules() and verify() ask
-- ---------------------------------------------------------------------------------------------

-- For each version the level that table approval_authority demands; authority.c asks the same of new ones.
CREATE VIEW version_authority AS
SELECT v.id AS version_id, v.unit_id, v.kind AS action, v.effective_on, u.region, g.level AS unit_level, v.document_id,
       d.number AS document, d.level AS document_level, a.document_level AS required_level,
       array_position('{central,province,prefecture,county,township}'::text[], d.level)
           > array_position('{central,province,prefecture,county,township}'::text[], a.document_level) AS too_low
  FROM unit_version v
  JOIN unit u ON u.id = v.unit_id
  JOIN region g ON g.code = u.region
  JOIN document d ON d.id = v.document_id
 CROSS JOIN LATERAL (SELECT x.document_level FROM approval_authority x
                      WHERE x.action = ANY (ARRAY['', v.kind]) AND x.unit_kind = ANY (ARRAY['', u.kind])
                        AND x.class = ANY (ARRAY['', v.class]) AND x.unit_level = ANY (ARRAY['', g.level])
                      ORDER BY x.class DESC, x.unit_kind DESC, x.unit_level DESC, x.action DESC LIMIT 1) a;
COMMENT ON VIEW version_authority IS '机构变动的审批权限：每条沿革的文件层级与所需的最低批准层级';
COMMENT ON COLUMN version_authority.version_id IS '沿革编号';
COMMENT ON COLUMN version_authority.unit_id IS '机构编号';
COMMENT ON COLUMN version_authority.action IS '变动种类；代码集 unit_change';
COMMENT ON COLUMN version_authority.effective_on IS '生效日期';
COMMENT ON COLUMN version_authority.region IS '区划代码';
COMMENT ON COLUMN version_authority.unit_level IS '机构层级';
COMMENT ON COLUMN version_authority.document_id IS '依据文件编号';
COMMENT ON COLUMN version_authority.document IS '批准文号';
COMMENT ON COLUMN version_authority.document_level IS '批准层级；空为未注明';
COMMENT ON COLUMN version_authority.required_level IS '最低批准层级';
COMMENT ON COLUMN version_authority.too_low IS '越权；批准层级低于所需';

-- Bodies with a last day that has passed or is near.
CREATE VIEW temporary_unit_due AS
SELECT u.id AS unit_id, u.region, u.name AS unit, c.name_zh AS class_name, k.name_zh AS category_name, u.effective_on, u.expires_on,
       u.expires_on - current_date AS days_left, u.expires_on < current_date AS overdue
  FROM unit u
  JOIN unit_class c ON c.code = u.class
  LEFT JOIN code k ON k.set = 'unit_category' AND k.code = u.category
  LEFT JOIN rule r ON r.code = 'temporary_unit' AND r.region = ''
 WHERE u.until IS NULL AND u.expires_on <= current_date + coalesce((r.params ->> 'notice_days')::int, 30)
 ORDER BY u.expires_on, u.id;
COMMENT ON VIEW temporary_unit_due IS '到期机构：有期限的机构已过或临近有效期的，撤销或延期后消失；提前天数为规则 temporary_unit 的参数 notice_days';
COMMENT ON COLUMN temporary_unit_due.unit_id IS '机构编号';
COMMENT ON COLUMN temporary_unit_due.region IS '区划代码';
COMMENT ON COLUMN temporary_unit_due.unit IS '机构名称';
COMMENT ON COLUMN temporary_unit_due.class_name IS '机构性质';
COMMENT ON COLUMN temporary_unit_due.category_name IS '机构类别';
COMMENT ON COLUMN temporary_unit_due.effective_on IS '生效日期';
COMMENT ON COLUMN temporary_unit_due.expires_on IS '有效期至';
COMMENT ON COLUMN temporary_unit_due.days_left IS '剩余天数；负数为已过期天数';
COMMENT ON COLUMN temporary_unit_due.overdue IS '已过期';

-- Keys are those of authority.c: vVERSION where the document is too low, the unit where a body is past its day.
-- An act that an exception covered on the day it was recorded stays covered.
CREATE VIEW structure_failure AS
SELECT 'approval_authority' AS rule, NULL::text AS level, a.region, concat('v', a.version_id) AS thing, a.unit_id, NULL::int AS post_type,
       concat(u.name, ' ', coalesce(k.name_zh, a.action), ' ', a.document) AS object,
       jsonb_build_object('unit_level', a.unit_level, 'document_level', a.document_level, 'required_level', a.required_level) AS figures,
       '补办有权机关的批准，更正文件的批准层级，或办理例外批准' AS remedy, 0 AS excess
  FROM version_authority a
  JOIN unit u ON u.id = a.unit_id
  LEFT JOIN code k ON k.set = 'unit_change' AND k.code = a.action
  JOIN unit_version v ON v.id = a.version_id
 WHERE a.too_low
   AND NOT EXISTS (SELECT FROM rule_exception x
                    WHERE x.rule = 'approval_authority' AND v.recorded_at::date BETWEEN x.effective_on AND x.expires_on
                      AND (x.unit_id = v.unit_id OR (v.kind = 'establish' AND x.unit_id IN (v.parent_id, v.supervisor_id))))
UNION ALL
SELECT 'approval_authority', 'notice', b.region, concat('d', d.id), NULL, NULL, d.number,
       jsonb_build_object('changes', v.changes, 'document_level', NULL),
       '注明文件的批准层级（document.level），以便核对审批权限', 0
  FROM book b
 CROSS JOIN (SELECT x.document_id, count(*) AS changes FROM unit_version x GROUP BY x.document_id) v
  JOIN document d ON d.id = v.document_id AND d.level IS NULL
UNION ALL
SELECT 'temporary_unit', NULL, u.region, u.id::text, u.id, NULL, u.name,
       jsonb_build_object('expires_on', u.expires_on, 'days_over', current_date - u.expires_on),
       CASE WHEN u.expires_on IS NULL THEN '临时机构没有期限：用 extend_unit() 依文件填写有效期，或予以撤销'
            ELSE '已过有效期：用 abolish_unit() 撤销，或依文件用 extend_unit() 延期' END, 0
  FROM unit u
 WHERE u.until IS NULL
   AND (u.expires_on < current_date OR (u.expires_on IS NULL AND u.category = 'temporary_organ'));
COMMENT ON VIEW structure_failure IS '机构方面不合规的对象：越权批准、文件层级未注明、临时机构过期或没有期限；供 rule_failure 汇总';
COMMENT ON COLUMN structure_failure.rule IS '规则号';
COMMENT ON COLUMN structure_failure.level IS '级别；error 错误，warning 警告，notice 提示';
COMMENT ON COLUMN structure_failure.region IS '区划代码';
COMMENT ON COLUMN structure_failure.thing IS '对象键；问题键中规则号之后的部分';
COMMENT ON COLUMN structure_failure.unit_id IS '机构编号';
COMMENT ON COLUMN structure_failure.post_type IS '编制类别代码';
COMMENT ON COLUMN structure_failure.object IS '对象';
COMMENT ON COLUMN structure_failure.figures IS '数据';
COMMENT ON COLUMN structure_failure.remedy IS '整改办法';
COMMENT ON COLUMN structure_failure.excess IS '超出数';

CREATE FUNCTION verify_version() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    WITH ranked AS (
        SELECT v.*, row_number() OVER (PARTITION BY v.unit_id ORDER BY v.effective_on, v.id) AS place,
               max(v.effective_on) OVER (PARTITION BY v.unit_id ORDER BY v.id) AS latest,
               lead(v.id) OVER (PARTITION BY v.unit_id ORDER BY v.effective_on, v.id) IS NULL AS is_last
          FROM unit_version v
    )
    SELECT 'version_missing', concat(u.name, '(', u.id, ')'), '有沿革', '无', '由管理员按机构的现状补登设立时的沿革'
      FROM unit u WHERE NOT EXISTS (SELECT FROM unit_version v WHERE v.unit_id = u.id)
    UNION ALL
    SELECT 'version_first', concat(u.name, '(', u.id, ') / 沿革 ', v.id), concat('establish ', u.effective_on), concat(v.kind, ' ', v.effective_on),
           '第一条沿革应为设立，日期与机构生效日期相同：由管理员更正'
      FROM ranked v JOIN unit u ON u.id = v.unit_id
     WHERE v.place = 1 AND (v.kind <> 'establish' OR v.effective_on <> u.effective_on OR v.document_id IS DISTINCT FROM u.document_id)
    UNION ALL
    SELECT 'version_last', concat(u.name, '(', u.id, ') / 沿革 ', v.id), v.name, u.name,
           '机构现状应与最后一条沿革相同：以沿革为准，由管理员更正机构'
      FROM ranked v JOIN unit u ON u.id = v.unit_id
     WHERE v.is_last
       AND (v.name, v.short_name, v.other_names, v.class, v.parent_id, v.system, v.category, v.industry, v.rank, v.supervisor_id,
            v.co_located_with, v.counterpart, v.counterpart_divisions, v.party_body, v.expires_on)
           IS DISTINCT FROM
           (u.name, u.short_name, u.other_names, u.class, u.parent_id, u.system, u.category, u.industry, u.rank, u.supervisor_id,
            u.co_located_with, u.counterpart, u.counterpart_divisions, u.party_body, u.expires_on)
    UNION ALL
    SELECT 'version_end', concat(u.name, '(', u.id, ') / 沿革 ', v.id), coalesce(concat('abolish ', u.until), '存续'), concat(v.kind, ' ', v.effective_on),
           '撤销的机构最后一条沿革应为撤销，日期与终止日期相同：由管理员更正'
      FROM ranked v JOIN unit u ON u.id = v.unit_id
     WHERE v.is_last AND (u.until IS NOT NULL OR v.kind = 'abolish')
       AND (v.kind <> 'abolish' OR v.effective_on IS DISTINCT FROM u.until OR v.document_id IS DISTINCT FROM u.until_document_id)
    UNION ALL
    SELECT 'version_order', concat('机构 ', v.unit_id, ' / 沿革 ', v.id), concat('不早于 ', v.latest), v.effective_on::text,
           '沿革按日期先后登记：由管理员更正'
      FROM ranked v
     WHERE v.effective_on < v.latest OR v.effective_on > current_date OR (v.place > 1 AND v.kind = 'establish') OR (NOT v.is_last AND v.kind = 'abolish')
    UNION ALL
    SELECT 'version_reference', concat('沿革 ', v.id), '机构、上级、主管部门、合署机构和文件均在册',
           concat_ws('、', CASE WHEN u.id IS NULL THEN '无此机构' END, CASE WHEN v.parent_id IS NOT NULL AND p.id IS NULL THEN '无此上级' END,
                     CASE WHEN v.supervisor_id IS NOT NULL AND m.id IS NULL THEN '无此主管部门' END,
                     CASE WHEN v.co_located_with IS NOT NULL AND h.id IS NULL THEN '无此合署机构' END,
                     CASE WHEN d.id IS NULL THEN '无此文件' END), '补登缺少的行'
      FROM unit_version v
      LEFT JOIN unit u ON u.id = v.unit_id
      LEFT JOIN unit p ON p.id = v.parent_id
      LEFT JOIN unit m ON m.id = v.supervisor_id
      LEFT JOIN unit h ON h.id = v.co_located_with
      LEFT JOIN document d ON d.id = v.document_id
     WHERE u.id IS NULL OR d.id IS NULL OR (v.parent_id IS NOT NULL AND p.id IS NULL)
        OR (v.supervisor_id IS NOT NULL AND m.id IS NULL) OR (v.co_located_with IS NOT NULL AND h.id IS NULL)
    UNION ALL
    SELECT 'lineage', concat('承继 ', l.id, ' / ', coalesce(f.name, '?'), '(', l.from_unit_id, ') → ', coalesce(t.name, '?'), '(', l.to_unit_id, ')'),
           '两机构均在册，当日存在，有批准文件',
           concat_ws('、', CASE WHEN f.id IS NULL THEN '无原机构' END, CASE WHEN t.id IS NULL THEN '无承继机构' END,
                     CASE WHEN d.id IS NULL THEN '无此文件' END,
                     CASE WHEN l.effective_on < f.effective_on OR l.effective_on < t.effective_on OR l.effective_on > t.until
                            OR l.effective_on > current_date THEN l.effective_on::text END),
           '补登缺少的行，或由管理员更正日期'
      FROM unit_lineage l
      LEFT JOIN unit f ON f.id = l.from_unit_id
      LEFT JOIN unit t ON t.id = l.to_unit_id
      LEFT JOIN document d ON d.id = l.document_id
     WHERE f.id IS NULL OR t.id IS NULL OR d.id IS NULL OR l.effective_on < f.effective_on OR l.effective_on < t.effective_on
        OR l.effective_on > t.until OR l.effective_on > current_date
    UNION ALL
    SELECT 'lineage_missing', concat(u.name, '(', u.id, ')'), concat('撤一设一：承继机构 ', u.replaces_id), '无', '补登承继（unit_lineage，replace）'
      FROM unit u
     WHERE u.replaces_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM unit_lineage l WHERE l.from_unit_id = u.replaces_id AND l.to_unit_id = u.id AND l.kind = 'replace');
END;
COMMENT ON FUNCTION verify_version() IS '核对沿革：机构现状与最后一条沿革相同，首尾与设立、撤销相符，日期先后，承继所引机构和日期';
