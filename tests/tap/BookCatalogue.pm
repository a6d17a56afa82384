# What a book consists of, as its catalogue tells it, and how two books differ
# in it.  Names of schemas and the order of a table's columns do not count.

package BookCatalogue;

use strict;
use warnings;

use Exporter 'import';
use Test::More;
use BookFixture;

our @EXPORT = qw(catalogue members same_catalogue);

# name and definition of everything in the book, and of the rows of the tables
# that a new book does not leave empty
my $OBJECTS = <<'SQL';
WITH rel AS (
	SELECT c.*, c.relname::text AS name FROM pg_class c JOIN pg_class b ON b.relnamespace = c.relnamespace WHERE b.oid = 'book'::regclass
), proc AS (
	SELECT p.*, concat(p.proname, '(', pg_get_function_identity_arguments(p.oid), ')') AS name
	  FROM pg_proc p JOIN pg_class b ON b.relnamespace = p.pronamespace WHERE b.oid = 'book'::regclass
)
SELECT 'table ' || r.name AS name, concat_ws(' ', r.relpersistence, r.relrowsecurity, r.relreplident, r.reloptions) AS definition FROM rel r WHERE r.relkind IN ('r', 'p')
UNION ALL
SELECT concat('column ', r.name, '.', a.attname), concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
       nullif(a.attidentity, ''), nullif(a.attgenerated, ''), pg_get_expr(d.adbin, d.adrelid, true))
  FROM rel r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE r.relkind IN ('r', 'p')
UNION ALL
SELECT concat('constraint ', r.name, '.', c.conname), concat_ws(' ', pg_get_constraintdef(c.oid, true), c.convalidated)
  FROM rel r JOIN pg_constraint c ON c.conrelid = r.oid
UNION ALL
SELECT concat('index ', r.name), pg_get_indexdef(r.oid, 0, true) FROM rel r WHERE r.relkind = 'i'
UNION ALL
SELECT concat('sequence ', r.name), to_jsonb(s)::text FROM rel r
 CROSS JOIN LATERAL (SELECT s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcache, s.seqcycle
                       FROM pg_sequence s WHERE s.seqrelid = r.oid) s
UNION ALL
SELECT concat('trigger ', r.name, '.', t.tgname), concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid, true))
  FROM rel r JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
UNION ALL
SELECT concat('view ', r.name), concat_ws(E'\n', r.reloptions, pg_get_viewdef(r.oid, true)) FROM rel r WHERE r.relkind = 'v'
UNION ALL
SELECT concat('function ', p.name), pg_get_functiondef(p.oid) FROM proc p
UNION ALL
SELECT concat('comment of ', r.name, '.' || a.attname), d.description
  FROM rel r JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = r.oid
  LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.objsubid AND d.objsubid > 0
UNION ALL
SELECT concat('comment of ', p.name), d.description FROM proc p JOIN pg_description d ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid
ORDER BY 1, 2
SQL

# tables with rows of a new book; those of its own area are everybody's own
my $FILLED = <<'SQL';
SELECT c.relname FROM pg_class c JOIN pg_class b ON b.relnamespace = c.relnamespace
 WHERE b.oid = 'book'::regclass AND c.relkind = 'r' AND c.relname NOT IN ('book', 'region', 'holder')
   AND (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %s', c.oid::regclass), false, true, '')))[1]::text <> '0'
 ORDER BY 1
SQL

# rows without what is counted up or stamped in each book
my $ROWS = <<'SQL';
SELECT concat('row of TABLE ', md5(s.j::text), ' ', s.j), '' FROM
 (SELECT to_jsonb(x) - ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = 'TABLE'::regclass AND (a.attidentity <> '' OR a.attname IN ('recorded_at', 'recorded_by'))) AS j FROM "TABLE" x) s
SQL

# The members of extension bianzhi in a database, in the same form.
my $MEMBERS = <<'SQL';
SELECT pg_describe_object(d.classid, d.objid, 0),
       concat_ws(E'\n', CASE WHEN p.prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid) END, CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) END,
                 p.proacl, c.relacl, (SELECT string_agg(concat_ws(' ', x.objsubid, x.description), E'\n' ORDER BY x.objsubid) FROM pg_description x
                   WHERE x.classoid = d.classid AND x.objoid = d.objid))
  FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
  LEFT JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
  LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
 WHERE d.deptype = 'e' AND e.extname = 'bianzhi' ORDER BY 1
SQL

sub read_objects
{
	my ($node, $db, $book, $sql) = @_;
	my %objects;
	for (split /\x1e/, ask($node, $db, $book, $sql, extra_params => [ '-R', "\x1e", '-F', "\x1f" ]))
	{
		my ($name, $definition) = split /\x1f/, $_, 2;
		$definition =~ s/"?\b\Q$book\E\b"?\.//g;
		$objects{$name} = $definition;
	}
	return \%objects;
}

# Everything of a book; tables names those whose rows count, by default those
# that have any.
sub catalogue
{
	my ($node, $db, $book, $tables) = @_;
	$tables ||= [ split /\n/, ask($node, $db, $book, $FILLED) ];
	my $objects = read_objects($node, $db, $book, $OBJECTS);
	for my $table (@$tables)
	{
		my $rows = $ROWS =~ s/TABLE/$table/gr;
		my $found = eval { read_objects($node, $db, $book, $rows) } || {};
		$objects->{$_} = $found->{$_} for keys %$found;
	}
	return wantarray ? ($objects, $tables) : $objects;
}

sub members
{
	my ($node, $db) = @_;
	return read_objects($node, $db, 'bianzhi', $MEMBERS);
}

# Lines of one text that the other has not, a few of them.
sub lines_of
{
	my ($sign, $text, $other) = @_;
	my %there = map { $_ => 1 } split /\n/, $other;
	my @lines = grep { !$there{$_} } split /\n/, $text;
	splice @lines, 5, @lines - 5, '...' if @lines > 5;
	return map { "      $sign $_" } @lines;
}

# One test; what differs is told object by object, and then what to do.
sub same_catalogue
{
	my ($expected, $got, $name, $remedy) = @_;
	my @differences;
	for my $object (sort keys %{ { %$expected, %$got } })
	{
		my ($here, $there) = ($expected->{$object}, $got->{$object});
		if (!defined $there) { push @differences, "missing: $object", lines_of('+', $here, '') }
		elsif (!defined $here) { push @differences, "to be gone: $object" }
		elsif ($here ne $there) { push @differences, "different: $object", lines_of('+', $here, $there), lines_of('-', $there, $here) }
	}
	ok(!@differences, $name) or diag join "\n", (map { "  $_" } @differences), $remedy;
	return;
}

1;
