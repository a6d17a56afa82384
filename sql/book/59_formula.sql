-- 59_formula: audit formulas of reports (审核关系) as rows.  The grammar is in sql/FORMULA.md; what does not parse is
-- refused by the trigger at the end (formula.c).

CREATE TABLE report_formula (
    code          text NOT NULL,
    report        text,
    rows          text,
    formula       text NOT NULL,
    severity      text NOT NULL DEFAULT 'error',
    name_zh       text NOT NULL,
    name_en       text NOT NULL,
    basis         text,
    effective_on  date NOT NULL DEFAULT '1949-10-01',
    until         date,
    active        bool NOT NULL DEFAULT true,
    CONSTRAINT report_formula_pkey PRIMARY KEY (code),
    CONSTRAINT report_formula_severity_known CHECK (severity IN ('error', 'warning', 'notice'))
);
COMMENT ON TABLE report_formula IS '审核关系：报表内、报表间的勾稽公式，每条一行；可添加本地的公式，停用的不再审核';
COMMENT ON COLUMN report_formula.code IS '代码';
COMMENT ON COLUMN report_formula.report IS '报表名；逐行审核的报表，空为整表审核一次';
COMMENT ON COLUMN report_formula.rows IS '审核的行；条件如 row_kind=unit，空为每一行';
COMMENT ON COLUMN report_formula.formula IS '公式；写法见 sql/FORMULA.md';
COMMENT ON COLUMN report_formula.severity IS '严重程度；error 错误，warning 警告，notice 提示';
COMMENT ON COLUMN report_formula.name_zh IS '中文名称';
COMMENT ON COLUMN report_formula.name_en IS '英文名称';
COMMENT ON COLUMN report_formula.basis IS '依据';
COMMENT ON COLUMN report_formula.effective_on IS '生效日期';
COMMENT ON COLUMN report_formula.until IS '终止日期';
COMMENT ON COLUMN report_formula.active IS '在用';

CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON report_formula FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF code ON report_formula FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
CREATE TRIGGER bz17_formula BEFORE INSERT OR UPDATE OF report, rows, formula ON report_formula
    FOR EACH ROW EXECUTE FUNCTION bianzhi.check_formula();
