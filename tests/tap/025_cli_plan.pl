# Plans from the command line: files of three forms, all bad lines of one, the
# rehearsal in every format, applying, reversing, exit codes, Chinese.

use strict;
use warnings;

use IPC::Run ();
use JSON::PP ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('cli_plan');
$node->init(extra => [ '-E', 'UTF8', '--locale=C.UTF-8' ]);
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE office');
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'office';
delete $ENV{BIANZHI_BOOK};
$ENV{LC_ALL} = 'C.UTF-8';

# Runs the client; exit code, stdout and stderr, all bytes.
sub bz
{
	my @words = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run([ 'bianzhi', @words ], '<', \'', '>', \$out, '2>', \$err);
	return ($? >> 8, $out, $err);
}

sub works
{
	my ($name, @words) = @_;
	my ($rc, $out, $err) = bz(@words);
	is($rc, 0, "$name: exit 0") or diag $err;
	is($err, '', "$name: nothing on stderr");
	return $out;
}

sub sql { return $node->safe_psql('office', 'SET search_path = hinggan, bianzhi; ' . $_[0]); }

sub file
{
	my ($name, $text) = @_;
	my $path = $node->basedir . "/$name";
	open my $out, '>', $path or die "$path: $!";
	print $out $text;
	close $out or die $!;
	return $path;
}

my @paper = ('-D', '兴机编[2019]1号', '-e', '2019-01-10');
works('init', 'init', 'hinggan', '-r', '152200', '-t', '兴安盟');
works('doc add', 'doc', 'add', '兴机编[2019]1号', '-i', '2019-01-10');
works('unit add', 'unit', 'add', $_, '-c', 'organ', '-R', 'chu', @paper) for '水利局', '林业局';
works('post grant', 'post', 'grant', '152200', '11', '30', @paper);
works('post allocate', 'post', 'allocate', '水利局', '11', '10', @paper);
my $accounts = sql('SELECT string_agg(a::text, \' \' ORDER BY a.holder_id, a.post_type) FROM account a');

# ---- a file with bad lines ----------------------------------------------------

# 200 lines; five of them are bad, each in its own way
my @lines = map { $_ % 2 ? "划转编制 from_unit=水利局 to_unit=林业局 post_type=11 quantity=1" : "划转编制 from_unit=林业局 to_unit=水利局 post_type=11 quantity=1" } 1 .. 200;
my $good = join "\n", @lines;
my %bad = (
	17 => '划转编织 from_unit=水利局 to_unit=林业局 post_type=11 quantity=1',
	58 => '划转编制 from_unit=水利局 to_unit=林业局 post_type=11',
	99 => '划转编制 from_unit=水利局 to_unit=林业局 post_type=11 quantity=1 effective_on=2019-02-30',
	120 => '{"op": "transfer_posts", "args": {"from_unit": "水利局"',
	200 => '划转编制 from_unit=水务局 to_unit=林业局 post_type=11 quantity=1');
$lines[ $_ - 1 ] = $bad{$_} for keys %bad;
my $bad = file('bad.txt', join("\n", @lines) . "\n");
my ($rc, $out, $err) = bz('plan', 'load', $bad, '-t', '改革', '-o', 'json');
is($rc, 1, 'a file with bad lines: exit 1');
my $problems = JSON::PP->new->decode($out);
is(join(' ', map { "$_->{line}:$_->{sqlstate}" } @$problems), '17:22Z08 58:22Z08 99:22Z08 120:22P02 200:23503', 'each bad line with its number and code');
is(scalar(grep { !$_->{problem} } @$problems), 0, 'and its reason');
like($err, qr/5 of 200/, 'counted on stderr');
is(sql('SELECT count(*) FROM plan'), '0', 'nothing is stored');
($rc, $out, $err) = bz('plan', 'load', $bad, '-t', '改革');
is($rc, 1, 'as a table: exit 1');
like($out, qr/\b$_\b/, "line $_ is there") for sort { $a <=> $b } keys %bad;
($rc, $out) = bz('plan', 'rehearse', '--file', $bad);
is($rc, 1, 'rehearsing it: exit 1');
($rc, $out, $err) = bz('plan', 'load', $node->basedir . '/nowhere', '-t', 'x');
is($rc, 1, 'no such file: exit 1');
($rc, $out, $err) = bz('plan', 'load', file('empty.txt', "# nothing\n\n"), '-t', 'x');
is($rc, 1, 'an empty file: exit 1');

# ---- three forms ---------------------------------------------------------------

like(works('load plain text', 'plan', 'load', file('good.txt', $good), '-t', '来回划转', @paper), qr/plan 1\b/, 'load: says the number');
is(sql('SELECT count(*) FROM plan_step WHERE plan_id = 1'), '200', 'all steps are there');
like(works('load JSON lines', 'plan', 'load', file('lines.json', qq({"op": "allocate", "args": {"unit": "林业局", "post_type": "11", "quantity": 2}}\n{"op": "核减编制", "args": {"unit": "林业局", "post_type": "11", "quantity": 1}}\n)), '-t', '逐行'), qr/plan 2\b/, 'JSON lines');
like(works('load a JSON array', 'plan', 'load', file('array.json', qq([\n {"op": "allocate",\n  "args": {"unit": "林业局", "post_type": "11", "quantity": 2}}\n]\n)), '-t', '数组'), qr/plan 3\b/, 'a JSON array');

# ---- rehearsing ----------------------------------------------------------------

like(works('rehearse', 'plan', 'rehearse', '1'), qr/no violations in 200 steps/, 'rehearse: clean');
is(sql('SELECT string_agg(a::text, \' \' ORDER BY a.holder_id, a.post_type) FROM account a'), $accounts, 'and nothing has changed');
$out = works('rehearse 2', 'plan', 'rehearse', '2');
like($out, qr/林业局[^\n]*\b0\b[^\n]*\b1\b/, 'what changes, before and after');
my $wrong = file('wrong.txt', "# 多处不对\nallocate unit=林业局 post_type=11 quantity=100\nallocate unit=林业局 post_type=22 quantity=1\n核定编制 unit=林业局 post_type=行政编制 quantity=1\n");
for my $format ('table', 'csv', 'html', 'markdown')
{
	($rc, $out, $err) = bz('plan', 'rehearse', '-f', $wrong, '-D', '兴机编[2019]1号', '-o', $format);
	is($rc, 2, "violations in $format: exit 2");
	like($out, qr/over_ceiling/, "$format: the first");
	like($out, qr/mixed_establishment/, "$format: the second, too");
	is($err, '', "$format: nothing on stderr");
}
($rc, $out, $err) = bz('plan', 'rehearse', '-f', $wrong, '-o', 'json');
is($rc, 2, 'violations in JSON: exit 2');
my $rows = JSON::PP->new->decode($out);
is(join(' ', map { "$_->{step}:$_->{rule}" } grep { $_->{kind} eq 'violation' } @$rows), '1:over_ceiling 2:mixed_establishment', 'with their steps');
is(scalar(grep { $_->{kind} eq 'violation' && !$_->{remedy} } @$rows), 0, 'each with its remedy');
is(join(' ', map { "$_->{before}:$_->{after}" } grep { $_->{kind} eq 'figure' && $_->{unit_id} > 0 } @$rows), '0:1', 'and the figures of what would be done');
is(sql('SELECT count(*) FROM plan'), '3', 'a file is rehearsed without being stored');
($rc) = bz('plan', 'rehearse');
is($rc, 1, 'neither plan nor file: exit 1');
($rc) = bz('plan', 'rehearse', '1', '-f', $wrong);
is($rc, 1, 'both: exit 1');

# ---- step by step ---------------------------------------------------------------

like(works('new', 'plan', 'new', '林业局改革', @paper), qr/plan 4\b/, 'new: says the number');
like(works('add', 'plan', 'add', '4', '核定编制', 'unit=林业局', 'post_type=11', 'quantity=3'), qr/step 1\b/, 'add: says the step');
works('add', 'plan', 'add', '4', 'move_holdings', 'from_unit=水利局', 'to_unit=林业局', 'posts={"11": 2}');
works('add', 'plan', 'add', '4', 'rename_unit', 'unit=林业局', 'name=林业和草原局');
($rc, $out, $err) = bz('plan', 'add', '4', 'allocate', 'unit=林业局');
is($rc, 1, 'add, an argument is missing: exit 1');
like($err, qr/22Z08/, 'with its code');
($rc, $out, $err) = bz('plan', 'apply', '4');
is($rc, 1, 'apply before rehearsal: exit 1');
like($err, qr/plan_state \(55Z04\)/, 'with rule and code');
is(scalar(@{ JSON::PP->new->decode(works('show', 'plan', 'show', '4', '-o', 'json')) }), 3, 'show: three steps');
like(works('rehearse', 'plan', 'rehearse', '4'), qr/no violations in 3 steps/, 'rehearsed');
sql(q{SELECT allocate('林业局', '11', 1, '兴机编〔2019〕1号')});
($rc, $out, $err) = bz('plan', 'apply', '4');
is($rc, 1, 'apply after a change: exit 1');
like($err, qr/stale_proposal \(23Z21\)/, 'with rule and code');
like($err, qr/0\/0\/0.*1\/0\/0/, 'and the figures then and now');
works('rehearse again', '-q', 'plan', 'rehearse', '4');
like(works('apply', 'plan', 'apply', '4'), qr/plan 4\b.*3 steps/, 'applied');
is(sql(q{SELECT a.approved FROM account a WHERE a.holder_id = unit_ref('林业和草原局')}), '6', 'and done');

# ---- reversing -------------------------------------------------------------------

like(works('counter', 'plan', 'counter', '4', '-D', '兴机编[2019]1号', '-e', '2019-01-11'), qr/plan 5\b.*reverses plan 4/, 'counter: says both');
($rc, $out, $err) = bz('plan', 'counter', '4');
is($rc, 1, 'a second one: exit 1');
like($err, qr/55Z04/, 'with its code');
like(works('rehearse the counter-plan', 'plan', 'rehearse', '5'), qr/no violations/, 'it is rehearsed like any other');
works('apply the counter-plan', 'plan', 'apply', '5');
is(sql(q{SELECT a.approved FROM account a WHERE a.holder_id = unit_ref('林业局')}), '1', 'name and posts are what they were');
like(works('amend', 'plan', 'amend', '2', '-D', '兴机编[2019]1号', '-t', '改名'), qr/改名/, 'amend');
works('withdraw', 'plan', 'withdraw', '2', '--note', '不再办理');
is(join(' ', map { "$_->{plan_id}:$_->{state}" } @{ JSON::PP->new->decode(works('list', 'plan', 'list', '-a', '-o', 'json')) }),
	'5:applied 4:applied 3:draft 2:withdrawn 1:rehearsed', 'list');
cmp_ok(scalar(@{ JSON::PP->new->decode(works('operations', 'plan', 'operations', '-o', 'json')) }), '>', 20, 'operations');
is(works('verify', 'verify'), "no differences\n", 'verify');

($rc, $out, $err) = bz('-n', 'plan', 'load', file('good.txt', $good), '-t', '试办');
is("$rc " . sql('SELECT count(*) FROM plan'), '0 5', 'load, dry run: nothing is stored');

# ---- Chinese ----------------------------------------------------------------------

{
	local $ENV{LC_ALL} = 'zh_CN.UTF-8';
	local $ENV{LANGUAGE} = 'zh_CN';
	($rc, $out, $err) = bz('plan', 'rehearse', '-f', $wrong, '-D', '兴机编[2019]1号');
  SKIP:
	{
		skip 'no Chinese locale here', 3 if $out !~ /\p{Han}|机构/;
		is($rc, 2, 'in Chinese: exit 2');
		like($out, qr/各机构变动/, 'titles');
		like($out, qr/整改办法/, 'headings');
	}
}

$node->stop;
done_testing();
