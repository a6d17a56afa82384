-- 50_section: who signs a month before it is closed: the league's business sections and the office of each banner.
--
-- From the seed: 在提取月报数据前，各业务科室和旗县市编办暂停业务；上报前各业务科室再次核实校对.  Synthetic: which sections
-- there are.  All sign by the role that loads the sample; an office gives each section a role of its own.

INSERT INTO section (region, code, name, role) VALUES
    ('152200', 'organ',       '行政机构编制科', session_user),
    ('152200', 'institution', '事业机构编制科', session_user),
    ('152200', 'supervision', '监督检查科',     session_user),
    ('152200', 'general',     '综合科（实名制）', session_user);

INSERT INTO section (region, code, name, role)
SELECT region.code, 'office', region.name || '编办', session_user FROM region WHERE region.level = 'county' ORDER BY region.code;
