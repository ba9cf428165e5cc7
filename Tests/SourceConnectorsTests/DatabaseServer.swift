// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import PlanningCycle
import Synchronization
import Testing

/// A database server of these tests: its own data folder, a free port of this machine, an administrator and a user who may only read. It runs
/// as a user without rights and is ended by its own number.
final class DatabaseServer: Sendable {
  enum Product: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case postgres, mariadb
    var testDescription: String { self == .postgres ? "PostgreSQL" : "MariaDB" }

    /// nil where the server is not installed; then the tests are skipped and say so.
    var shared: DatabaseServer? { self == .postgres ? DatabaseServer.postgres : DatabaseServer.mariadb }
  }

  static let postgres = DatabaseServer(.postgres)
  static let mariadb = DatabaseServer(.mariadb)
  static let isMissing: Comment = "postgresql, mariadb-server or odbc-mariadb is not installed (apt install): nothing was tried"
  static var areThere: Bool { postgres != nil && mariadb != nil }

  static let password = "Ge heim;{}'\"=口令"
  let product: Product
  let folder: String
  let port: Int
  private let isProtected: Bool
  private let process: Mutex<pid_t>

  /// Fresh and running; nil where it is not installed or does not start.
  ///
  /// - Parameter isProtected: it has a certificate for 127.0.0.1 from an authority of its own, and listens at 127.0.0.2 as well.
  init?(_ product: Product, isProtected: Bool = false) {
    self.isProtected = isProtected
    Self.clearAway()
    self.product = product
    folder = "/tmp/tongpin-sources-\(getpid())-\(Self.number.add(1, ordering: .relaxed).newValue)"
    port = Self.freePort()
    process = Mutex(0)
    guard product == .postgres ? Self.programs != nil : Self.hasMariaDB, makeFolder(), !isProtected || makeCertificates(), start() else {
      return nil
    }
    Self.running.withLock { $0.append(self) }
    guard (try? makeUsers()) != nil else { return nil }
  }

  private static let number = Atomic(0)
  private static let running: Mutex<[DatabaseServer]> = {
    atexit { for server in DatabaseServer.running.withLock({ $0 }) { server.end() } }
    return Mutex([])
  }()

  // MARK: What is installed

  private static let programs: String? = {
    let root = "/usr/lib/postgresql"
    let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap { Int($0) }
    return versions.max().map { "\(root)/\($0)/bin" }.flatMap { access($0 + "/initdb", X_OK) == 0 ? $0 : nil }
  }()

  private static var hasMariaDB: Bool {
    let drivers = (try? String(contentsOfFile: "/etc/odbcinst.ini", encoding: .utf8)) ?? ""
    return access("/usr/sbin/mariadbd", X_OK) == 0 && drivers.contains("[MariaDB Unicode]")
  }

  /// Neither server runs as root.
  private var owner: [String] {
    guard getuid() == 0 else { return [] }
    let name = product == .postgres ? "postgres" : "mysql"
    return ["/usr/bin/setpriv", "--reuid=\(name)", "--regid=\(name)", "--clear-groups"]
  }

  // MARK: Life

  private func makeFolder() -> Bool {
    guard mkdir(folder, 0o700) == 0 else { return false }
    if getuid() == 0 {
      guard let account = getpwnam(product == .postgres ? "postgres" : "mysql"),
        chown(folder, account.pointee.pw_uid, account.pointee.pw_gid) == 0
      else { return false }
    }
    switch product {
    case .postgres:
      let made =
        "\(owner.joined(separator: " ")) \(Self.programs ?? "")/initdb -D \(folder)/data -U admin -A scram-sha-256 "
        + "--pwfile=/dev/stdin -E UTF8 --locale=C.UTF-8 -N"
      return (try? Self.shell(made, input: Self.password + "\n")) != nil
    case .mariadb:
      let made =
        "\(owner.joined(separator: " ")) /usr/bin/mariadb-install-db --no-defaults --datadir=\(folder)/data --skip-test-db "
        + "--auth-root-authentication-method=normal --skip-name-resolve"
      return (try? Self.shell(made, input: "")) != nil
    }
  }

  /// The file of the authority.
  var authority: String { "/tmp/" + folder.split(separator: "/").joined(separator: "-") + ".ca.pem" }

  private func makeCertificates() -> Bool {
    let script = """
      cd \(folder) && openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj '/CN=Authority of a test' &&
      openssl req -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj '/CN=server' -addext 'subjectAltName=IP:127.0.0.1' &&
      openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -out cert.pem -days 2 -copy_extensions copy && chmod 600 key.pem
      """
    guard (try? Self.shell("\(owner.joined(separator: " ")) /bin/sh", input: script)) != nil else { return false }
    return (try? FileManager.default.copyItem(atPath: folder + "/ca.pem", toPath: authority)) != nil
  }

  /// Starts it, or starts it again after `kill`, and waits until it answers.
  @discardableResult
  func start() -> Bool {
    let command: [String] =
      switch product {
      case .postgres:
        [
          "\(Self.programs ?? "")/postgres", "-D", folder + "/data", "-k", folder, "-p", String(port), "-c",
          "listen_addresses=" + addresses,
          "-c", "log_min_messages=fatal", "-c", "fsync=off", "-c", "max_connections=40",
        ]
      case .mariadb:
        [
          "/usr/sbin/mariadbd", "--no-defaults", "--datadir=\(folder)/data", "--socket=\(folder)/s", "--port=\(port)",
          "--bind-address=" + addresses, "--skip-networking=0", "--pid-file=\(folder)/pid", "--skip-name-resolve",
          "--character-set-server=utf8mb4", "--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=2",
          "--max-allowed-packet=64M",
        ]
      }
    let protection: [String] =
      switch product {
      case _ where !isProtected: []
      case .postgres: ["-c", "ssl=on", "-c", "ssl_cert_file=\(folder)/cert.pem", "-c", "ssl_key_file=\(folder)/key.pem"]
      case .mariadb: ["--ssl-ca=\(folder)/ca.pem", "--ssl-cert=\(folder)/cert.pem", "--ssl-key=\(folder)/key.pem"]
      }
    let started = Self.spawn(owner + command + protection, log: folder + ".log")
    guard started > 0 else { return false }
    process.withLock { $0 = started }
    for _ in 0..<600 {
      if (try? run("SELECT 1", database: product == .postgres ? "postgres" : "mysql")) != nil { return true }
      usleep(100_000)
    }
    return false
  }

  private var addresses: String { isProtected ? "127.0.0.1,127.0.0.2" : "127.0.0.1" }

  /// As a power cut does: what was not written is not.
  func kill() {
    let process = process.withLock { $0 }
    // PostgreSQL's children go only when the first process tells them.
    Glibc.kill(process, product == .postgres ? SIGQUIT : SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  func end() {
    kill()
    try? FileManager.default.removeItem(atPath: folder)
    unlink(folder + ".log")
    unlink(authority)
  }

  /// Ends what a test process left behind that crashed.
  private static func clearAway() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? [] where name.hasPrefix("tongpin-sources-") {
      guard let owner = name.split(separator: "-").dropFirst(2).first.flatMap({ pid_t($0) }), Glibc.kill(owner, 0) != 0, errno == ESRCH
      else { continue }
      for note in ["data/postmaster.pid", "pid"] {
        let text = try? String(contentsOfFile: "/tmp/\(name)/\(note)", encoding: .utf8)
        // A number may be another program's by now.
        if let server = text?.split(separator: "\n").first.flatMap({ pid_t($0) }),
          (try? String(contentsOfFile: "/proc/\(server)/cmdline", encoding: .utf8))?.contains(name) == true
        {
          Glibc.kill(server, SIGQUIT)
        }
      }
      try? FileManager.default.removeItem(atPath: "/tmp/" + name)
    }
  }

  // MARK: The administrator's side

  struct Refused: Error { let words: String }

  /// Runs statements as the administrator, with the server's own tool; its answer.
  @discardableResult
  func run(_ sql: String, database: String? = nil) throws -> String {
    let database = database ?? "erp"
    let command =
      switch product {
      case .postgres:
        "\(Self.programs ?? "")/psql -X -q -t -A -v ON_ERROR_STOP=1 -h \(folder) -p \(port) -U admin -d \(database) -f -"
      case .mariadb: "/usr/bin/mariadb --no-defaults --batch --skip-column-names --socket=\(folder)/s -u root \(database)"
      }
    return try Self.shell(command, input: sql, environment: ["PGPASSWORD": Self.password])
  }

  private func makeUsers() throws {
    switch product {
    case .postgres:
      let password = Self.password.replacingOccurrences(of: "'", with: "''")
      try run(
        "CREATE DATABASE erp; CREATE ROLE reader LOGIN PASSWORD '\(password)'; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader;",
        database: "postgres")
      try run("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader; ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO reader;")
    case .mariadb:
      let password = Self.password.replacingOccurrences(of: "'", with: "''")
      try run(
        """
        CREATE DATABASE erp; CREATE USER reader@'%' IDENTIFIED BY '\(password)'; GRANT SELECT, EXECUTE ON erp.* TO reader@'%';
        """, database: "mysql")
    }
  }

  private static func shell(_ command: String, input: String, environment: [String: String] = [:]) throws -> String {
    let task = Process()
    task.executableURL = URL(fileURLWithPath: "/bin/sh")
    task.arguments = ["-c", "exec " + command]
    task.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/tmp"].merging(environment) { $1 }
    task.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
    let file = "/tmp/tongpin-sql-\(getpid())-\(number.add(1, ordering: .relaxed).newValue)"
    try input.write(toFile: file, atomically: false, encoding: .utf8)
    defer { unlink(file) }
    let output = Pipe()
    task.standardInput = FileHandle(forReadingAtPath: file)
    task.standardOutput = output
    task.standardError = output
    try task.run()
    let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    task.waitUntilExit()
    guard task.terminationStatus == 0 else { throw Refused(words: words) }
    return words.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func spawn(_ arguments: [String], log: String) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let settings: [String] = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"]
    var environment: [UnsafeMutablePointer<CChar>?] = settings.map { strdup($0) } + [nil]
    defer { for word in environment { free(word) } }
    var process: pid_t = 0
    return posix_spawn(&process, arguments[0], &actions, nil, &words, &environment) == 0 ? process : -1
  }

  static func freePort() -> Int {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in _ = bind(file, raw, length) + getsockname(file, raw, &length) }
      return Int(UInt16(bigEndian: pointer.pointee.sin_port))
    }
  }
}

extension DatabaseServer {
  /// How the user who may only read comes to the database.
  func connection(
    user: String = "reader", host: String = "127.0.0.1", protection: SourceProtection = .none, driver: String = "MariaDB Unicode",
    options: [String: String] = [:]
  ) -> SourceConnection {
    switch product {
    case .postgres: .postgres(PostgresSource(host: host, port: port, database: "erp", user: user, protection: protection))
    case .mariadb:
      .odbc(
        ODBCSource(driver: driver, host: host, port: port, database: "erp", user: user, protection: protection, options: options))
    }
  }
}
