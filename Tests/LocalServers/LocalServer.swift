// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Synchronization

/// A server of one test on a free port of this machine: each connection gets a thread that runs `talk` and then hangs up.
///
/// Each file descriptor is closed by the thread that waits on it and by nobody else, since a number given back too early is the next test's socket.
package final class LocalServer: Sendable {
  package let port: Int
  private let listener: Int32
  private let connected = OpenConnections()

  package init(_ talk: @escaping @Sendable (Connection) -> Void) {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        precondition(bind(listener, raw, length) == 0 && listen(listener, 16) == 0 && getsockname(listener, raw, &length) == 0)
      }
      return Int(UInt16(bigEndian: pointer.pointee.sin_port))
    }
    let connected = connected
    Thread {
      while true {
        let file = accept(listener, nil, nil)
        guard file >= 0 else { break }
        guard connected.add(file) else {
          close(file)
          break
        }
        Thread {
          talk(Connection(file))
          connected.close(file)
        }.start()
      }
      close(listener)
    }.start()
  }

  deinit {
    // Wakes the thread that accepts, which closes what it waits on.
    shutdown(listener, Int32(SHUT_RDWR))
    connected.hangUp()
  }
}

/// The connections of one server that are still talked on.
private final class OpenConnections: Sendable {
  private let files = Mutex<(open: Swift.Set<Int32>, isOver: Bool)>((open: [], isOver: false))

  /// False once the server is gone.
  func add(_ file: Int32) -> Bool {
    files.withLock { files in
      guard !files.isOver else { return false }
      files.open.insert(file)
      return true
    }
  }

  /// By the thread that talked on it.
  func close(_ file: Int32) {
    files.withLock { files in
      files.open.remove(file)
      shutdown(file, Int32(SHUT_RDWR))
      Glibc.close(file)
    }
  }

  /// Ends every conversation; the threads close what they talk on.
  func hangUp() {
    files.withLock { files in
      files.isOver = true
      for file in files.open { shutdown(file, Int32(SHUT_RDWR)) }
    }
  }
}

/// One side of a conversation in lines.
package struct Connection: Sendable {
  let file: Int32

  init(_ file: Int32) { self.file = file }

  package func say(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }

  /// nil when the other side hung up.
  package func byte() -> UInt8? {
    var byte: UInt8 = 0
    return recv(file, &byte, 1, 0) == 1 ? byte : nil
  }

  package func line() -> String? {
    var bytes: [UInt8] = []
    while let byte = byte() {
      if byte == 0x0A { return String(decoding: bytes, as: UTF8.self) }
      if byte != 0x0D { bytes.append(byte) }
    }
    return nil
  }

  /// Says nothing until the other side has had enough.
  package func hang() { while byte() != nil {} }
}

/// What a server heard, safe to look at from the test.
package final class Heard<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])
  package init() {}

  package var all: [Value] { values.withLock { $0 } }
  package func add(_ value: Value) { values.withLock { $0.append(value) } }
}

/// One request of HTTP.
package struct HeardRequest: Sendable {
  package let target: String
  /// Names in small letters.
  package let headers: [String: String]
  package let body: [UInt8]

  package init?(_ connection: Connection) {
    guard let first = connection.line() else { return nil }
    target = first.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    var headers: [String: String] = [:]
    while let line = connection.line(), !line.isEmpty {
      let halves = line.split(separator: ":", maxSplits: 1)
      headers[halves[0].lowercased()] = halves.count == 2 ? halves[1].trimmingCharacters(in: .whitespaces) : ""
    }
    self.headers = headers
    body = (0..<(Int(headers["content-length"] ?? "") ?? 0)).compactMap { _ in connection.byte() }
  }

  /// A parameter of the query, percent-decoded.
  package func query(_ name: String) -> String? {
    URLComponents(string: target)?.queryItems?.first { $0.name == name }?.value
  }
}

extension LocalServer {
  /// Answers each request with the next of `answers`, the last for ever.
  package static func http(_ answers: [String], heard: Heard<HeardRequest>) -> LocalServer {
    LocalServer { connection in
      guard let request = HeardRequest(connection) else { return }
      heard.add(request)
      connection.say(answers[min(heard.all.count, answers.count) - 1])
    }
  }

  package static func ok(_ body: String, status: String = "200 OK", headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(headers)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }

  /// A mail server that says `recipient` to RCPT and `data` to the end of a message.
  package static func smtp(
    recipient: String = "250 2.1.5 Ok", data: String = "250 2.0.0 Ok: queued", offers: [String] = [], heard: Heard<String>
  )
    -> LocalServer
  {
    LocalServer { connection in
      connection.say("220 mail.example ESMTP\r\n")
      while let line = connection.line() {
        heard.add(line)
        switch line.prefix(4).uppercased() {
        case "EHLO":
          connection.say(
            (["mail.example"] + offers).enumerated().map { "250\($0.offset == offers.count ? " " : "-")\($0.element)\r\n" }.joined())
        case "AUTH": connection.say("535 5.7.8 authentication failed\r\n")
        case "RCPT": connection.say(recipient + "\r\n")
        case "DATA":
          connection.say("354 go ahead\r\n")
          while let line = connection.line(), line != "." { heard.add(line) }
          connection.say(data + "\r\n")
        case "QUIT":
          connection.say("221 bye\r\n")
          return
        default: connection.say("250 Ok\r\n")
        }
      }
    }
  }
}
