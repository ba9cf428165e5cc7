// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import PlanningCycle
import Synchronization
import Testing
import WarehousePostgres

/// A PostgreSQL server of these tests: its own data folder, a socket in it, no port. It lives as long as the test process and is ended by
/// its own number.
final class PostgresServer: Sendable {
  /// nil where PostgreSQL is not installed; then the tests are skipped and say so.
  static let shared: PostgresServer? = PostgresServer.start()
  static let isMissing: Comment = "PostgreSQL is not installed (apt install postgresql): nothing was tried"

  let folder: String
  private let process: pid_t
  private let count = Mutex(0)

  private init(folder: String, process: pid_t) {
    self.folder = folder
    self.process = process
    PostgresServer.running.withLock { $0 = (process, folder) }
    // The C library runs it when the process ends; a fast shutdown, then the folder goes.
    atexit {
      guard let (process, folder) = PostgresServer.running.withLock({ $0 }) else { return }
      kill(process, SIGINT)
      var status: Int32 = 0
      waitpid(process, &status, 0)
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  private static let running = Mutex<(pid_t, String)?>(nil)

  /// The newest installed version's programs.
  private static func programs() -> String? {
    let root = "/usr/lib/postgresql"
    let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap { Int($0) }.filter { $0 >= 13 }
    guard let newest = versions.max(), access("\(root)/\(newest)/bin/initdb", X_OK) == 0 else { return nil }
    return "\(root)/\(newest)/bin"
  }

  /// Ends what a test process left behind that crashed.
  private static func clearAway() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? [] where name.hasPrefix("tongpin-pg-") {
      guard let owner = pid_t(name.dropFirst(11)), kill(owner, 0) != 0, errno == ESRCH else { continue }
      let note = try? String(contentsOfFile: "/tmp/\(name)/data/postmaster.pid", encoding: .utf8)
      // A number may be another program's by now.
      if let server = note?.split(separator: "\n").first.flatMap({ pid_t($0) }),
        (try? String(contentsOfFile: "/proc/\(server)/cmdline", encoding: .utf8))?.contains(name) == true
      {
        kill(server, SIGQUIT)
      }
      try? FileManager.default.removeItem(atPath: "/tmp/" + name)
    }
  }

  private static func start() -> PostgresServer? {
    guard let programs = programs() else { return nil }
    clearAway()
    // Short: the path of a socket has at most 107 bytes. In /tmp, since the server's user must reach it.
    let folder = "/tmp/tongpin-pg-\(getpid())"
    try? FileManager.default.removeItem(atPath: folder)
    guard mkdir(folder, 0o700) == 0 else { return nil }
    var owner: [String] = []
    if getuid() == 0 {
      // PostgreSQL does not run as root.
      guard let account = getpwnam("postgres"), chown(folder, account.pointee.pw_uid, account.pointee.pw_gid) == 0 else { return nil }
      owner = ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    }
    let data = folder + "/data"
    let made = spawn(
      owner + ["\(programs)/initdb", "-D", data, "-U", "tongpin", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-k", "-N"],
      log: folder + ".initdb.log")
    var status: Int32 = 0
    guard made > 0, waitpid(made, &status, 0) == made, status == 0 else { return nil }
    unlink(folder + ".initdb.log")
    let server = spawn(
      owner + [
        "\(programs)/postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "max_connections=60", "-c",
        "log_min_messages=fatal", "-c", "max_wal_size=2GB",
      ], log: "/dev/null")
    guard server > 0 else { return nil }
    let address = try? PostgresAddress("postgres://tongpin@/postgres?host=" + folder)
    for _ in 0..<300 {
      if let address, (try? PostgresWorkspace.exists(address)) != nil { return PostgresServer(folder: folder, process: server) }
      usleep(100_000)
    }
    kill(server, SIGQUIT)
    return nil
  }

  /// Starts a program in the folder of the socket; its words go to `log`.
  private static func spawn(_ arguments: [String], log: String) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let settings: [String] = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"]
    var environment: [UnsafeMutablePointer<CChar>?] = settings.map { strdup($0) } + [nil]
    defer { for word in environment { free(word) } }
    var process: pid_t = 0
    return posix_spawn(&process, arguments[0], &actions, nil, &words, &environment) == 0 ? process : -1
  }

  /// An address of an empty database that nobody else has.
  func emptyDatabase() throws -> PostgresAddress {
    let number = count.withLock { number in
      number += 1
      return number
    }
    let name = "test_\(number)"
    try Administrator(folder).run("CREATE DATABASE \(name)")
    return try address(name)
  }

  func address(_ name: String, folder: String? = nil) throws -> PostgresAddress {
    try PostgresAddress("postgres://tongpin@/\(name)?host=\(folder ?? self.folder)")
  }
}
