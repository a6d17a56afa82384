-- 56_plan: operations that a plan may consist of, plans and their steps.
-- What may not stand here: functions that people call (76_plan).

CREATE TABLE operation (
    op       text NOT NULL,
    name_zh  text NOT NULL,
    name_en  text NOT NULL,
    sort     int  NOT NULL DEFAULT 0,
    CONSTRAINT operation_pkey PRIMARY KEY (op),
    CONSTRAINT operation_name_zh_key UNIQUE (name_zh)
);
COMMENT ON TABLE operation IS '业务操作：方案和申报可以使用的本账套函数；表中没有的一律不能由方案办理';
COMMENT ON COLUMN operation.op IS '操作；账套中的函数名';
COMMENT ON COLUMN operation.name_zh IS '中文名称';
COMMENT ON COLUMN operation.name_en IS '英文名称';
COMMENT ON COLUMN operation.sort IS '排序';

-- Parameters as the catalogue has them, so that the list cannot differ from the functions.
CREATE VIEW operation_parameter AS
SELECT o.op, o.name_zh, o.name_en, a.n::int AS parameter_no, a.parameter COLLATE "default" AS parameter,
       format_type(p.proargtypes[a.n - 1], NULL) AS type,
       a.n <= p.pronargs - p.pronargdefaults AS required, o.sort
  FROM operation o
  JOIN pg_proc p ON p.proname = o.op AND NOT p.proretset
                AND p.pronamespace = (SELECT c.relnamespace FROM pg_class c WHERE c.oid = 'operation'::regclass)
 CROSS JOIN LATERAL unnest(p.proargnames[1:p.pronargs]) WITH ORDINALITY a (parameter, n);
COMMENT ON VIEW operation_parameter IS '业务操作的参数；按函数定义列出，必填的在前';
COMMENT ON COLUMN operation_parameter.op IS '操作';
COMMENT ON COLUMN operation_parameter.name_zh IS '中文名称';
COMMENT ON COLUMN operation_parameter.name_en IS '英文名称';
COMMENT ON COLUMN operation_parameter.parameter_no IS '参数序号';
COMMENT ON COLUMN operation_parameter.parameter IS '参数';
COMMENT ON COLUMN operation_parameter.type IS '类型';
COMMENT ON COLUMN operation_parameter.required IS '必填';
COMMENT ON COLUMN operation_parameter.sort IS '排序';
