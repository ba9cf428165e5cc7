// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Synchronization

/// A server of one test on a free port of this machine: each connection gets a thread that runs `talk` and then hangs up.
final class LocalServer: Sendable {
  let port: Int
  private let listener: Int32
  private let connected = Mutex<[Int32]>([])

  init(_ talk: @escaping @Sendable (Connection) -> Void) {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
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
    Thread { [weak self] in
      while true {
        let file = accept(listener, nil, nil)
        guard file >= 0 else { return }
        self?.connected.withLock { $0.append(file) }
        Thread {
          talk(Connection(file))
          shutdown(file, Int32(SHUT_RDWR))
        }.start()
      }
    }.start()
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    connected.withLock { for file in $0 { close(file) } }
  }
}

/// One side of a conversation in lines.
struct Connection: Sendable {
  let file: Int32

  init(_ file: Int32) { self.file = file }

  func say(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }

  /// nil when the other side hung up.
  func byte() -> UInt8? {
    var byte: UInt8 = 0
    return recv(file, &byte, 1, 0) == 1 ? byte : nil
  }

  func line() -> String? {
    var bytes: [UInt8] = []
    while let byte = byte() {
      if byte == 0x0A { return String(decoding: bytes, as: UTF8.self) }
      if byte != 0x0D { bytes.append(byte) }
    }
    return nil
  }

  /// Says nothing until the other side has had enough.
  func hang() { while byte() != nil {} }
}

/// What a server heard, safe to look at from the test.
final class Heard<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])
  var all: [Value] { values.withLock { $0 } }
  func add(_ value: Value) { values.withLock { $0.append(value) } }
}

/// One request of HTTP.
struct HeardRequest: Sendable {
  let target: String
  /// Names in small letters.
  let headers: [String: String]
  let body: [UInt8]

  init?(_ connection: Connection) {
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
  func query(_ name: String) -> String? {
    URLComponents(string: target)?.queryItems?.first { $0.name == name }?.value
  }
}

extension LocalServer {
  /// Answers each request with the next of `answers`, the last for ever.
  static func http(_ answers: [String], heard: Heard<HeardRequest>) -> LocalServer {
    LocalServer { connection in
      guard let request = HeardRequest(connection) else { return }
      heard.add(request)
      connection.say(answers[min(heard.all.count, answers.count) - 1])
    }
  }

  static func ok(_ body: String, status: String = "200 OK", headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(headers)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }

  /// A mail server that says `recipient` to RCPT and `data` to the end of a message.
  static func smtp(recipient: String = "250 2.1.5 Ok", data: String = "250 2.0.0 Ok: queued", offers: [String] = [], heard: Heard<String>)
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
