-- 27_formula: audit formulas (formula.c, formula_check.c).

CREATE FUNCTION bianzhi.check_formula() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_check_formula';
COMMENT ON FUNCTION bianzhi.check_formula() IS '触发器：写法不对的审核公式拒绝登记';
CREATE FUNCTION bianzhi.formula_problem(book regclass, report text, rows text, formula text) RETURNS text
    LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'bianzhi_formula_problem';
COMMENT ON FUNCTION bianzhi.formula_problem(regclass, text, text, text) IS '审核公式的写法有何不对，空为无误；第一个参数为账套中任一表';
CREATE FUNCTION bianzhi.check_formulas(book regclass, region text, month date, summary bool,
                                       OUT code text, OUT row_label text, OUT left_value numeric, OUT right_value numeric,
                                       OUT difference numeric, OUT formula text, OUT outcome text, OUT checked bigint, OUT failed bigint)
    RETURNS SETOF record
    LANGUAGE c STABLE STRICT ROWS 10 AS 'MODULE_PATHNAME', 'bianzhi_check_formulas';
COMMENT ON FUNCTION bianzhi.check_formulas(regclass, text, date, bool) IS
    '审核报表：某地区某月的全部公式，逐行列出不成立的，或每条公式一行结果；第一个参数为账套中任一表';
