# The client over a month: status, freeze, check, sign, close, export; and
# sealed files without a server: a flipped bit anywhere is found and its line
# named, a file that does not continue the chain is refused.

use strict;
use warnings;

use IPC::Run ();
use JSON::PP ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('period');
$node->init(extra => [ '-E', 'UTF8', '--locale=C.UTF-8' ]);
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE office');
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'office';
$ENV{LC_ALL} = 'C.UTF-8';
$ENV{BIANZHI_BOOK} = 'hinggan';
my $dir = PostgreSQL::Test::Utils::tempdir();

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
	like($err, qr/^\S+:  (?:\Q$code\E \()?\Q$state\E\)?$/m, "$name: $code ($state)");
	return;
}

sub rows { return JSON::PP->new->decode(works(@_, '-o', 'json')); }
sub sql { return $node->safe_psql('office', "SET client_min_messages = error; SET search_path = hinggan, bianzhi; SET bianzhi.document = '兴机编〔2019〕1号'; " . $_[0]); }
sub content { my ($file) = @_; open my $in, '<:raw', $file or die "$file: $!"; local $/; return scalar <$in>; }
sub store { my ($file, $text) = @_; open my $out, '>:raw', $file or die "$file: $!"; print $out $text; close $out; return $file; }

works('a book', 'init', 'hinggan', '-r', '152200', '-t', '兴安盟');
sql(<<'SQL');
INSERT INTO region (code, name, parent, level) VALUES ('152221', '科尔沁右翼前旗', '152200', 'county');
SELECT record_document('兴机编〔2019〕1号', '2019-01-01', '“三定”方案', level => 'province'),
       establish_unit('水利局', 'organ', rank => 'chu', effective_on => '2019-01-02'),
       establish_unit('"前旗" \ 水利局', 'organ', region => '152221', effective_on => '2019-01-02'),
       grant_ceiling('152200', '11', 100, effective_on => '2019-01-02'), allocate('水利局', '11', 10, effective_on => '2019-01-03');
INSERT INTO person (resident_id, name) SELECT resident_id_upgrade('15220090010100' || n), 'p' || n FROM generate_series(1, 9) n;
SELECT enrol('p1', '水利局', '11', effective_on => '2019-01-05');
SQL

# ---- a month ------------------------------------------------------------------

is(scalar(@{ rows('status', 'period', 'status') }), 2, 'both regions have a month');
refused('closing what is open', 'period_state', '55Z07', 'period', 'close', '2019-01');
refused('exporting what is open', 'period_state', '55Z07', 'export', '-M', '2019-01');
like(works('freeze', 'period', 'freeze', '2019-01'), qr/2019-01.*兴安盟.*2$/, 'the league freezes with its banner');
is_deeply([ map { "$_->{region} $_->{month} $_->{month_state}" } @{ rows('status', 'period', 'status', '2019-01') } ], [ '152200 2019-01 frozen', '152221 2019-01 frozen' ], 'status shows it');
refused('writing', 'period_frozen', '55Z01', 'enrol', 'p2', '水利局', '11', '-D', '兴机编〔2019〕1号');
like(works('unfreeze', 'period', 'unfreeze', '2019-01', '-m', '补报'), qr/2019-01/, 'lifted');
works('freeze again', 'period', 'freeze', '2019-01-31');

sql("INSERT INTO section (region, code, name, role) VALUES ('152200', 'organ', '机关编制科', 'signer');
     CREATE ROLE signer LOGIN; GRANT USAGE ON SCHEMA hinggan, bianzhi TO signer; GRANT SELECT ON ALL TABLES IN SCHEMA hinggan TO signer; GRANT INSERT ON hinggan.sign_off TO signer;");
my ($rc, $out, $err) = bz('period', 'check', '2019-01', '-o', 'json');
is($rc, 2, 'something is in the way: exit 2');
is(JSON::PP->new->decode($out)->[0]{problem}, 'unsigned', 'a signature');
refused('closing unsigned', 'period_state', '55Z07', 'period', 'close', '2019-01');
refused('signing by somebody else', 'ERROR', '42501', 'period', 'signoff', 'organ', '2019-01');
like(works('signing', '-U', 'signer', 'period', 'signoff', 'organ', '2019-01'), qr/机关编制科.*2019-01/, 'signed by the section');
like(works('check', 'period', 'check', '2019-01'), qr/nothing is in the way/, 'nothing is in the way');
like(works('close', 'period', 'close', '2019-01'), qr/seal [0-9a-f]{64}$/, 'closed and sealed');
refused('writing into it', 'period_closed', '55Z02', 'period', 'freeze', '2019-01');

sql("UPDATE section SET active = false; SELECT enrol('p2', '水利局', '11', effective_on => '2019-01-20'), enrol('p3', '水利局', '11', effective_on => '2019-02-05');");
is_deeply([ map { "$_->{fact} $_->{effective_on} $_->{reported_in}" } @{ rows('late', 'period', 'late', '2019-01') } ], [ 'enrolment 2019-01-20 2019-02' ], 'what came late is listed');
# ---- audit formulas -------------------------------------------------------------

sql("UPDATE report_formula SET active = false WHERE code = '21-01'");
like(works('formulas', 'report', 'check', '-M', '2019-01'), qr/\d+ hold, 0 fail, [1-9]\d* could not/, 'what could not be evaluated has not passed');
is_deeply([ map { $_->{outcome} } grep { $_->{code} eq '01-01' } @{ rows('all formulas', 'report', 'check', '--all', '-q') } ], ['passed'], 'each formula and how it came out, for the month the region is in');
sql("INSERT INTO report_formula (code, report, rows, formula, name_zh, name_en) VALUES ('x1', 'monthly_establishment', 'row_kind=total', 'approved_total = 999', '试', 'trial')");
($rc, $out, $err) = bz('report', 'check', '-M', '2019-02', '-o', 'json');
is($rc, 2, 'a formula fails: exit 2');
is_deeply([ map { "$_->{code} $_->{name} $_->{severity} $_->{left_value} $_->{right_value}" } @{ JSON::PP->new->decode($out) } ], ['x1 trial error 10 999'], 'it is named with both sides');
is((bz('report', 'check', '--all', '-M', '2019-02'))[0], 2, 'also among all');
($rc, $out, $err) = bz('report', 'check', '-M', '2019-02', '--headings', 'zh');
like($out, qr/错误.*10.*999/, 'in Chinese');
works('freeze February', 'period', 'freeze', '2019-02');
($rc, $out, $err) = bz('period', 'check', '2019-02', '-o', 'json');
is($rc, 2, 'it is in the way');
is_deeply([ map { $_->{problem} } @{ JSON::PP->new->decode($out) } ], ['formulas'], 'and nothing else');
refused('closing', 'period_state', '55Z07', 'period', 'close', '2019-02');
sql("UPDATE report_formula SET active = false WHERE code = 'x1'");
works('lift February', 'period', 'unfreeze', '2019-02', '-m', '试');
refused('a region that is not there', 'region_exists', '23503', 'report', 'check', '-r', '999999');

for my $month (2, 3)
{
	works("freeze $month", 'period', 'freeze', "2019-0$month");
	works("close $month", 'period', 'close', "2019-0$month");
}
works("export $_", 'export', '-M', "2019-0$_", '-O', "$dir/$_") for 1 .. 3;

# ---- files, with no server ----------------------------------------------------

$node->stop;
delete @ENV{qw(PGHOST PGPORT PGDATABASE BIANZHI_BOOK)};
my @months = map { content("$dir/$_") } 1 .. 3;
my @lines = split /\n/, $months[0];
like(works('one file', 'verify', "$dir/1"), qr/152200, 2019-01, \d+ lines, intact, seal [0-9a-f]{64}$/m, 'a file is intact');
is(scalar(() = works('the chain', 'verify', "$dir/1", "$dir/2", "$dir/3") =~ /intact/g), 3, 'three files are, in a chain');
is(works('in any order', 'verify', '-q', "$dir/3", "$dir/1", "$dir/2"), '', 'in any order');
is(works('in Chinese', 'verify', "$dir/1") =~ /intact/ ? 1 : 0, 1, 'said');
is(JSON::PP->new->decode($_)->{kind} ? 1 : 0, 1, 'a line is JSON') for @lines;

# line of the file that is named, 0 if it is found sound
sub named
{
	my ($text) = @_;
	my ($code, $said) = bz('verify', store("$dir/f", $text));
	return $code == 0 ? 0 : $code == 2 && $said =~ /line (\d+) was/ ? $1 : -1;
}

srand(20190131);
my @missed;
my @places = (0 .. 40, map({ index($months[0], $_) } '"kind":"leaves"', '"kind":"end"', '"digests"', '"lines"', '"previous"'), length($months[0]) - 1, map { int rand length $months[0] } 1 .. 150);
for my $place (@places)
{
	my $text = $months[0];
	my $line = 1 + (substr($text, 0, $place) =~ tr/\n//);
	substr($text, $place, 1) = chr(ord(substr($text, $place, 1)) ^ (1 << int rand 8));
	my $found = named($text);
	push @missed, "byte $place of line $line: $found" if $found != $line;
}
is("@missed", '', scalar(@places) . ' flipped bits, each found and its line named');

my @order = @lines;
@order[ 3, 4 ] = @order[ 4, 3 ];
is(named(join("\n", @order) . "\n"), 4, 'two lines changed places');
is(named(join("\n", @lines[ 0 .. 2, 4 .. $#lines ]) . "\n"), 4, 'a line is gone');
is(named(join("\n", @lines[ 0 .. 3, 3 .. $#lines ]) . "\n"), 5, 'a line stands twice');
isnt(named(join("\n", @lines, $lines[-1]) . "\n"), 0, 'something after the end');
is(named(substr $months[0], 0, -1), scalar @lines, 'the last line feed is gone');
is(named(''), 1, 'an empty file');
isnt(named($months[0] . $months[1]), 0, 'two files in one');

($rc, $out) = bz('verify', "$dir/1", "$dir/3");
is($rc, 2, 'a month between is missing: exit 2');
like($out, qr/missing/, 'and said');
# a file that is sound in itself and does not continue the other
store("$dir/other", $months[2] =~ s/2019-03/2019-02/gr);
is((bz('verify', "$dir/1", "$dir/other"))[0], 2, 'a header of another month does not pass');
is((bz('verify', "$dir/nothing"))[0], 1, 'a file that is not there: exit 1');

# with openssl alone, as SEAL.md says
SKIP:
{
	my $probe = `printf 'abc' | openssl dgst -sm3 2>/dev/null` // '';
	skip 'no openssl command with SM3', 2 if $probe !~ /66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0/;
	my $sm3 = sub { my ($bytes) = @_; return pack 'H*', (`openssl dgst -sm3 '@{[ store("$dir/bytes", $bytes) ]}'` =~ /([0-9a-f]{64})/)[0]; };
	my $tree;
	$tree = sub {
		my @leaves = @_;
		return $leaves[0] if @leaves == 1;
		my $k = 1;
		$k *= 2 while $k * 2 < @leaves;
		return $sm3->("\1" . $tree->(@leaves[ 0 .. $k - 1 ]) . $tree->(@leaves[ $k .. $#leaves ]));
	};
	my $end = JSON::PP->new->decode($lines[-1]);
	my $root = $tree->(map { $sm3->("\0$_") } grep { !/^\{"kind":"(?:seal|leaves|end)",/ } @lines);
	is(unpack('H*', $root), $end->{root}, 'openssl computes the same root');
	is(unpack('H*', $sm3->($root . pack('H*', $end->{previous}) . $lines[0])), $end->{seal}, 'and the same seal');
}

done_testing();
