// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Frames over a socket between the server and a reading process: a letter, a length, bytes.
struct WorkerSocket {
  enum Tag: UInt8 {
    /// Server → worker.
    case request = 0x52, known = 0x4B
    /// Worker → server.
    case ask = 0x41, refused = 0x58, preview = 0x50, head = 0x48, column = 0x43, lines = 0x4C, sheets = 0x53
  }

  /// A column of the largest table that is read, texts included, stays below.
  static let frameLimit = 400 << 20

  enum Fault: Error { case closed, late, frame(FrameFault) }

  let descriptor: Int32
  /// Milliseconds of the monotonic clock; nil waits for ever.
  let deadline: Int?

  static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  func send(_ tag: Tag, _ bytes: [UInt8]) throws(Fault) {
    var head = FrameWriter()
    head.add(byte: tag.rawValue)
    head.add(bytes.count)
    try sendAll(head.bytes)
    try sendAll(bytes)
  }

  private func sendAll(_ bytes: [UInt8]) throws(Fault) {
    var sent = 0
    while sent < bytes.count {
      try wait(for: Int16(POLLOUT))
      let count = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL)) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .closed }
      sent += count
    }
  }

  func receive() throws(Fault) -> (tag: Tag, bytes: [UInt8]) {
    var reader = FrameReader(try receive(count: 9))
    do throws(FrameFault) {
      guard let tag = Tag(rawValue: try reader.byte()) else { throw FrameFault(reason: "no such frame") }
      let count = try reader.count(atMost: Self.frameLimit)
      return (tag, try receiveBody(count))
    } catch { throw .frame(error) }
  }

  /// So that one kind of error leaves `receive`'s inner block.
  private func receiveBody(_ count: Int) throws(FrameFault) -> [UInt8] {
    do { return try receive(count: count) } catch { throw FrameFault(reason: "a frame that was cut off") }
  }

  private func receive(count: Int) throws(Fault) -> [UInt8] {
    var failure: Fault?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
      filled = 0
      while filled < count {
        do throws(Fault) { try wait(for: Int16(POLLIN)) } catch {
          failure = error
          return
        }
        let got = recv(descriptor, target.baseAddress! + filled, count - filled, 0)
        if got < 0 && errno == EINTR { continue }
        if got <= 0 {
          failure = .closed
          return
        }
        filled += got
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private func wait(for events: Int16) throws(Fault) {
    while true {
      let left = deadline.map { $0 - Self.now() }
      if let left, left <= 0 { throw .late }
      var poll = pollfd(fd: descriptor, events: events, revents: 0)
      let found = Glibc.poll(&poll, 1, left.map { Int32(clamping: $0) } ?? -1)
      if found > 0 { return }
      if found < 0 && errno != EINTR { throw .closed }
    }
  }
}
