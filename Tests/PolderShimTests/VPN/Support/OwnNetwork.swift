import Foundation

/// Networks of their own, in which an ordinary user may do what root does.
enum OwnNetwork {
  /// The addresses of the VPN in all tests.
  static let subnet = "10.76.0.0/16"

  /// Whether this machine lets its users have them.
  static let isThere: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments + ["perl", "-e", "0"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// What stands before a command that is to have one, for `env`.
  static let arguments = ["unshare", "-Urn"]

  /// What stands before a command that is to have a further address on an interface of its network; all are brought up.
  /// A mask may follow the address behind a slash.
  static func addressing(_ interface: String, _ address: String) -> [String] {
    ["perl", "-e", addressScript, interface, address]
  }

  private static let addressScript = """
    my ($interface, $address) = splice(@ARGV, 0, 2);
    ($address, my $mask) = split(m{/}, $address);
    socket(my $socket, 2, 2, 0) or die $!;
    sub name { pack("a16 S n a4 x16", $_[0], 2, 0, pack("C4", split(/\\./, $_[1]))) }
    for ("lo", $interface =~ s/:.*//r) { ioctl($socket, 0x8914, pack("a16 s x22", $_, 0x41)) or die "up: $!" }
    ioctl($socket, 0x8916, name($interface, $address)) or die "address: $!";
    ioctl($socket, 0x891c, name($interface, $mask // "255.255.0.0")) or die "mask: $!";
    exec(@ARGV) or die $! if @ARGV;
    """

  /// For Perl: joins this network and that of a process by a cable, whose ends are both named `v`.
  static let cableScript = """
    sub attribute { my $text = pack("SS", 4 + length($_[1]), $_[0]) . $_[1]; $text . "\\0" x (-length($text) % 4) }
    my $head = pack("x16");
    my $peer = $head . attribute(3, "v\\0") . attribute(19, pack("L", $ARGV[0]));
    my $kind = attribute(1, "veth\\0") . attribute(2, attribute(1, $peer));
    my $body = $head . attribute(3, "v\\0") . attribute(18, $kind);
    socket(my $socket, 16, 3, 0) or die $!;
    syswrite($socket, pack("LSSLL", 16 + length($body), 16, 0x605, 1, 0) . $body) or die $!;
    sysread($socket, my $answer, 4096) or die $!;
    my $error = unpack("x16 l", $answer);
    if ($error) { $! = -$error; die "cable: $!" }
    """

  /// The ports at which somebody listens in the network of a process.
  static func ports(of process: Int32) -> Set<UInt16> {
    // By pieces until the end: the file says that it has no bytes, and one read does not bring all.
    let content = try? FileHandle(forReadingFrom: URL(filePath: "/proc/\(process)/net/tcp")).readToEnd()
    let table = String(decoding: content ?? Data(), as: UTF8.self)
    return Set(
      table.split(separator: "\n").dropFirst().compactMap { line in
        let words = line.split(separator: " ")
        guard words.count > 3, words[3] == "0A" else { return nil }
        return words[1].split(separator: ":").last.flatMap { UInt16($0, radix: 16) }
      })
  }
}
