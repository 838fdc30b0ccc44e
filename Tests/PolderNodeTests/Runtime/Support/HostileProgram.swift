/// A program that tries to get out of its sandbox in every way it knows; each line says what held and what broke.
enum HostileProgram {
  /// What the machine offers it to reach for.
  struct Targets {
    /// Files and folders of the machine that exist.
    var paths: [String]
    /// Addresses and ports where something listens.
    var addresses: [(host: String, port: Int)]
    /// The name of an abstract Unix socket of the machine.
    var abstractSocket: String
    /// A process of the machine.
    var process: Int32
    /// The size of its folders in memory, in bytes.
    var temporaryBytes: Int
  }

  static func script(_ targets: Targets) -> String {
    var lines = [prelude]
    for path in targets.paths { lines.append("try 'path \(path)' ls -d '\(path)'") }
    for (host, port) in targets.addresses {
      lines.append("try 'tcp \(host):\(port)' timeout 2 bash -c ': < /dev/tcp/\(host)/\(port)'")
    }
    lines.append("try 'signal to the node' kill -0 \(targets.process)")
    lines.append("try 'environment of the node' cat /proc/\(targets.process)/environ")
    lines.append("try 'abstract socket' perl -e '\(connect(targets.abstractSocket))'")
    for folder in ["/tmp", "/dev/shm"] {
      lines.append("try 'fill \(folder)' sh -c 'head -c \(targets.temporaryBytes + 1) /dev/zero > \(folder)/fill'")
      lines.append("rm -f \(folder)/fill")
    }
    return (lines + [attempts, "echo over"]).joined(separator: "\n")
  }

  private static func connect(_ name: String) -> String {
    #"use Socket; socket(my $s, PF_UNIX, SOCK_STREAM, 0) or exit 9; "#
      + #"connect($s, pack("S a*", AF_UNIX, "\0\#(name)")) or exit 1"#
  }

  private static let prelude = """
    try() { name=$1; shift; if "$@" > /dev/null 2>&1 < /dev/null; then echo "broke $name"; else echo "held $name"; fi; }
    works() { name=$1; shift; if "$@" > /dev/null 2>&1 < /dev/null; then echo "works $name"; else echo "misses $name"; fi; }
    works 'own proxy' timeout 2 bash -c ': < /dev/tcp/127.0.0.1/8080'
    works perl perl -e 'use Socket; socket(my $s, PF_UNIX, SOCK_STREAM, 0) or exit 9'
    works 'own folder' touch /mnt/data/task-000000007/mine
    works 'memory folder' touch /tmp/mine
    works 'own process' kill -0 $$
    """

  private static let attempts = """
    for place in / /usr /usr/bin /bin /etc /dev /run /run/polder /run/polder/proxy /mnt /mnt/data /proc/1; do
      try "write into $place" touch $place/x
    done
    for file in /proc/sys/kernel/core_pattern /proc/sys/kernel/hostname /proc/sys/vm/overcommit_memory \\
      /proc/sysrq-trigger /proc/mtrr /run/polder/polder-shim /usr/bin/env; do
      # Opened, but nothing written: should it break, the machine stays as it is.
      try "write to $file" sh -c ": >> $file"
    done
    for file in /proc/kcore /proc/kmsg /dev/mem /dev/kmsg /dev/sda /dev/vda /proc/1/root/root /proc/1/root/home; do
      try "read $file" head -c 1 $file
    done
    try 'remove the proxy' rm /run/polder/proxy/proxy.sock
    try 'mount memory' mount -t tmpfs none /tmp
    try 'mount proc' mount -t proc none /tmp
    try 'bind' mount --bind /usr /tmp
    try 'remount' mount -o remount,rw,bind /usr
    try 'unmount' umount -l /usr
    try 'new user namespace' unshare -U true
    try 'new user namespace as root' unshare -Ur true
    try 'new mount namespace' unshare -m true
    try 'new network namespace' unshare -n true
    try 'sandbox in the sandbox' bwrap --ro-bind / / true
    try 'chroot' chroot /usr /bin/true
    try 'device' mknod /tmp/device b 254 0
    try 'another user' perl -e '$< = 0; $> = 0; exit($> != 0)'
    try 'own files to another user' chown 1 /tmp/mine
    try 'raw socket' perl -e 'use Socket; socket(my $s, PF_INET, SOCK_RAW, 1) or exit 1'
    try 'packet socket' perl -e 'socket(my $s, 17, 3, 768) or exit 1'
    try 'host name' hostname other
    try 'precedence' nice -n -5 sh -c '[ $(nice) -lt 0 ]'
    try 'larger files' bash -c 'ulimit -H -f unlimited'
    try 'capabilities' sh -c '! grep -q "^CapEff:.0000000000000000" /proc/self/status'
    try 'capabilities to be had' sh -c '! grep -q "^CapBnd:.0000000000000000" /proc/self/status'
    try 'new privileges' sh -c '! grep -q "^NoNewPrivs:.1" /proc/self/status'
    try 'other processes' sh -c 'ls -d /proc/[1-9]* | grep -qv -x -E "/proc/[0-9]{1,3}"'
    try 'other interfaces' sh -c 'tail -n +3 /proc/net/dev | grep -v "^ *lo:"'
    try 'routes' sh -c 'tail -n +2 /proc/net/route | grep .'
    try 'abstract sockets' grep @ /proc/net/unix
    try 'more in the root' sh -c 'ls -A / | grep -v -x -E "\(topFolders)"'
    try 'more in etc' sh -c 'ls -A /etc | grep -v -x -E "ld.so.cache|alternatives"'
    try 'more in run' sh -c 'ls -A /run | grep -v -x polder'
    try 'more in the data' sh -c 'ls -A /mnt /mnt/data | grep -v -x -E "|/mnt.*:|data|tmp|task-000000007"'
    """

  /// What stands beside these belongs to libraries of a program built on this machine, and is looked at by itself.
  private static let topFolders = "bin|dev|etc|lib|lib32|lib64|mnt|proc|run|sbin|tmp|usr|opt|work|home|build"
}
