// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc

/// A process of this program with a socket as its standard input and one file as descriptor 3; killed when it is let go.
final class ChildProcess {
  let socket: WorkerSocket
  private let pid: pid_t
  private let patience: Int
  private var status: Int32?

  /// - Parameter bytes: the file's, which the child sees as an open file without a name.
  init(program: String, arguments: [String], bytes: [UInt8], patience: Int) throws(WorkerFailure) {
    let file = try Self.nameless(bytes)
    defer { close(file) }
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else { throw Self.refused() }
    defer { close(ends[1]) }
    self.patience = patience
    socket = WorkerSocket(descriptor: ends[0], deadline: WorkerSocket.now() + patience)
    do throws(WorkerFailure) {
      pid = try Self.spawn(program, arguments, socket: ends[1], file: file)
    } catch {
      close(ends[0])
      throw error
    }
  }

  deinit {
    _ = end()
    close(socket.descriptor)
  }

  /// Ends it, whatever it does, and says how it went.
  func end() -> WorkerFailure? {
    if status == nil {
      kill(pid, SIGKILL)
      status = wait()
    }
    let signal = (status ?? 0) & 0x7F
    return status == 0 ? nil : .ended(signal: signal == 0 ? nil : signal)
  }

  func failure(_ fault: WorkerSocket.Fault) -> WorkerFailure {
    switch fault {
    case .late:
      _ = end()
      return .tookTooLong(seconds: patience / 1000)
    case .closed:
      // It closed its end because it ended: how, its status tells.
      status = wait()
      return end() ?? .ended(signal: nil)
    case .frame(let fault):
      _ = end()
      return .notBelieved(fault.reason)
    }
  }

  private func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    return status
  }

  private static func refused() -> WorkerFailure { .notStarted(String(cString: strerror(errno))) }

  /// An open file with these bytes that stands in no folder.
  private static func nameless(_ bytes: [UInt8]) throws(WorkerFailure) -> Int32 {
    let descriptor = nameless_file("import")
    guard descriptor >= 0 else { throw refused() }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + written, bytes.count - written) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let failure = refused()
        close(descriptor)
        throw failure
      }
      written += count
    }
    return descriptor
  }

  private static func spawn(_ program: String, _ arguments: [String], socket: Int32, file: Int32) throws(WorkerFailure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // First above both, so that no number that is still needed is written over: a busy server may have given them any.
    let above = max(socket, file, 3) + 1
    posix_spawn_file_actions_adddup2(&actions, socket, above)
    posix_spawn_file_actions_adddup2(&actions, file, above + 1)
    posix_spawn_file_actions_adddup2(&actions, above, 0)
    posix_spawn_file_actions_adddup2(&actions, above + 1, 3)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addclosefrom_np(&actions, 4)
    // Nothing of the server's surroundings is handed on; a trap shall end it at once, without a report of its memory.
    let surroundings = ["SWIFT_BACKTRACE=enable=no", "PATH=/usr/bin:/bin", "LANG=C.UTF-8"]
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    var envp = surroundings.map { strdup($0) } + [nil]
    defer { for text in argv + envp { free(text) } }
    var pid: pid_t = 0
    let outcome = posix_spawn(&pid, program, &actions, nil, &argv, &envp)
    guard outcome == 0 else { throw .notStarted(String(cString: strerror(outcome))) }
    return pid
  }
}
