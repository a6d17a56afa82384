-- 74_proposal: what people call to say who comes first, and the recount of this room for verify() (75).

-- What is in force ends on the day the new one begins.
CREATE FUNCTION set_priority(unit text, weight numeric, kind text DEFAULT 'key', document text DEFAULT NULL,
                             effective_on date DEFAULT current_date, note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    UPDATE priority SET until = coalesce(set_priority.effective_on, current_date),
                        until_document_id = document_ref(set_priority.document)
     WHERE unit_id = unit_ref(set_priority.unit) AND until IS NULL;
    INSERT INTO priority (unit_id, kind, weight, effective_on, document_id, note)
    VALUES (unit_ref(set_priority.unit), bianzhi.require(set_priority.kind, 'kind'),
            bianzhi.require(set_priority.weight::text, 'weight')::numeric, coalesce(set_priority.effective_on, current_date),
            document_ref(set_priority.document), set_priority.note)
    RETURNING id;
END;
COMMENT ON FUNCTION set_priority(text, numeric, text, text, date, text) IS
    '定为用编优先单位：分配编制时的权重；原有的自生效日期起终止';

CREATE FUNCTION end_priority(unit text, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH p AS (
        UPDATE priority SET until = coalesce(end_priority.effective_on, current_date),
                            until_document_id = document_ref(end_priority.document)
         WHERE unit_id = unit_ref(end_priority.unit) AND until IS NULL
        RETURNING id
    )
    SELECT coalesce((SELECT p.id FROM p), bianzhi.refuse_unknown('priority', end_priority.unit)::bigint);
END;
COMMENT ON FUNCTION end_priority(text, text, date) IS '终止用编优先';

CREATE FUNCTION verify_proposal() RETURNS TABLE ("check" text, object text, expected text, actual text, remedy text)
LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT v."check", concat('用编优先 ', p.id, ' / ', u.name, '(', p.unit_id, ')'), v.expected, v.actual, v.remedy
      FROM priority p
      LEFT JOIN unit u ON u.id = p.unit_id
     CROSS JOIN LATERAL (VALUES
        ('priority_document', p.document_id IS NULL OR (p.until IS NOT NULL AND p.until_document_id IS NULL), '有批准文件', '空', '补登批准文件'),
        ('priority_kind', NOT EXISTS (SELECT FROM code c WHERE c.set = 'priority_kind' AND c.code = p.kind), '代码集 priority_kind', p.kind,
         '补登代码'),
        ('priority_outside_validity', p.effective_on < u.effective_on, concat('不早于 ', u.effective_on), p.effective_on::text,
         '终止后按机构设立之后的日期重新登记'),
        ('priority_overlap', EXISTS (SELECT FROM priority o
                                      WHERE o.unit_id = p.unit_id AND o.id <> p.id
                                        AND o.effective_on < coalesce(p.until, 'infinity')
                                        AND p.effective_on < coalesce(o.until, 'infinity')
                                        AND o.effective_on < coalesce(o.until, 'infinity')
                                        AND p.effective_on < coalesce(p.until, 'infinity')),
         '同一机构同一天只有一个权重', '重叠', '终止其中一条')
     ) v ("check", wrong, expected, actual, remedy)
     WHERE v.wrong;
END;
COMMENT ON FUNCTION verify_proposal() IS '核对用编优先：依据、种类、日期、不重叠';
