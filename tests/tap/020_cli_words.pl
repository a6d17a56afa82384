# The client without a server: help, manual page and completion all come from
# the command table, so every command must be in each of them.

use strict;
use warnings;

use IPC::Run ();
use PostgreSQL::Test::Utils;
use Test::More;

# LANG may be anything where the tests are run
$ENV{LC_ALL} = 'C';

sub bz
{
	my @words = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run([ 'bianzhi', @words ], '<', \'', '>', \$out, '2>', \$err);
	return ($? >> 8, $out, $err);
}

# ---- help ----------------------------------------------------------------

my ($status, $help, $err) = bz('--help');
is($status, 0, 'help: exit 0');
is($err, '', 'help: nothing on stderr');

my ($list) = $help =~ /^Commands:\n(.*?)\n\n/ms;
my @commands = map { /^  (\S+(?: \S+)?)\s{2,}\S/ ? [ split / /, $1 ] : () } split /\n/, $list;
cmp_ok(scalar(@commands), '>=', 33, 'help lists the commands');

my %of_all = map { $_ => 1 } $help =~ /^  -(\S), --/mg;
cmp_ok(scalar(keys %of_all), '>=', 12, 'help lists the options of all commands');

my ($man_status, $man) = bz('--man');
my ($completion_status, $completion) = bz('--completion');
is($man_status, 0, 'manual page is written');
is($completion_status, 0, 'completion is written');

foreach my $command (@commands)
{
	my $name = "@$command";
	my ($rc, $out, $stderr) = bz(@$command, '--help');
	is($rc, 0, "$name --help: exit 0");
	like($out, qr/^Usage:\n  bianzhi \Q$name\E/m, "$name --help: usage");
	is($stderr, '', "$name --help: nothing on stderr");

	# a letter that meant two things would silently do the wrong one
	my %seen;
	my @letters = $out =~ /^  -(\S), --/mg;
	is_deeply([ grep { $of_all{$_} || $seen{$_}++ } @letters ], [], "$name: letters mean one thing");

	($rc, $out) = bz('help', @$command);
	is($rc, 0, "help $name: exit 0");

	($rc, $out, $stderr) = bz(@$command, '--no-such-option');
	is($rc, 1, "$name: unknown option, exit 1");
	is($out, '', "$name: unknown option, nothing on stdout");
	like($stderr, qr/no-such-option/, "$name: unknown option is named");

	like($man, qr/^\.SS "\Q$name\E[ "]/m, "$name is in the manual page");
	like($completion, qr/^    \["\Q$name\E"\]=/m, "$name is in the completion");
}

# ---- wrong words ----------------------------------------------------------

foreach my $case (
	[ 'no command' => [] ],
	[ 'no such command' => ['nonsense'] ],
	[ 'no such command of a group' => [ 'unit', 'nonsense' ] ],
	[ 'a group alone' => ['unit'] ],
	[ 'unknown option of all commands' => [ '--nonsense', 'status' ] ],
	[ 'missing operand' => [ 'enrol', '1' ] ],
	[ 'missing option' => [ 'doc', 'add', 'x' ] ],
	[ 'too many operands' => [ 'status', 'now' ] ],
	[ 'unknown format' => [ '--format=odt', 'status' ] ],
	[ 'byte order mark without CSV' => [ '--bom', 'status' ] ],
	[ 'unknown language of headings' => [ '--headings=fr', 'status' ] ],
	[ 'password in a connection string' => [ '-d', 'host=/nowhere password=secret', 'status' ] ],
	[ 'password in a URI' => [ '-d', 'postgresql://u:secret@localhost/x', 'status' ] ],
	[ 'unknown report' => [ 'report', 'nonsense' ] ],)
{
	my ($what, $words) = @$case;
	my ($rc, $out, $stderr) = bz('-h', '/nowhere', @$words);
	is($rc, 1, "$what: exit 1");
	is($out, '', "$what: nothing on stdout");
	isnt($stderr, '', "$what: said on stderr");
	unlike($stderr, qr/secret/, "$what: no password in the message");
	unlike($stderr, qr/connection to server/, "$what: refused before connecting")
	  unless $what eq 'unknown report';
}

my ($rc, $out, $stderr) = bz('--version');
is($rc, 0, 'version: exit 0');
like($out, qr/^bianzhi \d+\.\d+\n\z/, 'version: our own, not the server\'s');

($rc, $out, $stderr) = bz('-h', '/nowhere', '-w', 'status');
is($rc, 1, 'no server: exit 1');
is($out, '', 'no server: nothing on stdout');

# ---- completion works in bash ----------------------------------------------

my $script = $PostgreSQL::Test::Utils::tmp_check . '/completion.bash';
PostgreSQL::Test::Utils::append_to_file($script, $completion);

sub complete_words
{
	my @words = @_;
	my $given = join ' ', map { "'$_'" } @words;
	my $reply = '';
	IPC::Run::run(
		[   'bash', '-c',
			". '$script' && COMP_WORDS=($given) COMP_CWORD=$#words && _bianzhi"
			  . ' && printf "%s\n" "${COMPREPLY[@]}"'
		],
		'>', \$reply);
	return split /\n/, $reply;
}

is_deeply([ complete_words('bianzhi', 'enr') ], ['enrol'], 'completes a command');
is_deeply([ complete_words('bianzhi', '-B', 'x', 'unit', 'tr') ],
	['tree'], 'completes the second word after an option with a value');
is_deeply([ complete_words('bianzhi', 'enrol', '--entry') ],
	['--entry-reason'], 'completes an option of the command');
is_deeply([ complete_words('bianzhi', 'status', '--dry') ],
	['--dry-run'], 'completes an option of all commands');
is_deeply([ complete_words('bianzhi', 'report', 'unit_') ], ['unit_lamp'], 'completes a report');
is_deeply([ complete_words('bianzhi', '--format', 'm') ], ['markdown'], 'completes a format');

done_testing();
