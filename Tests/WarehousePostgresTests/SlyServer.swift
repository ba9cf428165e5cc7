// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Synchronization

/// Stands between the program and the server on a socket of its own, and cuts the line at a COMMIT when it is told to.
final class SlyServer: Sendable {
  enum Trick: Sendable {
    case none
    /// The server gets the COMMIT and does it; its answer is lost.
    case loseAnswer
    /// The COMMIT itself is lost.
    case loseCommit
  }

  /// The folder of the socket, to be named as the host.
  let folder: String
  private let listener: Int32
  private let trick = Mutex(Trick.none)

  init(to server: String) throws {
    folder = "/tmp/tongpin-sly-\(getpid())-\(UInt32.random(in: 0...999_999))"
    mkdir(folder, 0o755)
    let socketNumber = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    listener = socketNumber
    guard SlyServer.withAddress(folder, { bind(socketNumber, $0, $1) }) == 0, listen(socketNumber, 16) == 0 else {
      throw CocoaError(.fileWriteUnknown)
    }
    Thread { [weak self] in
      while true {
        let client = accept(socketNumber, nil, nil)
        guard client >= 0 else { return }
        let other = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard SlyServer.withAddress(server, { connect(other, $0, $1) }) == 0 else { return }
        self?.pass(client, other)
      }
    }.start()
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// What happens to the next COMMIT; once.
  func play(_ trick: Trick) { self.trick.withLock { $0 = trick } }

  private func pass(_ client: Int32, _ server: Int32) {
    let isCut = LockedFlag()
    Thread {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(client, &buffer, buffer.count)
        guard count > 0 else { break }
        let isCommit = Data(buffer[..<count]).range(of: Data("COMMIT".utf8)) != nil
        let trick = isCommit ? self.taken() : .none
        if trick == .loseCommit { break }
        if trick == .loseAnswer { isCut.set() }
        guard write(server, &buffer, count) == count else { break }
      }
      shutdown(server, Int32(SHUT_RDWR))
      shutdown(client, Int32(SHUT_RDWR))
    }.start()
    Thread {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(server, &buffer, buffer.count)
        // The answer has come, so the server has done it; nobody hears of it.
        guard count > 0, !isCut.isSet else { break }
        guard write(client, &buffer, count) == count else { break }
      }
      shutdown(client, Int32(SHUT_RDWR))
      shutdown(server, Int32(SHUT_RDWR))
    }.start()
  }

  private func taken() -> Trick {
    trick.withLock { trick in
      defer { trick = .none }
      return trick
    }
  }

  private static func withAddress(_ folder: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array((folder + "/.s.PGSQL.5432").utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}

/// Set once, by one thread for another.
final class LockedFlag: Sendable {
  private let value = Mutex(false)
  var isSet: Bool { value.withLock { $0 } }
  func set() { value.withLock { $0 = true } }
}
