-- 72_duty: what people call about duties, the views to read them, and their part of verify().

CREATE FUNCTION duty_ref(duty text) RETURNS bigint LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH hit AS (
        SELECT d.id, d.name, d.until FROM duty d
         WHERE d.id = CASE WHEN duty_ref.duty ~ '^#?[0-9]{1,18}$' THEN ltrim(duty_ref.duty, '#')::bigint END
         UNION
        SELECT d.id, d.name, d.until FROM duty d WHERE d.name = duty_ref.duty
    ), live AS (
        SELECT h.* FROM hit h
         WHERE h.until IS NULL OR NOT EXISTS (SELECT FROM hit x WHERE x.until IS NULL)
    )
    SELECT CASE WHEN count(*) = 1 THEN min(l.id)
                WHEN count(*) = 0 THEN bianzhi.refuse_unknown('duty', duty_ref.duty)::bigint
                ELSE bianzhi.refuse_ambiguous('duty', duty_ref.duty,
                         string_agg(concat('#', l.id, ' ', l.name, ' (',
                             (SELECT u.name FROM duty_assignment a JOIN unit u ON u.id = a.unit_id
                               WHERE a.duty_id = l.id ORDER BY a.until DESC NULLS FIRST, a.id DESC LIMIT 1), ')'),
                             ', ' ORDER BY l.id))::bigint END
      FROM live l;
END;
COMMENT ON FUNCTION duty_ref(text) IS '职责：由编号或名称取编号，同名的取未终止的';

CREATE FUNCTION record_duty(name text, unit text, field text DEFAULT NULL, document text DEFAULT NULL,
                            effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH given AS (
        SELECT unit_ref(record_duty.unit) AS unit_id, document_ref(record_duty.document) AS document_id,
               coalesce(record_duty.effective_on, current_date) AS effective_on
    ), d AS (
        INSERT INTO duty (name, field, document_id, effective_on)
        SELECT bianzhi.require(record_duty.name, 'name'), record_duty.field, g.document_id, g.effective_on FROM given g
        RETURNING id
    ), a AS (
        INSERT INTO duty_assignment (duty_id, unit_id, document_id, effective_on)
        SELECT d.id, g.unit_id, g.document_id, g.effective_on FROM d, given g
    )
    SELECT d.id FROM d;
END;
COMMENT ON FUNCTION record_duty(text, text, text, text, date) IS '登记职责及其首个承担机构';

-- The duty's row is locked before its assignments are looked at: two handovers of one duty come one after the other.
CREATE FUNCTION assign_duty(duty text, unit text, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT d.id FROM duty d WHERE d.id = duty_ref(assign_duty.duty) FOR NO KEY UPDATE;
    SELECT bianzhi.refuse_duty('held', assign_duty.duty, assign_duty.unit)
      FROM duty_assignment a
     WHERE a.duty_id = duty_ref(assign_duty.duty) AND a.until IS NULL AND a.unit_id = unit_ref(assign_duty.unit);
    WITH given AS MATERIALIZED (
        SELECT duty_ref(assign_duty.duty) AS duty_id, unit_ref(assign_duty.unit) AS unit_id,
               document_ref(assign_duty.document) AS document_id,
               coalesce(assign_duty.effective_on, current_date) AS effective_on
    ), ended AS (
        UPDATE duty_assignment a SET until = g.effective_on, until_document_id = g.document_id
          FROM given g WHERE a.duty_id = g.duty_id AND a.until IS NULL
    )
    INSERT INTO duty_assignment (duty_id, unit_id, document_id, effective_on)
    SELECT g.duty_id, g.unit_id, g.document_id, g.effective_on FROM given g
    RETURNING id;
END;
COMMENT ON FUNCTION assign_duty(text, text, text, date) IS '移交职责：原承担机构终止承担，新机构同日承担';

CREATE FUNCTION end_duty(duty text, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT d.id FROM duty d WHERE d.id = duty_ref(end_duty.duty) FOR NO KEY UPDATE;
    WITH given AS MATERIALIZED (
        SELECT duty_ref(end_duty.duty) AS duty_id, document_ref(end_duty.document) AS document_id,
               coalesce(end_duty.effective_on, current_date) AS effective_on
    ), ended AS (
        UPDATE duty_assignment a SET until = g.effective_on, until_document_id = g.document_id
          FROM given g WHERE a.duty_id = g.duty_id AND a.until IS NULL
    ), d AS (
        UPDATE duty d SET until = g.effective_on, until_document_id = g.document_id
          FROM given g WHERE d.id = g.duty_id AND d.until IS NULL
        RETURNING d.id
    )
    SELECT coalesce((SELECT d.id FROM d), bianzhi.refuse_duty('ended', end_duty.duty, NULL)::bigint);
END;
COMMENT ON FUNCTION end_duty(text, text, date) IS '取消职责：职责和现承担机构的承担同日终止';

CREATE VIEW duty_ledger AS
SELECT a.duty_id, d.name AS duty, d.field, f.name_zh AS field_name, a.unit_id, u.name AS unit, u.region,
       a.effective_on, a.until, n.number AS document_number, m.number AS until_document_number, a.id AS assignment_id
  FROM duty_assignment a
  JOIN duty d ON d.id = a.duty_id
  JOIN unit u ON u.id = a.unit_id
  LEFT JOIN code f ON f.set = 'duty_field' AND f.code = d.field
  LEFT JOIN document n ON n.id = a.document_id
  LEFT JOIN document m ON m.id = a.until_document_id
 WHERE a.until IS NULL OR a.until > a.effective_on;
COMMENT ON VIEW duty_ledger IS '职责台账：每项职责何时由哪个机构承担，依据何文；作废的不列';
COMMENT ON COLUMN duty_ledger.duty_id IS '职责编号';
COMMENT ON COLUMN duty_ledger.duty IS '职责名称';
COMMENT ON COLUMN duty_ledger.field IS '职责领域';
COMMENT ON COLUMN duty_ledger.field_name IS '职责领域名称';
COMMENT ON COLUMN duty_ledger.unit_id IS '机构编号';
COMMENT ON COLUMN duty_ledger.unit IS '机构名称';
COMMENT ON COLUMN duty_ledger.region IS '区划代码';
COMMENT ON COLUMN duty_ledger.effective_on IS '生效日期';
COMMENT ON COLUMN duty_ledger.until IS '终止日期';
COMMENT ON COLUMN duty_ledger.document_number IS '批准文号';
COMMENT ON COLUMN duty_ledger.until_document_number IS '终止批准文号';
COMMENT ON COLUMN duty_ledger.assignment_id IS '职责承担编号';

-- A department is a body with its divisions, and the institutions it is in charge of.  A unit and what stands
-- below it share a field by nature; only neighbours overlap.
CREATE VIEW duty_overlap AS
WITH held AS (
    SELECT coalesce(b.supervisor_id, b.id) AS department_id, u.id AS unit_id, u.name AS unit, u.kind, u.path, d.field,
           string_agg(d.name, '、' ORDER BY d.id) AS duties
      FROM duty_assignment a
      JOIN duty d ON d.id = a.duty_id AND d.field IS NOT NULL
      JOIN unit u ON u.id = a.unit_id AND u.until IS NULL
      JOIN LATERAL (SELECT x.id, x.supervisor_id FROM unit x
                     WHERE x.id = ANY (string_to_array(trim(u.path, '/'), '/')::int[]) AND x.kind = 'body'
                     ORDER BY length(x.path) DESC LIMIT 1) b ON true
     WHERE a.until IS NULL
     GROUP BY b.supervisor_id, b.id, u.id, u.name, u.kind, u.path, d.field
)
SELECT p.region, p.id AS department_id, p.name AS department, x.field, f.name_zh AS field_name, x.unit_id, x.unit,
       x.kind AS unit_kind, x.duties, y.unit_id AS other_unit_id, y.unit AS other_unit, y.kind AS other_unit_kind, y.duties AS other_duties
  FROM held x
  JOIN held y ON y.department_id = x.department_id AND y.field = x.field AND y.unit_id > x.unit_id
             AND NOT starts_with(y.path, x.path) AND NOT starts_with(x.path, y.path)
             AND x.department_id NOT IN (x.unit_id, y.unit_id)
  JOIN unit p ON p.id = x.department_id
  LEFT JOIN code f ON f.set = 'duty_field' AND f.code = x.field;
COMMENT ON VIEW duty_overlap IS '职责重叠：同一部门（含所属事业单位）中承担同一领域职责的两个机构，每对一行';
COMMENT ON COLUMN duty_overlap.region IS '区划代码';
COMMENT ON COLUMN duty_overlap.department_id IS '部门编号';
COMMENT ON COLUMN duty_overlap.department IS '部门名称';
COMMENT ON COLUMN duty_overlap.field IS '职责领域';
COMMENT ON COLUMN duty_overlap.field_name IS '职责领域名称';
COMMENT ON COLUMN duty_overlap.unit_id IS '机构编号';
COMMENT ON COLUMN duty_overlap.unit IS '机构名称';
COMMENT ON COLUMN duty_overlap.unit_kind IS '节点种类；body 法人单位，division 内设机构，group 分组';
COMMENT ON COLUMN duty_overlap.duties IS '所承担职责';
COMMENT ON COLUMN duty_overlap.other_unit_id IS '另一机构编号';
COMMENT ON COLUMN duty_overlap.other_unit IS '另一机构名称';
COMMENT ON COLUMN duty_overlap.other_unit_kind IS '另一机构节点种类';
COMMENT ON COLUMN duty_overlap.other_duties IS '另一机构所承担职责';

CREATE FUNCTION verify_duty() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    WITH held AS (
        SELECT a.*, d.name, d.effective_on AS begins_on, d.until AS ends_on,
               coalesce(max(coalesce(a.until, 'infinity')) OVER before, d.effective_on) AS busy_until,
               lead(a.effective_on) OVER (PARTITION BY a.duty_id ORDER BY a.effective_on, a.id) AS next_on
          FROM duty_assignment a JOIN duty d ON d.id = a.duty_id
         WHERE a.until IS NULL OR a.until > a.effective_on
        WINDOW before AS (PARTITION BY a.duty_id ORDER BY a.effective_on, a.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
    SELECT v."check", concat('职责 ', h.name, '(', h.duty_id, ') / 承担 ', h.id), v.expected, v.actual, v.remedy
      FROM held h JOIN unit u ON u.id = h.unit_id
     CROSS JOIN LATERAL (VALUES
        ('duty_twice', h.effective_on < h.busy_until AND h.effective_on >= h.begins_on, concat('不早于 ', h.busy_until), h.effective_on::text,
         '同一职责同时只由一个机构承担：终止或作废其中一条'),
        ('duty_gap', h.effective_on > h.busy_until, concat('自 ', h.busy_until, ' 起有承担机构'), h.effective_on::text,
         '补登承担机构，使移交同日相接'),
        ('duty_gap', h.next_on IS NULL AND h.until < coalesce(h.ends_on, 'infinity'),
         concat('承担至 ', coalesce(h.ends_on::text, '今')), h.until::text, '用 assign_duty() 登记承担机构，或用 end_duty() 取消职责'),
        ('duty_outside', h.effective_on < h.begins_on OR coalesce(h.until, 'infinity') > h.ends_on,
         concat(h.begins_on, ' 至 ', coalesce(h.ends_on::text, '今')), concat(h.effective_on, ' 至 ', coalesce(h.until::text, '今')),
         '承担不得超出职责的存续期：终止或作废'),
        ('duty_holder_ended', h.effective_on < u.effective_on OR coalesce(h.until, 'infinity') > u.until,
         concat(u.name, '存续期 ', u.effective_on, ' 至 ', coalesce(u.until::text, '今')),
         concat(h.effective_on, ' 至 ', coalesce(h.until::text, '今')), '用 assign_duty() 移交给存续的机构')
     ) v ("check", wrong, expected, actual, remedy)
     WHERE v.wrong
    UNION ALL
    SELECT 'duty_gap', concat('职责 ', d.name, '(', d.id, ')'), '有承担机构', '无', '用 assign_duty() 登记承担机构'
      FROM duty d
     WHERE (d.until IS NULL OR d.until > d.effective_on) AND NOT EXISTS (SELECT FROM held h WHERE h.duty_id = d.id)
    UNION ALL
    SELECT v."check", concat(x.label, ' ', x.id), v.expected, v.actual, v.remedy
      FROM (SELECT '职责' AS label, d.id, d.effective_on, d.until, d.document_id, d.until_document_id, d.field FROM duty d
             UNION ALL
            SELECT '职责承担', a.id, a.effective_on, a.until, a.document_id, a.until_document_id, NULL FROM duty_assignment a) x
     CROSS JOIN LATERAL (VALUES
        ('duty_document', x.document_id IS NULL OR (x.until IS NOT NULL AND x.until_document_id IS NULL), '有批准文件', '空', '补登批准文件'),
        ('duty_future', x.effective_on > current_date OR x.until > current_date, concat('不晚于 ', current_date),
         greatest(x.effective_on, x.until)::text, '作废后按实际日期重新登记'),
        ('code_unknown', x.field IS NOT NULL AND NOT EXISTS (SELECT FROM code c WHERE c.set = 'duty_field' AND c.code = x.field),
         '代码集 duty_field', x.field, '补登代码，或更正')
     ) v ("check", wrong, expected, actual, remedy)
     WHERE v.wrong;
END;
COMMENT ON FUNCTION verify_duty() IS '核对职责：每一天有且只有一个承担机构，承担机构存续，有批准文件';
