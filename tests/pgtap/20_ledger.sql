-- The ledger: posts come from a ceiling, are held, moved, converted and reversed, and never appear or vanish.
BEGIN;
\ir helpers/refusal.sql
\ir helpers/trial_book.sql
SELECT no_plan();

-- Granting and allocating -----------------------------------------------------------------

SELECT is((SELECT concat_ws('/', approved, reserved, strength) FROM account a JOIN holder h ON h.id = a.holder_id
            WHERE h.kind = 'ceiling' AND h.region = '152200' AND a.post_type = 12), '-100/0/0', 'a grant is owed by the ceiling');
SELECT is(balance('reserve', 12), '100/0/0', 'a grant lies in the reserve');
SELECT is(balance('reserve', 11), '95/0/0', 'what was allocated has left the reserve');
SELECT is(balance('水利局', 11), '3/0/0', 'and is held by the unit');
SELECT is(balance('reserve:152221', 11), '16/0/0', 'a unit of another region draws on its own reserve');
SELECT is(balance('机动:152221', 11), '16/0/0', 'the reserve has a Chinese name too');
SELECT is((SELECT vacancy FROM account WHERE holder_id = unit_ref('水利局') AND post_type = 11), 3, 'vacancy is generated');
SELECT is((SELECT sum(approved)::int FROM account), 0, 'conservation: all approved posts sum to zero');
SELECT allocate('公安局', '政法专项编制', 7, '兴机编[2019]2号', '2019-03-01') AS made \gset
SELECT results_eq(format($$SELECT e.kind, d.number, e.effective_on, e.recorded_by, count(*)::int, sum(l.quantity)::int
                             FROM entry e JOIN document d ON d.id = e.document_id JOIN entry_line l ON l.entry_id = e.id
                            WHERE e.id = %s GROUP BY 1, 2, 3, 4$$, :made),
                  format($$VALUES ('allocation', '兴机编〔2019〕2号', '2019-03-01'::date, %L, 2, 0)$$, session_user),
                  'allocate returns its entry: kind, document in one form, date, two lines that balance');
SELECT is(balance('公安局', 12), '7/0/0', 'a post type is known by its Chinese name');
SELECT grant_ceiling('152200', 'political-legal ESTABLISHMENT', 1) AS made \gset
SELECT is((SELECT kind FROM entry WHERE id = :made), 'ceiling',
          'and by its English name in any case');
SELECT allocate('公安局', '12', 1, effective_on => NULL) AS made \gset
SELECT is((SELECT effective_on FROM entry WHERE id = :made), current_date,
          'no date is today');
SELECT refused_with($$SELECT allocate('水利局', '14', 101)$$, '23Z23', 'over_ceiling', '{100,0,0,101}', 'more than the reserve has');
SELECT refused_with($$SELECT allocate('前旗水利局', '11', 17)$$, '23Z23', 'over_ceiling', '{16,0,0,17}',
                    'another region''s reserve does not help');
SELECT refused($$SELECT allocate('前旗水利局', '14', 1)$$, '23Z23', 'over_ceiling', 'a reserve that never had such posts');
SELECT is(balance('reserve', 14), '100/0/0', 'a refused allocation leaves the reserve alone');
SELECT is(balance('水利局', 14), NULL, 'and opens no account');
SELECT refused($$SELECT allocate('第一中学', '11', 1)$$, '23Z03', 'mixed_establishment', 'administrative posts in an institution');
SELECT refused($$SELECT allocate('水利局', '22', 1)$$, '23Z03', 'mixed_establishment', 'institution posts in an organ');
SELECT refused($$SELECT allocate('防汛办', '11', 1)$$, '23Z03', 'mixed_establishment', 'a deliberative body holds no posts');
SELECT accepted($$SELECT allocate('水利局', '16', 2)$$, 'institution posts that organs use are admissible there');

-- Taking back and moving ------------------------------------------------------------------

SELECT accepted($$SELECT reduce_posts('水利局', '11', 1, effective_on => '2019-04-01')$$, 'posts are taken back');
SELECT is(concat(balance('水利局', 11), ' ', balance('reserve', 11)), '2/0/0 96/0/0', 'they return to the reserve');
SELECT refused_with($$SELECT reduce_posts('水利局', '11', 3)$$, '23Z23', 'over_ceiling', '{2,0,0,3}',
                    'more than the unit has');
SELECT enrol(citizen(1), '水利局', '11', name => '甲一', effective_on => '2019-05-01') \g /dev/null
SELECT enrol(citizen(2), '水利局', '11', name => '甲二', effective_on => '2019-05-01') \g /dev/null
SELECT refused_with($$SELECT reduce_posts('水利局', '11', 1)$$, '23Z01', 'over_establishment', '{2,2,0,1}',
                    'posts that people hold cannot be taken');
SELECT refused_with($$SELECT transfer_posts('水利局', '教育局', '11', 1)$$, '23Z01', 'over_establishment', '{2,2,0,1}',
                    'nor moved to another unit');
SELECT is(balance('教育局', 11), '2/0/0', 'the receiver of a refused transfer got nothing');
SELECT accepted($$SELECT transfer_posts('教育局', '水利局', '11', 2)$$, 'posts move between units');
SELECT is(concat(balance('教育局', 11), ' ', balance('水利局', 11)), '0/0/0 4/0/2', 'both balances follow');
SELECT accepted($$SELECT transfer_posts('reserve', '教育局', '11', 1)$$, 'from the reserve');
SELECT accepted($$SELECT transfer_posts('教育局', 'reserve:152221', '11', 1)$$, 'to the reserve of another region');
SELECT is(concat(balance('reserve', 11), ' ', balance('reserve:152221', 11)), '95/0/0 17/0/0', 'reserves follow');
SELECT refused($$SELECT transfer_posts('水利局', '第一中学', '11', 1)$$, '23Z03', 'mixed_establishment',
               'a transfer may not bring what the receiver may not use');
SELECT refused($$SELECT transfer_posts('水利局', '水利局', '11', 1)$$, '23505', 'entry_line_pkey', 'to itself is no transfer');
SELECT accepted($$SELECT convert_posts('水利局', '11', '14', 1)$$, 'conversion within a category');
SELECT is(concat(balance('水利局', 11), ' ', balance('水利局', 14)), '3/0/2 1/0/0', 'one kind less, the other more');
SELECT refused($$SELECT convert_posts('水利局', '11', '16', 1)$$, '23Z04', 'unbalanced_entry', 'not across categories');
SELECT refused($$SELECT convert_posts('水利局', '11', '12', 1)$$, '23Z03', 'mixed_establishment', 'not to a kind that is inadmissible');
SELECT refused_with($$SELECT convert_posts('水利局', '11', '14', 2)$$, '23Z01', 'over_establishment', '{3,2,0,2}',
                    'not what people hold');
SELECT accepted($$SELECT convert_posts('reserve', '22', '23', 10)$$, 'the reserve converts too');

-- Reversing -------------------------------------------------------------------------------

SELECT allocate('教育局', '11', 5, effective_on => '2019-06-01') AS wrong \gset
SELECT reverse_entry(:wrong, '兴机编〔2019〕2号', '2019-06-02', '数字有误') AS undo \gset
SELECT is(balance('教育局', 11), '0/0/0', 'a reversal takes the posts back');
SELECT results_eq(format('SELECT kind, reverses, effective_on, note FROM entry WHERE id = %s', :undo),
                  format($$VALUES ('reversal', %s::bigint, '2019-06-02'::date, '数字有误')$$, :wrong), 'and names what it reverses');
SELECT is_empty(format('SELECT holder_id, post_type, sum(quantity) FROM entry_line WHERE entry_id IN (%s, %s) GROUP BY 1, 2 HAVING sum(quantity) <> 0',
                       :wrong, :undo), 'line by line the opposite');
SELECT refused(format('SELECT reverse_entry(%s)', :wrong), '23505', 'entry_reverses_key', 'an entry is reversed once');
SELECT accepted(format('SELECT reverse_entry(%s)', :undo), 'a reversal can be reversed');
SELECT is(balance('教育局', 11), '5/0/0', 'which restores the entry');
SELECT refused('SELECT reverse_entry(999999)', '23503', 'entry_exists', 'no such entry');
SELECT allocate('教育局', '14', 1, effective_on => '2019-06-01') AS held \gset
SELECT enrol(citizen(3), '教育局', '14', name => '乙一', effective_on => '2019-06-01') \g /dev/null
SELECT refused_with(format('SELECT reverse_entry(%s)', :held), '23Z01', 'over_establishment', '{1,1,0,1}',
                    'what people hold cannot be reversed away');
SELECT refused(format($$WITH e AS (INSERT INTO entry (kind, document_id, effective_on, reverses) VALUES ('reversal', 1, '2019-06-03', %s) RETURNING id)
                       INSERT INTO entry_line SELECT e.id, h, 11, q FROM e, (VALUES (unit_ref('教育局'), 1), (reserve_of('152200'), -1)) v (h, q)$$, :held),
               '23Z04', 'unbalanced_entry', 'a reversal by hand must be the exact opposite');

-- By hand ---------------------------------------------------------------------------------

-- entry(kind) with lines given as (holder, type, quantity)
CREATE FUNCTION pg_temp.post(lines text, kind text DEFAULT 'transfer', document text DEFAULT '1', on_day text DEFAULT '2019-07-01')
    RETURNS text LANGUAGE sql AS $$
    SELECT format('WITH e AS (INSERT INTO entry (kind, document_id, effective_on) VALUES (%L, %s, %L) RETURNING id)
                   INSERT INTO entry_line (entry_id, holder_id, post_type, quantity)
                   SELECT e.id, v.h, v.t, v.q FROM e, (VALUES %s) v (h, t, q)', kind, document, on_day, lines)
$$;
SELECT refused($$INSERT INTO entry (kind, document_id, effective_on) VALUES ('transfer', 1, '2019-07-01')$$,
               '23Z04', 'unbalanced_entry', 'an entry without lines');
SELECT refused(pg_temp.post($$(unit_ref('教育局'), 11, 1)$$), '23Z04', 'unbalanced_entry', 'one line');
SELECT refused(pg_temp.post($$(unit_ref('教育局'), 11, 2), (reserve_of('152200'), 11, -1)$$), '23Z04', 'unbalanced_entry',
               'lines that do not sum to zero');
SELECT refused(pg_temp.post($$(unit_ref('教育局'), 11, 1), (reserve_of('152200'), 22, -1)$$), '23Z04', 'unbalanced_entry',
               'zero in all, but not in each category');
SELECT refused(pg_temp.post($$(unit_ref('教育局'), 11, 1), (reserve_of('152200'), 15, -1)$$), '23Z04', 'unbalanced_entry',
               'support posts are a category of their own');
SELECT accepted(pg_temp.post($$(unit_ref('教育局'), 11, 1), (reserve_of('152200'), 14, -1)$$), 'zero in the category is enough');
SELECT accepted($$INSERT INTO entry (kind, document_id, effective_on) VALUES ('reform', 1, '2019-07-01');
                  INSERT INTO entry_line VALUES (currval('entry_id_seq'), unit_ref('教育局'), 11, 1);
                  INSERT INTO entry_line VALUES (currval('entry_id_seq'), reserve_of('152200'), 11, -1)$$, 'lines may come in several statements');
SELECT refused(pg_temp.post($$(unit_ref('教育局'), 11, 0), (reserve_of('152200'), 11, 0)$$), '23514', 'entry_line_quantity_not_zero',
               'a line of nothing');
SELECT refused(pg_temp.post('(4711, 11, 1), (reserve_of(''152200''), 11, -1)'), '23503', 'entry_line_holder_id_exists', 'unknown unit');
SELECT refused(pg_temp.post('(-4711, 11, 1), (reserve_of(''152200''), 11, -1)'), '23503', 'entry_line_holder_id_exists', 'unknown fund');
SELECT refused(pg_temp.post($$(unit_ref('教育局'), 19, 1), (reserve_of('152200'), 19, -1)$$), '23503', 'entry_line_post_type_exists',
               'unknown kind of posts');
SELECT refused('INSERT INTO entry_line VALUES (888888, 1, 11, 1)', '23503', 'entry_line_entry_fkey', 'unknown entry');
SELECT refused(pg_temp.post($$(unit_ref('教育局'), 11, 1), (reserve_of('152200'), 11, -1)$$, kind => 'gift'), '23514', 'entry_kind_known',
               'unknown kind of entry');
SELECT refused(pg_temp.post($$(unit_ref('教育局'), 11, 1), (reserve_of('152200'), 11, -1)$$, document => 'NULL'),
               '23Z05', 'document_missing', 'an entry cites a document');
SELECT refused(pg_temp.post($$(unit_ref('教育局'), 11, 1), (reserve_of('152200'), 11, -1)$$, document => '4711'),
               '23503', 'entry_document_fkey', 'a document that is registered');
SELECT refused(pg_temp.post($$(unit_ref('教育局'), 11, 1), (reserve_of('152200'), 11, -1)$$, on_day => (current_date + 1)::text),
               '22Z06', '', 'not a day to come');
SELECT refused(pg_temp.post($$(unit_ref('教育局'), 11, 1), (reserve_of('152200'), 11, -1)$$, on_day => '2019-01-09'),
               '23Z25', 'outside_validity', 'not before the unit was');

-- Two accounts short at once, both named; a move that only helps one side is judged on each.
SELECT is((attempt(pg_temp.post($$(unit_ref('水利局'), 11, -2), (unit_ref('水利局'), 14, -2), (unit_ref('教育局'), 11, 4)$$))).figures,
          '{3,2,0,2,1,0,0,2}', 'every account that is short is reported with its figures');

SELECT is((SELECT sum(approved)::int FROM account), 0, 'conservation still holds');
SELECT is_empty('SELECT * FROM verify()', 'the book is sound');
SELECT * FROM finish();
ROLLBACK;
