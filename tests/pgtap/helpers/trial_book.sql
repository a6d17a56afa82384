-- helpers/trial_book.sql: the small book that the tests of the rules share, as schema "trial".
-- Needs refusal.sql only if the test asks for it.  Leaves search_path = trial, bianzhi, public and a
-- session document.  Persons are synthetic; citizen(n) is a number of region 152200 with a right check digit.

SELECT bianzhi.create_book('trial', '152200', '兴安盟') AS created \gset
SET search_path = trial, bianzhi, public;
SET bianzhi.document = '兴机编〔2019〕1号';

CREATE FUNCTION public.resident_number(born date, serial int) RETURNS text LANGUAGE sql IMMUTABLE
RETURN (SELECT stem || substr('10X98765432', 1 + (sum(substr(stem, i::int, 1)::int * w) % 11)::int, 1)
          FROM (VALUES ('152200' || to_char(born, 'YYYYMMDD') || lpad(serial::text, 3, '0'))) s (stem),
               unnest('{7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2}'::int[]) WITH ORDINALITY u (w, i)
         GROUP BY stem);

-- men born in the eighties: of working age on every date the tests use
CREATE FUNCTION public.citizen(n int) RETURNS text LANGUAGE sql IMMUTABLE
RETURN public.resident_number('1980-01-01'::date + n / 400, 1 + n % 400 * 2);

-- approved/reserved/strength of an account, or NULL; holder as the functions of a book take it
CREATE FUNCTION public.balance(holder text, post_type int) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT concat_ws('/', a.approved, a.reserved, a.strength) FROM account a
             WHERE a.holder_id = holder_ref(balance.holder) AND a.post_type = balance.post_type);
END;
$$;

INSERT INTO region (code, name, parent, level) VALUES ('152221', '科尔沁右翼前旗', '152200', 'county');

SELECT record_document('兴机编〔2019〕1号', '2019-01-10', '机构改革方案', level => 'province'),
       record_document('兴机编〔2019〕2号', '2019-02-10', '编制调整', level => 'province'),
       establish_unit('水利局', 'organ', rank => 'chu', effective_on => '2019-01-10'),
       establish_unit('教育局', 'organ', rank => 'chu', effective_on => '2019-01-10') \g /dev/null
SELECT establish_unit('公安局', 'political_legal_organ', effective_on => '2019-01-10'),
       establish_unit('防汛办', 'deliberative_body', effective_on => '2019-01-10'),
       establish_unit('第一中学', 'institution', parent => '教育局', effective_on => '2019-01-10'),
       establish_unit('办公室', parent => '水利局', kind => 'division', effective_on => '2019-01-10'),
       establish_unit('前旗水利局', 'organ', region => '152221', effective_on => '2019-01-10') \g /dev/null
SELECT grant_ceiling('152200', t.post_type, 100, effective_on => '2019-01-10')
  FROM unnest('{11,12,14,15,16,22,23,203,214,91}'::text[]) t (post_type) \g /dev/null
SELECT grant_ceiling('152221', '11', 20, effective_on => '2019-01-10'),
       allocate('水利局', '11', 3, effective_on => '2019-01-10'),
       allocate('教育局', '11', 2, effective_on => '2019-01-10'),
       allocate('第一中学', '22', 5, effective_on => '2019-01-10'),
       allocate('前旗水利局', '11', 4, effective_on => '2019-01-10'),
       allocate('水利局', '203', 1, effective_on => '2019-01-10'),
       allocate('水利局', '214', 2, effective_on => '2019-01-10') \g /dev/null

-- its few organs have no Party affairs body; 43_party_affairs.sql asks for one
UPDATE rule SET params = params || '{"levels": []}' WHERE code = 'party_affairs';
