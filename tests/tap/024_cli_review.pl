# The client where posts are given out by priority and acts are proposed and
# reviewed: who comes first, the plan.

use strict;
use warnings;

use IPC::Run ();
use JSON::PP ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('review');
$node->init(extra => [ '-E', 'UTF8', '--locale=C.UTF-8' ]);
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE office');
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'office';
$ENV{LC_ALL} = 'C.UTF-8';
$ENV{BIANZHI_BOOK} = 'hinggan';

# Exit code, stdout and stderr, all as bytes.
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

sub refused
{
	my ($name, $code, $state, @words) = @_;
	my ($rc, $out, $err) = bz(@words);
	is($rc, 1, "$name: exit 1");
	is($out, '', "$name: nothing on stdout");
	like($err, qr/^\S+:  (?:\Q$code\E \()?\Q$state\E\)?$/m, "$name: $code ($state)");
	return;
}

sub rows
{
	my ($name, @words) = @_;
	my $rows = eval { JSON::PP->new->decode(works($name, @words, '-o', 'json')) };
	is($@, '', "$name: JSON is well formed");
	return $rows // [];
}

sub sql { return $node->safe_psql('office', "SET search_path = hinggan, bianzhi; SET bianzhi.document = '兴机编〔2019〕1号'; " . $_[0]); }

my @doc = ('-D', '兴机编〔2019〕1号');
$node->safe_psql('office', "CREATE EXTENSION bianzhi; SELECT bianzhi.create_book('hinggan', '152200', '兴安盟')");
sql(q{SELECT record_document('兴机编〔2019〕1号', '2019-01-10');
	SELECT establish_unit(u, 'organ', rank => 'chu', effective_on => '2019-01-10') FROM unnest('{水利局,审计局,医保局}'::text[]) u;
	SELECT grant_ceiling('152200', '11', 20, effective_on => '2019-01-10');
	SELECT allocate(u, '11', 4, effective_on => '2019-01-10') FROM unnest('{水利局,审计局}'::text[]) u;
	INSERT INTO person (resident_id, name) SELECT resident_id_upgrade('15220090010100' || n), '人' || n FROM generate_series(1, 8) n;
	INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
	SELECT n, 1 + (n - 1) / 4, 11, '2019-01-10', 1 FROM generate_series(1, 8) n});

# who comes first
like(works('set', 'priority', 'set', '医保局', '10', '-k', 'new', '-e', '2019-01-18', @doc), qr/^医保局 has weight 10 .*priority 1$/, 'set says what is recorded');
works('set another', 'priority', 'set', '审计局', '3', @doc);
is_deeply([ map { $_->{weight} } @{ rows('list', 'priority', 'list') } ], [ 10, 3 ], 'list, the heaviest first');
works('end', 'priority', 'end', '审计局', @doc);
is(scalar @{ rows('list', 'priority', 'list') }, 1, 'what has ended is not listed');
is(scalar @{ rows('list all', 'priority', 'list', '-a') }, 2, 'but with --all');
refused('set a weight that is none', 'priority_weight_in_range', '23514', 'priority', 'set', '审计局', '0', @doc);
refused('end nothing', 'priority_exists', '23503', 'priority', 'end', '水利局', @doc);

# the plan
my $plan = rows('plan', 'post', 'plan', '11', '6');
is($plan->[0]{unit}, q{医保局}, 'who comes first stands first');
is($plan->[-1]{proposed}, 6, 'the last row is the sum');
my ($sum, $explained) = (0, 0);
for my $row (@{$plan}[ 0 .. $#$plan - 1 ]) { $sum += $row->{proposed}; $explained++ if defined $row->{explanation} }
is($sum, 6, 'of what is proposed');
is($explained, 0, 'explained only on request');
is(scalar(grep { !defined $_->{explanation} } @{ rows('explain', 'post', 'plan', '11', '6', '-x') }), 0, 'then every row is');
is(rows('too many', 'post', 'plan', '11', '600')->[-1]{proposed}, 12, 'what is possible');
my $table = works('plan as a table', 'post', 'plan', '11', '6', '--headings', 'zh');
like($table, qr/建议数/, 'with Chinese headings');
unlike($table, qr/\| *proposed/, 'and no others');
refused('no such kind of post', 'post_type_exists', '23503', 'post', 'plan', '行政', '6');
is((bz('post', 'plan', '11', '0'))[0], 1, 'no posts: refused');
is((bz('post', 'plan', '11'))[0], 1, 'no quantity: refused');
is(sql('SELECT count(*) FROM entry'), '3', 'nothing was written');

# submitting
sql('CREATE ROLE maker LOGIN SUPERUSER; CREATE ROLE checker LOGIN SUPERUSER');
my @maker = ('-U', 'maker');
my @checker = ('-U', 'checker');
like(works('submit', 'propose', 'posts', '11', '6', @doc, @maker), qr/^submitted as proposal 1, waits for review: /, 'submitted, not created');
is(sql('SELECT count(*) FROM entry'), '3', 'nothing is done yet');
my $waiting = rows('what waits', 'review', 'list', @checker);
is_deeply([ map { [ @{$_}{qw(proposal_id state made_by)} ] } @$waiting ], [ [ 1, 'submitted', 'maker' ] ], 'it waits');
my $card = rows('its card', 'review', 'show', '1', @checker);
cmp_ok(scalar(grep { ($_->{value} // '') =~ /得分/ } @$card), '>', 0, 'with the explanation of each figure');
refused('approve what is one\'s own', 'self_review', '23Z20', 'review', 'approve', '1', @maker);
like((bz('review', 'approve', '1', @maker))[2], qr/\bbianzhi review withdraw$/m, 'and the command for what the hint names');
like(works('in Chinese', 'review', 'list', '--headings', 'zh', '-o', 'csv', @checker), qr/,待复核,.*,是,/, 'states, yes and no are words');
is((bz('review', 'reject', '1', @checker))[0], 1, 'a rejection needs a reason');
is((bz('review', 'withdraw', '1', @checker))[0], 1, 'nobody else withdraws');
like(works('try to approve', '-n', 'review', 'approve', '1', @checker), qr/^dry run, nothing is kept: .*proposal 1/, 'a dry run shows what it would do');
is(sql('SELECT state FROM proposal'), 'submitted', 'and keeps nothing');
like(works('approve', 'review', 'approve', '1', '-R', '同意', @checker), qr/^approved and carried out: proposal 1: /, 'approved');
is(sql('SELECT sum(quantity) FROM entry_line l JOIN entry e ON e.id = l.entry_id WHERE l.holder_id > 0 AND e.recorded_by = \'checker\''), '6', 'six posts went out');
refused('approve again', 'proposal_state', '55Z05', 'review', 'approve', '1', @checker);
is(scalar @{ rows('nothing waits', 'review', 'list') }, 0, 'nothing waits');
is(rows('all', 'review', 'list', '-a')->[0]{decision_reason}, '同意', 'but with --all');

# a file
my $file = PostgreSQL::Test::Utils::tempdir() . '/operations.json';
PostgreSQL::Test::Utils::append_to_file($file, '[{"op": "核定编制", "args": {"unit": "水利局", "post_type": "11", "quantity": 2}, "note": "防汛"}]');
my @submission = ('propose', 'file', $file, '-t', '水利局增编', '-R', '防汛', '--key', 'K', @doc);
like(works('submit a file', @submission, @maker), qr/^submitted as proposal (\d+), /, 'a file');
my ($id) = works('again', @submission, @maker) =~ /proposal (\d+)/;
is(sql('SELECT count(*) FROM proposal'), '2', 'the same key makes no second');
like(works('in Chinese', '--headings', 'zh', 'review', 'show', $id, @checker), qr/水利局增编/, 'its card in Chinese');
sql('SELECT reduce_posts(\'水利局\', \'11\', 0 + 1) FROM (SELECT release(\'人1\', \'other\')) r');
refused('stale', 'stale_proposal', '23Z21', 'review', 'approve', $id, @checker);
is(rows('list says so', 'review', 'list')->[0]{unchanged}, JSON::PP::false, 'a list tells what has gone stale');
like(works('reject', 'review', 'reject', $id, '-R', '数据已变', @checker), qr/^rejected: proposal $id: /, 'rejected');
like(works('another', 'propose', 'posts', '11', '1', @doc, @maker), qr/^submitted/, 'another');
like(works('withdraw', 'review', 'withdraw', $id + 1, '-R', '改期', @maker), qr/^withdrawn: proposal /, 'withdrawn');
for my $bad ('[{"op": "drop_book"}]', '[{"op": "allocate"', '{}', '')
{
	my $path = PostgreSQL::Test::Utils::tempdir() . '/bad.json';
	PostgreSQL::Test::Utils::append_to_file($path, $bad);
	is((bz('propose', 'file', $path, '-t', 'x', @doc, @maker))[0], 1, "not proposed: $bad");
}
like((bz('propose', 'file', '/no/such/file', '-t', 'x', @doc))[2], qr{/no/such/file}, 'a file that is not there is named');
is(sql('SELECT count(*) FROM verify()'), '0', 'the book is sound');

done_testing();
