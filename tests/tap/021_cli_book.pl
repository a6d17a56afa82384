# The client at work on a book: every command once, all formats, dry run,
# refusals with their code, exit codes, Chinese.

use strict;
use warnings;

use IPC::Run ();
use JSON::PP ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('cli');
$node->init(extra => [ '-E', 'UTF8', '--locale=C.UTF-8' ]);
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE office');
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'office';
delete $ENV{BIANZHI_BOOK};
# wide enough for UTF-8, and not Chinese
$ENV{LC_ALL} = 'C.UTF-8';

# Runs the client; exit code, stdout and stderr.  Everything here is bytes, as
# written in this file, because the test log takes no others.
sub bz
{
	my @words = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run([ 'bianzhi', @words ], '<', \'', '>', \$out, '2>', \$err);
	return ($? >> 8, $out, $err);
}

# Must succeed without a word on stderr; returns stdout.
sub works
{
	my ($name, @words) = @_;
	my ($rc, $out, $err) = bz(@words);
	is($rc, 0, "$name: exit 0") or diag $err;
	is($err, '', "$name: nothing on stderr");
	return $out;
}

# Must be refused by the server with this code and SQLSTATE.
sub refused
{
	my ($name, $code, $state, @words) = @_;
	my ($rc, $out, $err) = bz(@words);
	is($rc, 1, "$name: exit 1");
	is($out, '', "$name: nothing on stdout");
	like($err, qr/^\S+:  \Q$code\E \($state\)$/m, "$name: $code ($state)");
	return;
}

sub rows
{
	my ($name, @words) = @_;
	my $out = works($name, @words, '-o', 'json');
	my $rows = eval { JSON::PP->new->decode($out) };
	is($@, '', "$name: JSON is well formed");
	return $rows // [];
}

sub sql { return $node->safe_psql('office', 'SET search_path = hinggan, bianzhi; ' . $_[0]); }

# A citizen number of region 152200 with the right check digit (GB 11643-1999).
sub number
{
	my ($birth, $sequence) = @_;
	my $digits = sprintf('152200%s%03d', $birth, $sequence);
	my @weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
	my $sum = 0;
	$sum += $weights[$_] * substr($digits, $_, 1) for 0 .. 16;
	return $digits . substr('10X98765432', $sum % 11, 1);
}

my @paper = ('-D', '兴机编[2019]1号', '-e', '2019-01-10');

# ---- books -------------------------------------------------------------------

my ($rc, $out, $err) = bz('status');
is($rc, 1, 'no extension: exit 1');
($rc, $out, $err) = bz('unit', 'list');
is($rc, 1, 'no extension, no book: exit 1');

($rc, $out, $err) = bz('init', '-r', '152200', '-t', 'x');
is($rc, 1, 'init without a name: exit 1');
works('init, dry run', '-n', 'init', 'hinggan', '-r', '152200', '-t', '兴安盟');
is($node->safe_psql('office', "SELECT count(*) FROM pg_extension WHERE extname = 'bianzhi'"),
	'0', 'init, dry run: not even the extension is left');
like(works('init', 'init', 'hinggan', '-r', '152200', '-t', '兴安盟'), qr/hinggan/, 'init: says the name');
($rc, $out, $err) = bz('init', 'hinggan', '-r', '152200', '-t', '兴安盟');
is($rc, 1, 'init of the same name: exit 1');
like($err, qr/42P06/, 'init of the same name: the server\'s code');

my ($books) = (JSON::PP->new->decode((bz('status', '-o', 'json'))[1]));
is(scalar(@$books), 1, 'status: one book');
is($books->[0]{book}, 'hinggan', 'status: its name');
is($books->[0]{open_findings}, 0, 'status: its findings');

# ---- documents and units -------------------------------------------------------

like(works('doc add', 'doc', 'add', '兴机编[2019]1号', '-i', '2019-01-10', '-t', '机构改革方案'),
	qr/兴机编〔2019〕1号/, 'doc add: the number as it was recorded');
is(rows('doc list', 'doc', 'list')->[0]{number}, '兴机编〔2019〕1号', 'doc list');
is(scalar(@{ rows('doc list of a kind', 'doc', 'list', '-k', 'nothing') }), 0, 'doc list: filter');

works('unit add', 'unit', 'add', '兴安盟水利局', '-c', 'organ', '-s', '盟水利局', '-R', 'chu', @paper);
works('unit add', 'unit', 'add', '兴安盟审计局', '-c', 'organ', '-s', '盟审计局', '-R', 'chu', @paper);
works('unit add, division', 'unit', 'add', '办公室', '-k', 'division', '-P', '盟水利局', @paper);
is(scalar(@{ rows('unit list', 'unit', 'list') }), 3, 'unit list');
is(rows('unit list by name', 'unit', 'list', '-N', '审计')->[0]{short_name}, '盟审计局', 'unit list: filter');
refused('unknown unit', 'unit_exists', '23503', 'unit', 'ledger', '盟天文局');

# ---- duties --------------------------------------------------------------------

like(works('duty add', 'duty', 'add', '防汛抗旱', '盟水利局', '-f', 'flood_control', @paper), qr/防汛抗旱.*兴安盟水利局.*duty 1/, 'duty add: says what');
is(rows('duty assign, dry run', '-n', 'duty', 'assign', '防汛抗旱', '盟审计局', @paper[0, 1])->{made}[0]{unit}, '兴安盟审计局', 'duty assign, dry run');
like(works('duty assign', 'duty', 'assign', '防汛抗旱', '盟审计局', '-D', '兴机编[2019]1号', '-e', '2019-02-01'),
	qr/防汛抗旱.*兴安盟水利局.*兴安盟审计局.*2019-02-01/, 'duty assign: from whom to whom and when');
is_deeply([ map { "$_->{unit} $_->{effective_on}" } @{ rows('duty show', 'duty', 'show', '1') } ],
	[ '兴安盟水利局 2019-01-10', '兴安盟审计局 2019-02-01' ], 'duty show: who held it when');
is(rows('duty list', 'duty', 'list', '-a', '2019-01-31')->[0]{unit}, '兴安盟水利局', 'duty list: of a day');
is(scalar(@{ rows('duty list of a unit', 'duty', 'list', '-u', '盟水利局') }), 0, 'duty list: of a unit');
is(scalar(@{ rows('duty overlap', 'duty', 'overlap') }), 0, 'duty overlap');
refused('duty to its holder', 'duty_holder', '23Z29', 'duty', 'assign', '防汛抗旱', '盟审计局', @paper);
like(works('duty end', 'duty', 'end', '防汛抗旱', '-D', '兴机编[2019]1号', '-e', '2019-03-01'), qr/防汛抗旱.*2019-03-01|2019-03-01.*防汛抗旱/, 'duty end');

# ---- merging and splitting -------------------------------------------------------

works('unit add', 'unit', 'add', $_, '-c', 'organ', @paper) for '甲局', '乙"局\\', '丙局';
my @day = map { [ '-D', '兴机编[2019]1号', '-e', "2019-0$_-01" ] } 0 .. 6;
my $merge = rows('unit merge, dry run', '-n', 'unit', 'merge', '甲局', '乙"局\\', '-N', '甲乙局', @{ $day[2] });
is($merge->{made}[0]{sources}, '甲局, 乙"局\\', 'unit merge, dry run: names with quotes are names');
is(scalar(grep { $_->{name} eq '甲乙局' } @{ rows('unit list', 'unit', 'list') }), 0, 'unit merge, dry run: nothing is kept');
like(works('unit merge', 'unit', 'merge', '甲局', '乙"局\\', '-i', '丙局', @{ $day[2] }), qr/甲局.*丙局: unit \d+/, 'unit merge: what went where');
refused('unit merge again', 'reorganise', '22023', 'unit', 'merge', '丙局', '-i', '丙局', @{ $day[2] });
($rc, $out, $err) = bz('unit', 'merge', @paper);
is($rc, 1, 'unit merge of none: exit 1');
PostgreSQL::Test::Utils::append_to_file("$PostgreSQL::Test::Utils::tmp_check/parts.json", '[{"name": "丁局", "duties": ["丁事"]}]');
works('duty add', 'duty', 'add', '丁事', '丙局', @paper);
like(works('unit split', 'unit', 'split', '丙局', '--parts', "\@$PostgreSQL::Test::Utils::tmp_check/parts.json", @{ $day[3] }), qr/丙局.*丁局 #\d+/, 'unit split: parts from a file');
refused('unit split into nothing', 'reorganise', '22023', 'unit', 'split', '丙局', '--parts', '[]', @paper);
($rc, $out, $err) = bz('unit', 'split', '丙局', '--parts', '[', @paper);
like($err, qr/22P02/, 'unit split, no JSON: the server says so');
($rc, $out, $err) = bz('unit', 'split', '丙局', '--parts', '@no/such/file', @paper);
is($rc, 1, 'unit split, no such file: exit 1');
like($err, qr/no\/such\/file/, 'unit split, no such file: its name');
is((rows('unit split, dry run', '-n', 'unit', 'split', '丁局', '--parts', '[{"name": "戊局", "duties": ["丁事"]}]', '--end', @{ $day[3] }))->{made}[0]{sources}, '丁局', 'unit split, dry run');
works('unit merge back', 'unit', 'merge', '丁局', '-i', '丙局', @{ $day[4] });
works('duty end', 'duty', 'end', '丁事', @{ $day[5] });
sql("SELECT abolish_unit('丙局', '兴机编[2019]1号', '2019-06-01')");

# ---- posts ---------------------------------------------------------------------

works('post grant', 'post', 'grant', '152200', '行政编制', '30', @paper);
works('post grant of leaders', 'post', 'grant', '152200', '202', '2', @paper);
my $said = works('post allocate', 'post', 'allocate', '盟水利局', '行政编制', '3', @paper);
like($said, qr/兴安盟水利局.*\+3.*entry \d+/, 'post allocate: says what and the entry');
works('post allocate', 'post', 'allocate', '盟审计局', '11', '2', @paper);
works('post reduce', 'post', 'reduce', '盟审计局', '11', '1', @paper);
works('post transfer', 'post', 'transfer', '盟审计局', '盟水利局', '11', '1', @paper);
works('post transfer', 'post', 'transfer', '盟水利局', '盟审计局', '11', '2', @paper);
my $entry = rows('post allocate to be reversed', 'post', 'allocate', '盟审计局', '11', '5', @paper)->[0]{entry_id};
works('post reverse', 'post', 'reverse', $entry, @paper);
my $accounts = rows('post list', 'post', 'list', '-u', '盟水利局');
is_deeply([ map { "$_->{post_type}: $_->{approved}" } @$accounts ], ['11: 2'], 'post list: figures');
refused('over the ceiling', 'over_ceiling', '23Z23', 'post', 'allocate', '盟水利局', '11', '100', @paper);
refused('no document', 'document_missing', '23Z05', 'post', 'allocate', '盟水利局', '11', '1', '-e', '2019-01-10');
($rc, $out, $err) = bz('post', 'allocate', '盟水利局', '11', '99999999999', @paper);
is($rc, 1, 'a number that overflows: exit 1');
like($err, qr/22003/, 'a number that overflows: the server\'s code');

# ---- people --------------------------------------------------------------------

my ($one, $two, $three) = map { number('19900101', $_) } (1, 3, 5);
$said = works('enrol', 'enrol', $one, '盟水利局', '行政编制', '-N', '张三', @paper);
like($said, qr/^enrolled 张三 \(152200\*+\d{3}[\dX]\) at 兴安盟水利局 on .*: record \d+$/, 'enrol: says who, where, what');
unlike($said, qr/\Q$one\E/, 'enrol: the number is masked');

my $before = sql('SELECT md5(string_agg(a::text, \',\' ORDER BY a::text)) FROM account a')
  . sql('SELECT count(*) FROM person') . sql('SELECT count(*) FROM enrolment');
my $dry = works('dry run', '-n', 'enrol', $two, '盟水利局', '行政编制', '-N', '李四', @paper);
like($dry, qr/李四/, 'dry run: says what would be done');
like($dry, qr/│ 兴安盟水利局 │.*│\s+1 │\s+2 │\n/, 'dry run: strength before and after');
my $tried = JSON::PP->new->decode(
	works('dry run in JSON', '-n', 'enrol', $two, '盟水利局', '行政编制', '-N', '李四', '-o', 'json', @paper));
is($tried->{made}[0]{person}, '李四', 'dry run in JSON: what would be made');
is_deeply([ @{ $tried->{accounts}[0] }{qw(strength_before strength_after)} ], [ 1, 2 ], 'dry run in JSON: before and after');
my $after = sql('SELECT md5(string_agg(a::text, \',\' ORDER BY a::text)) FROM account a')
  . sql('SELECT count(*) FROM person') . sql('SELECT count(*) FROM enrolment');
is($after, $before, 'dry run: no trace is left');

is(works('quiet', '-q', 'enrol', $two, '盟水利局', '行政编制', '-N', '李四', @paper), '', 'quiet: says nothing');
refused('a full unit', 'over_establishment', '23Z01', 'enrol', $three, '盟水利局', '行政编制', '-N', '王五', @paper);
refused('a full unit, dry run', 'over_establishment', '23Z01', '-n', 'enrol', $three, '盟水利局', '11', '-N', '王五', @paper);
is(sql("SELECT count(*) FROM person WHERE name = '王五'"), '0', 'a refusal leaves nothing half done');
refused('a second post', 'double_post', '23Z06', 'enrol', '张三', '盟审计局', '行政编制', @paper);
refused('a kind of post that is not for organs', 'mixed_establishment', '23Z03', 'enrol', $three, '盟审计局', '22', '-N', '王五', @paper);
($rc, $out, $err) = bz('enrol', '152200199001010000', '盟水利局', '11', '-N', '王五', @paper);
is($rc, 1, 'a wrong check digit: exit 1');
like($err, qr/22Z01/, 'a wrong check digit: its code');

works('transfer', 'transfer', '李四', '盟审计局', @paper[ 0, 1 ], '-e', '2019-03-01');
works('release', 'release', '张三', '-x', 'resignation', @paper[ 0, 1 ], '-e', '2019-06-01');
is(scalar(@{ rows('person history', 'person', 'history', '李四') }), 2, 'person history: left and entered');
works('person add', 'person', 'add', $three, '王五', '--education', '21');
works('person amend', 'person', 'amend', '王五', '--specialty', '水利工程');
my $shown = rows('person show', 'person', 'show', '王五');
is($shown->[0]{specialty}, '水利工程', 'person show: what was amended');
unlike($shown->[0]{resident_id}, qr/1990/, 'person show: masked');
is(rows('person show --full', 'person', 'show', '王五', '--full')->[0]{resident_id}, $three, 'person show --full');
is_deeply([ map { $_->{name} } @{ rows('person list', 'person', 'list', '-u', '盟审计局') } ], ['李四'], 'person list');

works('permit add', 'permit', 'add', '盟水利局', '11', '1', '-x', '2099-12-31', @paper);
my $permit = rows('permit list', 'permit', 'list')->[0]{id};
works('permit cancel', 'permit', 'cancel', $permit);
is(scalar(@{ rows('permit list, empty', 'permit', 'list') }), 0, 'permit list: cancelled ones are left out');
is(rows('permit list --all', 'permit', 'list', '--all')->[0]{state}, 'cancelled', 'permit list --all');

works('post allocate a leader', 'post', 'allocate', '盟审计局', '202', '1', @paper);
works('appoint', 'appoint', '李四', '盟审计局', '202', '-t', '局长', @paper[ 0, 1 ], '-e', '2019-03-01');
refused('one leader too many', 'over_leadership', '23Z02', 'appoint', '王五', '盟审计局', '202', @paper[ 0, 1 ], '-e', '2019-04-01');
works('appoint without counting', 'appoint', '王五', '盟审计局', '202', '--no-count', @paper[ 0, 1 ], '-e', '2019-04-01');
works('dismiss', 'dismiss', '李四', @paper[ 0, 1 ], '-e', '2019-05-01');

# ---- working off an excess -----------------------------------------------------

refused('nothing to work off', 'reduction_plan_excess', '22023', 'reduction', 'add', '盟水利局', '11', '-s', '{"2099-12-31": 0}', @paper);
sql("INSERT INTO rule_exception (rule, unit_id, post_type, allowance, document_id, effective_on, expires_on)
     VALUES ('over_leadership', unit_ref('盟审计局'), 202, 1, document_ref('兴机编〔2019〕1号'), '2019-01-10', '2099-12-31')");
works('appoint in excess', 'appoint', '李四', '盟审计局', '202', @paper[ 0, 1 ], '-e', '2019-06-01');
works('appoint in excess', 'appoint', '王五', '盟水利局', '202', '-u', 'concurrent', @paper[ 0, 1 ], '-e', '2019-06-01');
works('appoint for an excess', 'appoint', '张三', '盟审计局', '202', @paper[ 0, 1 ], '-e', '2019-06-01');
refused('a step upwards', 'reduction_step_down', '22023', 'reduction', 'add', '盟审计局', '202', '-s', '{"2099-12-31": 1}', @paper[ 0, 1 ], '-e', '2019-06-01');
like(works('reduction add', 'reduction', 'add', '盟审计局', '202', '-s', '{"2099-12-31": 0}', @paper[ 0, 1 ], '-e', '2019-06-01'), qr/兴安盟审计局.*plan \d+/, 'reduction add: says what');
is_deeply([ @{ rows('reduction list', 'reduction', 'list')->[0] }{qw(planned actual state)} ], [ 1, 1, 'on_track' ], 'reduction list: where it stands');
works('dismiss', 'dismiss', '张三', '-u', '盟审计局', @paper[ 0, 1 ], '-e', '2019-07-01');
is(rows('reduction list', 'reduction', 'list', '-u', '盟审计局')->[0]{state}, 'done', 'reduction list: worked off');
like(works('reduction end', 'reduction', 'end', sql('SELECT max(id) FROM reduction_plan'), @paper[ 0, 1 ], '-e', '2019-08-01'), qr/2019-08-01/, 'reduction end');
works('dismiss', 'dismiss', $_->[0], '-u', $_->[1], @paper[ 0, 1 ], '-e', '2019-08-01') foreach ([ '李四', '盟审计局' ], [ '王五', '盟水利局' ]);
cmp_ok(scalar(@{ rows('doc show', 'doc', 'show', '兴机编〔2019〕1号') }), '>=', 15, 'doc show: all that was done on it');

# ---- looking, in every format ---------------------------------------------------

like(works('unit tree', 'unit', 'tree'), qr/兴安盟 .*\n├─ 兴安盟水利局 +2 +0 .*\n│  └─ 办公室\n└─ 兴安盟审计局 +2 +1 .*\n/, 'unit tree');
is(rows('unit tree in JSON', 'unit', 'tree')->[0]{kind}, 'region', 'unit tree in JSON: rows');

my @shown = (
	[ 'unit', 'list' ], [ 'unit', 'show', '盟水利局' ], [ 'unit', 'ledger', '盟水利局' ],
	[ 'unit', 'ledger', '盟水利局', '-a', '2019-01-10' ], [ 'doc', 'list' ], [ 'post', 'list' ],
	[ 'person', 'list' ], [ 'person', 'show', '李四' ], [ 'report', 'list' ],
	map([ 'report', $_ ],
		qw(monthly_establishment monthly_staffing monthly_leadership unit_lamp establishment_as_of post_ledger division_survey leadership_survey party_affairs_survey)),
	[ 'report', 'monthly_establishment', '-a', '2019-02-01' ], [ 'report', 'unit_lamp', '-u', '盟水利局' ],
	[ 'report', 'post_ledger', '-u', '盟水利局', '-a', '2019-02-01' ],);

foreach my $words (@shown)
{
	my $name = "@$words";
	my $array = rows("$name in JSON", @$words);
	is(ref($array), 'ARRAY', "$name: JSON is an array");
	cmp_ok(scalar(@$array), '>', 0, "$name: has rows");
	my $columns = scalar(keys %{ $array->[0] });

	# a line break inside a cell would need a real parser; there is none in these
	my @csv = split /\n/, works("$name in CSV", @$words, '-o', 'csv');
	is(scalar(@csv), @$array + 1, "$name: CSV has a heading and as many rows");
	my @cells = split /,/, $csv[0], -1;
	is(scalar(@cells), $columns, "$name: CSV has as many columns");

	# a report may have a title above
	my @md = split /\n/, works("$name in Markdown", @$words, '-o', 'markdown') =~ s/\A### [^\n]*\n\n//r;
	is(scalar(@md), @$array + 2, "$name: Markdown has as many rows");
	is(scalar(grep { (() = /(?<!\\)\|/g) == $columns + 1 } @md), scalar(@md), "$name: Markdown has as many columns");

	my $html = works("$name in HTML", @$words, '-o', 'html');
	is(scalar(() = $html =~ /<tr\b/g), scalar(() = $html =~ m{</tr>}g), "$name: HTML rows are closed");
	like($html, qr/^(?:<!DOCTYPE html>.*)?<table.*<\/table>/s, "$name: HTML is a table, or a page with one");

	isnt(works("$name as a table", @$words), '', "$name: prints a table");
}

is(scalar(@{ rows('report of a unit', 'report', 'monthly_establishment', '-u', '盟水利局') }), 1, 'report of one unit');
($rc, $out, $err) = bz('report', 'unit_lamp', '-a', '2019-02-01');
is($rc, 1, 'a report without a past: exit 1');

unlike(works('report without empty columns', 'report', 'monthly_establishment'), qr/Over self/, 'a table leaves out empty columns');
like(works('report with all columns', '-A', 'report', 'monthly_establishment'), qr/Over self/, '--all-columns shows them');

my $marked = works('byte order mark', 'doc', 'list', '-o', 'csv', '--bom');
is(substr($marked, 0, 3), "\xEF\xBB\xBF", 'CSV begins with the byte order mark when asked');
isnt(substr(works('no byte order mark', 'doc', 'list', '-o', 'csv'), 0, 3), "\xEF\xBB\xBF", 'and only then');

my $file = $PostgreSQL::Test::Utils::tmp_check . '/out.json';
is(works('--output', 'doc', 'list', '-o', 'json', '--output', $file), '', '--output: nothing on stdout');
is(JSON::PP->new->decode(slurp_file($file))->[0]{number}, '兴机编〔2019〕1号', '--output: all in the file');
($rc, $out, $err) = bz('doc', 'list', '-O', '/nowhere/out');
is($rc, 1, '--output to a place that is not there: exit 1');
($rc, $out, $err) = bz('doc', 'list', '-O', '/dev/full');
is($rc, 1, '--output to a full disk: exit 1');

# text that would break a format if it were not escaped
works('doc add with marks', 'doc', 'add', '兴机编[2019]2号', '-i', '2019-02-10', '-t', 'a|b<c>"d",e\\');
my ($marks) = grep { $_->{number} =~ /2号/ } @{ rows('marks in JSON', 'doc', 'list') };
is($marks->{title}, 'a|b<c>"d",e\\', 'marks survive in JSON');
like(works('marks in CSV', 'doc', 'list', '-o', 'csv'), qr/"a\|b<c>""d"",e\\"/, 'marks are quoted in CSV');
like(works('marks in HTML', 'doc', 'list', '-o', 'html'), qr/a\|b&lt;c&gt;/, 'marks are escaped in HTML');
like(works('marks in Markdown', 'doc', 'list', '-o', 'markdown'), qr/a\\\|b&lt;c>"d",e\\\\/, 'marks are escaped in Markdown');
refused('a name is data, not SQL', 'unit_exists', '23503', 'unit', 'ledger', q{x'; DROP TABLE unit; --});

# ---- several books ----------------------------------------------------------------

works('init of a second book', 'init', 'Second "Book"', '-r', '152201', '-t', '乌兰浩特市');
($rc, $out, $err) = bz('unit', 'list');
is($rc, 1, 'two books, none chosen: exit 1');
like($err, qr/hinggan/, 'two books, none chosen: they are listed');
is(scalar(@{ rows('--book', '-B', 'Second "Book"', 'unit', 'list') }), 0, '--book chooses');
{
	local $ENV{BIANZHI_BOOK} = 'hinggan';
	is(scalar(@{ rows('BIANZHI_BOOK', 'unit', 'list') }), 3, 'BIANZHI_BOOK chooses');
	is(scalar(@{ rows('--book first', '-B', 'Second "Book"', 'unit', 'list') }), 0, '--book wins');
}
($rc, $out, $err) = bz('-B', 'third', 'unit', 'list');
is($rc, 1, 'no such book: exit 1');
$ENV{BIANZHI_BOOK} = 'hinggan';

# ---- check and verify ---------------------------------------------------------------

($rc, $out, $err) = bz('verify');
is($rc, 0, 'verify of a sound book: exit 0') or diag $out;
($rc, $out, $err) = bz('verify', '-o', 'json');
is_deeply(JSON::PP->new->decode($out), [], 'verify of a sound book: no rows');

works('sex that the number contradicts', 'person', 'amend', '王五', '--sex', 'F');
my $recorded = sql("SELECT count(*) FROM finding WHERE state = 'open'");
($rc, $out, $err) = bz('-n', 'check', '-o', 'json');
is($rc, 2, 'check, dry run: exit 2');
my $found = scalar(@{ JSON::PP->new->decode($out) });
cmp_ok($found, '>', 0, 'check, dry run: findings');
is(sql("SELECT count(*) FROM finding WHERE state = 'open'"), $recorded, 'check, dry run: none is recorded');
($rc, $out, $err) = bz('check', '-o', 'json');
is($rc, 2, 'check: exit 2');
is(scalar(@{ JSON::PP->new->decode($out) }), $found, 'check: the same findings');
is(sql("SELECT count(*) FROM finding WHERE state = 'open'"), $found, 'check: they are recorded');
($rc, $out, $err) = bz('check', '--rule', 'over_establishment');
is($rc, 0, 'check of a rule that is kept: exit 0') or diag $out;

# damage that no client could do: only with the guards taken away
sql('ALTER TABLE account DISABLE TRIGGER USER; UPDATE account SET strength = strength + 1'
	  . ' WHERE holder_id > 0 AND post_type = 11; ALTER TABLE account ENABLE TRIGGER USER');
($rc, $out, $err) = bz('verify', '-o', 'json');
is($rc, 2, 'verify of a damaged book: exit 2');
cmp_ok(scalar(@{ JSON::PP->new->decode($out) }), '>=', 2, 'verify of a damaged book: the differences');

# ---- Chinese -------------------------------------------------------------------------

SKIP:
{
	my $locales = `locale -a 2>/dev/null`;
	skip 'the locale zh_CN.UTF-8 is not installed', 9 unless $locales =~ /^zh_CN\.utf-?8$/mi;
	local $ENV{LC_ALL} = 'zh_CN.UTF-8';
	local $ENV{LANGUAGE} = 'zh_CN';

	($rc, $out, $err) = bz('--help');
	is($rc, 0, 'Chinese help: exit 0');
	like($out, qr/^命令：$/m, 'Chinese help');
	like($out, qr/^  enrol +入编$/m, 'Chinese help of a command');
	like((bz('post', 'list'))[1], qr/│ 核定数 │/, 'Chinese headings from the comments of columns');
	like((bz('doc', 'list', '-o', 'csv'))[1], qr/^文件编号,批准文号,/, 'Chinese headings in CSV');
	like((bz('doc', 'list', '-o', 'csv', '--headings', 'en'))[1], qr/^Id,Number,/, '--headings en');
	like((bz('-n', 'post', 'allocate', '盟审计局', '11', '1', @paper))[1], qr/核定：.*兴安盟审计局 行政编制 \+1：分录/,
		'Chinese names of codes and a Chinese message');
	($rc, $out, $err) = bz('--nonsense');
	like($err, qr/以获取更多信息/, 'Chinese hint');
	($rc, $out, $err) = bz('nonsense');
	like($err, qr/没有命令/, 'Chinese error');
}
like(works('--headings zh in another locale', 'doc', 'list', '-o', 'csv', '--headings', 'zh'),
	qr/^文件编号,批准文号,/, '--headings zh without a Chinese locale');

# ---- a clerk with few rights ------------------------------------------------------------

$node->safe_psql('office', 'CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA bianzhi, hinggan TO reader;'
	  . ' GRANT SELECT ON ALL TABLES IN SCHEMA hinggan TO reader');
cmp_ok(scalar(@{ rows('a reader', '-U', 'reader', 'post', 'list') }), '>', 0, 'a reader reads');
($rc, $out, $err) = bz('-U', 'reader', 'doc', 'add', '兴机编[2019]9号', '-i', '2019-02-10');
is($rc, 1, 'a reader who writes: exit 1');
like($err, qr/42501/, 'a reader who writes: the server\'s code');

# ---- passwords ----------------------------------------------------------------------------

$node->safe_psql('office', "CREATE ROLE clerk LOGIN PASSWORD 'let me in'; GRANT USAGE ON SCHEMA bianzhi, hinggan TO clerk;"
	  . ' GRANT SELECT ON ALL TABLES IN SCHEMA hinggan TO clerk');
my $hba = slurp_file($node->data_dir . '/pg_hba.conf');
unlink($node->data_dir . '/pg_hba.conf');
append_to_file($node->data_dir . '/pg_hba.conf', "local all clerk scram-sha-256\n$hba");
$node->reload;
$node->poll_query_until('office', "SELECT count(*) = 1 FROM pg_hba_file_rules WHERE 'clerk' = ANY (user_name)");

($rc, $out, $err) = bz('-U', 'clerk', '-w', 'doc', 'list');
is($rc, 1, 'a password is needed and may not be asked for: exit 1');
foreach my $case ([ 'let me in', 0 ], [ 'let me out', 1 ])
{
	my ($password, $expected) = @$case;
	# without a terminal of its own the program asks on stderr and reads stdin
	IPC::Run::run([ 'setsid', '-w', 'bianzhi', '-U', 'clerk', 'doc', 'list' ],
		'<', \"$password\n", '>', \$out, '2>', \$err);
	is($? >> 8, $expected, "a password that is typed, \"$password\": exit $expected");
	is(scalar(() = $err =~ /Password: /g), 1, 'it is asked for once');
}

# ---- Ctrl-C ----------------------------------------------------------------------------------

my ($holder_in, $holder_out) = ("BEGIN; LOCK TABLE hinggan.document; SELECT 'locked';\n", '');
my $holder = IPC::Run::start([ 'psql', '-XAtq', '-d', 'office' ], '<', \$holder_in, '>', \$holder_out);
$holder->pump until $holder_out =~ /locked/;
($out, $err) = ('', '');
my $waiter = IPC::Run::start([ 'bianzhi', 'doc', 'list' ], '>', \$out, '2>', \$err);
$node->poll_query_until('office', "SELECT count(*) = 1 FROM pg_stat_activity"
	  . " WHERE pid <> pg_backend_pid() AND wait_event_type = 'Lock'");
$waiter->signal('INT');
$waiter->finish;
is($waiter->result(0), 1, 'Ctrl-C: exit 1');
like($err, qr/57014/, 'Ctrl-C: the query was cancelled in the server');
is($out, '', 'Ctrl-C: nothing on stdout');
$holder_in .= "ROLLBACK;\n\\q\n";
$holder->finish;

$node->stop;
done_testing();
