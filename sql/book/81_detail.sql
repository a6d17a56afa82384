-- 81_detail: what stands behind a figure of a report: entries with their documents, people, what moved.
-- Counted by the same functions as the reports (79_month), so that the rows add up to the figure: a closed month as it
-- was known when it was closed, an open one as known now.  A unit is meant with its divisions, as in the reports.
-- What may not stand here: figures (80_reports and after), lists of the present (85_lists).

-- The units that are meant, and the region to count in: the unit's own.  No unit means all of a region, none the book's.
CREATE FUNCTION detail_unit(unit text, month date, region text) RETURNS TABLE (unit_id int, region_code text, month_of date)
    LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    WITH asked AS MATERIALIZED (
        SELECT u.id, coalesce(u.region, detail_unit.region, b.region) AS region,
               date_trunc('month', coalesce(detail_unit.month, current_date)::timestamp)::date AS month
          FROM book b
          LEFT JOIN unit u ON u.id = CASE WHEN detail_unit.unit IS NOT NULL THEN unit_ref(detail_unit.unit) END
    )
    SELECT u.id, a.region, a.month
      FROM asked a JOIN unit u ON u.id = a.id
    UNION
    SELECT n.unit_id, a.region, a.month
      FROM asked a
     CROSS JOIN LATERAL unit_of(a.region, a.month) n
     WHERE a.id IS NULL OR n.body_id = a.id
    UNION
    -- what ended within the month has moved in it
    SELECT u.id, a.region, a.month
      FROM asked a
      JOIN region_within w ON w.within = a.region
      JOIN unit u ON u.region = w.region
     WHERE a.id IS NULL;
END;
COMMENT ON FUNCTION detail_unit(text, date, text) IS '明细的范围：单位及其内设机构；不填单位为某地区（含下级）的全部单位';

CREATE FUNCTION establishment_detail(unit text DEFAULT NULL, month date DEFAULT NULL, report_column text DEFAULT NULL,
                                     region text DEFAULT NULL, class text DEFAULT 'establishment')
    RETURNS TABLE (fact text, unit_id int, unit text, post_type int, post_type_name text, quantity bigint, effective_on date,
                   document_number text, title text, person text, masked_id text, fact_id bigint, person_id bigint)
    LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    WITH asked AS MATERIALIZED (
        SELECT d.unit_id, d.region_code, d.month_of
          FROM detail_unit(establishment_detail.unit, establishment_detail.month, establishment_detail.region) d
    ), scope AS MATERIALIZED (
        SELECT s.* FROM (SELECT DISTINCT a.region_code, a.month_of FROM asked a) a
         CROSS JOIN LATERAL report_scope(a.region_code, a.month_of) s
    ), fact AS (
        SELECT 'entry' AS fact, l.holder_id AS unit_id, l.post_type, l.quantity::bigint AS quantity, e.effective_on, e.document_id,
               NULL::bigint AS person_id, e.id
          FROM asked a
          JOIN unit u ON u.id = a.unit_id
          JOIN scope s ON s.region_code = u.region
          JOIN entry_line l ON l.holder_id = u.id
          JOIN entry e ON e.id = l.entry_id
         WHERE e.effective_on < s.after AND e.recorded_at <= s.known_to
        UNION ALL
        SELECT 'enrolment', e.unit_id, e.post_type, 1, e.effective_on, r.document_id, e.person_id, e.enrolment_id
          FROM (SELECT DISTINCT a.region_code, a.month_of FROM asked a) a
         CROSS JOIN LATERAL enrolled_of(a.region_code, a.month_of) e
          JOIN asked x ON x.unit_id = e.unit_id
          JOIN enrolment r ON r.id = e.enrolment_id
        UNION ALL
        SELECT 'appointment', e.unit_id, e.post_type, 1, e.effective_on, r.document_id, e.person_id, e.appointment_id
          FROM (SELECT DISTINCT a.region_code, a.month_of FROM asked a) a
         CROSS JOIN LATERAL appointed_of(a.region_code, a.month_of) e
          JOIN asked x ON x.unit_id = e.unit_id
          JOIN appointment r ON r.id = e.appointment_id
    )
    SELECT f.fact, f.unit_id, u.name, f.post_type, t.name_zh, f.quantity, f.effective_on, d.number, d.title,
           p.name, bianzhi.masked(p.resident_id), f.id, f.person_id
      FROM fact f
      JOIN unit u ON u.id = f.unit_id
      JOIN post_type t ON t.code = f.post_type AND t.class = establishment_detail.class
      LEFT JOIN document d ON d.id = f.document_id
      LEFT JOIN person p ON p.id = f.person_id
     WHERE establishment_detail.report_column IS NULL
        OR (CASE split_part(establishment_detail.report_column, '_', 1)
                WHEN 'approved' THEN f.fact = 'entry' WHEN 'strength' THEN f.fact <> 'entry' ELSE true END
            AND coalesce(substring(establishment_detail.report_column FROM '^(?:approved|strength|vacancy|over)_(.*)$'), 'total') IN
                ('total', CASE WHEN t.report_group IN ('administrative', 'political_legal', 'support', 'reference', 'full', 'partial', 'self')
                               THEN t.report_group ELSE 'other' END))
     ORDER BY u.region COLLATE "C", u.sort, u.id, f.fact <> 'entry', t.sort, t.code, f.effective_on, f.id;
END;
COMMENT ON FUNCTION establishment_detail(text, date, text, text, text) IS
    '核定数、实有数的明细：月末的每笔编制变动及其批准文号，每名在编（或任职）人员；栏目如 approved_full、strength_total，不填为全部';

CREATE FUNCTION post_movement_detail(unit text DEFAULT NULL, month date DEFAULT NULL, report_column text DEFAULT NULL, region text DEFAULT NULL)
    RETURNS TABLE (flow text, unit_id int, unit text, post_type int, post_type_name text, quantity int, effective_on date, late bool,
                   document_number text, title text, entry_id bigint)
    LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    SELECT m.flow, m.unit_id, u.name, m.post_type, t.name_zh, m.quantity, m.effective_on, m.late, d.number, d.title, m.entry_id
      FROM (SELECT DISTINCT a.region_code, a.month_of
              FROM detail_unit(post_movement_detail.unit, post_movement_detail.month, post_movement_detail.region) a) a
     CROSS JOIN LATERAL post_movement_of(a.region_code, a.month_of) m
      JOIN unit u ON u.id = m.unit_id
      JOIN post_type t ON t.code = m.post_type AND t.class = 'establishment'
      LEFT JOIN document d ON d.id = m.document_id
     WHERE m.unit_id IN (SELECT x.unit_id FROM detail_unit(post_movement_detail.unit, post_movement_detail.month, post_movement_detail.region) x)
       AND (post_movement_detail.report_column IS NULL OR post_movement_detail.report_column NOT IN ('increased', 'decreased', 'transferred_in', 'transferred_out')
            OR m.flow = post_movement_detail.report_column)
     ORDER BY u.region COLLATE "C", u.sort, u.id, t.sort, t.code, m.effective_on, m.entry_id;
END;
COMMENT ON FUNCTION post_movement_detail(text, date, text, text) IS
    '编制增减的明细：当月的每笔变动及其批准文号；栏目如 increased、transferred_out，不填为全部';

CREATE FUNCTION staff_movement_detail(unit text DEFAULT NULL, month date DEFAULT NULL, report_column text DEFAULT NULL, region text DEFAULT NULL)
    RETURNS TABLE (direction text, unit_id int, unit text, person text, masked_id text, post_type int, post_type_name text, reason text,
                   effective_on date, internal bool, other_unit text, late bool, document_number text, title text, enrolment_id bigint, person_id bigint)
    LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    SELECT m.direction, m.unit_id, u.name, p.name, bianzhi.masked(p.resident_id), m.post_type, t.name_zh, coalesce(c.name_zh, m.reason),
           m.effective_on, m.internal, o.name, m.late, d.number, d.title, m.enrolment_id, m.person_id
      FROM (SELECT DISTINCT a.region_code, a.month_of
              FROM detail_unit(staff_movement_detail.unit, staff_movement_detail.month, staff_movement_detail.region) a) a
     CROSS JOIN LATERAL staff_movement_of(a.region_code, a.month_of) m
      JOIN unit u ON u.id = m.unit_id
      JOIN person p ON p.id = m.person_id
      JOIN post_type t ON t.code = m.post_type AND t.class = 'establishment'
      LEFT JOIN code c ON c.set = CASE m.direction WHEN 'in' THEN 'entry_reason' ELSE 'exit_reason' END AND c.code = m.reason
      LEFT JOIN unit o ON o.id = m.other_unit_id
      LEFT JOIN document d ON d.id = m.document_id
     WHERE m.unit_id IN (SELECT x.unit_id FROM detail_unit(staff_movement_detail.unit, staff_movement_detail.month, staff_movement_detail.region) x)
       AND CASE WHEN staff_movement_detail.report_column IN ('internal_in', 'internal_out')
                THEN m.internal AND staff_movement_detail.report_column = concat('internal_', m.direction)
                WHEN staff_movement_detail.report_column ~ '^(in|out)_'
                THEN NOT m.internal AND staff_movement_detail.report_column IN (concat(m.direction, '_total'), concat(m.direction, '_', m.report_column))
                ELSE true END
     ORDER BY u.region COLLATE "C", u.sort, u.id, m.direction, m.effective_on, m.enrolment_id;
END;
COMMENT ON FUNCTION staff_movement_detail(text, date, text, text) IS
    '人员增减的明细：当月的每名进出人员、原因、依据文件；栏目如 in_recruited、out_retirement、internal_in，不填为全部';
