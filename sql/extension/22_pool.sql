-- 22_pool: the C functions of the turnover pool.

CREATE FUNCTION bianzhi.place_pool() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_place_pool';
COMMENT ON FUNCTION bianzhi.place_pool() IS '触发器：周转池须有持有者、专用编制类别和文件';
CREATE FUNCTION bianzhi.place_certificate() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_place_certificate';
COMMENT ON FUNCTION bianzhi.place_certificate() IS '触发器：人才认定证书号统一写法';
CREATE FUNCTION bianzhi.place_loan() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_place_loan';
COMMENT ON FUNCTION bianzhi.place_loan() IS '触发器：周转用编的主管部门、核准编号和各项期限';
CREATE FUNCTION bianzhi.post_loan() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_post_loan';
COMMENT ON FUNCTION bianzhi.post_loan() IS '触发器：周转用编的申请和核准，核准即占住周转编制';
CREATE FUNCTION bianzhi.settle_pool() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_settle_pool';
COMMENT ON FUNCTION bianzhi.settle_pool() IS '触发器：周转编制归还、转为核增、收回';
CREATE FUNCTION bianzhi.extend_pool() RETURNS trigger
    LANGUAGE c AS 'MODULE_PATHNAME', 'bianzhi_extend_pool';
COMMENT ON FUNCTION bianzhi.extend_pool() IS '触发器：周转编制续用';
